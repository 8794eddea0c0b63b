"""Mail onto the console, as a person reads it."""

import sys
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

_RULE = "─" * 60


class EmailBackend(BaseEmailBackend):
    """Only the words: what the wire would carry is unreadable in Chinese."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            head = f"To: {', '.join(message.to)}\nSubject: {message.subject}"
            sys.stdout.write(f"{_RULE}\n{head}\n\n{message.body}\n{_RULE}\n")
        sys.stdout.flush()
        return len(email_messages)
