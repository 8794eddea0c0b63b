"""Whose address counts: the peer's, unless the peer is a proxy that we named."""

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from huitou.accounts.address import client_address, is_loopback, throttle_address


def ask(peer: str, host: str = "huitou.example", **headers: str):
    return RequestFactory().get("/", headers={"Host": host, **headers}, REMOTE_ADDR=peer)


@pytest.fixture(autouse=True)
def _hosts(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.TRUSTED_PROXIES = []


def test_headers_of_strangers_say_nothing() -> None:
    request = ask("203.0.113.7", **{"X-Forwarded-For": "198.51.100.1", "X-Real-Ip": "198.51.100.2"})
    assert client_address(request) == "203.0.113.7"


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("8.8.8.8, 198.51.100.1", "198.51.100.1"),
        ("198.51.100.1, 10.0.0.9", "198.51.100.1"),
        ("8.8.8.8, junk", "10.0.0.5"),
        ("", "10.0.0.5"),
    ],
)
def test_a_named_proxy_is_believed_about_the_last_stranger(settings: Settings, forwarded: str, client: str) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert client_address(ask("10.0.0.5", **{"X-Forwarded-For": forwarded})) == client


def test_a_household_of_ipv6_is_one() -> None:
    one, other = ask("2001:db8:1:2:aaaa::1"), ask("2001:db8:1:2:bbbb::9")
    assert throttle_address(one) == throttle_address(other) == "2001:db8:1:2::/64"
    assert throttle_address(ask("::ffff:203.0.113.7")) == "203.0.113.7"


@pytest.mark.parametrize(
    ("peer", "host", "headers", "here"),
    [
        ("127.0.0.1", "127.0.0.1:8000", {}, True),
        ("127.0.0.1", "localhost:8000", {}, True),
        ("::1", "[::1]:8000", {}, True),
        ("127.0.0.1", "huitou.example", {}, False),
        ("203.0.113.7", "localhost", {}, False),
        ("203.0.113.7", "localhost", {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "localhost"}, False),
        ("127.0.0.1", "localhost", {"X-Forwarded-For": "203.0.113.7"}, False),
        ("127.0.0.1", "localhost", {"Via": "1.1 proxy"}, False),
        ("127.0.0.1", "localhost.example", {}, False),
        ("127.0.0.1", "127.0.0.1.example", {}, False),
    ],
)
def test_loopback_is_peer_and_name_without_a_proxy(peer: str, host: str, headers: dict[str, str], here: bool) -> None:
    assert is_loopback(ask(peer, host, **headers)) is here
