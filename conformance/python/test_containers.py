"""The image as Podman and Docker run it, by its own configuration, and the pod of the chart."""

import json
import os
import re
import shlex
import sys
import time

import pytest

import containers
from cosell_server import ROOT
from packaged import one
from test_chart import SECRETS, chart  # noqa: F401

#: What takes away more rights than the documentation does, and a second name in the network.
MORE = ("--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network-alias", "other")
HEALTHY_SECONDS = 60
PROBE = """
import json, sys, urllib.request
urllib.request.urlopen(urllib.request.Request(sys.argv[1], headers=json.loads(sys.argv[2])))
"""


@pytest.fixture
def runtime(request, packages, tmp_path):
    """A runtime that has the image: Podman, unless the test names others."""
    name = getattr(request, "param", "podman")
    if not containers.is_possible(name):
        pytest.skip(f"needs the superuser and {name}")
    with containers.Containers(name, tmp_path / "runtime") as runtime:
        runtime.load(one(packages, "cosell-*-oci-*.tar"))
        yield runtime


def documented(image):
    """The commands of packages.md that run the image, without the name of the runtime."""
    page = (ROOT / "docs" / "packages.md").read_text()
    (block,) = re.findall(r"```sh\n(docker load .*?)```", page, re.DOTALL)
    block = block.replace("\\\n", " ").replace("cosell:VERSION", image)
    load, *commands, stop = [shlex.split(line)[1:] for line in block.splitlines()]
    assert load[0] == "load" and stop == ["stop", "cosell"]
    return commands


def assert_has_no_rights(runtime, name):
    process = runtime.inspect(name)["State"]["Pid"]
    status = runtime.on_machine("cat", f"/proc/{process}/status").splitlines()
    status = dict(line.split(":\t", 1) for line in status)
    assert status["Uid"].split() == ["7226"] * 4
    assert status["Gid"].split() == ["7226"] * 4
    assert int(status["CapEff"], 16) == 0 and int(status["CapBnd"], 16) == 0
    assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2"


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


@pytest.mark.parametrize("runtime", ["podman", "docker"], indirect=True)
def test_a_container_keeps_its_data_in_its_volume_and_has_no_rights(runtime, stripped):
    def client(host, *command):
        """A command in a container beside that of the server."""
        address = ("--env", f"COSELL_URL=http://{host}:7226")
        words = ("run", "--rm", "--network", "tests", *address, runtime.image, *command)
        return runtime.attempt(*runtime.command, *words)

    network, (_, *serving), *documented_work = documented(runtime.image)

    def serve():
        runtime("run", *MORE, *serving)
        # At the port that is published.
        runtime.on_machine(stripped, "wait", COSELL_URL="http://127.0.0.1:7226")

    def tasks():
        return runtime("exec", "cosell", "cosell", "task", "list", "--quiet").split()

    runtime(*network)
    serve()
    assert_has_no_rights(runtime, "cosell")

    filled = client("cosell", "fill", "--opportunities", "3")
    assert filled.returncode == 0, filled.stderr
    assert "--allowed-host" in client("other", "task", "list").stderr
    for command in documented_work:
        runtime(*command)
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


def test_the_pod_of_the_chart_serves_and_keeps_its_data(runtime, chart, tmp_path):  # noqa: F811
    """Podman plays the pod of the chart. What only a cluster has, such as a claim, is replaced."""
    _, _, render = chart
    rendered = render(SECRETS)
    volume = tmp_path / "volume"
    volume.mkdir()
    # As a cluster gives a volume to `fsGroup`.
    os.chown(volume, 0, 7226)
    volume.chmod(0o2775)
    template = rendered["StatefulSet"]["spec"]["template"]
    (claim,) = rendered["StatefulSet"]["spec"]["volumeClaimTemplates"]
    name = claim["metadata"]["name"]
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "chart", "labels": template["metadata"]["labels"]},
        "spec": template["spec"] | {
            "volumes": [{"name": name, "hostPath": {"path": str(volume), "type": "Directory"}}],
        },
    }
    # Releases of Podman differ in how they take secrets.
    texts = rendered["Secret"]["stringData"]
    (container,) = template["spec"]["containers"]
    for one_of in container["env"]:
        if source := one_of.pop("valueFrom", None):
            one_of["value"] = texts[source["secretKeyRef"]["key"]]
    played = tmp_path / "pod.yaml"
    played.write_text(json.dumps(pod))

    def cosell(*command):
        return runtime("exec", "chart-cosell", "cosell", *command)

    def play():
        runtime("play", "kube", played)
        cosell("wait")

    play()
    assert_has_no_rights(runtime, "chart-cosell")
    assert runtime.inspect("chart-cosell")["HostConfig"]["ReadonlyRootfs"] is True
    probe = container["readinessProbe"]["httpGet"]
    (infra,) = [line for line in runtime("ps", "--format", "{{.Names}} {{.ID}}").splitlines()
                if "infra" in line]
    networks = runtime.inspect(infra.split()[0])["NetworkSettings"]["Networks"]
    (network,) = networks.values()
    headers = {header["name"]: header["value"] for header in probe["httpHeaders"]}
    port = {one["name"]: one["containerPort"] for one in container["ports"]}[probe["port"]]
    url = f"{probe['scheme'].lower()}://{network['IPAddress']}:{port}{probe['path']}"
    # As a node calls it, which knows the pod by its address only.
    runtime.on_machine(sys.executable, "-c", PROBE, url, json.dumps(headers))
    cosell("account", "create", "333333333333", "--company-name", "Fernhollow Systems")
    runtime("play", "kube", "--down", played)

    play()
    assert "333333333333" in cosell("account", "list")
