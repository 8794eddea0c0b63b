"""B01: words that would like to be a program stay words, on every page of staff and of customers.

The same payload as in the browser (tests/stories/test_unsteady.py), here in every field that anybody can fill, with
every page read as a browser reads it. Words that run from right to left turn nothing around them.
"""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from huitou.accounts.models import Department, User
from huitou.cases import telling
from huitou.cases.models import Case, Voice
from huitou.catalogue.models import Product
from huitou.channels.email import html
from huitou.channels.models import Outbound
from huitou.desk import lists
from huitou.files.models import File
from huitou.intake.given import NAME_MAX, Given
from huitou.intake.receiving import receive
from tests.cast import Cast, make_person
from tests.desk.building import desk
from tests.files import pictures
from tests.reading import Element, Page

pytestmark = pytest.mark.django_db
PAYLOAD = "\"'><svg/onload=window.__x=1><img src=x onerror=window.__x=1>{{7*7}}{% now 'Y' %}"
SHORT = "\"'><svg/onload=window.__x=1>{{7*7}}"
START = "\"'><svg/onload=window.__x"
RTL = "شاشة (مكسورة) 7"


class Company:
    """A company in which everything that can be named or said is the payload, each in its own place."""

    def __init__(self, cast: Cast, payload: str, short: str, *, names: bool = True) -> None:
        self.cast, self.payload, self.short = cast, payload, short
        self.product = Product.objects.create(code="washer", name="洗衣机", name_en="Washer")
        if names:
            self._name_everything()
        self.open = self._told(1)
        self.closed = self._told(2)
        self._lead(self.closed)
        self._lead(self.open, until="solution")
        given = Given(
            words=self.say("voice"), name=self.name("voicename"), wish=self.say("voicewish"), branch=cast.east
        )
        self.voice: Voice = receive(given, channel="counter", kind="grumble", by=cast.sun).voice

    def say(self, mark: str) -> str:
        return f"{mark}{self.payload}"

    def name(self, mark: str) -> str:
        return f"{mark}{self.short}"[:NAME_MAX]

    def _name_everything(self) -> None:
        cast = self.cast
        for thing, mark in ((cast.east, "branch"), (cast.repairs, "department"), (cast.east_team, "team")):
            type(thing)._default_manager.filter(pk=thing.pk).update(name=self.name(mark), name_en=self.name(mark))
        Department.objects.filter(pk=cast.billing.pk).update(name=self.name("billing"))
        for user, mark in ((cast.mei, "mei"), (cast.wang, "wang"), (cast.zhao, "zhao")):
            User.objects.filter(pk=user.pk).update(name=self.name(mark), direct_line=self.name("line")[:40])
            user.refresh_from_db()
        names = {"name": self.name("house"), "name_en": self.name("house"), "hours": self.name("hours")[:80]}
        type(cast.organisation).objects.update(**names)
        Product.objects.update(name=self.name("product"), name_en=self.name("product"))

    def _told(self, number: int) -> Case:
        # Of a name that is a path only its end is kept: this payload does without a slash.
        photo = SimpleUploadedFile(f"{self.say('file').replace('/', ' ')}.png", pictures.png(), "image/png")
        given = Given(
            words=self.say(f"words{number}"),
            reach=f"reach{self.short} {number}",
            name=self.name("customer"),
            wish=self.say("wish"),
            product=self.product,
            branch=self.cast.east,
            uploads=[photo],
        )
        case = receive(given, channel="web", owner=self.cast.mei).case
        assert case is not None
        return case

    def _lead(self, case: Case, until: str = "") -> object:
        """Every act with its words, as far as a test needs."""
        mei, wang, say = self.cast.mei, self.cast.wang, self.say
        case.note(by=wang, words=say("note"))
        case.reply(by=mei, words=say("reply"))
        case.hear(by=case.customer, words=say("heard"))
        case.hand_over(by=mei, to=wang, summary=say("summary"))
        case.record(by=mei, ask=say("ask"), category_code="long-wait", feeling=2)
        case.judge(by=mei, holds=True, reason=say("reason"))
        case.place(by=mei, department=self.cast.repairs)
        case.analyse(by=mei, cause_code="shift-plan", words=say("cause"))
        case.step_back(by=mei, to=4, reason=say("back"))
        case.analyse(by=mei, cause_code="shift-plan", words=say("cause"))
        offer = {"gain": say("gain"), "cost": say("cost"), "differs": True, "difference": say("difference")}
        case.propose(by=mei, words=say("declined"), **offer)
        case.decline_solution(by=mei, words=say("no"))
        case.propose(by=mei, words=say("solution"), **offer)
        if until == "solution":
            return case.hear(by=case.customer, words=say("waiting"))
        case.accept_solution(by=case.customer, words=say("yes"))
        case.carry_out(by=mei, delivery=say("delivery"), outcome=say("outcome"), meets_ask="partly")
        case.tell_solved(by=mei, words=say("solved"))
        case.follow_up(by=mei, result="no_answer", words=say("followup"))
        case.evaluate(by=case.customer, contentment="not_content", words=say("notcontent"), ask=say("again"))
        return case.close(by=self.cast.liu, closed_as="overruled", reason=say("closed"))

    def of_staff(self) -> Iterator[tuple[str, Page]]:
        """Every page of the desk, for somebody who sees everything, and the pages that come back refused."""
        client = desk(self.cast.liu)
        paths = ["/day/", "/voices/", "/voices/?view=all", f"/voices/{self.voice.pk}/", "/voices/new/"]
        paths += [f"/cases/?view={view}" for view in lists.VIEWS]
        paths += [f"/cases/{case.pk}/" for case in (self.open, self.closed)]
        paths += ["/people/", "/people/new/", f"/people/{self.cast.mei.pk}/", "/account/"]
        for path in paths:
            response = client.get(path)
            assert response.status_code == 200, path
            yield path, Page(response)
        for noun, given in REFUSED.items():
            filled = {name: self.say(text) for name, text in given.items()}
            response = client.post(f"/cases/{self.open.pk}/{noun}/", {**filled, "seen": "1"})
            assert response.status_code in (400, 409), noun
            yield f"{noun} refused", Page(response)
        yield (
            "new voice refused",
            Page(client.post("/voices/new/", {"words": "", "name": self.say("typed"), "wish": self.say("w")})),
        )

    def of_customers(self) -> Iterator[tuple[str, Page]]:
        client = Client()
        for case in (self.open, self.closed):
            path = f"/my/{telling.link_for(case).token}/"
            for more in ("", "heard/"):
                yield f"{case.pk} {more}", Page(client.get(path + more))
            typed = {"words": self.say("typed"), "ask": self.say("typed"), "answer": "x", "contentment": "x"}
            for noun in ("answer", "contentment"):
                yield f"{case.pk} {noun}", Page(client.post(f"{path}{noun}/", typed))
        yield "first page", Page(client.get("/"))
        yield "lost link", Page(client.post("/lost-link/", {"number": self.say("number"), "reach": ""}))
        refused = {"words": "", "reach": self.say("reach"), "name": self.say("name"), "wish": self.say("wish")}
        yield "refused", Page(client.post("/", {**refused, "product": self.say("p"), "form_key": self.say("k")}))
        yield "not found", Page(client.get(f"/my/{self.say('token')}/"))


REFUSED = {
    "recording": {"ask": "ask", "category_code": "category", "reach": "reach"},
    "judgement": {"holds": "holds", "reason": "reason", "explanation": "explanation", "code": "code"},
    "solution": {"words": "words", "gain": "gain", "cost": "cost", "difference": "difference"},
    "hand-over": {"to": "to", "summary": "summary"},
    "step-back": {"to": "to", "reason": "reason"},
    "closure": {"closed_as": "as", "reason": "reason"},
    "delivery": {"delivery": "delivery", "outcome": "outcome"},
    "resumption": {"reason": "reason"},
}

TYPED = ("words", "reason", "summary", "ask", "outcome")

# Where each of the words is to be read, so that no test passes because a page shows nothing.
ON_THE_CASE = {
    *("words1", "customer", "reach", "note", "reply", "heard", "summary", "ask", "reason", "department", "branch"),
    *("product", "cause", "gain", "declined", "no", "solution", "mei", "wang", "house"),
}
ON_THE_CLOSED = {"words2", "outcome", "delivery", "solved", "yes", "followup", "notcontent", "again", "closed"}
FOR_THE_CUSTOMER = {"words1", "reply", "heard", "solution", "gain", "difference", "ask", "wang", "house"}


@pytest.fixture
def company(cast: Cast) -> Company:
    return Company(cast, PAYLOAD, SHORT)


def file_name() -> str:
    name: str = File.objects.values_list("display_name", flat=True)[0]
    assert name.startswith("file")
    return name


def runs(page: Page) -> list[str]:
    """Whatever in a page would run, load or lead elsewhere, and is not ours."""
    found = []
    for element in page.top.all():
        found += [f"{element.tag} {name}" for name in element.attributes if name.startswith("on") or "__x" in name]
        found += [f"{element.tag} {name}" for name, text in element.attributes.items() if is_program(name, text)]
        if element.tag == "script":
            found += [] if element.get("src", "").startswith("/static/") and not element.line else ["a script inside"]
        if element.tag in ("iframe", "object", "embed", "base", "style", "foreignobject"):
            found.append(element.tag)
        if element.tag == "svg" and not (element.get("class") or element.get("viewbox")):
            found.append("an svg that is not ours")
        if element.tag == "img" and not (element.get("src") or "").startswith("/"):
            found.append("a picture from elsewhere")
    return found


def is_program(name: str, text: str) -> bool:
    return name in ("href", "src", "action", "formaction") and text.strip().lower().startswith(
        ("javascript:", "data:", "//")
    )


def text_of(page: Page) -> str:
    """Everything to be read: text, and what stands in controls and pictures."""
    shown = [page.top.text] + [text for element in page.top.all() for text in element.attributes.values()]
    return "\n".join(shown)


def check(pages: Iterator[tuple[str, Page]], payload: str) -> dict[str, str]:
    seen = {}
    for path, page in pages:
        assert runs(page) == [], path
        assert "__x=1>" not in page.source.replace("&gt;", ""), path
        seen[path] = text_of(page)
        assert payload not in page.source, path
        assert "49" not in seen[path].replace(payload, "").split(), path
    return seen


def test_the_reader_sees_what_runs() -> None:
    """The test of the test: the payload, not escaped, is found."""

    page = f'<main><p title="{PAYLOAD}">{PAYLOAD}</p><a href="javascript:x()">x</a></main>'
    assert len(runs(Page(HttpResponse(page)))) >= 4


def test_on_every_page_of_staff(company: Company) -> None:
    seen = check(company.of_staff(), PAYLOAD)
    for marks, case in ((ON_THE_CASE, company.open), (ON_THE_CLOSED, company.closed)):
        page = seen[f"/cases/{case.pk}/"]
        assert [mark for mark in marks if f"{mark}{START}" not in page] == []
        assert file_name() in page
    assert all(f"{mark}{START}" in seen["/day/"] for mark in ("voice", "customer", "words1"))
    assert f"words1{START}" in seen["/cases/?view=open"]
    assert f"mei{START}" in seen["/people/"]
    for noun, given in REFUSED.items():
        typed = [text for name, text in given.items() if name in TYPED]
        assert all(f"{text}{START}" in seen[f"{noun} refused"] for text in typed), noun


def test_on_every_page_of_customers(company: Company) -> None:
    seen = check(company.of_customers(), PAYLOAD)
    page = seen[f"{company.open.pk} "]
    assert [mark for mark in FOR_THE_CUSTOMER if f"{mark}{START}" not in page] == []
    assert file_name() in page
    assert f"reach{START}" in seen["refused"]
    assert f"typed{START}" in seen[f"{company.open.pk} answer"]


def test_in_every_letter(company: Company) -> None:
    """The HTML of what goes out; to an address that nobody has confirmed go only our own words."""
    given = Given(words=PAYLOAD, reach="chen.li@example.com", name=SHORT, branch=company.cast.east)
    case = receive(given, channel="web", owner=company.cast.mei).case
    assert case is not None
    telling.trust(case, telling.link_for(case, case.contact))
    case.reply(by=company.cast.mei, words=company.say("mailed"))
    sent = Outbound.objects.filter(about=case.key, kind="email")
    assert sent.count() == 2
    for piece in sent:
        page = letter(piece)
        assert [one for one in runs(page) if one != "style"] == []
    assert "mailed" in letter(sent.latest("id")).top.text


def letter(piece: Outbound) -> Page:
    return Page(HttpResponse(html.page(piece, piece.body_text)))


@pytest.fixture
def from_right(cast: Cast) -> Company:
    """Words and names of customers, and what colleagues write; the names of the house are its own."""
    return Company(cast, RTL, RTL, names=False)


def turned(page: Page) -> list[str]:
    """Text from right to left that stands in the line of other words without being kept apart from them."""
    return [
        f"{element.tag}: {child.strip()[:40]}"
        for element in page.top.all()
        for child in element.children
        if isinstance(child, str) and RTL[:4] in child and not is_apart(element)
    ]


def is_apart(element: Element) -> bool:
    """Kept apart by its element, or by the style sheet; or not to be seen at all."""
    if element.tag in ("option", "title") or "visually-hidden" in (element.get("class") or ""):
        return True
    if element.tag == "b" and element.inside("ul", class_="nexts"):
        return True
    return element.tag == "bdi" or element.get("dir") == "auto" or element.inside("bdi") or element.inside(dir="auto")


def test_words_from_right_to_left_turn_nothing_around_them(from_right: Company) -> None:
    for path, page in (*from_right.of_staff(), *from_right.of_customers()):
        assert turned(page) == [], path
        for control in page.main.all() if page.top.all("main") else []:
            if control.tag == "textarea" or control.get("type") == "text":
                assert control.get("dir") == "auto", (path, control.attributes)


def test_a_name_of_a_colleague_is_a_name(cast: Cast) -> None:
    person = make_person(SHORT, "evil@example.com", "handler", teams=(cast.east_team,))
    page = Page(desk(person).get("/day/"))
    assert runs(page) == []
    assert SHORT in page.top.one("details", class_="me").text
