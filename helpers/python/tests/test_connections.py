"""Connections to the administrative API."""

import http.server
import threading

import pytest

from pytest_cosell import AdminError, Server, connections


class Counting(http.server.ThreadingHTTPServer):
    """Answers `{}`, and counts its connections."""

    daemon_threads = True
    accepted = 0

    def get_request(self):
        self.accepted += 1
        return super().get_request()


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    #: How long a connection waits for a request, in seconds.
    timeout = 10.0

    def do_GET(self):
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


@pytest.fixture
def counting():
    with Counting(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        server.url = f"http://127.0.0.1:{server.server_port}"
        yield server
        connections.forget(server.url)
        server.shutdown()
        thread.join()


def get(server):
    return connections.request(server.url, "GET", "/", None, {})


def test_one_connection_carries_many_requests(counting):
    assert [get(counting) for _ in range(5)] == [(200, b"{}")] * 5
    assert counting.accepted == 1


def test_a_connection_that_the_server_closed_is_not_used_again(counting, monkeypatch):
    monkeypatch.setattr(Answer, "timeout", 0.01)
    assert get(counting) == (200, b"{}")
    (idle,) = connections._idle[counting.url]
    assert idle.sock.recv(1) == b"", "the server closes it"
    assert get(counting) == (200, b"{}")
    assert counting.accepted == 2


def test_a_refused_request_keeps_the_connection():
    with Server() as server:
        server.admin("GET", "clock")
        (idle,) = connections._idle[server.url]
        with pytest.raises(AdminError, match="404"):
            server.admin("DELETE", "namespaces/unknown")
        assert connections._idle[server.url] == [idle]
    assert server.url not in connections._idle
