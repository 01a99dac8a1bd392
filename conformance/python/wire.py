"""Requests as bytes on a connection; by default signed as an SDK signs them."""

import http.client
import json

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SERVICE_PREFIX = "AWSPartnerCentralSelling"
AWS_JSON = "application/x-amz-json-1.0"


class Answer:
    """A response whose body was read completely."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        """The error's name without its namespace; the common form of errors is checked."""
        assert 400 <= self.status < 500, (self.status, self.body)
        document = self.json
        assert "code" not in document, document
        assert document.get("Message"), document
        assert self.headers["x-amzn-RequestId"]
        name = document["__type"].rsplit("#", 1)[-1]
        assert self.headers["x-amzn-errortype"] == name
        return name


def send(server, body, *, path="/", headers=None, signed=True, account="111111111111"):
    """Posts `body` (bytes, or a value that becomes JSON) and returns the response."""
    payload = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = AWSRequest("POST", server.url + path, data=payload, headers=dict(headers or {}))
    if signed:
        credentials = Credentials(account, "not-a-secret")
        SigV4Auth(credentials, "partnercentral-selling", "us-east-1").add_auth(request)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request("POST", path, body=payload, headers=dict(request.headers))
        return Answer(connection.getresponse())
    finally:
        connection.close()


def call(server, operation, body, **options):
    """Calls an operation as SDKs do: awsJson 1.0 with X-Amz-Target."""
    headers = {"Content-Type": AWS_JSON, "X-Amz-Target": f"{SERVICE_PREFIX}.{operation}"}
    return send(server, body, headers=headers, **options)


def post(server, operation, body, **options):
    """Calls an operation without an SDK: POST /Operation with JSON."""
    headers = {"Content-Type": "application/json"}
    return send(server, body, path=f"/{operation}", headers=headers, **options)
