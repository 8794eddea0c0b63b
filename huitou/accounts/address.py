"""Where a request really comes from: a header says so only when the peer is a proxy that we named."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

# One household or company holds a whole /64; counting its addresses one by one would count nothing.
_IPV6_PREFIX = 64
_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


def client_address(request: HttpRequest) -> str:
    """The address of the client: the peer, or what a trusted proxy says of it."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not _is_trusted(peer):
        return peer
    # From the right: our own proxies wrote the last entries, anybody may have written the first.
    for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if not _is_trusted(hop.strip()):
            return hop.strip() if _is_address(hop) else peer
    return peer


def throttle_address(request: HttpRequest) -> str:
    """The client as a bucket: an IPv4 address, or the /64 network of an IPv6 one."""
    address = client_address(request)
    if not _is_address(address):
        return address[:45] or "unknown"
    found = ip_address(address.strip())
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, _IPV6_PREFIX), strict=False))


def is_loopback(request: HttpRequest) -> bool:
    """Typed on this machine: the peer is loopback, the name asked for is too, and no proxy stands between."""
    name = urlsplit(f"//{request.get_host()}").hostname or ""
    forwarded = any(header in request.headers for header in _FORWARDED)
    here = _is_loopback(str(request.META.get("REMOTE_ADDR", "")))
    return here and (name == "localhost" or _is_loopback(name)) and not forwarded


def _is_loopback(address: str) -> bool:
    if not _is_address(address):
        return False
    found = ip_address(address)
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_loopback


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip())
    except ValueError:
        return False
    return True


def _is_trusted(address: str) -> bool:
    if not _is_address(address):
        return False
    return any(ip_address(address) in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


@lru_cache(maxsize=4)
def _networks(names: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(name, strict=False) for name in names)
