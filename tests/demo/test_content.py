"""The stories of the demonstration: whole, allowed, fitting in both languages, and written as the book asks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from huitou.accounts.abilities import ROLES
from huitou.customers.reach import parse
from huitou.demo import acts, content, course
from huitou.demo.acts import CUSTOMER, Act, ContentError, Story
from huitou.demo.timeline import Timeline
from huitou.lib import worktime
from huitou.method import acknowledgements, categories, causes, explanations
from huitou.standards.names import by_severity
from huitou.standards.seed import STANDARDS

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = worktime.load("cn")
NOWS = ("2026-11-25T12:00", "2026-11-23T09:05", "2026-11-22T15:00", "2026-10-08T08:00", "2027-01-04T23:30")
ALL = [(language, story) for language in content.LANGUAGES for story in content.get_stories(language)]
TWINS = list(zip(content.get_stories("zh"), content.get_stories("en"), strict=True))
CODES = {"channel", "branch", "product", "feeling", "category", "holds", "kind", "department", "cause", "meets_ask"}
CODES |= {"result", "to", "closed_as", "when", "by"}

every_story = pytest.mark.parametrize(("language", "story"), ALL, ids=lambda value: getattr(value, "code", value))
every_twin = pytest.mark.parametrize(("zh", "en"), TWINS, ids=[zh.code for zh, _ in TWINS])


def people(role: str) -> frozenset[str]:
    return frozenset(person.code for person in content.get_company("zh").people if role in person.roles)


def play(story: Story) -> course.Course:
    return course.play(story, supervisors=people("supervisor"))


def texts(story: Story) -> Iterator[tuple[Act, str, str]]:
    """Everything that somebody wrote or said: act, field, words."""
    for act in story.acts:
        for field in fields(act):
            value = getattr(act, field.name)
            if field.name not in CODES and isinstance(value, str) and value:
                yield act, field.name, value


def to_customer(story: Story) -> Iterator[tuple[Act, str]]:
    """What a person of ours says to the customer."""
    for act, name, words in texts(story):
        is_sent = isinstance(act, acts.Reply | acts.Propose | acts.TellSolved) and name == "words"
        if is_sent or name == "explanation":
            yield act, words


# The company


def test_the_company_is_the_same_in_both_languages() -> None:
    zh, en = content.get_company("zh"), content.get_company("en")
    for name in ("branches", "departments", "teams", "people", "products"):
        assert [one.code for one in getattr(zh, name)] == [one.code for one in getattr(en, name)]
    for mine, yours in zip(zh.people, en.people, strict=True):
        assert (mine.email, mine.direct_line, mine.roles, mine.teams, mine.leads) == (
            yours.email, yours.direct_line, yours.roles, yours.teams, yours.leads
        )  # fmt: skip
    assert (len(zh.branches), len(zh.people)) == (3, 10)
    assert zh.organisation.duty == en.organisation.duty


def test_people_and_teams_name_what_exists() -> None:
    company = content.get_company("zh")
    teams = {team.code for team in company.teams}
    assert all(set(person.roles) <= ROLES.keys() for person in company.people)
    assert all({*person.teams, *person.leads} <= teams for person in company.people)
    assert {team.department for team in company.teams} <= {one.code for one in company.departments}
    assert {team.branch for team in company.teams} <= {"", *(one.code for one in company.branches)}
    held = Counter(role for person in company.people for role in person.roles)
    wanted = "frontline handler supervisor improvement executive administrator auditor finance"
    assert held.keys() == set(wanted.split())


def test_numbers_and_addresses_cannot_be_anybodys() -> None:
    company = content.get_company("zh")
    lines = [person.direct_line for person in company.people]
    assert len(set(lines)) == len(lines)
    assert all(parse(line).value == line and re.fullmatch(r"0490-55501\d\d", line) for line in lines)
    assert all(person.email.endswith(".example") for person in company.people)
    reaches = [parse(story.received.reach) for story in content.get_stories("zh")]
    assert {reach.kind for reach in reaches} == {"phone", "email", "wechat"}
    assert len({reach.value for reach in reaches}) == len(reaches)
    assert all(reach.value.endswith("@example.com") for reach in reaches if reach.kind == "email")
    assert all(re.match(r"1390000|0490-555", reach.value) for reach in reaches if reach.kind == "phone")


# The course of the stories


@every_story
def test_a_story_does_only_what_the_desk_allows(language: str, story: Story) -> None:
    assert play(story).stands == story.stands


def test_all_steps_and_endings_occur() -> None:
    courses = {story.code: play(story) for story in content.get_stories("zh")}
    assert len(courses) == 30
    assert {one.stands for one in courses.values()} == {*"1234567", "follow-up", "closed"}
    assert {one.closed_as for one in courses.values()} == {"", "content", "no_answer", "withdrawn", "overruled"}
    reopened = [one for one in courses.values() if one.round > 1]
    assert sorted(one.stands for one in reopened) == ["5", "closed"]
    assert [one.closed_as for one in reopened if one.stands == "closed"] == ["content"]
    assert [one.hand_overs for one in courses.values() if one.hand_overs] == [1]


def test_turns_of_a_story_occur() -> None:
    stories = content.get_stories("zh")
    kinds = Counter(type(act) for story in stories for act in story.acts)
    assert kinds.keys() == set(acts.ACTS.values())
    refused = [act for story in stories for act in story.acts if isinstance(act, acts.Judge) and not act.holds]
    assert {act.kind for act in refused} == {"own-slip", "mistaken-expectation"}
    declined = [story for story in stories if any(isinstance(act, acts.CustomerDeclines) for act in story.acts)]
    assert any(any(isinstance(act, acts.CustomerAccepts) for act in story.acts) for story in declined)
    assert {story.received.channel for story in stories} == {"web", "api"}


@every_story
def test_every_code_is_known(language: str, story: Story) -> None:
    company = content.get_company(language)
    known = {
        "branch": {one.code for one in company.branches},
        "product": {"", *(one.code for one in company.products)},
        "department": {one.code for one in company.departments},
        "feeling": set(acts.FEELINGS),
        "category": {one.code for one in categories.all(language)},
        "cause": {one.code for one in causes.all(language)},
        "kind": {"", *(one.kind for one in explanations.all(language))},
        "by": {CUSTOMER, *(one.code for one in company.people)},
    }
    for act in story.acts:
        for name, codes in known.items():
            assert getattr(act, name, next(iter(codes))) in codes, (act.name, name)


@every_story
def test_acts_are_done_by_whom_they_belong_to(language: str, story: Story) -> None:
    handlers, supervisors, improvers = people("handler"), people("supervisor"), people("improvement")
    owner = story.owner
    assert owner in handlers
    for act in story.acts:
        if isinstance(act, acts.Received) or act.name.startswith("customer_") or isinstance(act, acts.Withdraw):
            assert act.by == CUSTOMER
        elif isinstance(act, acts.Note):
            assert act.by in handlers | supervisors | improvers
        else:
            assert act.by in {owner} | supervisors, act
        owner = act.to if isinstance(act, acts.HandOver) else owner


@every_story
def test_the_first_owner_is_who_the_branch_would_choose(language: str, story: Story) -> None:
    company = content.get_company(language)
    teams = {team.code for team in company.teams if team.branch == story.received.branch}
    there = [one for one in company.people if "handler" in one.roles and teams & set(one.teams)]
    assert [one.code for one in there] == [story.owner]
    assert there[0].name not in story.received.words


@pytest.mark.parametrize("now", NOWS)
@every_story
def test_times_run_forward_and_staff_act_in_working_hours(language: str, story: Story, now: str) -> None:
    line = Timeline(datetime.fromisoformat(now).replace(tzinfo=SHANGHAI), CALENDAR)
    moments = [line.moment(act.when) for act in story.acts]
    assert all(earlier <= later for earlier, later in pairwise(moments))
    assert moments[-1] <= line.now
    for act, moment in zip(story.acts, moments, strict=True):
        local = moment.astimezone(SHANGHAI)
        if act.by != CUSTOMER:
            assert worktime.is_working_day(local.date(), CALENDAR)
            assert time(9) <= local.time() <= time(18)


def test_some_wait_too_long_and_most_do_not() -> None:
    line = Timeline(datetime(2026, 11, 25, 12, tzinfo=SHANGHAI), CALENDAR)
    limits = ((acts.Reply, "2 working hours"), (acts.Judge, "1 working days"), (acts.CarryOut, "5 working days"))
    late: dict[str, str] = {}
    for story in content.get_stories("zh"):
        if story.stands in "123456" and play(story).round == 1:
            for kind, within in limits:
                due = worktime.due(line.moment(story.received.when), within, CALENDAR)
                if due < line.now and not any(isinstance(act, kind) for act in story.acts):
                    late.setdefault(story.code, kind.name)
    assert late == {
        "cleaning-surcharge": "reply",
        "looked-down": "judge",
        "price-match": "carry_out",
        "wrong-fridge": "carry_out",
    }


# The words


@every_twin
def test_twins_have_the_same_bones(zh: Story, en: Story) -> None:
    assert (zh.code, zh.owner, zh.stands) == (en.code, en.owner, en.stands)
    for mine, yours in zip(zh.acts, en.acts, strict=True):
        assert type(mine) is type(yours)
        for field in fields(mine):
            here, there = getattr(mine, field.name), getattr(yours, field.name)
            assert here == there if field.name in CODES else bool(here) == bool(there), (mine.name, field.name)
    assert parse(zh.received.reach)[:2] == parse(en.received.reach)[:2]


@every_twin
def test_twins_name_the_same_days_numbers_and_lines(zh: Story, en: Story) -> None:
    for (_, name, mine), (_, _, yours) in zip(texts(zh), texts(en), strict=True):
        for kind in (r"\{day[^}]*\}", r"0490-\d{7}"):
            assert Counter(re.findall(kind, mine)) == Counter(re.findall(kind, yours)), (name, mine[:30])


@every_twin
def test_twins_are_heard_alike(zh: Story, en: Story) -> None:
    mine = acknowledgements.read(f"{zh.received.words}\n{zh.received.wish}", "zh")
    yours = acknowledgements.read(f"{en.received.words}\n{en.received.wish}", "en")
    assert (mine.family, mine.severity) == (yours.family, yours.severity)


def test_many_kinds_of_trouble_occur() -> None:
    read = [acknowledgements.read(story.received.words, "zh") for story in content.get_stories("zh")]
    assert len({one.family for one in read}) >= 12
    assert {one.severity for one in read} == {1, 2, 3}


@every_story
def test_the_first_answer_comes_as_soon_as_the_acknowledgement_says(language: str, story: Story) -> None:
    line = Timeline(datetime(2026, 11, 25, 12, tzinfo=SHANGHAI), CALENDAR)
    reading = acknowledgements.read(f"{story.received.words}\n{story.received.wish}", language)
    answered = next((act for act in story.acts if isinstance(act, acts.Reply)), None)
    if answered is not None:
        within = STANDARDS[by_severity(reading.severity).get("first-answer", "first-answer")]
        due = worktime.due(line.moment(story.received.when), within, CALENDAR)
        assert line.moment(answered.when) <= due


# T0's ten, with the polite forms
FORBIDDEN = {
    "zh": r"[你您](可能不明白|肯定弄混了|应该|弄错了|别激动|平静一点)|这不可能|我们这?(不会|从没|不可能)",
    "en": r"\byou (probably |may )?(do not|don't) understand|you must (be|have) (mis|confus|mixed|got)|you should"
    r"|you ought|you('re| are) (wrong|mistaken)|you got it wrong|impossible|calm down"
    r"|\bwe (will not|won't|never|have never|cannot|can't)",
}
TICKET_WORDS = {
    "zh": r"工单|状态|流转|系统提示|亲[，,！!]|尽快|马上给您回",
    "en": r"\bticket\b|\bstatus\b|as soon as possible|\bASAP\b",
}
APOLOGY = {"zh": r"对不起|抱歉|赔不是|过意不去", "en": r"\bsorry\b|\bapologi|your pardon"}
NOT_IN_APOLOGY = {"zh": r"我们|但是|不过|代表", "en": r"\b[Ww]e\b|\bbut\b|\bon behalf\b|\bour\b"}


@every_story
def test_staff_write_as_the_book_asks(language: str, story: Story) -> None:
    for _, words in to_customer(story):
        assert not re.search(FORBIDDEN[language], words, re.I), words
        assert not re.search(TICKET_WORDS[language], words), words
        assert not re.search(r"[!！]", words), words
        for sentence in re.split(r"[。？！.?!]\s*", words):
            if re.search(APOLOGY[language], sentence):
                assert not re.search(NOT_IN_APOLOGY[language], sentence), sentence


@every_story
def test_whoever_takes_over_gives_name_and_line(language: str, story: Story) -> None:
    known = {person.code: person for person in content.get_company(language).people}
    met: set[str] = set()
    for act, words in to_customer(story):
        if act.by not in met:
            assert known[act.by].name in words
            assert known[act.by].direct_line in words
        for line in re.findall(r"0490-\d{7}", words):
            whose = next(person for person in known.values() if person.direct_line == line)
            assert whose.code == act.by or whose.name in words
        met.add(act.by)


def test_no_two_texts_are_alike() -> None:
    for language in content.LANGUAGES:
        stories = content.get_stories(language)
        words = Counter(text for story in stories for _, _, text in texts(story) if len(text) > 12)
        assert [text for text, count in words.items() if count > 1] == []


@every_twin
def test_lengths_are_sane(zh: Story, en: Story) -> None:
    assert 40 <= len(zh.received.words) <= 400
    for (act, name, mine), (_, _, yours) in zip(texts(zh), texts(en), strict=True):
        assert len(mine) <= 400, (act.name, name)
        if len(mine) > 25:
            assert 1.5 <= len(yours) / len(mine) <= 5.5, (act.name, name, len(yours) / len(mine))


@every_story
def test_each_language_keeps_to_itself(language: str, story: Story) -> None:
    for _, _, words in texts(story):
        if language == "en":
            assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", words), words
        else:
            assert not re.search(r"[a-zA-Z]{3,} [a-zA-Z]{3,}", words), words
        assert "{" not in re.sub(r"\{day([+-]\d+)?\}", "", words)


# The loader

GOOD = {"act": "note", "by": "li-min", "days_ago": 2, "at": "10:20", "words": "…"}


def story(**changes: object) -> dict[str, object]:
    row = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    return {"code": "one", "owner": "li-min", "stands": "1", "acts": [row]}


def test_a_row_becomes_an_act() -> None:
    note = content.build_story(story(words=" told \n"), "one.toml").acts[0]
    assert note == acts.Note(when=acts.When(days_ago=2, at=time(10, 20)), by="li-min", words="told")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"act": "shout"}, "no such act"),
        ({"words": None}, "missing words"),
        ({"wrods": "x"}, "unknown wrods"),
        ({"words": 3}, "words is not str"),
        ({"days_ago": 0}, "a moment is"),
        ({"at": None}, "a moment is"),
        ({"minutes_ago": 5}, "a moment is"),
        ({"at": "25:00"}, "hour must be"),
    ],
)
def test_a_broken_row_is_named(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(ContentError, match=rf"one\.toml act 1.*{complaint}"):
        content.build_story(story(**changes), "one.toml")


def test_a_file_is_named_after_its_story() -> None:
    with pytest.raises(ContentError, match="named after its code"):
        content.build_story(story(), "two.toml")


def test_a_story_begins_with_its_reception() -> None:
    with pytest.raises(ContentError, match="begins with its reception"):
        _ = content.build_story(story(), "one.toml").received
