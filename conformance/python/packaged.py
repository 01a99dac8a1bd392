"""Makes the packages of the server under test, once for all tests of packages.

The packages are made without its symbols, so that a test takes no build of what is shipped.
`cargo xtask dist --check` names those that it has made, and they are tested instead.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cosell_server import ROOT, binary

XTASK = ROOT / "target" / "debug" / "xtask"
# Any time since 1980.
EPOCH = "1780000000"
# The folder with the packages of what is shipped, and the program in them.
SHIPPED = os.environ.get("COSELL_TEST_PACKAGES")
PROGRAM = os.environ.get("COSELL_TEST_SHIPPED")

def run(*command, **settings):
    """Runs a command to its end. Returns what it printed."""
    settings = {"capture_output": True, "text": True, "stdin": subprocess.DEVNULL} | settings
    ended = subprocess.run([str(word) for word in command], **settings)
    assert ended.returncode == 0, f"{command}: {ended.stdout}{ended.stderr}"
    return ended.stdout


def dist(stripped, folder):
    environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
    only = "tar,wheel,npm,image,compose,helm"
    if shutil.which("dpkg-deb"):
        only += ",debian"
    command = (XTASK, "dist", "--binary", stripped, "--output", folder, "--only", only)
    run(*command, cwd=ROOT, env=environment)
    return folder


@pytest.fixture(scope="session")
def stripped(tmp_path_factory):
    """The server without its symbols, which are most of it."""
    path = tmp_path_factory.mktemp("binary") / "cosell"
    shutil.copy(PROGRAM or binary(), path)
    if shutil.which("strip"):
        run("strip", path)
    return path


@pytest.fixture(scope="session")
def made(stripped, tmp_path_factory):
    """The packages of the server under test."""
    if not XTASK.is_file():
        pytest.skip("needs `cargo build -p xtask`")
    return dist(stripped, tmp_path_factory.mktemp("packages"))


@pytest.fixture(scope="session")
def packages(request):
    """The folder with the packages that are tested."""
    return Path(SHIPPED) if SHIPPED else request.getfixturevalue("made")


def one(folder, pattern):
    found = list(folder.glob(pattern))
    assert len(found) == 1, (pattern, os.listdir(folder))
    return found[0]


def main_job(*command, **settings):
    """An opportunity becomes an engagement, and every id of the task can be fetched."""
    story = json.loads(run(*command, "demo", "--json", **settings))
    assert story["task"]["TaskStatus"] == "COMPLETE", story
