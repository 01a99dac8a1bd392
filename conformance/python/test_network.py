"""A server on a network: HTTPS, and throttling that clients retry."""

import json
import os
import socket
import subprocess
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
