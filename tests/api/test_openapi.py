"""Random requests against the API's own description: no fault of ours, no answer that the description does not know.

`HUITOU_TEST_API_EXAMPLES=1000` sends as many for each operation, every time others; the suite sends always the same.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from huitou.accounts import tokens
from huitou.accounts.models import User
from huitou.config.api import api
from huitou.intake.given import Given
from huitou.intake.receiving import receive
from tests.cases.building import complain, lead_to, propose, solve
from tests.cast import Cast, make_person

EXAMPLES = int(os.environ.get("HUITOU_TEST_API_EXAMPLES", "0"))
OPERATIONS = [
    (method.upper(), path, "security" in operation)
    for path, methods in api.get_openapi_schema()["paths"].items()
    for method, operation in methods.items()
]
CONFORMANCE = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
TRYING = settings(
    max_examples=EXAMPLES or 20,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Company:
    """Everybody who may call, and what they may call about."""

    tokens: dict[str, str]
    cases: list[int]
    voices: list[int]


@pytest.fixture
def company(cast: Cast) -> Company:
    """A token of every role, a case at every step, one closed, one that only others see, and two voices."""
    people = {
        "frontline": cast.sun, "handler": cast.mei, "other team": cast.zhao, "supervisor": cast.wang,
        "administrator": cast.liu, "executive": cast.he, "auditor": cast.qian,
        **{role: make_person(role, f"{role}@example.com", role, teams=(cast.east_team,))
           for role in ("improvement", "account_manager", "finance")},
    }  # fmt: skip
    cases = [lead_to(complain(cast), step, cast) for step in range(1, 8)]
    proposed, told, closed = lead_to(complain(cast), 5, cast), solve(complain(cast), cast), complain(cast)
    propose(proposed, cast)
    closed.withdraw(by=closed.customer)
    foreign = complain(cast, branch=cast.west)
    voices = [
        receive(Given(words="排队有点久", branch=cast.east), channel="counter", kind="grumble").voice,
        receive(Given(words="屋里有点热"), channel="note", kind="dissatisfaction").voice,
    ]
    return Company(
        tokens={role: _token(person) for role, person in people.items()},
        cases=[case.pk for case in (*cases, proposed, told, closed, foreign)],
        voices=[voice.pk for voice in voices],
    )


def _token(person: User) -> str:
    return tokens.make(person, name="fuzz", scopes=person.abilities, by=person)[1]


@pytest.fixture
def schema(db: None) -> Iterator[Any]:
    """The description, and the application that is asked."""
    # They would close the connection whose transaction the test undoes; Django's own test client does the same.
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_dict(described())
    schema.app = get_wsgi_application()
    yield schema
    for end in ends:
        end.connect(close_old_connections)


def described() -> dict[str, Any]:
    """As it is served; but who calls is for the test to say, not for chance."""
    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    for methods in document["paths"].values():
        for operation in methods.values():
            operation.pop("security", None)
    return document


@contextmanager
def undone() -> Iterator[None]:
    """Every request meets the same company."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def aim(case: Any, target: int | None) -> None:
    """At something that exists and as it is, unless that is just what shall be wrong."""
    modes = {where: info.mode for where, info in case.meta.components.items()}
    if target is None:
        return
    if modes.get(ParameterLocation.PATH) == GenerationMode.POSITIVE:
        case.path_parameters["number"] = target
    if modes.get(ParameterLocation.BODY) == GenerationMode.POSITIVE:
        case.body.pop("seen", None)


@pytest.mark.parametrize(("method", "path", "needs_token"), OPERATIONS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_requests_like(
    method: str, path: str, needs_token: bool, mode: GenerationMode, company: Company, schema: Any
) -> None:
    operation = schema[path][method]
    checks = [*CONFORMANCE, negative_data_rejection]
    if "/cases/" in path:
        checks.append(positive_data_acceptance)
    targets = company.voices if "/voices/" in path else company.cases

    @TRYING
    @given(
        case=operation.as_strategy(generation_mode=mode),
        role=st.sampled_from(["", *company.tokens]),
        target=st.sampled_from([None, *targets]),
    )
    def attempt(case: Any, role: str, target: int | None) -> None:
        aim(case, target)
        headers = {"Authorization": f"Bearer {company.tokens[role]}"} if role else {}
        with undone():
            answer = case.call(headers=headers)
        may_come_in = bool(role) or not needs_token
        assert (answer.status_code in {401, 404}) or may_come_in, answer.status_code
        assert answer.status_code != 401 or not may_come_in, case.headers
        if may_come_in:
            case.validate_response(answer, checks=checks)

    attempt()
