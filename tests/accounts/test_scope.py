"""How far each role sees."""

from datetime import timedelta

import pytest

from huitou.accounts import abilities, scope, staffing
from huitou.accounts.models import User
from huitou.accounts.wording import ABILITY_NAMES, ROLE_DUTIES, ROLE_NAMES
from huitou.lib import clock
from tests.cast import Cast


def test_a_handler_sees_own_teams(cast: Cast) -> None:
    assert scope.of(cast.mei) == scope.Scope(frozenset({cast.mei.pk}), frozenset({cast.east_team.pk}), frozenset())


def test_a_supervisor_sees_every_team_of_the_branch(cast: Cast) -> None:
    assert scope.team_ids(cast.wang) == {cast.east_team.pk, cast.east_billing.pk}
    assert scope.branch_ids(cast.wang) == {cast.east.pk}


def test_an_executive_sees_everything(cast: Cast) -> None:
    assert scope.team_ids(cast.he) == {team.pk for team in type(cast.east_team).objects.all()}
    assert scope.branch_ids(cast.he) == {cast.east.pk, cast.west.pk, cast.north.pk}


def test_frontline_sees_no_team(cast: Cast) -> None:
    assert scope.team_ids(cast.sun) == frozenset()


def test_a_stand_in_sees_the_teams_of_the_absent_but_not_their_branch(cast: Cast) -> None:
    now = clock.now()
    away = {"starts_at": now, "ends_at": now + timedelta(days=1), "by": cast.liu}
    staffing.set_absence(cast.zhao, stand_in=cast.wang, **away)
    assert scope.people_ids(cast.wang) == {cast.wang.pk, cast.zhao.pk}
    assert scope.team_ids(cast.wang) == {cast.east_team.pk, cast.east_billing.pk, cast.west_team.pk}
    assert scope.branch_ids(cast.wang) == {cast.east.pk}
    with clock.at(now + timedelta(days=2)):
        again = User.objects.get(pk=cast.wang.pk)
        assert scope.people_ids(again) == {cast.wang.pk}


def test_an_ability_that_does_not_exist_is_a_mistake(cast: Cast) -> None:
    with pytest.raises(LookupError):
        cast.mei.can("case.reed")


def test_the_tables_agree() -> None:
    assert abilities.of_roles(frozenset(abilities.ROLES)) == abilities.ABILITIES
    assert set(ABILITY_NAMES) == abilities.ABILITIES
    assert set(ROLE_NAMES) == set(ROLE_DUTIES) == set(abilities.ROLES)


def test_only_an_administrator_gives_every_role() -> None:
    for code, held in abilities.ROLES.items():
        assert (len(abilities.grantable(held)) == len(abilities.ROLES)) is (code == "administrator")


def test_who_can(cast: Cast) -> None:
    assert set(User.objects.who_can("case.overrule")) == {cast.wang, cast.liu}
