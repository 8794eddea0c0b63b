"""The people of the tests, always the same: one company, three branches, and who does what in them."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client

from huitou.accounts.models import Branch, Department, Membership, Organisation, Team, User, UserRole
from huitou.lib.language import django_code

PASSWORD = "ten-quiet-lamps-glow"


def make_organisation(*, is_demonstration: bool = False, **fields: object) -> Organisation:
    """晨光家电 with its duty desk."""
    values = {
        "name": "晨光家电",
        "name_en": "Dawn Appliances",
        "phone": "400-820-0000",
        "hours": "周一至周五 9:00–18:00",
        "hours_en": "Monday to Friday 9:00–18:00",
        "is_demonstration": is_demonstration,
        **fields,
    }
    return Organisation.objects.update_or_create(pk=1, defaults=values)[0]


def make_branch(code: str, name: str = "", name_en: str = "") -> Branch:
    return Branch.objects.get_or_create(code=code, defaults={"name": name or code, "name_en": name_en})[0]


def make_department(code: str, name: str = "", name_en: str = "") -> Department:
    return Department.objects.get_or_create(code=code, defaults={"name": name or code, "name_en": name_en})[0]


def make_team(name: str, branch: Branch, *, name_en: str = "", department: Department | None = None) -> Team:
    return Team.objects.create(name=name, name_en=name_en, branch=branch, department=department)


def make_person(name: str, email: str, *roles: str, teams: tuple[Team, ...] = (), **fields: object) -> User:
    """Somebody with roles and teams; the password is PASSWORD."""
    leads = bool(fields.pop("leads", False))
    user: User = User.objects.create_user(email, PASSWORD, name=name, **fields)
    UserRole.objects.bulk_create(UserRole(user=user, role_code=code) for code in roles)
    Membership.objects.bulk_create(Membership(user=user, team=team, leads=leads) for team in teams)
    return user


@dataclass(frozen=True)
class Cast:
    """Everybody, and where they work."""

    organisation: Organisation
    east: Branch
    west: Branch
    north: Branch
    repairs: Department
    billing: Department
    east_team: Team
    east_billing: Team
    west_team: Team
    north_team: Team
    mei: User
    wang: User
    zhao: User
    sun: User
    liu: User
    he: User
    qian: User


def make_cast() -> Cast:
    """The whole company in one go; the organisation's duty person is Wang."""
    east, west, north = (
        make_branch("east", "城东店", "East"),
        make_branch("west", "城西店", "West"),
        make_branch("north", "城北店", "North"),
    )
    repairs = make_department("repairs", "维修部", "Repairs")
    billing = make_department("billing", "账务部", "Billing")
    east_team = make_team("城东客服组", east, name_en="East care", department=repairs)
    east_billing = make_team("城东账务组", east, name_en="East billing", department=billing)
    west_team = make_team("城西客服组", west, name_en="West care", department=repairs)
    north_team = make_team("城北客服组", north, name_en="North care", department=repairs)
    wang = make_person("王强", "wang@example.com", "supervisor", teams=(east_team,), direct_line="8001", leads=True)
    return Cast(
        organisation=make_organisation(duty_user=wang),
        east=east,
        west=west,
        north=north,
        repairs=repairs,
        billing=billing,
        east_team=east_team,
        east_billing=east_billing,
        west_team=west_team,
        north_team=north_team,
        mei=make_person("李敏", "mei@example.com", "handler", teams=(east_team,), direct_line="8002"),
        wang=wang,
        zhao=make_person("赵静", "zhao@example.com", "handler", teams=(west_team,), direct_line="8003"),
        sun=make_person("孙丽", "sun@example.com", "frontline", teams=(east_team,)),
        liu=make_person("刘洋", "liu@example.com", "administrator"),
        he=make_person("何总", "he@example.com", "executive"),
        qian=make_person("钱进", "qian@example.com", "auditor"),
    )


def sign_in(client: Client, user: User) -> Client:
    """A client whose session is this person's, with pages in their language."""
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = django_code(user.language)
    return client


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def mei(cast: Cast) -> User:
    """李敏, a handler in the eastern team."""
    return cast.mei


@pytest.fixture
def wang(cast: Cast) -> User:
    """王强, supervisor of the eastern branch."""
    return cast.wang


@pytest.fixture
def zhao(cast: Cast) -> User:
    """赵静, a handler in the western team."""
    return cast.zhao


@pytest.fixture
def sun(cast: Cast) -> User:
    """孙丽, who meets customers at the counter."""
    return cast.sun


@pytest.fixture
def liu(cast: Cast) -> User:
    """刘洋, the administrator."""
    return cast.liu


@pytest.fixture
def he(cast: Cast) -> User:
    """何总, the executive."""
    return cast.he


@pytest.fixture
def qian(cast: Cast) -> User:
    """钱进, the auditor."""
    return cast.qian
