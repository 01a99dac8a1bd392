"""Every command in the README does what the README says, run as it stands there.

The commands that start a server or run the tests cannot run inside them; they are held to the list
of those that other tests run: the demo and the server by the tests of the binary, `cargo xtask
test` by being the command that runs this file.
"""

import os
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall((ROOT / "README.md").read_text())
ENDPOINT = "http://127.0.0.1:7226"

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


@pytest.mark.parametrize("script", [text for kind, text in BLOCKS if kind == "sh"])
def test_a_shell_block_runs(script, server):
    if script.strip() in RUN_ELSEWHERE:
        return
    assert "cargo" not in script, "a new command of cargo's needs a test that runs it"
    run(["bash", "-euo", "pipefail", "-c", script.replace(ENDPOINT, server.url)], server)


@pytest.mark.parametrize("script", [text for kind, text in BLOCKS if kind == "python"])
def test_the_python_example_submits_the_opportunity(script, server):
    output = run([sys.executable, "-c", script], server).stdout.splitlines()
    assert output[0].startswith("COMPLETE eng-"), output
    assert output[1] == "Submitted"
