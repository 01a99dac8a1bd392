"""A runtime of containers, for tests of the image: Podman or Docker.

The runtime runs in namespaces of its own: its mounts, its network with all bridges and rules, and
its processes end with the test. Its images and volumes are below the folder of the test. Only empty
control groups remain.
"""

import json
import os
import resource
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

#: What a runtime needs of the machine, beside itself.
NEEDED = ("unshare", "nsenter", "ip", "iptables", "prlimit")
#: A group of version 2 beside those of version 1, as systemd mounts it, confuses crun.
SETUP = """
mount --types tmpfs tmpfs /run
ip link set lo up
if mountpoint --quiet /sys/fs/cgroup/unified; then umount /sys/fs/cgroup/unified; fi
{daemon}
echo ready
sleep infinity
"""
#: Without a manager of control groups, which a machine may lack.
PODMAN = """
[containers]
default_ulimits = [{limits}]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "{folder}/networks"
"""
DAEMON_SECONDS = 60


def is_possible(name):
    """Whether this machine has the runtime, and may make namespaces."""
    programs = [*NEEDED, "dockerd" if name == "docker" else name, name]
    return os.geteuid() == 0 and all(shutil.which(program) for program in programs)


class Containers:
    """A runtime that is used by its command line; a context that ends all of its containers."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = Path(folder)
        self.folder.mkdir()
        self.variables = {}
        # Those of Podman would raise what a machine may forbid it to raise.
        limits = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}
        self.limits = {
            name: min(resource.getrlimit(limit)[1] % 2**64, 4096)
            for name, limit in limits.items()
        }

    def __enter__(self):
        start = {"docker": self._docker, "podman": self._podman}[self.name]
        setup = SETUP.format(daemon=start())
        command = ["unshare", "--mount", "--net", "--pid", "--ipc", "--fork", "--kill-child",
                   "--mount-proc", "sh", "-ec", setup]
        self.said = open(self.folder / "said", "w+")
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": self.said}
        self.process = subprocess.Popen(command, text=True, **pipes)
        if self.process.stdout.readline() != "ready\n":
            reason = (self.folder / "said").read_text()
            self._end()
            self._skip_if_forbidden(reason)
            raise AssertionError(reason)
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        self.inside = Path(children).read_text().strip()
        return self

    def __exit__(self, *_):
        self._end()

    def _end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.said.close()

    def _podman(self):
        limits = ", ".join(f'"{name}={number}:{number}"' for name, number in self.limits.items())
        path = self.folder / "containers.conf"
        path.write_text(PODMAN.format(limits=limits, folder=self.folder))
        self.variables["CONTAINERS_CONF"] = str(path)
        self.command = ["podman", "--root", str(self.folder / "images"),
                        "--runroot", "/run/containers"]
        return ""

    def _docker(self):
        self.command = ["docker", "--host", "unix:///run/docker.sock"]
        daemon = ["dockerd", "--data-root", str(self.folder / "images"), "--host",
                  "unix:///run/docker.sock", "--pidfile", "/run/docker.pid"]
        ask = shlex.join([*self.command, "version"])
        return (
            f"{shlex.join(daemon)} >&2 &\n"
            f"timeout {DAEMON_SECONDS} sh -c 'until {ask}; do sleep 0.2; done' >&2\n"
        )

    @staticmethod
    def _skip_if_forbidden(said):
        if "not permitted" in said or "ermission denied" in said:
            pytest.skip(f"this machine forbids containers: {said.strip().splitlines()[-1]}")

    def attempt(self, *command, **variables):
        """Runs a command of this machine where the containers are. Returns how it ended."""
        inside = ["nsenter", "--target", self.inside, "--all", "prlimit"]
        inside += [f"--{name}={number}:{number}" for name, number in self.limits.items()]
        command = [*inside, *[str(word) for word in command]]
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=os.environ | self.variables | variables,
        )

    def on_machine(self, *command, **variables):
        """Runs such a command to its end. Returns what it printed."""
        ended = self.attempt(*command, **variables)
        assert ended.returncode == 0, f"{command}: {ended.stdout}{ended.stderr}"
        return ended.stdout

    def __call__(self, *command):
        """Runs a command of the runtime, such as `stop NAME`. Returns what it printed."""
        return self.on_machine(*self.command, *command)

    def load(self, image):
        """Loads an image from its file as the documentation says, and starts it once."""
        if self.name == "podman":
            self("pull", f"docker-archive:{image}")
        else:
            self("load", "--input", image)
        version = image.name.split("-")[1]
        self.image = f"cosell:{version}"
        first = self.attempt(*self.command, "run", "--rm", self.image, "--version")
        if first.returncode != 0:
            self._skip_if_forbidden(first.stderr)
        assert first.stdout == f"cosell {version}\n", first.stderr

    def inspect(self, name):
        (found,) = json.loads(self("inspect", name))
        return found
