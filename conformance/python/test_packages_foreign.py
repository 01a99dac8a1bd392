"""The packages for another machine, whose program an emulator of qemu runs.

`cargo xtask dist --target TARGET --check` makes them and names their folder.
"""

import json
import shutil
import sys
import tarfile

import pytest

import debian_root
from cosell_server import ROOT
from packaged import PROGRAM, SHIPPED, XTASK, main_job, one, run
from test_packages import APT, ARM, layout

MACHINE = "aarch64"
EMULATOR = f"qemu-{MACHINE}-static"
#: The emulator with the libraries of the compiler, which are those of Debian for that machine.
EMULATED = (EMULATOR, "-L", f"/usr/{MACHINE}-linux-gnu")

# With packages nothing is left out: what is missing fails.
pytestmark = pytest.mark.skipif(
    not SHIPPED, reason="needs the packages of `cargo xtask dist --target`"
)


def test_two_sets_of_packages_have_the_same_bytes(packages, tmp_path):
    run(XTASK, "dist", "--target", ARM, "--binary", PROGRAM, "--output", tmp_path, cwd=ROOT)
    sums = [(folder / "SHA256SUMS").read_text() for folder in (packages, tmp_path)]
    assert sums[0] == sums[1]


def test_the_image_has_every_library_that_its_program_needs(packages, tmp_path):
    config, root = layout(packages, tmp_path)
    assert config["architecture"] == "arm64"
    assert one(packages, "cosell-*-oci-*.tar").stat().st_size < 25_000_000
    main_job(EMULATOR, "-L", root, root / "usr/bin/cosell")


def test_the_archive_runs_with_the_libraries_of_a_system(packages, tmp_path):
    with tarfile.open(one(packages, "cosell-*-linux-*.tar.gz")) as archive:
        archive.extractall(tmp_path, filter="data")
    main_job(*EMULATED, one(tmp_path, "cosell-*") / "bin/cosell")


def test_pip_unpacks_the_wheel_for_that_machine(packages, tmp_path):
    wheel = one(packages, "*.whl")
    tag = wheel.stem.split("-")[-1]
    assert tag.endswith(f"_{MACHINE}")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-index")
    run(*pip, "--platform", tag, "--only-binary", ":all:", "--target", tmp_path, wheel)
    main_job(*EMULATED, tmp_path / "bin/cosell")


def test_npm_installs_the_package_when_it_may_not_refuse_the_machine(packages, tmp_path):
    package = one(packages, "cosell-[0-9].[0-9].[0-9].tgz")
    npm = ("npm", "--offline", "--no-audit", "--no-fund")
    run(*npm, "install", "--force", package, cwd=tmp_path)
    path = run("node", "-p", "require('cosell').binary", cwd=tmp_path).strip()
    main_job(*EMULATED, path)
    run(*npm, "uninstall", "--force", "cosell", cwd=tmp_path)
    assert not (tmp_path / "node_modules/cosell").exists()


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
