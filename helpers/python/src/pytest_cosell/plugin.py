"""The fixtures of pytest."""

from __future__ import annotations

import contextlib
import itertools
import shlex
from typing import Any, Iterator

import pytest

from .clients import Loan, Pool
from .server import Server, Service, new_account
from .sides import AwsSide, Clock, Events

_LOG_MARK = pytest.StashKey[int]()
_SERVER = pytest.StashKey[Server]()
_SPACE = pytest.StashKey[Service]()

_names = itertools.count(1)
_clients = Pool()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("cosell_options", "more options of `cosell serve`", default="")
    parser.addini(
        "cosell_isolation",
        "what a test begins with: `reset`, the server after a reset, or `namespace`, a namespace "
        "of its own in one server, which the workers of pytest-xdist share",
        default="reset",
    )


def _uses_namespaces(config: pytest.Config) -> bool:
    isolation = config.getini("cosell_isolation")
    if isolation not in ("reset", "namespace"):
        raise pytest.UsageError(f"cosell_isolation must be reset or namespace, not {isolation!r}")
    return bool(isolation == "namespace")


def _server(config: pytest.Config) -> Server:
    options = shlex.split(config.getini("cosell_options"))
    return Server(["--log-level", "info", *options])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tells a worker of pytest-xdist which server the workers share."""
    if not _uses_namespaces(node.config):
        return
    stash = node.config.stash
    if _SERVER not in stash:
        stash[_SERVER] = _server(node.config).start()
    server = stash[_SERVER]
    node.workerinput["cosell"] = (server.url, server._log_file)


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(_SERVER, None)
    if server is not None:
        server.stop()


@pytest.fixture(scope="session")
def cosell(request: pytest.FixtureRequest) -> Iterator[Service]:
    """The server of this run."""
    shared = getattr(request.config, "workerinput", {}).get("cosell")
    if shared:
        yield Service(*shared)
        return
    with _server(request.config) as server:
        yield server


@pytest.fixture
def cosell_space(request: pytest.FixtureRequest, cosell: Service) -> Iterator[Service]:
    """What a test has to itself: a namespace, or the server after a reset."""
    node = request.node
    with contextlib.ExitStack() as stack:
        if _uses_namespaces(request.config):
            worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
            name = f"test-{worker}-{next(_names)}"
            space: Service = stack.enter_context(cosell.namespace(name))
        else:
            cosell.reset()
            space = Service(cosell.url, cosell._log_file)
        space._loan = stack.enter_context(Loan(_clients))
        node.stash[_SPACE] = space
        node.stash[_LOG_MARK] = space.log_end()
        yield space


@pytest.fixture
def cosell_account(cosell_space: Service) -> str:
    """The id of an account that no other test uses."""
    return new_account()


@pytest.fixture
def selling(cosell_space: Service, cosell_account: str) -> Any:
    """A boto3 client of the account of this test."""
    return cosell_space.client(cosell_account)


@pytest.fixture
def aws_side(cosell_space: Service, cosell_account: str) -> AwsSide:
    """AWS, as the account of this test sees it."""
    return AwsSide(cosell_space, cosell_account)


@pytest.fixture
def events(cosell_space: Service, cosell_account: str) -> Events:
    """The events of the account of this test."""
    return Events(cosell_space, cosell_account)


@pytest.fixture
def clock(request: pytest.FixtureRequest, cosell_space: Service) -> Iterator[Clock]:
    """The time of the service; it is that of the machine again after the test."""
    yield Clock(cosell_space)
    # A namespace takes its clock with it.
    if not _uses_namespaces(request.config):
        cosell_space.admin("PUT", "clock", {"mode": "system"})


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Adds the server's log and the open tasks to the report of a test that failed."""
    outcome: Any = yield
    report = outcome.get_result()
    space = item.stash.get(_SPACE, None)
    mark = item.stash.get(_LOG_MARK, None)
    if not report.failed or space is None or mark is None:
        return
    # Asked first: a line is in the log some milliseconds after its response.
    tasks = _open_tasks(space)
    report.sections.append(("cosell: log of this test", space.log(mark)))
    report.sections.append(("cosell: open tasks", tasks))


def _open_tasks(space: Service) -> str:
    try:
        tasks = space.open_tasks()
    except (OSError, RuntimeError) as error:
        return f"the server does not answer: {error}"
    lines = [
        f"{task['id']} of account {task['account']}: next step {task.get('next_step_name')}, "
        f"attempts {task.get('attempts')}"
        for task in tasks
    ]
    return "\n".join(lines) or "none"
