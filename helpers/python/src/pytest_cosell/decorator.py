"""`mock_partner_central`: the SDKs call a server of this process while it lasts."""

from __future__ import annotations

import atexit
import functools
import inspect
import os
from typing import Any, Callable, TypeVar, overload

from .server import Server, new_account

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# A session token and a profile of the developer would win over the variables that are set.
_REMOVED = ("AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL")
_shared: Server | None = None


def _server() -> Server:
    global _shared
    if _shared is None:
        _shared = Server(["--log-level", "warn"]).start()
        atexit.register(_shared.stop)
    return _shared


class _Mock:
    """The variables of a new account, while it lasts."""

    def __init__(self, account: str | None = None) -> None:
        self.account = account
        self._before: list[dict[str, str | None]] = []

    def __enter__(self) -> Server:
        server = _server()
        variables = server.variables(self.account or new_account())
        names = [*variables, *_REMOVED]
        self._before.append({name: os.environ.get(name) for name in names})
        for name in _REMOVED:
            os.environ.pop(name, None)
        os.environ.update(variables)
        _forget_session()
        return server

    def __exit__(self, *_: object) -> None:
        for name, value in self._before.pop().items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        _forget_session()

    def __call__(self, decorated: Decorated) -> Decorated:
        if inspect.isclass(decorated):
            for name, member in vars(decorated).items():
                if name.startswith("test") and callable(member):
                    setattr(decorated, name, self(member))
            return decorated  # type: ignore[return-value]
        takes = "cosell" in inspect.signature(decorated).parameters
        if inspect.iscoroutinefunction(decorated):

            @functools.wraps(decorated)
            async def wrapped_async(*arguments: Any, **named: Any) -> Any:
                with self as server:
                    return await decorated(*arguments, **self._named(named, takes, server))

            wrapper: Any = wrapped_async
        else:

            @functools.wraps(decorated)
            def wrapped(*arguments: Any, **named: Any) -> Any:
                with self as server:
                    return decorated(*arguments, **self._named(named, takes, server))

            wrapper = wrapped
        if takes:
            # pytest must not look for a fixture of this name.
            signature = inspect.signature(decorated)
            kept = [one for name, one in signature.parameters.items() if name != "cosell"]
            wrapper.__signature__ = signature.replace(parameters=kept)
        result: Decorated = wrapper
        return result

    @staticmethod
    def _named(named: dict[str, Any], takes: bool, server: Server) -> dict[str, Any]:
        return named | {"cosell": server} if takes else named


def _forget_session() -> None:
    """boto3 keeps the credentials of its default session."""
    try:
        import boto3
    except ImportError:
        return
    boto3.DEFAULT_SESSION = None


@overload
def mock_partner_central(decorated: Decorated) -> Decorated: ...


@overload
def mock_partner_central(decorated: None = None, *, account: str | None = None) -> _Mock: ...


def mock_partner_central(decorated: Any = None, *, account: str | None = None) -> Any:
    """Lets the SDKs of AWS call cosell: a decorator, or a context manager.

    The calls are those of `account`, by default of a new account at each use.
    """
    mock = _Mock(account)
    return mock if decorated is None else mock(decorated)
