"""The GitHub Action: its files say what they use, and its steps do what they say.

The steps run as a runner runs them: the expressions of their environment are replaced, and what
they write for later steps is read from the files that a runner has for that.
"""

import functools
import hashlib
import http.server
import os
import re
import shutil
import signal
import socket
import subprocess
import tarfile
import threading
from pathlib import Path

import boto3
import pytest
import yaml

from cosell_server import ROOT, binary
from packaged import XTASK, one, run

FOLDER = ROOT / "packaging" / "github-action"
ACTIONS = [FOLDER, FOLDER / "log"]
EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")
REPOSITORY = "https://github.example/owner/cosell"


def action(folder):
    return yaml.safe_load((folder / "action.yml").read_text())


@pytest.mark.parametrize("folder", ACTIONS, ids=lambda folder: folder.name)
def test_an_action_uses_the_inputs_that_it_declares_and_no_script_has_an_expression(folder):
    described = action(folder)
    assert described["runs"]["using"] == "composite"
    text = str(described["runs"])
    used = {name for name in EXPRESSION.findall(text) if name.startswith("inputs.")}
    assert used == {f"inputs.{name}" for name in described["inputs"]}
    for step in described["runs"]["steps"]:
        assert "uses" in step or step["shell"] == "bash"
        # An input within a script could be a command.
        assert "${{" not in step.get("run", "")


class Runner:
    """What a job of GitHub has, in a folder."""

    def __init__(self, folder):
        self.folder = folder
        names = ("GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT")
        self.files = {name: folder / name for name in names}
        for file in self.files.values():
            file.touch()
        self.temporary = folder / "temp"
        self.temporary.mkdir()

        # What steps kept for after the job, by name.
        self.artifacts = {}
        self.programs = None

    def set_by_steps(self, name="GITHUB_ENV"):
        lines = self.files[name].read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def run(self, folder, **inputs):
        """Runs the steps of an action up to the first that fails. Returns its status and output."""
        described = action(folder)
        defaults = {name: given["default"] for name, given in described["inputs"].items()}
        inputs = defaults | inputs
        values = {f"inputs.{name}": value for name, value in inputs.items()} | {
            "github.action_path": str(folder),
            "github.server_url": "https://github.example",
            "github.action_repository": "owner/cosell",
        }
        printed = ""
        for step in described["runs"]["steps"]:
            outputs = self.set_by_steps("GITHUB_OUTPUT").items()
            known = values | {f"steps.show.outputs.{name}": text for name, text in outputs}

            def filled(texts, known=known):
                return {
                    name: EXPRESSION.sub(lambda found: known[found[1]], text)
                    for name, text in texts.items()
                }

            if "uses" in step:
                # The only action that these use; it keeps the files of a path.
                assert step["uses"] == "actions/upload-artifact@v4"
                given = filled(step["with"])
                assert given.keys() == {"name", "path", "if-no-files-found"}
                assert given["path"], "the action refuses an empty path"
                kept = Path(given["path"])
                if not kept.is_file():
                    assert given["if-no-files-found"] == "warn"
                    printed += "Warning: no files were found\n"
                else:
                    self.artifacts[given["name"]] = kept.read_text()
                continue
            own = filled(step["env"])
            clean = {name: text for name, text in os.environ.items() if "COSELL" not in name}
            environment = clean | self.set_by_steps() | own
            environment |= {name: str(file) for name, file in self.files.items()}
            environment |= {"RUNNER_TEMP": str(self.temporary)}
            if self.programs:
                environment["PATH"] = f"{self.programs}{os.pathsep}{environment['PATH']}"
            ended = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=120,
            )
            printed += ended.stdout
            if ended.returncode != 0:
                return ended.returncode, printed
        return 0, printed

    def end(self):
        """Ends the server, as the end of a job does."""
        process = self.set_by_steps("GITHUB_OUTPUT").get("process")
        if process:
            os.kill(int(process), signal.SIGTERM)


@pytest.fixture
def runner(tmp_path):
    job = Runner(tmp_path)
    yield job
    job.end()


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return str(it.getsockname()[1])


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """The files of a release, and the address at which they are served."""
    if not XTASK.is_file():
        pytest.skip("needs `cargo build -p xtask`")
    folder = tmp_path_factory.mktemp("release")
    program = folder / "program"
    shutil.copy(binary(), program)
    if shutil.which("strip"):
        run("strip", program)
    run(XTASK, "dist", "--binary", program, "--output", folder, "--only", "tar", cwd=ROOT)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def version_of(archive):
    return re.match(r"cosell-(.+)-linux-", archive.name)[1]


def test_the_checksums_of_a_release_are_those_of_its_files(release):
    folder, _ = release
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    assert lines
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_a_release_is_installed_started_and_used_by_the_next_step(release, runner):
    folder, url = release
    version = version_of(one(folder, "*.tar.gz"))
    port = free_port()
    status, printed = runner.run(
        FOLDER,
        version=version,
        port=port,
        account="222222222222",
        options="--store memory\n--seed 7",
        **{"download-url": url},
    )
    assert status == 0, printed
    given = runner.set_by_steps()
    assert given["COSELL_URL"] == f"http://127.0.0.1:{port}"
    assert runner.set_by_steps("GITHUB_OUTPUT")["url"] == given["COSELL_URL"]
    on_path = runner.files["GITHUB_PATH"].read_text().strip()
    assert version in run(f"{on_path}/cosell", "--version")
    selling = boto3.client(
        "partnercentral-selling",
        endpoint_url=given["AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING"],
        region_name=given["AWS_REGION"],
        aws_access_key_id=given["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=given["AWS_SECRET_ACCESS_KEY"],
    )
    created = selling.create_opportunity(
        Catalog="Sandbox", ClientToken="one", Origin="Partner Referral"
    )
    arn = selling.get_opportunity(Catalog="Sandbox", Identifier=created["Id"])["Arn"]
    assert ":222222222222:" in arn or created["Id"] in arn

    status, printed = runner.run(FOLDER / "log", name="its-log")
    assert status == 0, printed
    assert "CreateOpportunity" in printed
    # The whole log is kept, not only the end that is shown.
    assert list(runner.artifacts) == ["its-log"]
    assert "listening on" in runner.artifacts["its-log"]
    assert "CreateOpportunity" in runner.artifacts["its-log"]


def test_a_file_with_another_checksum_is_not_installed(release, runner, tmp_path):
    folder, url = release
    archive = one(folder, "*.tar.gz")
    copies = tmp_path / "copies"
    copies.mkdir()
    shutil.copy(archive, copies)
    for sums in [f"{'0' * 64}  {archive.name}\n", f"{'0' * 64}  another.tar.gz\n"]:
        (copies / "SHA256SUMS").write_text(sums)
        status, printed = runner.run(
            FOLDER, version=version_of(archive), **{"download-url": copies.as_uri()}
        )
        assert status != 0 and "::error::The checksum" in printed, printed
        assert not runner.files["GITHUB_PATH"].read_text()


def test_a_server_that_does_not_start_shows_its_log(runner):
    given = {"binary": str(binary()), "port": free_port(), "options": "--nonsense"}
    status, printed = runner.run(FOLDER, **given)
    assert status != 0
    assert "--nonsense" in printed and "::error::cosell did not start" in printed
    status, printed = runner.run(FOLDER / "log")
    assert status == 0 and "--nonsense" in printed
    assert "--nonsense" in runner.artifacts["cosell-log"]


def test_without_a_server_there_is_no_log(runner):
    status, printed = runner.run(FOLDER / "log")
    assert status == 0 and "There is no log" in printed
    assert not runner.artifacts


def test_a_program_that_is_named_is_started(release, runner, tmp_path):
    folder, _ = release
    with tarfile.open(one(folder, "*.tar.gz")) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (program,) = (tmp_path / "unpacked").glob("*/bin/cosell")
    status, printed = runner.run(FOLDER, binary=str(program), port=free_port())
    assert status == 0, printed
    health = run(binary(), "health", "--url", runner.set_by_steps()["COSELL_URL"])
    assert "status: ok" in health


CARGO = """#!/bin/bash
set -euo pipefail
printf '%s\\n' "$*" >>"$(dirname "$0")/calls"
while [[ $# -gt 0 && "$1" != --target-dir ]]; do shift; done
mkdir -p "$2/dist"
cp "$PROGRAM_OF_TEST" "$2/dist/cosell"
"""


def test_without_a_version_the_program_is_built_from_the_source(runner, tmp_path, monkeypatch):
    """A cargo of the test gives what is built already: the build itself takes minutes."""
    runner.programs = tmp_path / "programs"
    runner.programs.mkdir()
    cargo = runner.programs / "cargo"
    cargo.write_text(CARGO)
    cargo.chmod(0o755)
    monkeypatch.setenv("PROGRAM_OF_TEST", str(binary()))
    status, printed = runner.run(FOLDER, port=free_port())
    assert status == 0, printed
    words = (runner.programs / "calls").read_text().split()
    assert words[:3] == ["build", "--profile", "dist"]
    manifest = Path(words[words.index("--manifest-path") + 1])
    assert manifest.resolve() == ROOT / "Cargo.toml"
    assert words[words.index("--package") + 1] == "cosell"
    assert runner.set_by_steps("GITHUB_OUTPUT")["url"]


def job_of_the_page():
    """The steps of the workflow in docs/packages.md."""
    text = (ROOT / "docs" / "packages.md").read_text()
    block = re.search(r"```yaml\n(jobs:.*?)```", text, re.DOTALL)
    return yaml.safe_load(block[1])["jobs"]["test"]["steps"]


def test_the_workflow_of_the_page_keeps_the_log_of_a_job_that_fails(release, runner):
    folder, url = release
    version = version_of(one(folder, "*.tar.gz"))
    prefix = "OWNER/cosell/"
    failed, ran = False, []
    for step in job_of_the_page():
        uses = step.get("uses", "")
        if failed and step.get("if") != "failure()":
            continue
        if uses.startswith(prefix):
            place, _, tag = uses.removeprefix(prefix).partition("@")
            assert tag == "vVERSION"
            given = dict(step.get("with", {}))
            if "version" in given:
                # The options of the page name a file of the reader's repository.
                given |= {"version": version, "options": "--store memory", "download-url": url}
                given["port"] = free_port()
            status, printed = runner.run(ROOT / place, **given)
            assert status == 0, printed
            ran.append(place)
        elif "run" in step:
            # The tests of the reader, which fail.
            failed = True
    assert ran == ["packaging/github-action", "packaging/github-action/log"]
    assert "listening on" in runner.artifacts["cosell-log"]
