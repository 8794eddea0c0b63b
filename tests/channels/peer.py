"""A mail server on this machine that does what a test wants."""

import logging
from collections import deque
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

logging.getLogger("mail.log").setLevel(logging.WARNING)

# Takes the mail, and is gone before anybody hears of it.
HANG_UP = "hang up"


class Taken(NamedTuple):
    """A mail that the server said 250 to, or was about to."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.raw, policy=default)
        assert isinstance(found, EmailMessage)
        return found


class Peer(Controller):
    """Takes everything, but for `refused` recipients, and gives the next of `answers` instead of 250, one a mail."""

    def __init__(self) -> None:
        super().__init__(self, hostname="127.0.0.1", port=0)
        self.taken: list[Taken] = []
        self.answers: deque[str] = deque()
        self.refused: dict[str, str] = {}
        self.on_data: Callable[[Taken], None] = lambda _taken: None

    def _trigger_server(self) -> None:
        assert self.server
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        return [taken.message["Message-ID"] for taken in self.taken]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.popleft() if self.answers else "250 OK"
        assert isinstance(envelope.original_content, bytes)
        assert envelope.mail_from is not None
        taken = Taken(envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content)
        if answer[0] not in "45":
            self.taken.append(taken)
            self.on_data(taken)
        if answer == HANG_UP:
            assert server.transport
            server.transport.abort()
        return answer
