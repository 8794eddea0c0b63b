"""Who may change whom, and what becomes of it."""

from datetime import timedelta

import pytest
from django.test import Client

from huitou.accounts import staffing, tokens
from huitou.accounts.models import Organisation, User
from huitou.ledger.models import Event
from huitou.lib import clock
from tests.accounts.letters import Letter, delivered
from tests.cast import PASSWORD, Cast, make_person


def refusal(act: object, *args: object, **more: object) -> str:
    with pytest.raises(staffing.Refused) as refused:
        act(*args, **more)  # type: ignore[operator]
    return refused.value.code


def test_somebody_new_gets_a_letter_and_chooses_a_password(cast: Cast, box: list[Letter], client: Client) -> None:
    staffing.add(by=cast.liu, name="周航", email="Zhou@example.com", roles=["handler"], teams=[cast.north_team])
    (letter,) = delivered()
    assert letter.address == "zhou@example.com"
    assert client.post(letter.path, {"password": PASSWORD}).status_code == 302
    assert client.post("/signin/", {"email": "zhou@example.com", "password": PASSWORD}).status_code == 302
    event = Event.objects.get(kind="user.added")
    assert (event.actor, event.data) == (cast.liu.key, {"roles": ["handler"], "teams": [cast.north_team.pk]})


def test_one_address_is_one_person(cast: Cast) -> None:
    before = User.objects.count()
    assert refusal(staffing.add, by=cast.liu, name="B", email="MEI@example.com", roles=[]) == "email-taken"
    assert User.objects.count() == before


def test_nobody_gives_more_than_they_have(cast: Cast) -> None:
    for roles in (["administrator"], ["auditor"], ["improvement"]):
        assert refusal(staffing.set_roles, cast.mei, roles, by=cast.wang) == "beyond-own"
        assert refusal(staffing.add, by=cast.wang, name="B", email="b@example.com", roles=roles) == "beyond-own"
    assert refusal(staffing.set_roles, cast.qian, [], by=cast.wang) == "beyond-own"
    assert refusal(staffing.set_roles, cast.mei, ["no-such-role"], by=cast.liu) == "beyond-own"
    staffing.set_roles(cast.mei, ["handler", "frontline"], by=cast.wang)


def test_other_roles_hold_at_once_and_are_written_down(cast: Cast) -> None:
    assert cast.mei.can("case.act")
    staffing.set_roles(cast.mei, ["frontline"], by=cast.liu)
    assert not User.objects.get(pk=cast.mei.pk).can("case.act")
    assert not cast.mei.can("case.act")
    assert Event.objects.get(kind="user.roles_changed").data == {"before": ["handler"], "after": ["frontline"]}
    staffing.set_roles(cast.mei, ["frontline"], by=cast.liu)
    assert Event.objects.filter(kind="user.roles_changed").count() == 1


def test_who_leads_a_team_goes_on_leading(cast: Cast) -> None:
    staffing.set_teams(cast.wang, [cast.east_team, cast.west_team], by=cast.liu)
    assert dict(cast.wang.memberships.values_list("team_id", "leads")) == {
        cast.east_team.pk: True,
        cast.west_team.pk: False,
    }


def test_the_last_administrator_stays(cast: Cast) -> None:
    assert refusal(staffing.set_roles, cast.liu, ["handler"], by=cast.liu) == "last-administrator"
    assert refusal(staffing.deactivate, cast.liu, by=cast.liu) == "oneself"
    invited = staffing.add(by=cast.liu, name="新", email="new@example.com", roles=["administrator"])
    assert refusal(staffing.deactivate, cast.liu, by=invited) == "last-administrator"
    second = make_person("二", "second@example.com", "administrator")
    staffing.deactivate(cast.liu, by=second)
    assert not cast.liu.is_active


def test_nobody_touches_somebody_above(cast: Cast) -> None:
    for act in (staffing.deactivate, staffing.reactivate, staffing.invite):
        assert refusal(act, cast.liu, by=cast.wang) == "beyond-own"
    assert refusal(staffing.set_teams, cast.liu, [cast.east_team], by=cast.wang) == "beyond-own"


def test_out_means_out(cast: Cast) -> None:
    Organisation.objects.update(duty_user=cast.mei)
    _token, text = tokens.make(cast.mei, name="t", scopes=["case.reply"], by=cast.mei)
    staffing.deactivate(cast.mei, by=cast.liu)
    assert tokens.find_user(text) is None
    assert not cast.mei.can("case.reply")
    assert Organisation.current().duty_user is None
    staffing.reactivate(cast.mei, by=cast.liu)
    assert tokens.find_user(text) is None
    assert [event.kind for event in Event.objects.filter(subject=cast.mei.key).order_by("pk")] == [
        "token.made",
        "user.deactivated",
        "user.reactivated",
    ]


def test_an_absence_and_its_end(cast: Cast) -> None:
    now = clock.now()
    day = timedelta(days=1)
    absence = staffing.set_absence(cast.mei, starts_at=now, ends_at=now + day, stand_in=cast.zhao, by=cast.mei)
    assert cast.mei.is_absent()
    assert cast.mei not in User.objects.on_duty()
    assert cast.mei in User.objects.on_duty(now + day)
    assert cast.mei.find_stand_in() == cast.zhao
    with clock.at(now + timedelta(hours=1)):
        staffing.end_absence(absence, by=cast.mei)
        assert not cast.mei.is_absent()


def test_absences_that_make_no_sense(cast: Cast) -> None:
    now = clock.now()
    soon = now + timedelta(hours=1)
    over = {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1), "stand_in": None}
    assert refusal(staffing.set_absence, cast.mei, by=cast.mei, **over) == "absence-over"
    backwards = {"starts_at": soon, "ends_at": now, "stand_in": None}
    assert refusal(staffing.set_absence, cast.mei, by=cast.mei, **backwards) == "absence-over"
    alone = {"starts_at": now, "ends_at": soon, "stand_in": cast.mei}
    assert refusal(staffing.set_absence, cast.mei, by=cast.mei, **alone) == "stand-in"


def test_a_stand_in_who_is_away_is_nobody(cast: Cast) -> None:
    now = clock.now()
    for person, stand_in in ((cast.mei, cast.zhao), (cast.zhao, None)):
        staffing.set_absence(person, starts_at=now, ends_at=now + timedelta(days=1), stand_in=stand_in, by=cast.liu)
    assert cast.mei.find_stand_in() is None
