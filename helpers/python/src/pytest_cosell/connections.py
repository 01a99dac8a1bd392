"""Connections to the administrative API that are kept for the next request.

A new connection for each request costs both sides more than most of the requests do.
"""

from __future__ import annotations

import http.client
import os
import select
import urllib.parse

#: How long a response may take, in seconds: `settle` waits for all that is due.
TIMEOUT = 120
#: How many connections to one server wait for a request.
IDLE = 4

_idle: dict[str, list[http.client.HTTPConnection]] = {}


def request(
    url: str, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> tuple[int, bytes]:
    """Sends a request to the server at `url`. Returns the status and the body of its response.

    A request is sent once only, because the server may have done what it did not answer.
    """
    connection = _take(url)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        status, content, closes = answer.status, answer.read(), answer.will_close
    except BaseException:
        connection.close()
        raise
    idle = _idle.setdefault(url, [])
    if closes or len(idle) >= IDLE:
        connection.close()
    else:
        idle.append(connection)
    return status, content


def forget(url: str) -> None:
    """Closes the connections to a server that stops."""
    for connection in _idle.pop(url, []):
        connection.close()


def _take(url: str) -> http.client.HTTPConnection:
    idle = _idle.get(url, [])
    while idle:
        try:
            connection = idle.pop()
        except IndexError:
            # Another thread took the last one.
            break
        # There is nothing to read from one that the server keeps.
        if connection.sock and not _is_readable(connection.sock.fileno()):
            return connection
        connection.close()
    parts = urllib.parse.urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    return kind(parts.netloc, timeout=TIMEOUT)


def _is_readable(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


# A process and its fork must not send on the same connection.
os.register_at_fork(after_in_child=_idle.clear)
