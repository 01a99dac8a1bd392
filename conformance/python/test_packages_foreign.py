"""The packages for another machine, whose program an emulator of qemu runs.

`cargo xtask dist --target TARGET --check` makes them and names their folder.
"""

import json
import os
import platform
import shutil
import tarfile
from pathlib import Path

import pytest

import debian_root
from packaged import main_job, one
from test_packages import APT, layout

FOLDER = os.environ.get("COSELL_TEST_PACKAGES")
MACHINE = "aarch64"
EMULATOR = f"qemu-{MACHINE}-static"

pytestmark = pytest.mark.skipif(
    not FOLDER or not list(Path(FOLDER).glob(f"*_{MACHINE}.whl")) or platform.machine() == MACHINE,
    reason="needs the packages of `cargo xtask dist --target aarch64-unknown-linux-gnu`",
)


@pytest.fixture
def packages():
    return Path(FOLDER)


def test_the_image_has_every_library_that_its_program_needs(packages, tmp_path):
    config, root = layout(packages, tmp_path)
    assert config["architecture"] == "arm64"
    main_job(EMULATOR, "-L", root, root / "usr/bin/cosell")


def test_the_archive_runs_with_the_libraries_of_a_system(packages, tmp_path):
    """Those of the compiler, which are those of Debian for that machine."""
    with tarfile.open(one(packages, "cosell-*-linux-*.tar.gz")) as archive:
        archive.extractall(tmp_path, filter="data")
    program = one(tmp_path, "cosell-*") / "bin/cosell"
    main_job(EMULATOR, "-L", f"/usr/{MACHINE}-linux-gnu", program)


def test_an_empty_debian_of_that_machine_installs_and_purges_the_package(packages, tmp_path):
    assert debian_root.is_possible(), "needs the superuser and debootstrap"
    root = debian_root.unpack(tmp_path / "root", MACHINE)
    before = debian_root.files(root)
    shutil.copy(one(packages, "cosell_*.deb"), root / "tmp/cosell.deb")

    def inside(*command, **settings):
        return debian_root.chroot(root, *command, machine=MACHINE, **settings)

    inside(*APT, "install", "/tmp/cosell.deb")
    story = json.loads(inside("cosell", "demo", "--json", user=65534))
    assert story["task"]["TaskStatus"] == "COMPLETE", story
    inside(*APT, "purge", "cosell")
    assert debian_root.changes(before, debian_root.files(root)) == set()
