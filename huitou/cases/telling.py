"""Carrying our words further: by the channel the customer used, where it permits (design decision 17).

The message on the case is what counts. A mail says that it is there, with the private link; its words go along only to
an address that has shown to be the customer's. Somebody who left a phone number is called by a person.
"""

from typing import TYPE_CHECKING

from django.conf import settings

from huitou.accounts import enclosed, links
from huitou.accounts.models import PublicLink
from huitou.channels import outbound
from huitou.method import mails

if TYPE_CHECKING:
    from huitou.accounts.models import User
    from huitou.cases.models import Message
    from huitou.cases.rooms.conversing import Conversing
    from huitou.customers.models import ContactPoint, Customer

PURPOSE, ENCLOSED = "case", "case-link"
LINK_DAYS = 365
CALLED_KINDS = frozenset({"reply", "explanation", "solution", "solved", "reopened", "new_owner", "overruled"})
CLOSING_KINDS = {
    "content": "closed",
    "no_answer": "closed_no_answer",
    "withdrawn": "withdrawn",
    "overruled": "overruled",
}


def link_for(case: "Conversing", contact: "ContactPoint | None" = None) -> PublicLink:
    """The private link of this case: one for the screen on which it was told, one for each address it is sent to."""
    bound = _bound_to(contact) if contact else ""
    return links.find_open(PURPOSE, case.key, contact=bound) or links.make(
        PURPOSE, case.key, contact=bound, days=LINK_DAYS
    )


def address_of(link: PublicLink) -> str:
    """The private link as the customer's browser takes it."""
    return f"{settings.BASE_URL}/my/{link.token}/"


def enclosed_link(pk: int, _address: str) -> str:
    """The private link as it goes over the wire: not one that was ended since the letter was written."""
    link = PublicLink.objects.get(pk=pk, purpose=PURPOSE)
    if not link.is_open():
        raise LookupError
    return address_of(link)


def tell(case: "Conversing", message: "Message") -> None:
    """Let the customer know of a message, outside the page as well."""
    contact = case.contact
    if contact is None:
        return
    if contact.kind == "email":
        send(case, contact, message.kind, key=message.key, words=message.words, automatic=message.sender == "house")
    elif message.kind in CALLED_KINDS:
        # Whoever writes knows what was said before; a phrase of the house does not, and must not displace it.
        beside = message.sender == "house"
        outbound.ask_for_call(key=f"{message.key}/call", to=contact, text=message.words, about=case.key, beside=beside)


def send(case: "Conversing", contact: "ContactPoint", kind: str, *, key: str, words: str, automatic: bool) -> None:
    trusted = is_trusted(case, contact)
    mail = mails.compose(
        kind,
        case.language,
        owner=case.owner.name,
        line=case.owner.direct_line,
        number=case.number,
        when="",
        link=enclosed.MARK,
        words=words if trusted else "",
    )
    outbound.send_email(
        key=f"{key}/mail",
        to=contact,
        subject=mail.subject,
        text=mail.body,
        about=case.key,
        family=kind,
        language=case.language,
        automatic=automatic,
        trusted=trusted,
        encloses=f"{ENCLOSED}:{link_for(case, contact).pk}",
    )


def send_link(case: "Conversing") -> None:
    """The private link to an address that the case has not written to before."""
    contact = case.contact
    if contact is not None and contact.kind == "email":
        link = link_for(case, contact)
        send(case, contact, "new_link", key=f"{case.key}/link/{link.pk}", words="", automatic=True)


def end_calls(case: "Conversing", *, by: "User | Customer | str") -> None:
    """Nobody is called any more about what is closed."""
    for call in outbound.open_calls(case.key):
        outbound.put_down(call, by=by)


def say_new_owner(case: "Conversing", giver: "User") -> None:
    """The customer hears the new name and line, and need not tell it all again."""
    owner = case.owner
    words = mails.phrase("new_owner", case.language, owner=owner.name, line=owner.direct_line, giver=giver.name)
    case.say_automatically("new_owner", words)


def say_reopened(case: "Conversing") -> None:
    """Not content is heard at once, by name."""
    words = mails.phrase("reopened", case.language, owner=case.owner.name, line=case.owner.direct_line)
    case.say_automatically("reopened", words)


def say_thanks(case: "Conversing") -> None:
    """The customer said that they are content."""
    case.say_automatically("thanks", mails.phrase("thanks", case.language, line=case.owner.direct_line))


def say_closed(case: "Conversing") -> None:
    """The last words on a case, by how it ended; after `end_calls`, as some endings are told by a call."""
    kind = CLOSING_KINDS.get(case.closed_as)
    if kind is not None:
        case.say_automatically(kind, mails.phrase(kind, case.language, line=case.owner.direct_line))


def trust(case: "Conversing", link: PublicLink) -> None:
    """Whoever acts on a link that was mailed has shown that the address is theirs."""
    contact = case.contact
    if contact is not None and link.contact == _bound_to(contact):
        links.use(link)
        contact.verify()


def is_trusted(case: "Conversing", contact: "ContactPoint") -> bool:
    """Whether the customer has acted by the link that this contact got for this case.

    Anybody may open a case in the name of an address: what its owner confirmed on another case says nothing here.
    """
    return links.is_used(PURPOSE, case.key, contact=_bound_to(contact))


def _bound_to(contact: "ContactPoint") -> str:
    return f"contact:{contact.pk}"
