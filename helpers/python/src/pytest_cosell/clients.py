"""Clients of boto3 that serve one test after another.

The first calls of a new client take three times the processor time of later calls, because a client
reads the model of the service as it goes. So a client that a test gives back as it got it serves
later tests of the same process. Each request is signed with the key of the test that has the
client.

No test sees what another one did to its client: a client with other event handlers, other
attributes or another configuration than at first is not lent again, and neither is one that a
thread may still use.
"""

from __future__ import annotations

import copy
import os
import threading
from typing import Any, Callable

#: How many clients wait for a test that wants one like them.
IDLE = 16

_CHANGES = ("register", "register_first", "register_last", "unregister")


class Pool:
    """The clients of a process that no test has."""

    def __init__(self) -> None:
        self._idle: list[_Client] = []
        self._session: Any = None
        self._generation = 0

    def take(self, key: str, settings: dict[str, Any]) -> _Client:
        """A client that signs with `key`, made with the arguments of `boto3.client`."""
        made_from = (self._default_session(), _environment(), _comparable(settings))
        client = next((one for one in self._idle if one.made_from == made_from), None)
        if client:
            self._idle.remove(client)
        else:
            # A test may change its `Config` later.
            client = _Client(settings, (*made_from[:2], _comparable(_copied(settings))))
        client.lend(key)
        return client

    def give_back(self, client: _Client) -> None:
        if client.is_as_made():
            self._idle = [*self._idle[1 - IDLE :], client]

    def _default_session(self) -> int:
        """A number that is another one when `boto3.client` would copy other event handlers."""
        import boto3

        if boto3.DEFAULT_SESSION is None:
            boto3.setup_default_session()
        if self._session is not boto3.DEFAULT_SESSION:
            self._session = boto3.DEFAULT_SESSION
            self._note_change()
            _watch(self._session.events, self._note_change)
        return self._generation

    def _note_change(self) -> None:
        self._generation += 1


class Loan:
    """The clients of one test. It is a context manager: they are given back at its end."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lent: list[_Client] = []

    def client(self, key: str, settings: dict[str, Any]) -> Any:
        client = self._pool.take(key, settings)
        self._lent.append(client)
        return client.boto

    def __enter__(self) -> Loan:
        return self

    def __exit__(self, *_: object) -> None:
        while self._lent:
            self._pool.give_back(self._lent.pop())


class _Client:
    """A client of boto3, and what it was like when it was made."""

    def __init__(self, settings: dict[str, Any], made_from: Any) -> None:
        import boto3

        self.made_from = made_from
        keys = {"aws_access_key_id": "replaced", "aws_secret_access_key": "any"}
        # botocore writes into a `Config` that it is given.
        self.boto = boto3.client("partnercentral-selling", **(keys | _copied(settings)))
        self.boto.meta.events.register_first("before-sign.partnercentral-selling", self._sign)
        self._changed = False
        _watch(self.boto.meta.events, self._note_change)
        self._state = _state(self.boto)
        self._state["config"] = copy.deepcopy(self._state["config"])

    def lend(self, key: str) -> None:
        from botocore.credentials import Credentials

        self._credentials = Credentials(key, "any")
        self._threads = set(threading.enumerate())

    def is_as_made(self) -> bool:
        started = set(threading.enumerate()) - self._threads
        return not self._changed and not started and _state(self.boto) == self._state

    def _sign(self, request: Any, **_: Any) -> None:
        signing = request.context.setdefault("signing", {})
        signing["request_credentials"] = self._credentials

    def _note_change(self) -> None:
        self._changed = True


def _watch(events: Any, changed: Callable[[], None]) -> None:
    """Calls `changed` when the event handlers change."""

    def noting(change: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **named: Any) -> Any:
            changed()
            return change(*arguments, **named)

        return noted

    for name in _CHANGES:
        setattr(events, name, noting(getattr(events, name)))


def _state(client: Any) -> dict[str, Any]:
    """What a test can set on a client, beside its event handlers."""
    # botocore sets this attribute when it is first read.
    attributes = {name: one for name, one in vars(client).items() if name != "_exceptions"}
    return {
        "attributes": attributes,
        "class": dict(vars(type(client))),
        "meta": dict(vars(client.meta)),
        "config": vars(client.meta.config),
    }


def _comparable(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings, with the members of each `Config`, which compares by identity."""
    from botocore.config import Config

    return {
        name: vars(value) if isinstance(value, Config) else value
        for name, value in settings.items()
    }


def _copied(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings, with copies of each `Config`."""
    from botocore.config import Config

    return {
        name: copy.deepcopy(value) if isinstance(value, Config) else value
        for name, value in settings.items()
    }


def _environment() -> dict[str, str]:
    """The variables that boto3 reads when it makes a client."""
    return {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
