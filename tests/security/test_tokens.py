"""B57: keys for programs are hashed, shown once, never wider than their owner, and dead when revoked."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from huitou.accounts import door, staffing, tokens
from huitou.accounts.models import ApiToken, User
from huitou.ledger.models import Event
from tests.cast import Cast, sign_in


def make(cast: Cast, *scopes: str) -> str:
    return tokens.make(cast.mei, name="till", scopes=scopes or ["case.reply"], by=cast.mei)[1]


def test_it_opens_what_its_scopes_say_and_no_more(cast: Cast) -> None:
    user = tokens.find_user(make(cast, "case.reply", "case.see_own"))
    assert user == cast.mei
    assert user.abilities == {"case.reply", "case.see_own"}
    door.require(user, "case.reply")
    with pytest.raises(PermissionDenied):
        door.require(user, "case.close")


def test_only_a_hash_is_kept(cast: Cast) -> None:
    text = make(cast)
    row = str(ApiToken.objects.values().get())
    assert text not in row
    assert text.removeprefix(tokens.PREFIX) not in row
    assert len(text.removeprefix(tokens.PREFIX)) >= 43


@pytest.mark.parametrize("scopes", [["people.manage"], ["case.reply", "case.overrule"], ["no.such"], []])
def test_nobody_gives_a_key_what_they_have_not(cast: Cast, scopes: list[str]) -> None:
    with pytest.raises(PermissionDenied):
        tokens.make(cast.mei, name="t", scopes=scopes, by=cast.mei)
    sign_in(client := Client(), cast.mei)
    assert client.post("/account/tokens/", {"name": "t", "scopes": scopes}).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_key_never_makes_a_wider_key(cast: Cast) -> None:
    limited = tokens.find_user(make(cast, "case.reply"))
    assert limited
    with pytest.raises(PermissionDenied):
        tokens.make(limited, name="t", scopes=["case.close"], by=limited)


def test_revoked_means_the_next_request(cast: Cast) -> None:
    text = make(cast)
    token = ApiToken.objects.get()
    tokens.revoke(token, by=cast.mei)
    tokens.revoke(token, by=cast.mei)
    assert tokens.find_user(text) is None
    assert Event.objects.filter(kind="token.revoked").count() == 1


def test_a_role_taken_away_narrows_the_key(cast: Cast) -> None:
    text = make(cast, "case.reply", "voice.note")
    staffing.set_roles(cast.mei, ["frontline"], by=cast.liu)
    user = tokens.find_user(text)
    assert user
    assert user.abilities == {"voice.note"}


def test_an_owner_who_is_out_has_no_keys(cast: Cast) -> None:
    text = make(cast)
    User.objects.filter(pk=cast.mei.pk).update(is_active=False)
    assert tokens.find_user(text) is None


@pytest.mark.parametrize(
    "text", ["", "htk_", "htk_" + "a" * 43, "' OR 1=1", "\x00", "x" * 9_999, "htk_é", "htk_\ud800"]
)
def test_guesses_find_nobody(cast: Cast, text: str) -> None:
    make(cast)
    assert tokens.find_user(text) is None


def test_the_page_shows_it_this_once(cast: Cast) -> None:
    client = sign_in(Client(), cast.mei)
    made = client.post("/account/tokens/", {"name": "till", "scopes": ["case.reply"]}).content.decode()
    assert tokens.PREFIX in made
    again = client.get("/account/tokens/").content.decode()
    assert "till" in again
    assert tokens.PREFIX not in again


def test_nobody_revokes_anothers_key(cast: Cast) -> None:
    make(cast)
    token = ApiToken.objects.get()
    assert sign_in(Client(), cast.liu).post(f"/account/tokens/{token.pk}/revocation/").status_code == 404
    assert sign_in(Client(), cast.mei).post(f"/account/tokens/{token.pk}/revocation/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at


def test_the_record_holds_codes_not_the_key(cast: Cast) -> None:
    text = make(cast)
    event = Event.objects.get(kind="token.made")
    assert event.data == {"token": ApiToken.objects.get().pk, "scopes": ["case.reply"]}
    assert text not in str(event.data)
