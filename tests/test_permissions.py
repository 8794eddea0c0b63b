"""Every address × every role against one table; an address that is missing here fails the run (B06)."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from huitou.accounts import tokens
from huitou.accounts.models import User
from huitou.files import receiving as files
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from tests.cases.building import send
from tests.cast import Cast, make_person, sign_in

ROLES = (
    "anonymous",
    "frontline",
    "owner",
    "other team",
    "supervisor",
    "improvement",
    "account manager",
    "finance",
    "auditor",
    "executive",
    "administrator",
    "disabled",
)

# One letter a role, in the order of ROLES: p passes the door, l is sent to the sign-in (401 for programs),
# f is refused (403), n sees nothing (404), m is no method of this address (405).
EVERYBODY = "pppppppppppp"
SIGNED_IN = "lppppppppppl"
GET_CASE = "lnpnppnnpppl"
ACT = "lnpnpfnnffpl"
NOTE = "lnpnppnnffpl"
VOICE_NOTE = "lppppppp" + "fp" + "pl"
ADMIN = "lfffffffffpl"

TABLE: dict[str, str] = {
    # The portal: open to all, and to whoever has the private link.
    "GET tell": EVERYBODY,
    "POST tell": EVERYBODY,
    "GET lost_link": EVERYBODY,
    "POST lost_link": EVERYBODY,
    "GET matter": EVERYBODY,
    "GET heard": EVERYBODY,
    "GET file": EVERYBODY,
    "POST message": EVERYBODY,
    "POST answer": EVERYBODY,
    "POST contentment": EVERYBODY,
    "POST withdrawal": EVERYBODY,
    # The desk.
    "GET day": SIGNED_IN,
    "GET cases": SIGNED_IN,
    "GET case": GET_CASE,
    **{
        f"POST case_{noun}": ACT
        for noun in (
            "recording",
            "ask-confirmation",
            "judgement",
            "department",
            "cause",
            "solution",
            "solution-answer",
            "delivery",
            "evaluation",
            "follow-up",
            "step-back",
            "hand-over",
            "reply",
            "closure",
            "call",
            "resumption",
        )
    },
    "POST case_note": NOTE,
    # The voice of the table has no branch: whoever handles cases sees it, and whoever sees all.
    "GET voices": SIGNED_IN,
    "GET voice": "lnppppnn" + "pp" + "pl",
    "GET new_voice": VOICE_NOTE,
    "POST new_voice": VOICE_NOTE,
    "POST voice_complaint": "lnpppfnn" + "ff" + "pl",
    "POST voice_kind": "lnppppnn" + "fp" + "pl",
    "POST voice_hearing": "lnppppnn" + "fp" + "pl",
    # One that has become a case is seen through the case.
    "GET voice of the case": GET_CASE,
    "POST voice_complaint of the case": ACT,
    "POST voice_kind of the case": "lnpnppnnfppl",
    "POST voice_hearing of the case": "lnpnppnnfppl",
    "POST make_complaint of the case": ACT,
    # Accounts.
    "GET signin": EVERYBODY,
    "POST signin": EVERYBODY,
    "POST demonstration": "nnnnnnnnnnnn",
    "POST signout": EVERYBODY,
    "GET forgotten": EVERYBODY,
    "POST forgotten": EVERYBODY,
    "GET new_password": EVERYBODY,
    "GET setup": "nnnnnnnnnnnn",
    "POST set_language": EVERYBODY,
    "GET me": SIGNED_IN,
    "POST own_absence": SIGNED_IN,
    "GET password": SIGNED_IN,
    "GET tokens": SIGNED_IN,
    "GET people": ADMIN,
    "GET new_person": ADMIN,
    "POST new_person": ADMIN,
    "GET person": ADMIN,
    "POST person_profile": ADMIN,
    "POST person_placement": ADMIN,
    "POST person_absence": ADMIN,
    "POST person_invitation": ADMIN,
    "POST person_second_factor_removal": ADMIN,
    "POST person_deactivation": ADMIN,
    "POST person_reactivation": ADMIN,
    # Files of a case, through the door of the case.
    "GET files:file": GET_CASE,
    "GET health": EVERYBODY,
    "GET api_docs": EVERYBODY,
    # The API: 401 for who has no token.
    "GET openapi-json": EVERYBODY,
    "POST complain": EVERYBODY,
    "POST pass_on": VOICE_NOTE,
    "GET api:cases": SIGNED_IN,
    "GET api:case": GET_CASE,
    **{
        f"POST {verb}": ACT
        for verb in (
            "record",
            "confirm_ask",
            "judge",
            "place",
            "analyse",
            "propose",
            "api:answer",
            "carry_out",
            "tell_solved",
            "follow_up",
            "step_back",
            "hand_over",
            "reply",
            "close",
            "resume",
        )
    },
    "POST note": NOTE,
    "POST make_complaint": "lnpppfnn" + "ff" + "pl",
}

# Second addresses of the same views, and those whose door is tested where they live.
ELSEWHERE = {
    "account_login",
    "account_reset_password",
    "account_reauthenticate",
    "api-root",
    "own_absence_end",
    "token_revocation",
    "person_absence_end",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}

BODIES: dict[str, dict[str, Any]] = {
    "judge": {"holds": True},
    "place": {"department": "repairs"},
    "analyse": {"cause_code": "shift-plan", "words": "x"},
    "propose": {"words": "x", "gain": "x", "cost": "x"},
    "api:answer": {"accepted": True},
    "carry_out": {"delivery": "x", "outcome": "x", "meets_ask": "yes"},
    "tell_solved": {"words": "x"},
    "follow_up": {"result": "no_answer"},
    "step_back": {"to": 1, "reason": "x"},
    "hand_over": {"to": "wang@example.com", "summary": "x"},
    "reply": {"words": "x"},
    "note": {"words": "x"},
    "close": {"closed_as": "content"},
    "pass_on": {"words": "x"},
    "resume": {"reason": "x"},
}


OF_CASE = " of the case"


def addresses(patterns: Any, prefix: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(name, route) of every address; names that stand twice carry their space."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route, (*spaces, pattern.namespace or ""))
        elif isinstance(pattern, URLPattern):
            space = "files:" if "files" in spaces else "api:" if "api-1" in spaces and pattern.name in AMBIGUOUS else ""
            yield space + str(pattern.name), route


AMBIGUOUS = {"case", "cases", "answer"}
ROUTES = dict(addresses(get_resolver().url_patterns))


@pytest.fixture
def company(cast: Cast, db: None) -> dict[str, Any]:
    """One case of the eastern team with a picture, one voice without a case, and one person of every role."""
    received = send(cast)
    case, link = received.case, received.link
    assert case is not None
    assert link is not None
    with transaction.atomic():
        file = files.receive(SimpleUploadedFile("p.gif", GIF), subject=received.voice.key, by=case.customer)
    voice = receive(Given(words="排队有点久"), channel="counter", kind="grumble").voice
    people = {
        "frontline": cast.sun,
        "owner": cast.mei,
        "other team": cast.zhao,
        "supervisor": cast.wang,
        "improvement": make_person("方", "fang@example.com", "improvement", teams=(cast.east_team,)),
        "account manager": make_person("郭", "guo@example.com", "account_manager", teams=(cast.east_team,)),
        "finance": make_person("孟", "meng@example.com", "finance", teams=(cast.east_team,)),
        "auditor": cast.qian,
        "executive": cast.he,
        "administrator": cast.liu,
        "disabled": make_person("旧", "old@example.com", "handler", teams=(cast.east_team,)),
    }
    values = {"number": case.pk, "token": link.token, "pk": file.pk, "file_id": file.pk, "user_id": cast.sun.pk}
    return {"people": people, "values": values, "voice": voice, "case": case}


GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def test_every_address_stands_in_the_table() -> None:
    listed = {name.removesuffix(OF_CASE).partition(" ")[2] for name in TABLE} | ELSEWHERE
    assert set(ROUTES) - listed == set()
    assert listed - set(ROUTES) == set()


def path_of(name: str, company: dict[str, Any]) -> str:
    values = dict(company["values"])
    name, of_case, _ = name.partition(OF_CASE)
    if "voice" in name or name == "make_complaint":
        values["number"] = company["case"].voices.get().pk if of_case else company["voice"].pk
    if name == "new_password":
        values["token"] = "x-y"
    route = "/" + ROUTES[name]
    for kind in ("int", "str", "uuid"):
        for key, value in values.items():
            route = route.replace(f"<{kind}:{key}>", str(value))
    assert "<" not in route, route
    return route


def letter(response: Any, name: str) -> str:
    if response.status_code in (401, 403, 404, 405):
        return {401: "l", 403: "f", 404: "n", 405: "m"}[response.status_code]
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/signin/")
    return "l" if to_sign_in and name not in ("signin", "demonstration", "signout") else "p"


def knock(role: str, method: str, name: str, company: dict[str, Any]) -> str:
    """One request of one role, undone afterwards."""
    path, person = path_of(name, company), company["people"].get(role)
    client, headers = Client(), {}
    if person is not None:
        person = User.objects.get(pk=person.pk)
        if path.startswith("/api/"):
            headers["Authorization"] = f"Bearer {_token(person)}"
        else:
            sign_in(client, person)
    if role == "disabled":
        User.objects.filter(pk=person.pk).update(is_active=False)
    if method == "GET":
        return letter(client.get(path, headers=headers), name)
    if path.startswith("/api/"):
        body = json.dumps(BODIES.get(name, {}))
        return letter(client.post(path, body, content_type="application/json", headers=headers), name)
    return letter(client.post(path, {"form_key": uuid4()}, headers=headers), name)


def _token(person: User) -> str:
    return tokens.make(person, name="all", scopes=person.abilities, by=person)[1]


@pytest.mark.parametrize("row", TABLE)
def test_the_door_of(row: str, company: dict[str, Any]) -> None:
    method, _, name = row.partition(" ")
    expected = dict(zip(ROLES, TABLE[row], strict=True))
    found = {}
    for role in ROLES:
        point = transaction.savepoint() if transaction.get_connection().in_atomic_block else None
        found[role] = knock(role, method, name, company)
        if point:
            transaction.savepoint_rollback(point)
    assert found == expected
