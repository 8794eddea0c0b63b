"""Makes the demonstration: the company, its people, and every story played through the product's own verbs.

Deterministic: the same day, language and seed make the same company, the same words and the same times.
"""

from django.db import transaction

from huitou.accounts.models import Branch, Department, Membership, Organisation, Team, User, UserRole
from huitou.catalogue.models import Product
from huitou.demo import content
from huitou.demo.playing import Stage, play_all
from huitou.demo.timeline import Timeline
from huitou.lib import clock
from huitou.standards import book, clocks


def make(*, lang: str = "zh", seed: int = 1) -> None:
    """Fill an empty database. `seed` is for larger demonstrations; the thirty stories have no chance in them."""
    with transaction.atomic():
        stage = _people(content.get_company(lang), lang)
    play_all(stage, content.get_stories(lang), Timeline(clock.now(), book.get_calendar()))
    clocks.mark_breached()
    Organisation.objects.update(is_demonstration=True)


def is_half_made() -> bool:
    """Whether a demonstration was interrupted: its people are there, without passwords, and nobody can sign in."""
    if Organisation.objects.filter(is_demonstration=True).exists():
        return False
    people = list(User.objects.all())
    return bool(people) and not any(user.has_usable_password() for user in people)


def _people(company: content.Company, lang: str) -> Stage:
    """Branches, departments, teams, people and products; who signs in does so without a password, on this machine."""
    branches = {one.code: _branch(one) for one in company.branches}
    departments = {one.code: Department.objects.create(code=one.code, name=one.name) for one in company.departments}
    teams = {one.code: _team(one, branches, departments) for one in company.teams}
    people = {one.code: _person(one, teams, lang) for one in company.people}
    products = {one.code: Product.objects.create(code=one.code, name=one.name) for one in company.products}
    _organisation(company.organisation, people)
    return Stage(lang=lang, branches=branches, departments=departments, people=people, products=products)


def _organisation(given: content.Organisation, people: dict[str, User]) -> None:
    values = {
        "name": given.name,
        "phone": given.phone,
        "hours": given.hours,
        "duty_user": people[given.duty],
    }
    Organisation.objects.update_or_create(pk=1, defaults=values)


def _branch(given: content.Branch) -> Branch:
    return Branch.objects.create(code=given.code, name=given.name, address=given.address, phone=given.phone)


def _team(given: content.Team, branches: dict[str, Branch], departments: dict[str, Department]) -> Team:
    return Team.objects.create(
        name=given.name, branch=branches.get(given.branch), department=departments[given.department]
    )


def _person(given: content.Person, teams: dict[str, Team], lang: str) -> User:
    user: User = User.objects.create_user(
        given.email, None, name=given.name, direct_line=given.direct_line, language=lang
    )
    UserRole.objects.bulk_create(UserRole(user=user, role_code=role) for role in given.roles)
    places = dict.fromkeys((*given.teams, *given.leads))
    Membership.objects.bulk_create(
        Membership(user=user, team=teams[code], leads=code in given.leads) for code in places
    )
    return user
