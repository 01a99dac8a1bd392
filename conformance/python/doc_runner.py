"""Runs the snippets of a page as a reader does: pasted one after another into one shell.

Each page has its own folder and shell and, if the system allows it, its own network namespace, so
that every page may use port 7226 and none reaches another server. (Without a namespace, pages use
the machine's loopback device, and port 7226 must be free.) The shell has no credentials, no region
and no address: a page must set them.

The shell has replacements for the reader's tools: `cosell` on the PATH is the built binary, and a
`cargo` before the real one runs it for `cargo run --release -- …` and refuses everything else. pip
and npm take packages from a folder that `doc_packages.py` has filled.

Output is compared line by line, after the values of `PLACEHOLDERS` and `UNNUMBERED` are replaced
on both sides; for `PLACEHOLDERS` equal values get equal numbers. A line `...` on the page matches
any lines. A block `json` is compared as JSON: whitespace and the order of members do not matter.
"""

import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from cosell_server import ROOT, binary
from doc_pages import PASTED, PageError, blocks

# A timeout for a hang: a block ends in seconds.
BLOCK_SECONDS = 120
# The timeout for the output of a program in the background.
BACKGROUND_SECONDS = 20

# Only the values that differ between runs.
PLACEHOLDERS = [
    ("opportunity", r"\bO\d{7,}\b"),
    ("engagement", r"\beng-[0-9a-z]{13,14}\b"),
    ("invitation", r"\bengi-[0-9a-z]{13}\b"),
    ("task", r"\b(?:oit|task)-[0-9a-z]{13}\b"),
    ("access key", r"\bA[KS]IA[0-9A-Z]{16}\b"),
    ("principal", r"\bA(?:ID|RO)A[0-9A-Z]{16}\b"),
    ("secret", r'(?<="secret": ")[0-9A-Za-z+/]{40}(?=")'),
    ("node", r'(?<="node": ")[0-9a-z]{16}(?=")'),
    ("administrator", r"\btoken:[0-9a-f]{8}\b"),
]
# The same, for values that may or may not be equal.
UNNUMBERED = [
    ("instant", r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"),
    ("duration", r"\bin \d+\.\d\ds\b"),
    ("uptime", r'"uptime_seconds": \d+\b'),
    ("process", r'"process": \d+\b'),
    ("waited", r'"(?:waited|took)_ms": \d+\b'),
    ("milliseconds", r"\b(?:in|after) \d+ ms\b"),
    ("elapsed", r"\(\d+\.\d\ds\)"),
    ("length", r"\b\d+ bytes\b"),
    ("version", r'"version": "\d+\.\d+\.\d+"'),
]

_CARGO = """#!/bin/sh
case "$1 $2 $3" in
"run --release --") shift 3; exec cosell "$@" ;;
esac
echo "cargo $*: the test of the documentation runs only cargo run --release --" >&2
exit 1
"""

# Brings up the loopback device of a new network namespace, then replaces itself with the shell.
_LOOPBACK = """
import fcntl, os, socket, struct, sys
with socket.socket() as it:
    fcntl.ioctl(it, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))
os.execvp(sys.argv[1], sys.argv[1:])
"""


class SnippetError(Exception):
    """The result of a snippet differs from its page."""


def run(page, folder, **variables):
    """Runs a page in an empty folder. `variables` are added to the shell's environment."""
    with Shell(folder, variables) as shell:
        printed = None
        for block in blocks(page):
            if block.kind == "saved":
                target = shell.home / block.file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block.text)
            elif block.kind == "pasted":
                printed = shell.paste(block)
            elif block.kind == "console":
                for command, expected in block.commands():
                    shell.type(block, command, expected)
            elif block.kind == "printed":
                if printed is None:
                    raise PageError(f"{block.place}: there is no snippet before this output")
                compare(block, printed, block.text)


def compare(block, printed, expected):
    same = matches_json if block.language == "json" else matches
    if not same(printed, expected):
        raise SnippetError(f"{block.place}: expected:\n{expected}\nactual:\n{printed}")


def matches(printed, expected):
    printed, expected = _replaced(printed), _replaced(expected)
    parts = re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)
    pattern = r"(?:.*\n)*?".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, printed) is not None


def matches_json(printed, expected):
    """Compares two JSON documents, regardless of whitespace and the order of members."""
    try:
        return matches(*(_sorted(text) for text in (printed, expected)))
    except ValueError:
        return False


def _sorted(text):
    return json.dumps(json.loads(text), indent=1, sort_keys=True)


def _replaced(text):
    for name, pattern in PLACEHOLDERS:
        seen = {}
        text = re.sub(
            pattern,
            lambda found: f"<{name} {seen.setdefault(found[0], len(seen) + 1)}>",
            text,
        )
    for name, pattern in UNNUMBERED:
        text = re.sub(pattern, f"<{name}>", text)
    text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    return text.strip("\n") + "\n"


class Shell:
    """A bash, its folder, and the processes that it started."""

    def __init__(self, folder, variables):
        self.home = folder / "home"
        self.home.mkdir()
        # Some pages use files of the repository.
        (folder / "cosell").symlink_to(ROOT)
        self._control = folder / "control"
        self._control.mkdir()
        self._programs = folder / "bin"
        self._programs.mkdir()
        (self._programs / "cosell").symlink_to(Path(binary()).resolve())
        cargo = self._programs / "cargo"
        cargo.write_text(_CARGO)
        cargo.chmod(0o755)
        self._environment = self._variables() | variables
        self._count = 0

    def _variables(self):
        # The folder of the tests' interpreter, which has boto3 and the AWS CLI too.
        path = [str(self._programs), str(Path(sys.executable).parent), os.environ["PATH"]]
        return {
            "PATH": os.pathsep.join(path),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def __enter__(self):
        apart = separate_network()
        if apart is None and _is_taken(7226):
            raise SnippetError("port 7226 is in use, and network namespaces are not available")
        loopback = [sys.executable, "-c", _LOOPBACK] if apart else []
        self._process = subprocess.Popen(
            [*(apart or []), *loopback, "bash", "--noprofile", "--norc"],
            cwd=self.home,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._said = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_):
        # Processes that the page left running are in the session of its shell.
        try:
            os.killpg(self._process.pid, signal.SIGTERM)
            time.sleep(0.1)
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()

    def _listen(self):
        for line in self._process.stdout:
            self._said.put(line)
        self._said.put(None)

    def paste(self, block):
        """Pastes a block, whose commands must all succeed, and returns its output."""
        into = PASTED[block.language]
        if into is None:
            return self._perform(block, block.text, strict=True)
        script = self._control / f"pasted-{block.line}"
        script.write_text(block.text)
        return self._perform(block, f"{into} < {script}", strict=True)

    def type(self, block, command, expected):
        """Types a command of a console, which may fail, and compares its output."""
        output = self._control / f"output-{self._count}"
        printed = self._perform(block, command, strict=False)
        if command.endswith("&"):
            end = time.monotonic() + BACKGROUND_SECONDS
            while not matches(printed, expected) and time.monotonic() < end:
                time.sleep(0.05)
                printed = output.read_text(errors="replace")
        compare(block, printed, expected)

    def _perform(self, block, text, strict):
        number, self._count = self._count, self._count + 1
        script = self._control / f"script-{number}"
        output = self._control / f"output-{number}"
        script.write_text(text + "\n")
        if strict:
            before, after = "set -e -o pipefail", ":"
        else:
            # `$?` in a console is the exit status of the command before.
            before, after = "set +e +o pipefail; (exit ${status_before:-0})", "status_before=$?"
        line = f"{before}; . {script} >{output} 2>&1 </dev/null; {after}; echo '@{number}'\n"
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            self._wait(f"@{number}\n")
        except (TimeoutError, BrokenPipeError, EOFError) as error:
            said = output.read_text(errors="replace") if output.exists() else ""
            what = "did not end" if isinstance(error, TimeoutError) else "failed"
            raise SnippetError(f"{block.place}: a command {what}:\n{text}\n{said}") from None
        return output.read_text(errors="replace")

    def _wait(self, mark):
        """Waits until the shell prints `mark`, or has exited because a command failed."""
        end = time.monotonic() + BLOCK_SECONDS
        while time.monotonic() < end:
            try:
                line = self._said.get(timeout=0.2)
            except queue.Empty:
                if self._process.poll() is not None:
                    raise EOFError from None
                continue
            if line is None:
                raise EOFError
            if line == mark:
                return
        raise TimeoutError


def separate_network():
    """The command that runs another one in a new network namespace, if the system allows it."""
    for words in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if shutil.which(words[0]):
            tried = subprocess.run([*words, "true"], capture_output=True, timeout=30)
            if tried.returncode == 0:
                return words
    return None


def _is_taken(port):
    with socket.socket() as it:
        return it.connect_ex(("127.0.0.1", port)) == 0
