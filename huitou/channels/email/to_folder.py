"""Mail into a folder, one .eml each, for the demonstration and for trying things out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from huitou.channels.email.letters import Letter


class EmailBackend(BaseEmailBackend):
    """Named by Message-ID: the same mail sent twice is one file, as it is one mail for its reader."""

    def __init__(self, *, folder: str, fail_silently: bool = False, **_options: Any) -> None:
        super().__init__(fail_silently)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            self._write(message)
        return len(email_messages)

    def _write(self, message: EmailMessage) -> None:
        assert isinstance(message, Letter)
        name = f"{message.piece.created_at:%Y%m%d-%H%M%S}-{message.piece.message_id.strip('<>').partition('@')[0]}"
        draft = self.folder / f".{name}"
        draft.write_bytes(message.message().as_bytes())
        draft.rename(self.folder / f"{name}.eml")
