"""Starts and stops the server under test.

The contract with the binary: `cosell serve --listen 127.0.0.1:0 --store sqlite:PATH` prints one
line `listening on http://127.0.0.1:PORT` on standard output once it answers, and ends with status
0 after SIGTERM. Everything else it has to say goes to standard error, which is kept in a file and
shown when the server does not start.
"""

import http.client
import os
import queue
import re
import signal
import ssl
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY_LINE = re.compile(r"^listening on (https?)://127\.0\.0\.1:(\d+)$")
# A timeout for a hang: a cold debug build on a loaded machine starts in well under a second.
START_SECONDS = 30
STOP_SECONDS = 20
# The address of a database for tests: `cargo xtask test` and `cargo xtask postgres` set it.
POSTGRES = os.environ.get("COSELL_TEST_POSTGRES")


def binary():
    """The path of the binary: COSELL_BIN, else a debug build, else a release build."""
    named = os.environ.get("COSELL_BIN")
    candidates = [Path(named)] if named else [
        ROOT / "target" / "debug" / "cosell",
        ROOT / "target" / "release" / "cosell",
    ]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    tried = ", ".join(str(candidate) for candidate in candidates)
    raise RuntimeError(f"no server binary at {tried}; run `cargo build -p cosell` first")


class Server:
    """One run of the binary on a store in `folder`; the store can be opened again after a stop."""

    def __init__(self, folder, *options, **variables):
        """`options` are added to the command line, `variables` to the environment."""
        self.folder = Path(folder)
        self.options = options
        self.variables = variables
        self.scheme = None
        self.process = None
        self.port = None

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def _store(self):
        """A file in the folder, unless the options name another store."""
        if "--store" in self.options:
            return []
        return ["--store", f"sqlite:{self.folder / 'cosell.sqlite'}"]

    @property
    def log(self):
        return self.folder / "server.log"

    def start(self):
        # A developer's own settings must not reach the server under test.
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("COSELL_", "OTEL_"))
        } | self.variables
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    str(binary()),
                    "serve",
                    "--listen",
                    "127.0.0.1:0",
                    *self._store(),
                    *self.options,
                ],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                text=True,
            )
        lines = queue.Queue()
        threading.Thread(target=_drain, args=(self.process.stdout, lines), daemon=True).start()
        try:
            self.port = self._read_port(lines)
            self._check_health()
        except Exception:
            self.kill()
            raise
        return self

    def _read_port(self, lines):
        while True:
            try:
                line = lines.get(timeout=START_SECONDS)
            except queue.Empty:
                line = None
            if line is None:
                raise RuntimeError(f"the server did not print its address:\n{self._tail()}")
            ready = READY_LINE.match(line.strip())
            if ready:
                self.scheme = ready.group(1)
                return int(ready.group(2))

    def _check_health(self):
        if self.scheme == "https":
            # The tests check certificates; the health check does not.
            context = ssl._create_unverified_context()
            connection = http.client.HTTPSConnection(
                "127.0.0.1", self.port, timeout=START_SECONDS, context=context
            )
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/_cosell/health")
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise RuntimeError(f"health returned {response.status}: {body!r}\n{self._tail()}")

    def stop(self):
        """Sends SIGTERM, waits for the end of the server, and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise RuntimeError(f"the server did not end after SIGTERM:\n{self._tail()}") from None

    def kill(self):
        """Kills the server with SIGKILL."""
        self.process.kill()
        self.process.wait()

    def _tail(self):
        return self.log.read_text(errors="replace")[-4000:]


def _drain(stream, lines):
    """Reads lines until the stream ends, so that the server never blocks on a full pipe."""
    for line in stream:
        lines.put(line)
    lines.put(None)
