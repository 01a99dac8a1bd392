"""The packages that the documentation installs, downloaded once before any page runs.

A page runs without a network, so its `pip install` and `npm install` take their packages from
folders in `target/docs-packages`. The versions are fixed: for pip those of requirements.txt, for
npm the newest ones published before `NPM_BEFORE`.
"""

import hashlib
import os
import shutil
import subprocess
import sys

import pytest

from doc_pages import ROOT

HERE = ROOT / "conformance" / "python"
# Raise it to take newer versions of the AWS SDK for JavaScript.
NPM_BEFORE = "2026-11-01"
NPM_PACKAGES = ["@aws-sdk/client-partnercentral-selling", "standardwebhooks"]
FETCH_SECONDS = 600


def pip():
    """Variables that make pip take packages from the folder."""
    requirements = HERE / "requirements.txt"
    folder = _folder("pip", requirements.read_bytes())
    _once(
        folder,
        [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary=:all:"]
        + ["--requirement", str(requirements), "--dest", str(folder)],
    )
    return {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def npm():
    """Variables that make npm take packages from the folder. Skips the test without npm."""
    if not (shutil.which("npm") and shutil.which("node")):
        pytest.skip("Node.js is not installed")
    folder = _folder("npm", f"{NPM_BEFORE} {NPM_PACKAGES}".encode())
    settings = {
        "npm_config_cache": str(folder),
        "npm_config_before": NPM_BEFORE,
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_update_notifier": "false",
        # Node.js prints warnings about its own version, which depends on the machine.
        "NODE_NO_WARNINGS": "1",
    }
    project = folder / "project"
    _once(folder, ["npm", "install", "--prefix", str(project), *NPM_PACKAGES], settings)
    return settings | {"npm_config_offline": "true"}


def _folder(name, content):
    """The folder for the packages that `content` names; other content has another folder."""
    digest = hashlib.sha256(content).hexdigest()[:16]
    return ROOT / "target" / "docs-packages" / f"{name}-{digest}"


def _once(folder, command, variables=None):
    """Runs the command that fills the folder, unless the folder is complete."""
    done = folder / "complete"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fetched = subprocess.run(
            command,
            env=os.environ | (variables or {}),
            capture_output=True,
            text=True,
            timeout=FETCH_SECONDS,
        )
        assert fetched.returncode == 0, fetched.stdout + fetched.stderr
        done.touch()
