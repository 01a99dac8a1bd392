"""The packages of `cargo xtask dist`: each is installed from its file, does the main job, and is
removed.

test_containers.py and test_compose.py run the image, and test_chart.py renders the chart.
"""

import gzip
import hashlib
import json
import os
import platform
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

import debian_root
from cosell_server import ROOT
from packaged import EPOCH, SHIPPED, XTASK, dist, main_job, one, run

pytestmark = pytest.mark.skipif(not XTASK.is_file(), reason="needs `cargo build -p xtask`")


def below(folder):
    """The files of a folder but those that Python compiled."""
    paths = {path.relative_to(folder) for path in folder.rglob("*")}
    return {path for path in paths if "__pycache__" not in path.parts}


def test_two_builds_give_the_same_bytes(stripped, made, tmp_path):
    again = dist(stripped, tmp_path / "again")
    names = sorted(path.name for path in made.iterdir())
    assert names == sorted(path.name for path in again.iterdir())
    for name in names:
        first, second = [
            hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for folder in (made, again)
        ]
        assert first == second, name


def test_the_archive_has_the_program_man_pages_and_completions(packages, tmp_path):
    with tarfile.open(one(packages, "cosell-*-linux-*.tar.gz")) as archive:
        times = {member.mtime for member in archive}
        assert len(times) == 1 if SHIPPED else times == {int(EPOCH)}
        archive.extractall(tmp_path, filter="data")
    root = one(tmp_path, "cosell-*")
    main_job(root / "bin" / "cosell")
    page = gzip.decompress((root / "share/man/man1/cosell-serve.1.gz").read_bytes())
    assert b".TH" in page
    for script in ("bash-completion/completions/cosell", "zsh/site-functions/_cosell",
                   "fish/vendor_completions.d/cosell.fish"):
        assert "cosell" in (root / "share" / script).read_text()


def test_the_wheel_is_installed_by_pip_and_removed_again(packages, tmp_path):
    wheel = one(packages, "*.whl")
    assert "-py3-none-manylinux_2_" in wheel.name
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    folder = tmp_path / "venv" / "bin"
    pip = (folder / "python", "-m", "pip", "--disable-pip-version-check")
    before = below(tmp_path)
    run(*pip, "install", "--no-index", wheel)
    main_job(folder / "cosell")
    main_job(folder / "python", "-m", "cosell")
    path = run(folder / "python", "-c", "import cosell; print(cosell.binary())").strip()
    assert Path(path) == folder / "cosell"
    run(*pip, "uninstall", "--yes", "cosell")
    assert below(tmp_path) == before


# What npm keeps of a folder without packages.
NPM = ("package.json", "package-lock.json", "node_modules", "node_modules/.bin",
       "node_modules/.package-lock.json")


@pytest.mark.skipif(not shutil.which("npm"), reason="needs npm")
def test_the_npm_package_runs_by_npx_and_is_removed_again(packages, tmp_path):
    npm = ("npm", "--prefix", tmp_path, "--offline", "--no-audit", "--no-fund")
    run(*npm, "install", one(packages, "cosell-[0-9].[0-9].[0-9].tgz"))
    main_job("npx", "--offline", "cosell", cwd=tmp_path)
    shown = run("node", "-p", "require('cosell').binary", cwd=tmp_path).strip()
    main_job(shown)
    run(*npm, "uninstall", "cosell")
    assert below(tmp_path) <= {Path(name) for name in NPM}
    assert "cosell" not in (tmp_path / "package.json").read_text()


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs dpkg-deb")
def test_the_debian_package_has_a_hardened_unit(packages, tmp_path):
    package = one(packages, "cosell_*.deb")
    control = run("dpkg-deb", "--info", package)
    assert "Package: cosell" in control and "libc6 (>= 2." in control
    run("dpkg-deb", "--extract", package, tmp_path)
    main_job(tmp_path / "usr/bin/cosell")
    configuration = tmp_path / "etc/cosell/cosell.toml"
    text = configuration.read_text().replace("/var/lib/cosell", str(tmp_path))
    text = text.replace(":7226", ":0")
    configuration.write_text(text)
    served = subprocess.Popen(
        [tmp_path / "usr/bin/cosell", "serve", "--config", configuration],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert served.stdout.readline().startswith("listening on http://127.0.0.1:")
    served.terminate()
    assert served.wait(timeout=30) == 0
    unit = tmp_path / "usr/lib/systemd/system/cosell.service"
    if shutil.which("systemd-analyze"):
        # 0 is the least that a service may do, 100 the most.
        command = ("systemd-analyze", "security", "--offline=true", "--threshold=20")
        run(*command, f"--root={tmp_path}", unit.name)


in_debian = pytest.mark.skipif(
    not debian_root.is_possible(), reason="needs the superuser and debootstrap"
)
APT = ("apt-get", "--yes", "--no-install-recommends")


@in_debian
def test_an_empty_debian_is_as_before_when_the_package_was_purged(packages, tmp_path):
    root = debian_root.unpack(tmp_path / "root")
    before = debian_root.files(root)
    shutil.copy(one(packages, "cosell_*.deb"), root / "tmp/cosell.deb")
    debian_root.chroot(root, *APT, "install", "/tmp/cosell.deb")
    main_job("chroot", "--userspec=65534:65534", root, "cosell")
    for path in ("usr/share/man/man1/cosell.1.gz", "etc/cosell/cosell.toml"):
        assert (root / path).is_file(), path
    units = [f"/usr/lib/systemd/system/cosell.{kind}" for kind in ("service", "socket")]
    debian_root.chroot(root, "systemd-analyze", "verify", "--man=no", *units)
    # It starts with the machine, although no systemd runs here.
    assert (root / "etc/systemd/system/multi-user.target.wants/cosell.service").is_symlink()
    (root / "etc/cosell/cosell.env").write_text("COSELL_ADMIN_TOKEN=secret")
    debian_root.chroot(root, *APT, "purge", "cosell")
    assert debian_root.changes(before, debian_root.files(root)) == set()


SERVICE = r"""
apt() { apt-get --yes --no-install-recommends "$@" >&2; }
apt install /root/cosell.deb
: The installation starts the service, and returns when the server answers.
cosell fill --opportunities 3
cosell task list --quiet >/root/tasks
test -s /root/tasks

: It has no rights, and its data are its own.
pid=$(systemctl show --property=MainPID --value cosell)
test "$(stat --format=%u "/proc/$pid")" -ne 0
grep --line-regexp --extended-regexp 'CapEff:\s+0+' "/proc/$pid/status"
grep --line-regexp --extended-regexp 'NoNewPrivs:\s+1' "/proc/$pid/status"
grep --line-regexp --extended-regexp 'Seccomp:\s+2' "/proc/$pid/status"
test "$(stat --format=%a /var/lib/private/cosell)" = 700

: A restart keeps the data.
systemctl reload cosell
journalctl --unit cosell | grep 'the configuration was read again'
systemctl restart cosell
cosell task list --quiet | diff - /root/tasks
systemctl stop cosell
systemctl start cosell
cosell health

: An update starts nothing that an administrator has disabled.
systemctl disable --now cosell
apt reinstall /root/cosell.deb
if systemctl is-active cosell; then exit 1; fi
systemctl enable cosell

: The first connection to the socket starts the server, and its data are there.
systemctl enable --now cosell.socket
if systemctl is-active cosell; then exit 1; fi
cosell wait
systemctl is-active cosell
cosell task list --quiet | diff - /root/tasks

: A removal keeps the data.
apt remove cosell
apt install /root/cosell.deb
cosell task list --quiet | diff - /root/tasks

apt purge cosell
if systemctl cat cosell; then exit 1; fi
"""


@in_debian
@pytest.mark.skipif(not shutil.which("systemd-nspawn"), reason="needs systemd-nspawn")
def test_the_service_runs_under_systemd_until_its_package_is_purged(packages, tmp_path):
    root = debian_root.unpack(tmp_path / "root")
    shutil.copy(one(packages, "cosell_*.deb"), root / "root/cosell.deb")
    debian_root.boot(root, SERVICE)
    (root / "root/cosell.deb").unlink()
    assert [path for path in debian_root.files(root) if "cosell" in path] == []


def layout(packages, folder):
    """Unpacks the image. Returns its configuration and its root, after a check of all digests."""
    with tarfile.open(one(packages, "cosell-*-oci-*.tar")) as archive:
        archive.extractall(folder / "layout", filter="data")

    def blob(descriptor):
        kind, digest = descriptor["digest"].split(":")
        path = folder / "layout" / "blobs" / kind / digest
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
        assert path.stat().st_size == descriptor["size"]
        return path

    (manifest,) = json.loads((folder / "layout" / "index.json").read_text())["manifests"]
    manifest = json.loads(blob(manifest).read_text())
    config = json.loads(blob(manifest["config"]).read_text())
    (layer,) = manifest["layers"]
    content = gzip.decompress(blob(layer).read_bytes())
    diff = "sha256:" + hashlib.sha256(content).hexdigest()
    assert config["rootfs"]["diff_ids"] == [diff]
    root = folder / "root"
    with tarfile.open(blob(layer)) as archive:
        modes = {member.name: member.mode for member in archive}
        archive.extractall(root, filter="tar")
    assert not [name for name, mode in modes.items() if mode & 0o6000], "setuid"
    return config, root


def test_the_image_runs_without_rights_in_its_own_root(packages, tmp_path):
    config, root = layout(packages, tmp_path)
    assert config["config"]["User"] == "7226:7226"
    assert not (root / "bin").exists(), "no shell"
    sbom = json.loads((root / "usr/share/doc/cosell/sbom.cdx.json").read_text())
    assert {"hyper", "rusqlite", "ring"} <= {part["name"] for part in sbom["components"]}
    if os.geteuid() != 0:
        pytest.skip("chroot needs root")
    (root / "tmp").chmod(0o1777)
    main_job("chroot", "--userspec=7226:7226", root, *config["config"]["Entrypoint"])


# What a runtime makes of the image: a root that is not written to, and memory as volume.
READ_ONLY = """
mount --bind {root} {root}
mount --options remount,bind,ro {root}
mount --types tmpfs --options mode=700,uid=7226,gid=7226 tmpfs {root}/var/lib/cosell
if touch {root}/written; then exit 1; fi
if {check}; then exit 1; fi
{serve} &
{program} wait --process $!
{check}
{program} fill --opportunities 2
{program} demo
kill $!
wait $!
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts need the superuser")
def test_the_image_serves_from_a_read_only_root_and_its_health_check_sees_that(packages, tmp_path):
    config, root = layout(packages, tmp_path)
    config = config["config"]
    kind, *check = config["Healthcheck"]["Test"]
    assert kind == "CMD"
    with socket.create_server(("127.0.0.1", 0)) as unused:
        address = "127.0.0.1:{}".format(unused.getsockname()[1])
    variables = (*config["Env"], f"COSELL_LISTEN={address}", f"COSELL_URL=http://{address}")

    def inside(*command):
        environment = ("env", "--ignore-environment", *variables)
        return shlex.join([*environment, "/usr/sbin/chroot", "--userspec=7226:7226", str(root),
                           *command])

    program = config["Entrypoint"]
    script = READ_ONLY.format(
        root=shlex.quote(str(root)),
        serve=inside(*program, *config["Cmd"]),
        program=inside(*program),
        check=inside(*check),
    )
    run("unshare", "--mount", "sh", "-ex", "-c", script)


@pytest.mark.skipif(not SHIPPED, reason="only what is shipped is small")
def test_the_image_is_smaller_than_25_mb(packages):
    assert one(packages, "cosell-*-oci-*.tar").stat().st_size < 25_000_000


def test_the_compose_file_demands_its_secrets_and_takes_no_rights(packages):
    services = yaml.safe_load((packages / "compose.yaml").read_text())["services"]
    cosell = services["cosell"]
    assert cosell["read_only"] is True and cosell["cap_drop"] == ["ALL"]
    variables = cosell["environment"]
    assert variables["COSELL_AUTH"] == "strict"
    for name in ("COSELL_ADMIN_TOKEN", "COSELL_SECRETS_KEY"):
        assert variables[name].startswith(f"${{{name}:?"), name
    assert all(port.startswith("127.0.0.1:") for port in cosell["ports"])


def test_the_variables_of_compose_and_chart_are_options(packages, stripped, tmp_path):
    known = run(stripped, "serve", "--help")
    compose = (packages / "compose.yaml").read_text()
    with tarfile.open(one(packages, "cosell-helm-*.tgz")) as archive:
        archive.extractall(tmp_path, filter="data")
    chart = (tmp_path / "cosell/templates/workload.yaml").read_text()
    for text in (compose, chart):
        for word in set(re.findall(r"\bCOSELL_[A-Z_]+", text)) - {"COSELL_IMAGE"}:
            assert f"[env: {word}" in known, word


ARM = "aarch64-unknown-linux-gnu"


def refused(*options, **settings):
    command = [str(word) for word in (XTASK, "dist", *options)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, **settings)
    assert ended.returncode == 1, ended.stdout
    return ended.stderr


@pytest.mark.skipif(platform.machine() != "x86_64", reason="aarch64 is this machine")
def test_packages_for_another_machine_say_so(stripped, tmp_path):
    """The program is that of this machine with another number in its header: it is not run."""
    other = bytearray(stripped.read_bytes())
    other[18:20] = (183).to_bytes(2, "little")
    program = tmp_path / "cosell"
    program.write_bytes(other)
    folder = tmp_path / "packages"
    options = ("--target", ARM, "--output", folder, "--only", "tar,wheel,npm")
    run(XTASK, "dist", "--binary", program, *options, cwd=ROOT)
    one(folder, "cosell-*-py3-none-manylinux_2_*_aarch64.whl")
    with tarfile.open(one(folder, "cosell-*-linux-aarch64.tar.gz")) as archive:
        names = archive.getnames()
    # What the program would print is that of this machine's.
    assert any(name.endswith("/man/man1/cosell.1.gz") for name in names), names
    with tarfile.open(one(folder, "cosell-*.tgz")) as archive:
        package = json.load(archive.extractfile("package/package.json"))
    assert package["cpu"] == ["arm64"]
    said = refused("--binary", stripped, *options)
    assert "the program is not one for aarch64" in said


def test_a_machine_without_a_compiler_or_packages_is_refused(tmp_path):
    said = refused("--target", "riscv64gc-unknown-linux-gnu")
    assert "there are no packages for riscv64gc-unknown-linux-gnu" in said
    if platform.machine() == "x86_64":
        said = refused("--target", ARM, env={"PATH": str(tmp_path)})
        assert "apt-get install gcc-aarch64-linux-gnu" in said
