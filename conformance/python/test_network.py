"""A server on a network: HTTPS, and throttling that clients retry."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, SSLError

from conftest import FIRST_ACCOUNT, OTHER_ACCOUNT, make_client
from cosell_server import Server, binary


@pytest.fixture
def secure(tmp_path):
    running = Server(tmp_path, "--tls-dev=ca.pem").start()
    yield running
    assert running.stop() == 0


@pytest.fixture
def limited(tmp_path):
    running = Server(tmp_path, "--quotas=aws").start()
    yield running
    assert running.stop() == 0


def test_boto3_trusts_a_generated_certificate_with_its_ca_bundle(secure, monkeypatch):
    monkeypatch.setenv("AWS_CA_BUNDLE", str(secure.folder / "ca.pem"))
    assert secure.url.startswith("https://")
    solutions = make_client(secure.url, FIRST_ACCOUNT).list_solutions(Catalog="Sandbox")
    assert solutions["SolutionSummaries"]
    named = secure.url.replace("127.0.0.1", "localhost")
    assert make_client(named, FIRST_ACCOUNT).list_solutions(Catalog="Sandbox")


def test_boto3_does_not_trust_it_without_the_ca_bundle(secure, monkeypatch):
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    with pytest.raises(SSLError):
        make_client(secure.url, FIRST_ACCOUNT).list_solutions(Catalog="Sandbox")


def _throttled(client):
    with pytest.raises(ClientError) as caught:
        client.list_solutions(Catalog="Sandbox")
    return caught.value.response


def _freeze(server, seconds=0):
    """Freezes the clock, so that a slow machine does not refill a quota, or advances it."""
    body, method, path = ({"mode": "frozen"}, "PUT", "clock")
    if seconds:
        body, method, path = ({"seconds": seconds}, "POST", "clock/advance")
    request = urllib.request.Request(
        f"{server.url}/_cosell/{path}", json.dumps(body).encode(), method=method
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200


def test_the_eleventh_read_in_a_second_is_throttled_for_its_account_only(limited):
    client, other = (make_client(limited.url, name) for name in (FIRST_ACCOUNT, OTHER_ACCOUNT))
    _freeze(limited)
    for _ in range(10):
        client.list_solutions(Catalog="Sandbox")
    response = _throttled(client)
    assert response["Error"]["Code"] == "ThrottlingException"
    headers = response["ResponseMetadata"]["HTTPHeaders"]
    assert (headers["x-amz-retry-after"], headers["retry-after"]) == ("100", "1")
    other.list_solutions(Catalog="Sandbox")
    _freeze(limited, seconds=1)
    client.list_solutions(Catalog="Sandbox")


def test_retries_of_the_sdk_succeed_after_throttling(limited):
    client = boto3.client(
        "partnercentral-selling",
        endpoint_url=limited.url,
        region_name="us-east-1",
        aws_access_key_id=FIRST_ACCOUNT,
        aws_secret_access_key="not-a-secret",
        config=Config(retries={"mode": "standard", "total_max_attempts": 3}),
    )
    _freeze(limited)
    for _ in range(10):
        client.list_solutions(Catalog="Sandbox")
    waited = []

    def a_second_passes(response, **_):
        if response and response[0].status_code != 200:
            waited.append(response[1]["Error"]["Code"])
            _freeze(limited, seconds=1)

    client.meta.events.register_first("needs-retry.partnercentral-selling", a_second_passes)
    answer = client.list_solutions(Catalog="Sandbox")
    assert answer["ResponseMetadata"]["RetryAttempts"] == 1
    assert waited == ["ThrottlingException"]


def _passed_on(sockets, listen):
    """The server as a service manager starts it: with open sockets from number 3 on."""
    numbers = [os.dup(one.fileno()) for one in sockets]
    places = " ".join(f"{3 + place}<&{number}" for place, number in enumerate(numbers))
    announced = f"LISTEN_PID=$$ LISTEN_FDS={len(sockets)}"
    serve = f"{binary()} serve --store memory --listen {listen}"
    started = subprocess.Popen(
        ["bash", "-c", f"export {announced}; exec {serve} {places}"],
        pass_fds=numbers,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for number in numbers:
        os.close(number)
    return started


def _listening():
    return socket.create_server(("127.0.0.1", 0))


def test_the_server_takes_over_the_socket_of_a_service_manager():
    with _listening() as waiting:
        address = "127.0.0.1:%d" % waiting.getsockname()[1]
        # It connects before there is a server.
        client = socket.create_connection(waiting.getsockname(), timeout=30)
        with _passed_on([waiting], address) as server, client:
            assert server.stdout.readline() == f"listening on http://{address}\n"
            client.sendall(f"GET /_cosell/health HTTP/1.1\r\nHost: {address}\r\n\r\n".encode())
            assert client.recv(15) == b"HTTP/1.1 200 OK"
            server.terminate()


def test_another_address_and_more_than_one_socket_are_refused():
    with _listening() as one, _listening() as other:
        taken = "127.0.0.1:%d" % other.getsockname()[1]
        for sockets, listen, said in [
            ([one], taken, "give both the same address"),
            ([one, other], "127.0.0.1:0", "2 sockets were passed on"),
        ]:
            with _passed_on(sockets, listen) as server:
                _, errors = server.communicate(timeout=30)
            assert server.returncode != 0
            assert said in errors


@pytest.fixture
def manager(tmp_path):
    """The socket on which a service manager reads notifications."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(30)
        yield manager


def _told(manager):
    return manager.recv(4096).decode().splitlines()


def test_a_service_manager_is_told_of_the_start_a_reload_and_the_stop(tmp_path, manager):
    # `Server` would ask until the server answers.
    with subprocess.Popen(
        [binary(), "serve", "--store", "memory", "--listen", "127.0.0.1:0"],
        env=os.environ | {"NOTIFY_SOCKET": manager.getsockname()},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert _told(manager) == ["READY=1"]
        url = server.stdout.readline().removeprefix("listening on ").strip()
        with urllib.request.urlopen(f"{url}/_cosell/health") as answer:
            assert answer.status == 200
        before = time.monotonic_ns() // 1000
        server.send_signal(signal.SIGHUP)
        reloading, when = _told(manager)
        name, _, microseconds = when.partition("=")
        assert (reloading, name) == ("RELOADING=1", "MONOTONIC_USEC")
        assert before <= int(microseconds) <= time.monotonic_ns() // 1000
        assert _told(manager) == ["READY=1"]
        server.terminate()
        assert _told(manager) == ["STOPPING=1"]
        assert server.wait(timeout=30) == 0


def test_it_is_told_nothing_when_the_server_cannot_start(tmp_path, manager):
    with _listening() as taken:
        address = "127.0.0.1:%d" % taken.getsockname()[1]
        started = subprocess.run(
            [binary(), "serve", "--store", "memory", "--listen", address],
            env=os.environ | {"NOTIFY_SOCKET": manager.getsockname()},
            capture_output=True,
        )
    assert started.returncode != 0
    manager.setblocking(False)
    with pytest.raises(BlockingIOError):
        manager.recv(4096)


def test_a_server_serves_and_stops_without_its_service_manager(tmp_path, manager):
    # Nobody reads it, and the queue of the kernel is full.
    full = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    full.connect(manager.getsockname())
    full.setblocking(False)
    with full, pytest.raises(BlockingIOError):
        while True:
            full.send(b"STATUS=full")
    for path, said in [
        (tmp_path / "missing", "could not notify the service manager"),
        (tmp_path / "notify", "the service manager does not read it"),
    ]:
        running = Server(tmp_path, NOTIFY_SOCKET=str(path)).start()
        assert make_client(running.url, FIRST_ACCOUNT).list_solutions(Catalog="Sandbox")
        assert running.stop() == 0
        assert said in running.log.read_text()


def test_scripts_of_the_server_do_not_speak_to_its_service_manager(tmp_path, manager):
    folder = tmp_path / "init"
    folder.mkdir()
    script = folder / "1.sh"
    script.write_text("#!/bin/sh\nenv >variables\n")
    script.chmod(0o755)
    address = manager.getsockname()
    running = Server(tmp_path, "--init", str(folder), NOTIFY_SOCKET=address).start()
    assert _told(manager) == ["READY=1"]
    deadline = time.monotonic() + 30
    state = None
    while state != "done":
        assert time.monotonic() < deadline, state
        with urllib.request.urlopen(f"{running.url}/_cosell/init") as answer:
            state = json.load(answer)["state"]
    assert running.stop() == 0
    variables = (folder / "variables").read_text()
    assert "COSELL_URL=" in variables
    assert "NOTIFY_SOCKET" not in variables
