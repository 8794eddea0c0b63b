"""The jobs and reactions that the apps have, listed by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from huitou.ledger.codes import KIND

Function = TypeVar("Function", bound=Callable[..., Any])


class Again(Exception):
    """A job says that it could not do its work yet, for a reason known by code; it is tried again later."""

    def __init__(self, code: str, *, after: timedelta | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.after = after


@dataclass(frozen=True)
class Task:
    """What runs under a name. Atomic: its effects and its end commit together, so it must be quick and stay at home."""

    name: str
    run: Callable[..., Any]
    attempts: int
    atomic: bool
    kinds: tuple[str, ...] = ()


_tasks: dict[str, Task] = {}
_reactions: dict[str, list[Task]] = {}


def job(name: str, *, attempts: int = 8, atomic: bool = True) -> Callable[[Function], Function]:
    """Give a function of an app's jobs.py the name under which `later` asks for it."""

    def named(function: Function) -> Function:
        _add(Task(name, function, attempts, atomic))
        return function

    return named


def on(*kinds: str, attempts: int = 8, atomic: bool = True) -> Callable[[Function], Function]:
    """Let a function of an app's reactions.py follow every event of these kinds, as a job of its own."""

    def subscribed(function: Function) -> Function:
        task = Task(_reaction_name(function), function, attempts, atomic, kinds)
        _add(task)
        for kind in kinds:
            _reactions.setdefault(kind, []).append(task)
        return function

    return subscribed


def get_task(name: str) -> Task:
    """The task of this name; raises LookupError."""
    if name not in _tasks:
        raise LookupError(f"no job is called {name!r}")
    return _tasks[name]


def reactions_to(kind: str) -> list[Task]:
    """What follows an event of this kind."""
    return _reactions.get(kind, [])


def tasks() -> dict[str, Task]:
    """Everything that can run, by name."""
    return dict(_tasks)


def _add(task: Task) -> None:
    for name in (task.name, *task.kinds):
        if not KIND.fullmatch(name):
            raise ValueError(f"{name!r} is not a name like cases.acknowledge")
    if task.name in _tasks:
        raise ValueError(f"two jobs are called {task.name!r}")
    _tasks[task.name] = task


def _reaction_name(function: Callable[..., Any]) -> str:
    """`cases.reactions.thank` for huitou.cases.reactions.thank."""
    return f"{function.__module__.removeprefix('huitou.')}.{function.__name__}"
