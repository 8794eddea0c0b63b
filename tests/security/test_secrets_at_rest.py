"""Whoever reads our tables finds no address that opens anything, whatever became of the letter that holds it."""

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from huitou.accounts import links, passwords
from huitou.accounts.models import PublicLink
from huitou.cases import telling
from huitou.channels.models import Outbound
from huitou.ledger import worker
from tests.cases.building import complain
from tests.cast import Cast
from tests.mailed import path_of, words_of

pytestmark = pytest.mark.django_db


def everything() -> str:
    """Every value of every row."""
    return "\n".join(str(list(model._base_manager.values())) for model in apps.get_models())


def opens_nothing(text: str) -> bool:
    tokens = [link.token for link in PublicLink.objects.all()]
    return bool(tokens) and not any(token in text for token in tokens) and "/new-password/" not in text


def test_letters_that_wait_are_held_failed_and_sent(cast: Cast, client: Client, settings: Settings) -> None:
    settings.EMAIL_URL, settings.MAILS_A_DAY = "memory:", 1
    case = complain(cast)
    case.reply(by=cast.mei, words="您好，师傅下午三点到。")
    complain(cast, reach="bad@example.com")
    Outbound.objects.filter(to_value="bad@example.com").update(to_value="no address")
    client.post("/signin/forgotten/", {"email": cast.mei.email})
    assert opens_nothing(everything())
    worker.drain(strict=False)
    assert set(Outbound.objects.values_list("state", flat=True)) == {"sent", "held", "failed"}
    assert opens_nothing(everything())
    carried = "\n".join(letter.body for letter in mail.outbox)
    assert telling.link_for(case, case.contact).token in carried
    assert f"/new-password/{cast.mei.pk}/" in carried


def test_a_letter_about_a_password_leads_there_and_only_to_its_own_address(cast: Cast, client: Client) -> None:
    passwords.send_letter(cast.mei, "reset")
    piece = Outbound.objects.get(family="account")
    assert client.get(path_of(piece)).status_code == 200
    cast.mei.email = "mei.new@example.com"
    cast.mei.save()
    with pytest.raises(LookupError):
        words_of(piece)


def test_a_letter_whose_link_was_ended_meanwhile_does_not_go(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_URL = "memory:"
    case = complain(cast)
    links.revoke(case.key)
    worker.drain()
    assert (mail.outbox, Outbound.objects.get().error_code) == ([], "link-ended")


def test_a_mark_in_somebodys_words_opens_nothing_of_others(cast: Cast) -> None:
    """What stands in the words is filled with the reader's own link at most: the reference is not in the words."""
    complain(cast)
    case = complain(cast, reach="thief@example.com", name="{link} case-link:1")
    telling.trust(case, telling.link_for(case, case.contact))
    case.reply(by=cast.mei, words="{link}\ncase-link:1 {link}")
    own = telling.link_for(case, case.contact).token
    text = words_of(Outbound.objects.get(family="reply"))
    assert own in text
    assert not any(link.token in text for link in PublicLink.objects.all() if link.token != own)
