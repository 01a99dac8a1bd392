"""Starts and stops a server, and calls its administrative API."""

from __future__ import annotations

import importlib
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import threading
import urllib.parse
from typing import Any, Iterator, Sequence

from . import connections
from .clients import Loan

#: How long a server may take to start, in seconds; it takes milliseconds.
START_TIMEOUT = 30
#: How long it may take to stop: requests in progress get eight seconds.
STOP_TIMEOUT = 20

_accounts: Iterator[int] = itertools.count(700_000_000_001)
_READY = "listening on "


class StartError(RuntimeError):
    """The server did not start; the message has its log."""


class AdminError(RuntimeError):
    """The administrative API refused a request."""

    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(f"{status} {error}: {message}")
        self.status = status
        self.error = error


def new_account() -> str:
    """The id of an account that nothing of this process used before."""
    return str(next(_accounts))


def find_binary() -> str:
    """The program: that of COSELL_BIN, of the installed package, or on the PATH."""
    named = os.environ.get("COSELL_BIN")
    if named:
        # Without a slash it is a name on the PATH.
        if shutil.which(named) is None:
            raise StartError(
                f"COSELL_BIN names {named}, which is no program: set it to the path of cosell, or "
                "unset it"
            )
        return named
    try:
        return str(importlib.import_module("cosell").binary())
    except (ImportError, AttributeError, FileNotFoundError):
        pass
    found = shutil.which("cosell")
    if found is None:
        raise StartError(
            "the program cosell is not installed: install its wheel, put it on the PATH, or name "
            "it in COSELL_BIN"
        )
    return found


class Service:
    """A service that answers: a server, or a namespace of one."""

    #: What an access key begins with, and the name of the namespace.
    _name: str | None = None
    #: Where clients come from that serve other tests too; without it each client is a new one.
    _loan: Loan | None = None

    def __init__(self, url: str, log: str) -> None:
        self.url = url
        self._log_file = log

    def log(self, since: int = 0) -> str:
        """The log, from a place that `log_end` gave."""
        with open(self._log_file, encoding="utf-8", errors="replace") as log:
            log.seek(since)
            return log.read()

    def log_end(self) -> int:
        """The place where the log ends now."""
        return os.path.getsize(self._log_file)

    def admin(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """Calls a page of the administrative API: `admin("POST", "clock/advance", {…})`."""
        path = f"/_cosell/{path}"
        if query:
            path += "?" + urllib.parse.urlencode(query)
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        if self._name:
            headers["x-cosell-namespace"] = self._name
        status, content = connections.request(self.url, method, path, data, headers)
        if status < 300:
            return json.loads(content)
        document = json.loads(content or b"{}")
        error, message = document.get("error", "Error"), document.get("message", document)
        raise AdminError(status, error, str(message))

    def settle(self, timeout: int = 10) -> None:
        """Waits until everything that is due has happened; says what hangs."""
        self.admin("POST", "settle", timeout=timeout)

    def reset(self) -> None:
        """Brings data, clock and fault rules back to what the server began with."""
        self.admin("POST", "reset")

    def open_tasks(self) -> list[dict[str, Any]]:
        """The tasks that have not ended, the newest first."""
        tasks: list[dict[str, Any]] = self.admin("GET", "tasks", status="IN_PROGRESS")["tasks"]
        return tasks

    def client(self, account: str = "111111111111", **settings: Any) -> Any:
        """A boto3 client of an account; `settings` are arguments of `boto3.client`."""
        import boto3

        key = self._key(account)
        known: dict[str, Any] = {"endpoint_url": self.url, "region_name": "us-east-1", **settings}
        if self._loan and not any(name.startswith("aws_") for name in settings):
            return self._loan.client(key, known)
        keys = {"aws_access_key_id": key, "aws_secret_access_key": "any"}
        return boto3.client("partnercentral-selling", **(keys | known))

    def variables(self, account: str) -> dict[str, str]:
        """The variables by which the SDKs of AWS call this server as an account."""
        return {
            "AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING": self.url,
            "AWS_ENDPOINT_URL_STS": self.url,
            "AWS_ACCESS_KEY_ID": self._key(account),
            "AWS_SECRET_ACCESS_KEY": "any",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def _key(self, account: str) -> str:
        return f"{self._name}/{account}" if self._name else account

    def namespace(self, name: str) -> Namespace:
        """A service of its own in this server, with data, clock and fault rules of its own."""
        return Namespace(self, name)


class Namespace(Service):
    """A namespace of a server. Its first request makes it.

    It is a context manager: the namespace is dropped at its end.
    """

    def __init__(self, server: Service, name: str) -> None:
        super().__init__(server.url, server._log_file)
        self._name = name

    def drop(self) -> None:
        """Drops the namespace with its data, if there is one."""
        try:
            self.admin("DELETE", f"namespaces/{self._name}")
        except AdminError as refused:
            if refused.status != 404:
                raise

    def __enter__(self) -> Namespace:
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()


class Server(Service):
    """A server with an empty store in memory, on a free port.

    It is a context manager: the server stops at its end.
    """

    def __init__(self, options: Sequence[str] = (), binary: str | None = None) -> None:
        self._log = tempfile.NamedTemporaryFile("w+", prefix="cosell-", suffix=".log")
        super().__init__("", self._log.name)
        self.options = list(options)
        self.binary = binary
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> Server:
        if self._process is not None:
            raise StartError("the server runs already")
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("COSELL_")
        }
        command = [self.binary or find_binary(), "serve", "--listen", "127.0.0.1:0"]
        if "--store" not in self.options:
            command += ["--store", "memory"]
        self._process = subprocess.Popen(
            command + self.options,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env=environment,
        )
        line = self._first_line()
        if not line.startswith(_READY):
            self.stop()
            raise StartError(f"the server did not start:\n{self.log()}")
        self.url = line[len(_READY) :].strip()
        return self

    def _first_line(self) -> str:
        assert self._process and self._process.stdout
        lines: list[str] = []
        output = self._process.stdout
        reader = threading.Thread(target=lambda: lines.append(output.readline()), daemon=True)
        reader.start()
        reader.join(START_TIMEOUT)
        return lines[0] if lines else ""

    def stop(self) -> None:
        """Stops the server and waits for its end."""
        if self._process is None:
            return
        connections.forget(self.url)
        self._process.terminate()
        try:
            self._process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
