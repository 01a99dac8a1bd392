"""The fixtures of pytest."""

from __future__ import annotations

import shlex
from typing import Any, Iterator

import pytest

from .server import Server, new_account
from .sides import AwsSide, Clock, Events

_LOG_MARK = pytest.StashKey[int]()
_SERVER = pytest.StashKey[Server]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("cosell_options", "more options of `cosell serve`", default="")


@pytest.fixture(scope="session")
def cosell(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The server of this run."""
    options = shlex.split(request.config.getini("cosell_options"))
    with Server(["--log-level", "info", *options]) as server:
        request.config.stash[_SERVER] = server
        yield server


@pytest.fixture
def _cosell_state(request: pytest.FixtureRequest, cosell: Server) -> None:
    """The state that a test begins with."""
    cosell.reset()
    request.node.stash[_LOG_MARK] = cosell.log_end()


@pytest.fixture
def cosell_account(_cosell_state: None) -> str:
    """The id of an account that no other test uses."""
    return new_account()


@pytest.fixture
def selling(cosell: Server, cosell_account: str) -> Any:
    """A boto3 client of the account of this test."""
    return cosell.client(cosell_account)


@pytest.fixture
def aws_side(cosell: Server, cosell_account: str) -> AwsSide:
    """AWS, as the account of this test sees it."""
    return AwsSide(cosell, cosell_account)


@pytest.fixture
def events(cosell: Server, cosell_account: str) -> Events:
    """The events of the account of this test."""
    return Events(cosell, cosell_account)


@pytest.fixture
def clock(cosell: Server, _cosell_state: None) -> Iterator[Clock]:
    """The time of the service; it is that of the machine again after the test."""
    yield Clock(cosell)
    cosell.admin("PUT", "clock", {"mode": "system"})


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Adds the server's log and the open tasks to the report of a test that failed."""
    outcome: Any = yield
    report = outcome.get_result()
    server = item.config.stash.get(_SERVER, None)
    mark = item.stash.get(_LOG_MARK, None)
    if not report.failed or server is None or mark is None:
        return
    report.sections.append(("cosell: log of this test", server.log(mark)))
    try:
        tasks = server.open_tasks()
    except (OSError, RuntimeError) as error:
        report.sections.append(("cosell: open tasks", f"the server does not answer: {error}"))
        return
    lines = [
        f"{task['id']} of account {task['account']}: next step {task.get('next_step_name')}, "
        f"attempts {task.get('attempts')}"
        for task in tasks
    ]
    report.sections.append(("cosell: open tasks", "\n".join(lines) or "none"))
