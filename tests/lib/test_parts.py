"""A control is tied to its label, its hint and its error, and never cuts what somebody pastes."""

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import override_settings

from huitou.lib import parts


class Letter(forms.Form):
    """A form with a field of each shape."""

    words = forms.CharField(max_length=5)
    place = forms.ChoiceField(choices=[("west", "West")])
    agreed = forms.BooleanField()


def field(form: forms.Form, **options: object) -> str:
    page = engines["django"].from_string('{% include "parts/_field.html" %}')
    return page.render({"field": form["words"], "label": "Words", **options})


def test_a_field_names_its_hint_and_its_error() -> None:
    form = Letter({"words": "much too long"})
    shown = field(form, hint="Few are enough.", within="reply")
    assert 'for="reply_words"' in shown
    assert 'id="reply_words"' in shown
    assert 'aria-describedby="reply_words_hint reply_words_error"' in shown
    assert 'id="reply_words_hint"' in shown
    assert 'id="reply_words_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'value="much too long"' in shown


def test_a_field_without_hint_or_error_points_at_nothing() -> None:
    assert "aria-describedby" not in field(Letter())


def test_a_long_text_is_never_cut_by_the_browser() -> None:
    assert "maxlength" not in field(Letter())
    assert "maxlength" not in field(Letter(), lines=4)


def test_words_that_look_like_html_stay_words() -> None:
    shown = field(Letter({"words": "</textarea><svg onload=x>"}), lines=4)
    assert "<svg onload" not in shown
    assert "&lt;svg onload=x&gt;" in shown


def test_each_widget_has_our_look() -> None:
    form = Letter()
    assert 'class="form-control"' in parts.control(form["words"])
    assert 'class="form-select"' in parts.control(form["place"])
    assert 'class="form-check-input"' in parts.control(form["agreed"])
    assert 'rows="3"' in parts.control(form["words"], lines=3, inputmode="numeric", placeholder="")
    assert "placeholder" not in parts.control(form["words"], placeholder="")


@override_settings(STATIC_URL="/static/")
def test_an_icon_is_silent_for_readers_of_the_screen() -> None:
    shown = parts.icon("clock", "icon-turn")
    assert shown == (
        '<svg class="icon icon-turn" aria-hidden="true" focusable="false">'
        '<use href="/static/vendor/icons.svg#clock"></use></svg>'
    )


def test_a_stranger_may_nothing() -> None:
    class Colleague:
        def can(self, ability: str) -> bool:
            return ability == "case.reply"

    assert parts.may(Colleague(), "case.reply")
    assert not parts.may(Colleague(), "case.close")
    assert not parts.may(AnonymousUser(), "case.reply")


def test_a_thing_with_a_hyphen_can_be_had() -> None:
    assert parts.at({"hand-over": 1}, "hand-over") == 1
    assert parts.at({}, "hand-over") is None
