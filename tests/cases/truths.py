"""What is true of every case after every act, said apart from the code that keeps it."""

import unicodedata
from collections.abc import Callable

from huitou.cases import workflow
from tests.cases.sight import Rows, Sight

TURNED_DOWN = {"declined", "failed"}
ENDS = {"done", "taken_back", "reopened", "closed"}


def bare(words: str) -> str:
    """Letters and digits only: what makes two solutions the same to a customer."""
    kept = (sign for sign in unicodedata.normalize("NFKC", words) if unicodedata.category(sign)[0] in "LN")
    return "".join(kept).casefold()


def turned_down(sight: Sight) -> set[str]:
    return {bare(one["words"]) for one in sight.solutions if one["state"] in TURNED_DOWN}


def passed(sight: Sight) -> set[int]:
    """The steps behind the case, told by its entries alone."""
    behind: set[int] = set()
    for before, entry in zip([None, *sight.entries], sight.entries, strict=False):
        if before is not None and before["ended_as"] == "done":
            behind.add(before["step"])
        behind = {step for step in behind if step < entry["step"]}
    return behind


# -- of a case as it stands


def the_rules_of_passed_steps_hold(now: Sight) -> None:
    """Every rule of every step behind it; only an ask of an earlier round is old once the matter is open again."""
    behind = passed(now)
    for step in behind:
        unmet = {code for code, met in workflow.checklist(now.facts, step) if not met}
        if step == workflow.RECORD and now.round > 1 and now.ask is not None:
            unmet -= {"ask-asked"}
        assert not unmet, f"step {step} was passed without {unmet}"


def no_step_is_left_out(now: Sight) -> None:
    """One that does not hold goes from 2 to 7; taken up again it begins at 5 with nothing of 3 and 4."""
    left_out = set(range(1, now.step)) - passed(now)
    if now.row["holds"] is False:
        left_out -= {3, 4} if was_at(now, workflow.PROPOSE) else {3, 4, 5, 6}
    assert not left_out, f"at step {now.step} without {left_out}"


def was_at(now: Sight, step: int) -> bool:
    """Whether the case stood at a step since it was judged for the last time."""
    judged = max((one["id"] for one in now.entries if one["step"] == workflow.JUDGE), default=0)
    return any(one["step"] == step and one["id"] > judged for one in now.entries)


def it_waits_only_for_what_is_missing(now: Sight) -> None:
    assert now.is_closed or workflow.next_step(now.facts) is None
    assert now.step in workflow.STEPS


def each_clock_runs_exactly_while_it_must(now: Sight) -> None:
    answered = any(message["sender"] == "staff" for message in now.messages)
    goals = {
        "first-answer": answered,
        "decision": now.step > workflow.JUDGE,
        "solution": now.step == workflow.EVALUATE,
    }
    due = set() if now.is_closed else {code for code, reached in goals.items() if not reached}
    assert set(now.running) == due


def late_clocks_are_marked(now: Sight) -> None:
    for clock in now.clocks:
        if clock["stopped_at"] is not None:
            late = clock["stopped_at"] > clock["due_at"]
            assert clock["breached_at"] == (clock["due_at"] if late else None)


def one_entry_is_open(now: Sight) -> None:
    still = [entry for entry in now.entries if entry["finished_at"] is None]
    assert len(still) == (0 if now.is_closed else 1)
    last = now.entries[-1]
    assert (last["step"], last["round"]) == (now.step, now.round)
    for entry in now.entries:
        assert entry["started_by"]
        if entry["finished_at"] is not None:
            assert entry["finished_by"]
            assert entry["ended_as"] in ENDS
            assert entry["finished_at"] >= entry["started_at"]


def what_was_turned_down_is_never_accepted(now: Sight) -> None:
    seen: set[str] = set()
    for solution in now.solutions:
        words = bare(solution["words"])
        assert solution["state"] == "replaced" or words not in seen, f"{solution['words']} came again"
        if solution["state"] in TURNED_DOWN:
            seen.add(words)


def one_solution_counts(now: Sight) -> None:
    alive = [one["id"] for one in now.solutions if one["state"] in {"proposed", "accepted"}]
    assert alive == ([now.offer["id"]] if now.offer else [])
    if now.offer:
        assert now.offer["round"] == now.round
        assert now.step >= workflow.PROPOSE
    if workflow.PROPOSE in passed(now):
        assert now.offer is not None
        assert now.offer["state"] == "accepted"


def content_is_honest(now: Sight) -> None:
    """Content says only who was told that it is solved, and nothing of it outlives a new round."""
    contentment = now.row["contentment"]
    assert contentment in {"", workflow.CONTENT}
    if contentment:
        assert now.step == workflow.EVALUATE
        assert now.row["told_at"]
        assert now.row["solved_at"]
    if now.step < workflow.EVALUATE:
        assert (now.row["told_at"], now.row["solved_at"], now.row["follow_up_on"]) == (None, None, None)
    assert now.customer_step == (5 if contentment else {1: 1, 2: 2, 3: 2, 7: 4}.get(now.step, 3))


def closing_is_honest(now: Sight) -> None:
    row = now.row
    assert bool(row["closed_at"]) == bool(row["closed_as"])
    assert row["closed_as"] in {"", *workflow.CLOSED_AS}
    if row["closed_as"] == "content":
        assert row["contentment"] == workflow.CONTENT
        assert row["told_at"]
    if row["closed_as"] == "no_answer":
        assert row["told_at"]
        assert now.unanswered_calls >= 2
    if row["closed_as"] == "withdrawn":
        assert now.messages[-1]["words"]
    if now.is_closed:
        assert now.entries[-1]["ended_as"] == "closed"


# -- of a case before and after an act


def nothing_is_erased(before: Sight, now: Sight) -> None:
    """What was said and decided stays as it was; only what was open may end."""
    for old, new in ((before.messages, now.messages), (before.hand_overs, now.hand_overs)):
        assert new[: len(old)] == old
    assert now.follow_ups[: len(before.follow_ups)] == before.follow_ups
    _ended_stay(before.entries, now.entries, "finished_at")
    _ended_stay(before.clocks, now.clocks, "stopped_at")
    for old, new in zip(before.solutions, now.solutions, strict=False):
        assert (old["words"], old["gain"], old["cost"]) == (new["words"], new["gain"], new["cost"])
        assert old["state"] in {"proposed", "accepted"} or old == new
    for old, new in zip(before.asks, now.asks, strict=False):
        assert (old["words"], old["round"]) == (new["words"], new["round"])
        assert old["confirmed_at"] is None or new["confirmed_at"]
        assert new["hot"] or not old["hot"]


def _ended_stay(before: Rows, now: Rows, end: str) -> None:
    assert len(now) >= len(before)
    for old, new in zip(before, now, strict=False):
        assert old == new or old[end] is None
        assert new[end] is not None or old == new


def no_clock_gains_time(before: Sight, now: Sight) -> None:
    """A clock that runs keeps its due time; only one that stood still begins anew."""
    for code, clock in now.running.items():
        old = before.running.get(code)
        assert old is None or (old["id"], old["due_at"]) == (clock["id"], clock["due_at"]), f"{code} got more time"


def steps_go_on_but_by_a_person(before: Sight, now: Sight, verb: str) -> None:
    """Back only by a step back, or by a customer who is not content."""
    if verb == "step_back":
        assert now.step in passed(before), f"from {before.step} back to {now.step}, past {passed(before)}"
        assert now.round == before.round
    elif now.round > before.round:
        assert (now.step, now.round) == (workflow.PROPOSE, before.round + 1)
        assert verb in {"evaluate", "follow_up"}
    else:
        assert (now.step, now.customer_step) >= (before.step, before.customer_step)
        assert now.round == before.round


def every_change_is_counted(before: Sight, now: Sight) -> None:
    """A change raises the version and writes events; saying again what is known may do neither."""
    if now != before:
        assert now.row["version"] > before.row["version"]
        assert now.events > before.events


def a_closed_case_stays_as_it_ended(before: Sight, now: Sight, verb: str) -> None:
    if before.is_closed and now.is_closed:
        assert (before.row["closed_at"], before.row["closed_as"]) == (now.row["closed_at"], now.row["closed_as"])
        assert before.step == now.step
    if before.is_closed and not now.is_closed:
        assert verb in {"resume", "evaluate"}
    if now.is_closed and not before.is_closed:
        assert verb in {"close", "withdraw"}


STANDING: tuple[Callable[[Sight], None], ...] = (
    the_rules_of_passed_steps_hold,
    no_step_is_left_out,
    it_waits_only_for_what_is_missing,
    each_clock_runs_exactly_while_it_must,
    late_clocks_are_marked,
    one_entry_is_open,
    what_was_turned_down_is_never_accepted,
    one_solution_counts,
    content_is_honest,
    closing_is_honest,
)


def check(before: Sight, now: Sight, verb: str) -> None:
    """All of it after one act that was allowed."""
    nothing_is_erased(before, now)
    no_clock_gains_time(before, now)
    steps_go_on_but_by_a_person(before, now, verb)
    every_change_is_counted(before, now)
    a_closed_case_stays_as_it_ended(before, now, verb)
    for truth in STANDING:
        truth(now)
