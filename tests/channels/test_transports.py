"""Where mail goes is one setting."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from huitou.channels.email.transports import connection
from huitou.channels.models import Outbound
from huitou.ledger import worker
from tests.channels.conftest import write


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtp://mail.example:587", ("mail.example", 587, "", "", False, True)),
        ("smtp://mail.example:587?starttls=0", ("mail.example", 587, "", "", False, False)),
        ("smtp://mail.example:25?starttls=1", ("mail.example", 25, "", "", False, True)),
        (
            "smtps://care%40dawn.example:p%3Aw%2F@mail.example",
            ("mail.example", 465, "care@dawn.example", "p:w/", True, False),
        ),
    ],
)
def test_a_server_is_an_address(address: str, expected: tuple[str, int, str, str, bool, bool]) -> None:
    made = connection(address)
    assert (made.host, made.port, made.username, made.password, made.use_ssl, made.use_tls) == expected  # type: ignore[attr-defined]
    assert made.timeout == 15  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["", "mail.example", "http://mail.example", "file:"])
def test_any_other_setting_says_what_is_possible(address: str) -> None:
    with pytest.raises(ValueError, match="HUITOU_EMAIL_URL must begin"):
        connection(address)


@pytest.mark.django_db
def test_a_folder_gets_a_file_a_mail(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_URL = f"file:{tmp_path / 'outbox'}"
    piece = write(text="陈女士，您好。")
    write("message:2/mail")
    worker.drain()
    Outbound.objects.filter(pk=piece.pk).update(state="waiting")
    worker.drain()
    files = sorted((tmp_path / "outbox").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    first = next(file for file in files if piece.message_id[1:10] in file.name)
    message = message_from_bytes(first.read_bytes(), policy=default)
    assert message["Message-ID"] == piece.message_id
    assert message.get_body(("plain",)).get_content().strip() == "陈女士，您好。"  # type: ignore[union-attr,attr-defined]


@pytest.mark.django_db
def test_the_console_shows_what_a_person_reads(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_URL = "console:"
    write(text="陈女士，您好。")
    worker.drain()
    said = capsys.readouterr().out
    assert "To: chen@example.com\nSubject: 您反映的事\n\n陈女士，您好。" in said


@pytest.mark.django_db
def test_the_ledger_knows_a_mail_by_its_key_and_by_what_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    from huitou.ledger import subjects

    monkeypatch.setattr(subjects, "_kinds", dict(subjects._kinds))
    subjects.register("thing", title=str, url=lambda pk: f"/things/{pk}/", visible_to=lambda user, _pk: user == "mei")
    mail, alone, lost = write("a", about="thing:7"), write("b", about=""), write("c", about="nobody:7")
    assert subjects.title(mail.ledger_key) == "您反映的事"
    assert subjects.url(mail.ledger_key) == "/things/7/"
    assert subjects.visible_to("mei", mail.ledger_key)
    assert not any(subjects.visible_to("sun", piece.ledger_key) for piece in (mail, alone, lost))
    assert not subjects.visible_to("mei", "outbound:999999")
