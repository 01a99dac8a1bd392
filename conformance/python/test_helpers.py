"""The helpers for the tests of an integration (`helpers/`), each with its own test framework.

The helper for Rust is a package of the workspace; `cargo test` runs its tests.
"""

import os
import random
import shutil
import subprocess
import sys
import time

import pytest

from cosell_server import ROOT, binary
from jvm import CLASSPATH, JUNIT

PYTHON = ROOT / "helpers" / "python"
PARALLEL = ROOT / "conformance" / "python" / "parallel"
JAVASCRIPT = ROOT / "helpers" / "javascript"
GO = ROOT / "helpers" / "go"
JAVA = ROOT / "helpers" / "java"
FRAMEWORKS = ROOT / "conformance" / "javascript"


def run(*command, cwd, fails=False, **variables):
    """Runs a test framework, whose tests must pass, or fail. Returns what it printed."""
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
    assert (ended.returncode != 0) == fails, ended.stdout
    return ended.stdout


def test_the_fixtures_and_the_decorator_of_pytest_work():
    run(
        *(sys.executable, "-m", "pytest", "-q", "-p", "pytest_cosell.plugin"),
        *("-p", "no:cacheprovider", PYTHON / "tests"),
        cwd=PYTHON,
        PYTHONPATH=str(PYTHON / "src"),
    )


def test_a_hundred_tests_at_once_are_alone_in_any_order():
    """`COSELL_TEST_RUNS=10` starts pytest ten times, and with `COSELL_TEST_TURNS=10` one run has
    each test ten times. The times are printed, not asserted.
    """
    tests = 100 * int(os.environ.get("COSELL_TEST_TURNS", "1"))
    times = []
    for _ in range(int(os.environ.get("COSELL_TEST_RUNS", "2"))):
        order = str(random.randrange(10**6))
        print(f"COSELL_TEST_ORDER={order}")
        began = time.monotonic()
        printed = run(
            *(sys.executable, "-m", "pytest", "-q", "-p", "pytest_cosell.plugin"),
            *("-n", "2"),
            cwd=PARALLEL,
            PYTHONPATH=f"{PYTHON / 'src'}{os.pathsep}{PARALLEL.parent}",
            COSELL_TEST_ORDER=order,
        )
        times.append(time.monotonic() - began)
        assert f"{tests} passed" in printed
    shown = ", ".join(f"{seconds:.1f}" for seconds in times)
    print(f"{len(times)} runs of {tests} tests in {sum(times):.1f} s: {shown}")


def test_the_metadata_of_the_python_helper_declares_its_plugin():
    text = (PYTHON / "pyproject.toml").read_text()
    assert 'cosell = "pytest_cosell.plugin"' in text
    assert (PYTHON / "src/pytest_cosell/py.typed").is_file()


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
def test_the_helper_for_javascript_works():
    run("node", "--test", "test/", cwd=JAVASCRIPT)


@pytest.fixture(scope="module")
def frameworks():
    """The folder with vitest and jest, installed as its lock file pins them."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("needs Node.js and npm")
    wanted = (FRAMEWORKS / "package-lock.json").read_text()
    # Written last, so that an interrupted installation does not count.
    installed = FRAMEWORKS / "node_modules" / "installed.json"
    if not installed.is_file() or installed.read_text() != wanted:
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=FRAMEWORKS)
        installed.write_text(wanted)
    return FRAMEWORKS


@pytest.mark.parametrize("framework", [["vitest", "run"], ["jest", "--ci"]], ids=["vitest", "jest"])
def test_the_helper_for_javascript_works_in(framework, frameworks):
    command = [frameworks / "node_modules" / ".bin" / framework[0], *framework[1:]]
    # jest loads modules of today's JavaScript with this option.
    option = {"NODE_OPTIONS": "--experimental-vm-modules"} if framework[0] == "jest" else {}
    printed = run(*command, cwd=frameworks, **option)
    assert "5 passed" in printed
    printed = run(*command, cwd=frameworks, fails=True, COSELL_TEST_FAILS="1", **option)
    assert "cosell: log of this test" in printed
    assert "CreateOpportunity" in printed


needs_go = pytest.mark.skipif(not shutil.which("go"), reason="needs Go")
needs_java = pytest.mark.skipif(
    not (shutil.which("javac") and os.path.isfile(JUNIT)),
    reason="needs Debian's default-jdk-headless and junit5",
)


@needs_go
def test_the_helper_for_go_works():
    printed = run("gofmt", "-l", ".", cwd=GO)
    assert printed == "", f"gofmt would change {printed}"
    run("go", "vet", "./...", cwd=GO)
    run("go", "test", "-count=1", "./...", cwd=GO)


@pytest.fixture(scope="module")
def classes(tmp_path_factory):
    """The helper for Java and its tests, compiled; what needs no JUnit is compiled without it."""
    folder = tmp_path_factory.mktemp("classes")
    compiler = ["javac", "-Xlint:all", "-Werror", "-d", folder]
    plain = [path for part in ("main", "test") for path in (JAVA / "src" / part).rglob("*.java")]
    run(*compiler, *plain, cwd=JAVA)
    junit = [*(JAVA / "src/junit").rglob("*.java"), *(JAVA / "src/junit-test").rglob("*.java")]
    run(*compiler, "-cp", os.pathsep.join([str(folder), *CLASSPATH]), *junit, cwd=JAVA)
    return folder


@needs_java
def test_the_helper_for_java_works(classes):
    printed = run("java", "-cp", classes, "cosell.HelperTest", cwd=JAVA)
    assert " passed, 0 failed" in printed


@needs_java
def test_the_helper_for_java_works_in_junit(classes):
    command = [
        *("java", "-cp", os.pathsep.join([str(classes), *CLASSPATH])),
        *("org.junit.platform.console.ConsoleLauncher", "--scan-classpath", classes),
        *("--disable-banner", "--disable-ansi-colors"),
    ]
    printed = run(*command, cwd=JAVA)
    assert "4 tests successful" in printed
    printed = run(*command, cwd=JAVA, fails=True, FAIL_ON_PURPOSE="1")
    assert "1 tests failed" in printed
    assert "cosell: log of this test" in printed
    assert "ListSolutions" in printed
    assert "cosell: open tasks\nnone" in printed
