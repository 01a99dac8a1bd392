"""The helpers for the tests of an integration (`helpers/`), each with its own test framework.

The helper for Rust is a package of the workspace; `cargo test` runs its tests.
"""

import os
import shutil
import subprocess
import sys

import pytest

from cosell_server import ROOT, binary

PYTHON = ROOT / "helpers" / "python"
JAVASCRIPT = ROOT / "helpers" / "javascript"


def run(*command, cwd, **variables):
    """Runs a test framework. Returns what it printed."""
    environment = os.environ | {"COSELL_BIN": str(binary())} | variables
    ended = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


def test_the_fixtures_and_the_decorator_of_pytest_work():
    run(
        *(sys.executable, "-m", "pytest", "-q", "-p", "pytest_cosell.plugin"),
        *("-p", "no:cacheprovider", PYTHON / "tests"),
        cwd=PYTHON,
        PYTHONPATH=str(PYTHON / "src"),
    )


def test_the_metadata_of_the_python_helper_declares_its_plugin():
    text = (PYTHON / "pyproject.toml").read_text()
    assert 'cosell = "pytest_cosell.plugin"' in text
    assert (PYTHON / "src/pytest_cosell/py.typed").is_file()


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
def test_the_helper_for_javascript_works():
    run("node", "--test", "test/", cwd=JAVASCRIPT)
