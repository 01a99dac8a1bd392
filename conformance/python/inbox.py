"""A webhook for tests, which keeps what arrives."""

import http.server
import queue
import threading


class Inbox:
    """A webhook at `url`; `arrived` has the headers and the body of each event."""

    def __init__(self):
        arrived = self.arrived = queue.Queue()
        #: What it responds; an event that it refuses is not kept.
        self.status = 204
        inbox = self

        class Receiver(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                if inbox.status == 204:
                    arrived.put((dict(self.headers), body))
                self.send_response(inbox.status)
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/in"

    def take(self):
        """What has arrived by now."""
        taken = []
        while not self.arrived.empty():
            taken.append(self.arrived.get_nowait())
        return taken

    def close(self):
        self._server.shutdown()
