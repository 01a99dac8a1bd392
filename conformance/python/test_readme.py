"""What the documents say can be done, and what they point at is there.

Every command in the README does what the README says, run as it stands there and in that order.

The commands that start a server or run the tests cannot run inside them; they are held to the list
of those that other tests run: the demo and the server by the tests of the binary, `cargo xtask
test` by being the command that runs this file.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

from cosell_server import binary

ROOT = pathlib.Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall((ROOT / "README.md").read_text())
ENDPOINT = "http://127.0.0.1:7226"

DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")),
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
LINK = re.compile(r"\]\(([^()\s]+)\)")
ELSEWHERE = re.compile(r"[a-z]+:|#")

RUN_ELSEWHERE = [
    "cargo run --release -- demo",
    "cargo xtask test",
    "cargo run --release -- serve",
]


def environment(server):
    own = pathlib.Path(sys.executable).parent
    return {
        "PATH": f"{own}{os.pathsep}{os.environ['PATH']}",
        "HOME": os.environ.get("HOME", "/"),
        "NO_PROXY": "127.0.0.1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_PAGER": "",
        "AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING": server.url,
        "AWS_ACCESS_KEY_ID": "111111111111",
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def run(arguments, server, **options):
    return subprocess.run(
        arguments,
        env=environment(server),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        **options,
    )


def test_the_readme_has_its_examples():
    kinds = [kind for kind, _ in BLOCKS]
    assert kinds.count("python") == 1 and kinds.count("sh") >= 4


@pytest.mark.parametrize(("kind", "script"), BLOCKS)
def test_a_block_does_what_is_said_of_it(kind, script, server):
    if kind == "python":
        submits_the_opportunity(script, server)
    elif script.strip() not in RUN_ELSEWHERE:
        assert "cargo" not in script, "a new command of cargo's needs a test that runs it"
        script = script.replace(ENDPOINT, server.url)
        output = run(["bash", "-euo", "pipefail", "-c", script], server).stdout
        if "/_cosell/tasks/" in script:
            shows_what_each_step_did(json.loads(output))


def submits_the_opportunity(script, server):
    output = run([sys.executable, "-c", script], server).stdout.splitlines()
    assert output[0].startswith("COMPLETE eng-"), output
    assert output[1] == "Submitted"
    assert "AWS" in output[2], output


def shows_what_each_step_did(task):
    assert task["status"] == "COMPLETE"
    steps = [(step["name"], step["outcome"]) for step in task["steps"]]
    assert steps[0] == ("GetOpportunity", "DONE") and steps[-1] == ("SubmitOpportunity", "DONE")


def test_the_readme_shows_the_journal_of_a_task():
    assert any("/_cosell/tasks/" in script for _, script in BLOCKS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_link_leads_somewhere(document):
    for link in LINK.findall(document.read_text()):
        if not ELSEWHERE.match(link):
            target = document.parent / link.partition("#")[0]
            assert target.exists(), f"{document.name} points at {link}"


def test_every_option_is_described():
    usage = subprocess.run(
        [str(binary()), "serve", "--help"], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    options = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", usage, re.MULTILINE))
    page = (ROOT / "docs" / "configuration.md").read_text()
    rows = set(re.findall(r"^\| `(--[a-z-]+)", page, re.MULTILINE))
    assert rows == options - {"--help", "--version"}
