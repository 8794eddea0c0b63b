"""B59: workers die while they send; every mail arrives, at most once more a kill, always under one Message-ID."""

from collections import Counter, deque
from random import Random
from threading import Timer

from django.db import transaction

from huitou.channels.models import Outbound
from huitou.ledger.models import Job
from tests.channels.conftest import Contact, write
from tests.channels.peer import Peer, Taken
from tests.faults.conftest import Crew, crew, until

__all__ = ["crew"]
MAILS, KILLS = 12, 4


def test_mails_of_killed_workers_arrive_under_one_id(crew: Crew, peer: Peer) -> None:
    dice = Random(20260302)
    with transaction.atomic():
        for number in range(MAILS):
            write(f"message:{number}/mail", Contact(f"reader{number}@example.com"))
    full = {"DJANGO_SETTINGS_MODULE": "tests.settings", "HUITOU_EMAIL_URL": peer.url}
    workers = [crew.start("work", **full)]
    victims = deque(sorted(dice.sample(range(MAILS), KILLS)))

    def perhaps_kill(_taken: Taken) -> None:
        """By turns before the 250 is said, which always means a second try, and a moment after it."""
        if victims and len(peer.taken) > victims[0]:
            victims.popleft()
            if len(victims) % 2:
                workers[-1].kill()
            else:
                Timer(dice.uniform(0, 0.01), workers[-1].kill).start()

    peer.on_data = perhaps_kill

    def all_sent() -> bool:
        if workers[-1].poll() is not None:
            workers.append(crew.start("work", **full))
        return not Outbound.objects.exclude(state="sent").exists() and not Job.objects.exclude(state="done").exists()

    until(all_sent)
    arrived = Counter(peer.ids)
    assert set(arrived) == set(Outbound.objects.values_list("message_id", flat=True))
    assert not victims
    assert KILLS // 2 <= arrived.total() - MAILS <= KILLS
