"""What commits with an acknowledgement, and what the same request twice becomes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections

from huitou.accounts.receipts import AlreadyUsed, Once
from huitou.cases.models import Case, Voice
from huitou.customers.models import ContactPoint, Customer
from huitou.files.models import File
from huitou.intake.given import WORDS_MAX, Given, Refused
from huitou.intake.receiving import receive
from huitou.ledger.models import Event
from tests.cases.building import WORDS, send
from tests.cast import Cast, make_cast
from tests.files import pictures


@pytest.mark.django_db
def test_everything_that_was_promised_is_there(cast: Cast):
    received = send(cast, wish="今天修好")
    case = received.case
    assert case.ask.words == "今天修好"
    assert case.contact.value == "chen.li@example.com"
    assert received.link.subject == case.key
    kinds = set(Event.objects.filter(subject__in=[case.key, received.voice.key]).values_list("kind", flat=True))
    assert {"voice.received", "case.opened", "voice.joined", "case.ask_recorded"} <= kinds


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"words": ""}, {"words"}),
        ({"words": " \u202e\x00 \n"}, {"words"}),
        ({"reach": ""}, {"reach"}),
        ({"words": "长" * (WORDS_MAX + 1)}, {"words"}),
        ({"words": "", "reach": "", "name": "n" * 81, "wish": "w" * 5001}, {"words", "reach", "name", "wish"}),
    ],
)
def test_what_cannot_be_taken_is_said_field_by_field_and_nothing_is_stored(cast: Cast, given, fields):
    with pytest.raises(Refused) as refused:
        send(cast, **given)
    assert set(refused.value.errors) == fields
    assert not Voice.objects.exists()
    assert not Customer.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["<svg onload=alert(1)>", "=1+1", "\u200f مرحبا 😡", "一" * 10_000, "{{7*7}}"])
def test_strange_words_are_kept_as_they_came(cast: Cast, words):
    assert send(cast, words=words).voice.words == words


@pytest.mark.django_db
def test_the_same_key_is_the_same_complaint(cast: Cast):
    once = Once("web", "5f0c")
    given = Given(words=WORDS, reach="13800138000")
    first = receive(given, channel="web", once=once)
    again = receive(given, channel="web", once=once)
    assert (again.case, again.is_new) == (first.case, False)
    assert again.link.token == first.link.token
    assert Case.objects.count() == 1
    with pytest.raises(AlreadyUsed):
        receive(Given(words="别的事", reach="13800138000"), channel="web", once=once)
    assert receive(given, channel="web", once=Once("api", "5f0c")).case != first.case


def _at_once(count, act):
    def run(number):
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_with_one_key_are_one_case():
    make_cast()
    given = Given(words=WORDS, reach="13800138000")
    received = _at_once(10, lambda number: receive(given, channel="web", once=Once("web", "same")))
    assert len({one.voice.case_id for one in received}) == 1
    assert Case.objects.count() == Voice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_customer_who_writes_ten_things_at_once_is_one_customer():
    """B45: mixed case, ten different first words, one customer, no word lost."""
    make_cast()
    spellings = ["Chen.Li@Example.com", "chen.li@example.com", "CHEN.LI@EXAMPLE.COM"]

    def write(number):
        return receive(Given(words=f"第{number}件事", reach=spellings[number % 3]), channel="web")

    _at_once(10, write)
    assert Customer.objects.count() == ContactPoint.objects.count() == 1
    assert set(Voice.objects.values_list("words", flat=True)) == {f"第{number}件事" for number in range(10)}


@pytest.mark.django_db(transaction=True)
def test_a_fault_halfway_leaves_nothing(monkeypatch):
    cast = make_cast()
    monkeypatch.setattr("huitou.cases.opening.acknowledge", _fail)
    with pytest.raises(OSError, match="disk"):
        send(cast)
    assert not any(model.objects.exists() for model in (Voice, Case, Customer))
    assert connection.get_autocommit()


def _fail(*args):
    raise OSError("disk full")


@pytest.mark.django_db
def test_a_grumble_waits_without_a_case_and_has_a_clock(cast: Cast):
    from huitou.standards import clocks

    received = receive(Given(words="排队有点久"), channel="note", kind="grumble", by=cast.sun)
    assert received.case is None
    assert received.link is None
    assert set(clocks.running(received.voice.key)) == {"look-at"}


@pytest.mark.django_db
def test_the_line_stays_where_it_was_typed(cast: Cast):
    first = send(cast, reach="13800138000 陈丽 晚上7点后").voice
    second = send(cast, reach="138 0013 8000").voice
    assert first.contact == second.contact
    assert (first.reach, second.reach) == ("13800138000 陈丽 晚上7点后", "138 0013 8000")
    assert "陈丽" not in str(list(type(first.contact).objects.values()))


@pytest.mark.django_db
def test_the_same_key_with_another_photo_of_the_same_name_and_size_is_another_request(cast: Cast):
    photos = [pictures.jpeg(tail=bytes([number]) * 99) for number in range(2)]
    once = Once("web", "k1")

    def tell(data: bytes) -> int:
        photo = SimpleUploadedFile("image.jpg", data, "image/jpeg")
        return send_once(once, uploads=[photo])

    assert tell(photos[0]) == tell(photos[0])
    with pytest.raises(AlreadyUsed):
        tell(photos[1])
    assert [file.read() for file in File.objects.all()] == photos[:1]


def send_once(once: Once, **given: object) -> int:
    return receive(Given(words=WORDS, reach="13800138000", **given), channel="web", once=once).voice.pk
