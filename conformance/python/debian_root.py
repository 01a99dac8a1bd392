"""An empty Debian in a folder, for tests of the Debian package.

debootstrap makes it once, with systemd, and keeps it as an archive below `target/`; a test unpacks
it. Commands run in it by `chroot`; `boot` starts its systemd in a container of systemd-nspawn.

The programs of a root for another machine are run by qemu, which the kernel is told to do in a
namespace of the command alone: nothing is registered on this machine.
"""

import hashlib
import os
import platform
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

from cosell_server import ROOT

CACHE = ROOT / "target" / "debian-root"
#: Debian 12, the oldest that the packages are for.
SUITE = "bookworm"
PACKAGES = "systemd,systemd-sysv,dbus"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
#: Where apt, dpkg and systemd keep what they did and found. Not part of any package.
RECORDS = (
    "var/lib/dpkg",
    "var/lib/apt",
    "var/cache",
    "var/log",
    "run",
    "tmp",
    "proc",
    "sys",
    "dev",
)
BOOT_SECONDS = 300
#: Its end is that of the container, with its status.
UNIT = """\
[Unit]
After=basic.target dbus.service
SuccessAction=exit
FailureAction=exit

[Service]
Type=oneshot
ExecStart=/bin/sh -ex /root/script
StandardOutput=file:/root/printed
StandardError=file:/root/said
"""


def is_possible():
    """Whether this machine can make the root: the superuser, on a Linux with debootstrap."""
    return os.geteuid() == 0 and shutil.which("debootstrap") is not None


def unpack(folder, machine=platform.machine()):
    """Unpacks an empty Debian for a machine into a new folder."""
    architecture = ARCHITECTURES[machine]
    archive = CACHE / f"{SUITE}-{architecture}.tar"
    if not archive.is_file():
        _make(archive, machine)
    folder.mkdir()
    _run("tar", "--extract", "--numeric-owner", "--file", archive, "--directory", folder)
    return folder


def chroot(root, *command, machine=platform.machine(), user=None):
    """Runs a command in a root for a machine. Returns what it printed on standard output."""
    options = [f"--userspec={user}:{user}"] if user else []
    command = ["chroot", *options, str(root), *command]
    if machine == platform.machine():
        return _run(*command)
    return _emulated(machine, command)


def _make(archive, machine):
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as scratch:
        root = Path(scratch) / "root"
        if machine == platform.machine():
            _run("debootstrap", "--variant=minbase", f"--include={PACKAGES}", SUITE, root)
        else:
            architecture = f"--arch={ARCHITECTURES[machine]}"
            _run("debootstrap", "--foreign", architecture, "--variant=minbase", SUITE, root)
            chroot(root, "/debootstrap/debootstrap", "--second-stage", machine=machine)
        # The archives of the packages are half of the size.
        chroot(root, "apt-get", "clean", machine=machine)
        made = Path(scratch) / "root.tar"
        _run("tar", "--create", "--numeric-owner", "--file", made, "--directory", root, ".")
        # Last, so that an interrupted run does not count as complete.
        made.rename(archive)


#: How the kernel knows the programs of a machine, by the first bytes of a file and their mask.
MAGIC = {
    "aarch64": r"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00"
    r":\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff",
}
EMULATED = """
read -r mapped
mount --types binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
# F: the emulator is opened now, so that it need not be in the root.
printf %s ":emulated:M::$1:$2:F" >/proc/sys/fs/binfmt_misc/register
shift 2
exec "$@" </dev/null
"""


def _emulated(machine, command):
    """Runs a command in which the programs of a machine are run by qemu."""
    emulator = shutil.which(f"qemu-{machine}-static")
    namespaces = ("unshare", "--user", "--mount", "sh", "-e", "-c", EMULATED, "sh")
    # Devices cannot be made in a user namespace; debootstrap binds those of this machine instead,
    # as it does in a container.
    variables = os.environ | {"container": "lxc"}
    arguments = [*namespaces, MAGIC[machine], emulator, *command]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(arguments, env=variables, text=True, **pipes)
    own = os.stat("/proc/self/ns/user").st_ino
    while os.stat(f"/proc/{process.pid}/ns/user").st_ino == own:
        assert process.poll() is None, process.communicate()
    for name in ("uid_map", "gid_map"):
        Path(f"/proc/{process.pid}/{name}").write_text("0 0 65536")
    printed, said = process.communicate("mapped\n")
    assert process.returncode == 0, f"{command}: {printed}{said}"
    return printed


def _run(*command):
    ended = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert ended.returncode == 0, f"{command}: {ended.stdout}{ended.stderr}"
    return ended.stdout


def files(root):
    """All files of a root but records: kind and rights, owner, and the content, by path."""
    found = {}
    for folder, folders, names in os.walk(root):
        inside = os.path.relpath(folder, root)
        folders[:] = [name for name in folders if _path(inside, name) not in RECORDS]
        for name in folders + names:
            path = Path(folder) / name
            status = path.lstat()
            content = None
            if path.is_symlink():
                content = os.readlink(path)
            elif stat.S_ISREG(status.st_mode):
                content = hashlib.sha256(path.read_bytes()).hexdigest()
            found[_path(inside, name)] = (status.st_mode, status.st_uid, status.st_gid, content)
    return found


def changes(before, after):
    """The paths at which two results of `files` differ."""
    return {path for path in before.keys() | after if before.get(path) != after.get(path)}


def _path(inside, name):
    return os.path.normpath(os.path.join(inside, name))


def boot(root, script):
    """Starts the root's systemd in a container without a network, runs a script of sh in it as the
    superuser, and stops it. Returns what the script printed; it must succeed."""
    (root / "root/script").write_text(script)
    (root / "etc/systemd/system/script.service").write_text(UNIT)
    container = subprocess.run(
        [
            *("systemd-nspawn", "--quiet", f"--directory={root}", "--private-network"),
            # Outside there may be no systemd, which is asked for a scope otherwise.
            *("--register=no", "--keep-unit", "--console=pipe", "--boot"),
            "systemd.wants=script.service",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=BOOT_SECONDS,
    )
    said, printed = root / "root/said", root / "root/printed"
    assert container.returncode == 0, said.read_text() if said.is_file() else container.stdout
    return printed.read_text()
