"""The pages about people."""

import pytest
from django.test import Client

from huitou.accounts.models import User
from huitou.ledger.models import Event
from tests.accounts.letters import Letter, delivered
from tests.cast import Cast, sign_in


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.liu)


def test_everybody_is_listed(desk: Client, cast: Cast) -> None:
    page = desk.get("/people/").content.decode()
    for person in User.objects.all():
        assert person.name in page
        assert f'href="/people/{person.pk}/"' in page


def test_adding_shows_the_link_this_once(desk: Client, cast: Cast, box: list[Letter]) -> None:
    given = {"name": "周航", "email": "zhou@example.com", "language": "zh", "direct_line": "8010"}
    response = desk.post("/people/new/", {**given, "roles": ["handler"], "teams": [cast.north_team.pk]})
    assert response.status_code == 201
    person = User.objects.get(email="zhou@example.com")
    assert (person.role_codes, person.team_ids) == ({"handler"}, {cast.north_team.pk})
    assert f"/signin/new-password/{person.pk}/" in response.content.decode()
    assert "/signin/new-password/" not in desk.get(f"/people/{person.pk}/").content.decode()
    (letter,) = delivered()
    assert Client().get(letter.path).status_code == 200


def test_nothing_typed_is_lost(desk: Client, cast: Cast) -> None:
    given = {"name": "周航", "email": "mei@example.com", "language": "zh", "direct_line": "8010", "roles": ["handler"]}
    response = desk.post("/people/new/", given)
    page = response.content.decode()
    assert response.status_code == 422
    assert "id_email_error" in page
    assert 'value="周航"' in page
    assert 'value="8010"' in page


def test_placing_somebody_elsewhere(desk: Client, cast: Cast) -> None:
    path = f"/people/{cast.mei.pk}/placement/"
    assert desk.post(path, {"roles": ["handler", "frontline"], "teams": [cast.west_team.pk]}).status_code == 302
    again = User.objects.get(pk=cast.mei.pk)
    assert (again.role_codes, again.team_ids) == ({"handler", "frontline"}, {cast.west_team.pk})


def test_a_refusal_says_why_and_does_half_of_nothing(desk: Client, cast: Cast) -> None:
    response = desk.post(f"/people/{cast.liu.pk}/placement/", {"roles": ["handler"], "teams": [cast.east_team.pk]})
    assert response.status_code == 422
    assert "is-error" in response.content.decode()
    again = User.objects.get(pk=cast.liu.pk)
    assert (again.role_codes, again.team_ids) == ({"administrator"}, frozenset())


def test_a_profile_and_its_event_name_fields_not_words(desk: Client, cast: Cast) -> None:
    given = {"name": "李 敏\u202e", "direct_line": "8099", "language": "en"}
    desk.post(f"/people/{cast.mei.pk}/profile/", given)
    cast.mei.refresh_from_db()
    assert (cast.mei.name, cast.mei.direct_line, cast.mei.language) == ("李 敏", "8099", "en")
    assert Event.objects.get(kind="user.changed").data == {"fields": ["name", "direct_line", "language"]}


def test_out_and_back(desk: Client, cast: Cast) -> None:
    page = desk.get(f"/people/{cast.mei.pk}/").content.decode()
    assert f'action="/people/{cast.mei.pk}/deactivation/"' in page
    desk.post(f"/people/{cast.mei.pk}/deactivation/")
    assert not User.objects.get(pk=cast.mei.pk).is_active
    desk.post(f"/people/{cast.mei.pk}/reactivation/")
    assert User.objects.get(pk=cast.mei.pk).is_active


def test_a_new_link_is_shown_only_while_there_is_no_password(desk: Client, cast: Cast, box: list[Letter]) -> None:
    assert desk.post(f"/people/{cast.mei.pk}/invitation/").status_code == 302
    User.objects.filter(pk=cast.sun.pk).update(password="!")
    shown = desk.post(f"/people/{cast.sun.pk}/invitation/")
    assert f"/signin/new-password/{cast.sun.pk}/" in shown.content.decode()
    assert [letter.address for letter in delivered()] == ["mei@example.com", "sun@example.com"]


def test_an_absence_with_a_stand_in(desk: Client, cast: Cast) -> None:
    given = {"starts_at": "2020-01-01T08:00", "ends_at": "2199-01-01T08:00", "stand_in": cast.zhao.pk}
    assert desk.post(f"/people/{cast.mei.pk}/absence/", given).status_code == 302
    assert cast.mei.find_stand_in() == cast.zhao
    assert "赵静" in desk.get(f"/people/{cast.mei.pk}/").content.decode()
    for path in ("/people/", f"/people/{cast.mei.pk}/"):
        assert "chip is-warn" in desk.get(path).content.decode()
    absence = cast.mei.absences.get()
    desk.post(f"/people/{cast.mei.pk}/absence/{absence.pk}/end/")
    assert not cast.mei.is_absent()


def test_an_absence_of_somebody_else_is_not_ended_by_its_number(desk: Client, cast: Cast) -> None:
    given = {"starts_at": "2020-01-01T08:00", "ends_at": "2199-01-01T08:00"}
    desk.post(f"/people/{cast.mei.pk}/absence/", given)
    absence = cast.mei.absences.get()
    assert desk.post(f"/people/{cast.wang.pk}/absence/{absence.pk}/end/").status_code == 404
    assert sign_in(Client(), cast.wang).post(f"/account/absence/{absence.pk}/end/").status_code == 404
    assert cast.mei.is_absent()


def test_ones_own_account(client: Client, cast: Cast) -> None:
    sign_in(client, cast.mei)
    assert "李敏" in client.get("/account/").content.decode()
    client.post("/account/", {"name": "李敏敏", "direct_line": "", "language": "en"})
    cast.mei.refresh_from_db()
    assert (cast.mei.name, cast.mei.language) == ("李敏敏", "en")
    bad = client.post("/account/absence/", {"starts_at": "2020-01-01T08:00", "ends_at": "2020-01-02T08:00"})
    assert bad.status_code == 422
    good = client.post("/account/absence/", {"starts_at": "2020-01-01T08:00", "ends_at": "2199-01-02T08:00"})
    assert good.status_code == 302


def test_who_may_not_sees_no_people(client: Client, cast: Cast) -> None:
    sign_in(client, cast.wang)
    for path in ("/people/", "/people/new/", f"/people/{cast.mei.pk}/"):
        assert client.get(path).status_code == 403


def test_markup_in_a_name_is_only_text(desk: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.mei.pk).update(name="\"'><svg/onload=window.__x=1>{{7*7}}", direct_line="<b>1</b>")
    for path in ("/people/", f"/people/{cast.mei.pk}/", "/people/new/"):
        page = desk.get(path).content.decode()
        assert "<svg/onload" not in page
        assert "<b>1</b>" not in page


def test_the_list_asks_a_fixed_number_of_questions(
    desk: Client, cast: Cast, django_assert_max_num_queries: object
) -> None:
    User.objects.bulk_create(User(email=f"p{n}@example.com", name=f"P{n}") for n in range(30))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        desk.get("/people/")
