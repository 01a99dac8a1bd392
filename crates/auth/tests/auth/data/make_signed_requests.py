"""Writes signed-requests.json: requests signed by botocore with keys that are nobody's.

    python3 make_signed_requests.py > signed-requests.json

Signing is arithmetic; nothing is sent.
"""

import datetime
import json
import sys
from urllib.parse import urlsplit

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SIGNED_AT = datetime.datetime(2026, 3, 14, 23, 59, 30)
REGION, SERVICE = "us-east-1", "partnercentral-selling"
KEY, SECRET = "AKIAFERNHOLLOWQUARRY", "moss+lichen/slate0123456789brackenTARN00"
TOKEN = "temporary+token/of==a/role"
JSON = "application/x-amz-json-1.0"
LIST = '{"Catalog": "Sandbox", "MaxResults": 5}'


def target(operation):
    return {"Content-Type": JSON, "X-Amz-Target": f"AWSPartnerCentralSelling.{operation}"}


# name, method, path and query, headers, body, session token
CASES = [
    ("a plain call", "POST", "/", target("ListOpportunities"), LIST, None),
    ("a session", "POST", "/", target("ListOpportunities"), LIST, TOKEN),
    ("no body", "POST", "/", target("ListSolutions"), "", None),
    ("letters of many alphabets", "POST", "/", target("CreateEngagement"),
     '{"Catalog": "Sandbox", "Title": "Zürich, Łódź, 東京"}', None),
    ("an unsigned body", "POST", "/",
     {**target("ListOpportunities"), "X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"}, LIST, None),
    ("a path that is percent-encoded", "POST", "/a%20b/%C3%A9", target("ListSolutions"), LIST, None),
    ("the operation in the path", "POST", "/ListOpportunities", {"Content-Type": JSON}, LIST, None),
    ("a query", "POST", "/?b=2&a=1&a=%2F&empty=", target("ListSolutions"), LIST, None),
    ("headers with spaces", "POST", "/",
     {**target("ListSolutions"), "X-Team": "  north   by  west "}, LIST, None),
    ("a date header", "POST", "/", {**target("ListSolutions"), "Date": "any"}, LIST, None),
]


def sign(name, method, path, headers, body, token):
    request = AWSRequest(method, f"http://127.0.0.1:8700{path}", headers=headers, data=body)
    request.headers["Host"] = "127.0.0.1:8700"
    auth.SigV4Auth(Credentials(KEY, SECRET, token), SERVICE, REGION).add_auth(request)
    url = urlsplit(request.url)
    return {
        "name": name,
        "method": method,
        "path": url.path,
        "query": url.query,
        "headers": [list(header) for header in request.headers.items()],
        "body": body,
        "secret": SECRET,
        "session_token": token,
    }


auth.get_current_datetime = lambda *_, **__: SIGNED_AT
json.dump([sign(*case) for case in CASES], sys.stdout, indent=1, ensure_ascii=False)
print()
