"""The image as Podman and Docker run it: by its own configuration, without rights, on a volume."""

import time

import pytest

import containers
from packaged import one

#: As packages.md starts it, and with all that takes rights away.
SERVE = (
    *("run", "--detach", "--name", "cosell", "--read-only", "--cap-drop", "ALL"),
    *("--security-opt", "no-new-privileges", "--volume", "cosell:/var/lib/cosell"),
    *("--network", "tests", "--network-alias", "other", "--publish", "127.0.0.1:7226:7226"),
    *("--env", "COSELL_LISTEN=0.0.0.0:7226", "--env", "COSELL_INSECURE=true"),
    *("--env", "COSELL_ALLOWED_HOST=cosell"),
)
HEALTHY_SECONDS = 60


@pytest.fixture(params=["podman", "docker"])
def runtime(request, packages, tmp_path):
    """A runtime that has the image."""
    if not containers.is_possible(request.param):
        pytest.skip(f"needs the superuser and {request.param}")
    with containers.Containers(request.param, tmp_path / "runtime") as runtime:
        runtime.load(one(packages, "cosell-*-oci-*.tar"))
        yield runtime


def is_healthy(runtime):
    """What the health check of the image says to the runtime."""
    if runtime.name == "podman":
        # Without systemd nothing calls it.
        runtime("healthcheck", "run", "cosell")
        return True
    for _ in range(HEALTHY_SECONDS):
        status = runtime.inspect("cosell")["State"]["Health"]["Status"]
        if status != "starting":
            return status == "healthy"
        time.sleep(1)
    return False


def test_a_container_keeps_its_data_in_its_volume_and_has_no_rights(runtime, stripped):
    def client(host, *command):
        """A command in a container beside that of the server."""
        address = ("--env", f"COSELL_URL=http://{host}:7226")
        words = ("run", "--rm", "--network", "tests", *address, runtime.image, *command)
        return runtime.attempt(*runtime.command, *words)

    def serve():
        runtime(*SERVE, runtime.image)
        # At the port that is published.
        runtime.on_machine(stripped, "wait", COSELL_URL="http://127.0.0.1:7226")

    def tasks():
        return runtime("exec", "cosell", "/usr/bin/cosell", "task", "list", "--quiet").split()

    runtime("network", "create", "tests")
    serve()
    process = runtime.inspect("cosell")["State"]["Pid"]
    status = runtime.on_machine("cat", f"/proc/{process}/status").splitlines()
    status = dict(line.split(":\t", 1) for line in status)
    assert status["Uid"].split() == ["7226"] * 4
    assert status["Gid"].split() == ["7226"] * 4
    assert int(status["CapEff"], 16) == 0 and int(status["CapBnd"], 16) == 0
    assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2"

    filled = client("cosell", "fill", "--opportunities", "3")
    assert filled.returncode == 0, filled.stderr
    assert "--allowed-host" in client("other", "task", "list").stderr
    stored = tasks()
    assert len(stored) == 3
    assert is_healthy(runtime)

    # SIGTERM: the store is closed, and its journal is in its file.
    runtime("stop", "cosell")
    assert runtime.inspect("cosell")["State"]["ExitCode"] == 0
    folder = runtime("volume", "inspect", "--format", "{{.Mountpoint}}", "cosell").strip()
    files = runtime.on_machine("ls", folder).split()
    assert "cosell.sqlite" in files and "cosell.sqlite-wal" not in files, files

    runtime("rm", "cosell")
    serve()
    assert tasks() == stored
    runtime("rm", "--force", "cosell")
