"""A collector of OpenTelemetry for tests: it keeps what arrives. It reads protobuf
by the decoder of OpenTelemetry."""

import base64
import gzip
import http.server
import json
import threading
import time

from google.protobuf import json_format
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2

REQUESTS = {
    "/v1/traces": trace_service_pb2.ExportTraceServiceRequest,
    "/v1/metrics": metrics_service_pb2.ExportMetricsServiceRequest,
}
#: Members that are bytes: OTLP writes them in JSON as hexadecimal digits.
IDS = ("traceId", "spanId", "parentSpanId")

SECONDS = 30


class Span:
    """A span as it arrived; `resource` has the attributes of its sender."""

    def __init__(self, sent, resource):
        self.sent = sent
        self.resource = resource
        self.name = sent["name"]
        self.id = sent["spanId"]
        self.trace = sent["traceId"]
        self.parent = sent.get("parentSpanId")
        self.kind = sent["kind"]
        self.attributes = _attributes(sent.get("attributes", []))
        self.links = [(link["traceId"], link["spanId"]) for link in sent.get("links", [])]
        self.failed = sent.get("status", {}).get("code") == 2
        self.began = int(sent["startTimeUnixNano"])
        self.ended = int(sent["endTimeUnixNano"])

    def __repr__(self):
        return f"<{self.name} {self.attributes}>"


class Collector:
    """A collector at `url`. `answers` has what it responds to the next requests: a status, and
    headers; to all others it responds 200."""

    def __init__(self, port=0):
        self._lock = threading.Lock()
        self._spans, self._metrics, self.headers, self.answers = [], {}, [], []
        collector = self

        class Receiver(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.headers["content-encoding"] == "gzip":
                    body = gzip.decompress(body)
                read = _json if self.headers["content-type"] == "application/json" else _protobuf
                body = read(self.path, body)
                status, headers = collector._take(self.path, dict(self.headers), body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                # An empty message is no bytes.
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Receiver)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"

    def _take(self, path, headers, body):
        with self._lock:
            self.headers.append(headers)
            status, more = self.answers.pop(0) if self.answers else (200, {})
            if status != 200:
                return status, more
            if path == "/v1/traces":
                for group in body["resourceSpans"]:
                    resource = _attributes(group["resource"]["attributes"])
                    for scope in group["scopeSpans"]:
                        self._spans += [Span(span, resource) for span in scope["spans"]]
            elif path == "/v1/metrics":
                for group in body["resourceMetrics"]:
                    for scope in group["scopeMetrics"]:
                        self._metrics |= {metric["name"]: metric for metric in scope["metrics"]}
            else:
                return 404, {}
            return 200, {}

    def spans(self):
        with self._lock:
            return list(self._spans)

    def metrics(self):
        with self._lock:
            return dict(self._metrics)

    def span(self, name, **attributes):
        """The one span of this name with these attributes, whose dots are underscores. Waits for
        it."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            found = [
                span
                for span in self.spans()
                if span.name == name
                and all(
                    span.attributes.get(key.replace("__", ".")) == value
                    for key, value in attributes.items()
                )
            ]
            if found:
                assert len(found) == 1, found
                return found[0]
            time.sleep(0.02)
        raise AssertionError(f"no span {name} {attributes} among {self.spans()}")

    def children(self, span):
        """The spans within this one, in the order of their beginning."""
        within = [other for other in self.spans() if other.parent == span.id]
        assert all(other.trace == span.trace for other in within)
        return sorted(within, key=lambda other: other.began)

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _json(_, body):
    return json.loads(body)


def _protobuf(path, body):
    """A request as its JSON would be. Refuses a member that the decoder does not know."""
    message = REQUESTS[path]()
    assert message.ParseFromString(body) == len(body)
    known = REQUESTS[path]()
    known.CopyFrom(message)
    known.DiscardUnknownFields()
    assert known.ByteSize() == message.ByteSize(), "there are unknown members"
    return _hex(json_format.MessageToDict(message, use_integers_for_enums=True))


def _hex(value):
    if isinstance(value, list):
        return [_hex(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: base64.b64decode(item).hex() if name in IDS else _hex(item)
        for name, item in value.items()
    }


def _attributes(listed):
    values = {}
    for entry in listed:
        ((kind, value),) = entry["value"].items()
        values[entry["key"]] = int(value) if kind == "intValue" else value
    assert len(values) == len(listed), listed
    return values
