"""The administration API matches its document: every path is called and compared."""

import json
import urllib.error
import urllib.parse
import urllib.request

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from bodies import CATALOG, SOLUTION, opportunity, token
from conftest import FIRST_ACCOUNT, make_client
from cosell_server import Server

ACCOUNT = "777777777777"
OWNER = {"first_name": "Ines", "last_name": "Marchetti", "email": "ines@fernhollow.example"}
POLICY = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"},
}
NAMED = {"account": ACCOUNT, "name": "ines"}
CRM = {"account": ACCOUNT, "name": "crm"}
READER = {"account": ACCOUNT, "name": "reader"}
ATTACHED = {"account": ACCOUNT, "user": "ines", "policy": "reader"}
SEED = {"list": "engagement", "entry": {"name": "harbours", "age": "2d"}}
QUESTION = {"principal": f"arn:aws:iam::{ACCOUNT}:user/ines", "operation": "GetOpportunity"}

# Every operation by its name, with its path parameters, query and body, in an order in which each
# finds its resources. `{key}` and `{task}` are ids that earlier requests created.
STORY = {
    "ShowIndex": ({}, {}, None),
    "ShowHealth": ({}, {}, None),
    "ShowMetrics": ({}, {}, None),
    "ShowPages": ({}, {}, None),
    "ShowOpenapi": ({}, {}, None),
    "ShowClock": ({}, {}, None),
    "SetClock": ({}, {}, {"mode": "rated", "factor": 1.5}),
    "AdvanceClock": ({}, {}, {"seconds": 1}),
    "CheckRequest": ({}, {}, {"request": {"Catalog": CATALOG, "Origin": "Nobody"}}),
    "AddFault": ({}, {}, {"point": "auth.done", "action": "delay", "millis": 1, "count": 1}),
    "ListFaults": ({}, {}, None),
    "RemoveFault": ({"id": "{fault}"}, {}, None),
    "ListTasks": ({}, {"status": "FAILED", "catalog": CATALOG, "limit": 1}, None),
    "ShowTask": ({"id": "{task}"}, {}, None),
    "RestartTask": ({"id": "{task}"}, {}, None),
    "SetSummary": (
        {"id": "{opportunity}"},
        {},
        {"LifeCycle": {"Stage": "Qualified"}, "CosellMotion": "Joint"},
    ),
    "UpdateByAws": ({"id": "{opportunity}"}, {}, {"Project": {"Title": "Changed by AWS"}}),
    "AcceptInvitation": ({"id": "{invitation}"}, {}, None),
    "RejectInvitation": ({"id": "{other_invitation}"}, {}, {"reason": "Unable to support"}),
    "CreateReferral": ({}, {}, {"account": FIRST_ACCOUNT, "catalog": CATALOG, "seed": 7}),
    "CreateLead": ({}, {}, {"account": FIRST_ACCOUNT, "catalog": CATALOG, "seed": 7}),
    "Settle": ({}, {"timeout": 1}, None),
    "ReviewOpportunity": (
        {"id": "{opportunity}"},
        {},
        {"decision": "approve", "comments": "We co-sell.", "reason": "Other"},
    ),
    "SetReviewer": ({}, {}, {"reviewer": "approve"}),
    "ShowReviewer": ({}, {}, None),
    "StreamEvents": ({}, {"after": 0, "follow": False}, None),
    "ListEvents": ({}, {"after": 0, "limit": 1}, None),
    "ShowEvent": ({"position": "1"}, {}, None),
    "ShowDeliveries": ({"position": "1"}, {}, None),
    "TryPattern": ({}, {}, {"pattern": {"source": ["nobody"]}, "after": 0, "limit": 2}),
    "ListTargets": ({}, {}, None),
    "TestTarget": ({"target": "default"}, {}, None),
    "ReplayEvents": ({"target": "default"}, {}, {"from": 1, "to": 1}),
    "ListDeadLetters": ({"target": "default"}, {"limit": 1}, None),
    "RetryDeadLetters": ({"target": "default"}, {}, {}),
    "DropDeadLetters": ({"target": "default"}, {}, {"position": 1}),
    "ListRequests": ({}, {"operation": "CreateOpportunity", "limit": 1}, None),
    "ShowRequest": ({"id": "{request}"}, {"reveal": False}, None),
    "CopyRequest": ({"id": "{request}"}, {"as": "pytest"}, None),
    "ReplayRequest": ({"id": "{request}"}, {}, {"new_token": True}),
    "RemoveFaults": ({}, {}, None),
    "ShowQuotas": ({}, {"limit": 200}, None),
    "ShowPipeline": ({}, {"account": "111111111111", "catalog": "Sandbox"}, None),
    "ListRecordHolders": ({}, {"limit": 1}, None),
    "FindRecord": ({"id": "{opportunity}"}, {}, None),
    "RotatePageKey": ({}, {}, None),
    "CreateAccount": ({}, {}, {"id": ACCOUNT, "company_name": "Fernhollow", "owner": OWNER}),
    "ListAccounts": ({}, {"limit": 1}, None),
    "ShowAccount": ({"account": ACCOUNT}, {}, None),
    "DisableAccount": ({"account": ACCOUNT}, {}, None),
    "EnableAccount": ({"account": ACCOUNT}, {}, None),
    "ShowFeatures": ({"account": ACCOUNT}, {}, None),
    "SetFeatures": ({"account": ACCOUNT}, {}, {"search_opportunities": "not_routed"}),
    "ResetFeatures": ({"account": ACCOUNT}, {}, None),
    "CreateUser": ({"account": ACCOUNT}, {}, {"name": "ines"}),
    "ListUsers": ({"account": ACCOUNT}, {}, None),
    "ShowUser": (NAMED, {}, None),
    "DisableUser": (NAMED, {}, None),
    "EnableUser": (NAMED, {}, None),
    "CreateRole": ({"account": ACCOUNT}, {}, {"name": "crm"}),
    "ListRoles": ({"account": ACCOUNT}, {}, None),
    "ShowRole": (CRM, {}, None),
    "DisableRole": (CRM, {}, None),
    "EnableRole": (CRM, {}, None),
    "CreateKey": ({}, {}, {"account": ACCOUNT, "user": "ines"}),
    "ListKeys": ({}, {"account": ACCOUNT, "user": "ines"}, None),
    "ShowKey": ({"id": "{key}"}, {}, None),
    "RotateKey": ({"id": "{key}"}, {}, None),
    "DisableKey": ({"id": "{key}"}, {}, None),
    "EnableKey": ({"id": "{key}"}, {}, None),
    "DeleteKey": ({"id": "{key}"}, {}, None),
    "PutPolicy": ({}, {}, {"account": ACCOUNT, "name": "reader", "document": POLICY}),
    "ListPolicies": ({}, {"account": ACCOUNT}, None),
    "ShowPolicy": (READER, {}, None),
    "AttachPolicy": ({}, {}, ATTACHED),
    "ExplainPolicies": ({}, {}, QUESTION),
    "DetachPolicy": ({}, {}, ATTACHED),
    "DeletePolicy": (READER, {}, None),
    "DeleteRole": (CRM, {}, None),
    "DeleteUser": (NAMED, {}, None),
    "DeleteAccount": ({"account": ACCOUNT}, {}, None),
    "ShowInit": ({}, {}, None),
    "ApplySeed": ({}, {}, SEED),
    "CreateNamespace": ({"name": "orders"}, {}, None),
    "ListNamespaces": ({}, {}, None),
    "DropNamespace": ({"name": "orders"}, {}, None),
    "SaveState": ({}, {}, None),
    "LoadState": ({}, {}, None),
    "BranchState": ({"name": "monday"}, {}, None),
    "ListStates": ({}, {}, None),
    "SwitchState": ({"name": "monday"}, {}, None),
    "DropState": ({"name": "monday"}, {}, None),
    "Reset": ({}, {}, None),
    "ListActs": ({}, {"limit": 1}, None),
}


# What these name need not be there.
MADE_BY_NAME = {"CreateNamespace", "BranchState"}


@pytest.fixture(scope="module")
def administered(tmp_path_factory):
    """A server with a secrets key."""
    folder = tmp_path_factory.mktemp("openapi")
    fault = "step.SubmitOpportunity.before=error:OpportunitySubmissionFailed;count=1"
    # Nobody listens there.
    target = "--events-to=http://127.0.0.1:9/"
    running = Server(
        folder, "--fault", fault, "--quotas=aws", target, COSELL_SECRETS_KEY="2a" * 32
    ).start()
    yield running
    assert running.stop() == 0


def ask(server, method, target, body=None):
    """A response's status, content type and text."""
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    request = urllib.request.Request(f"{server.url}{target}", data, method=method)
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        kind, content = answer.headers.get_content_type(), answer.read()
        return answer.status, kind, content if kind == "application/gzip" else content.decode()


@pytest.fixture(scope="module")
def document(administered):
    status, _, text = ask(administered, "GET", "/_cosell/openapi.json")
    assert status == 200
    return json.loads(text)


def operations(document):
    """Every operation by its name: path, method, and its entry in the document."""
    return {
        operation["operationId"]: (path, method.upper(), operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def check(document, schema, value):
    """Validates a value against a schema of the document; other members are not allowed."""
    closed = {"allOf": [schema], "components": document["components"]}
    if isinstance(value, dict) and "$ref" in schema:
        closed["unevaluatedProperties"] = False
    Draft202012Validator(closed, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def check_answer(document, operation, status, kind, text):
    responses = operation["responses"]
    content = responses.get(str(status), responses["default"])["content"]
    assert kind in content
    is_json = kind == "application/json"
    # A file is a string of bytes.
    text = text.decode(errors="replace") if isinstance(text, bytes) else text
    check(document, content[kind]["schema"], json.loads(text) if is_json else text)


def target(path, parameters, query=()):
    for name, value in parameters.items():
        path = path.replace(f"{{{name}}}", urllib.parse.quote(value, safe=""))
    query = {name: json.dumps(one) if one is False else one for name, one in dict(query).items()}
    return f"{path}?{urllib.parse.urlencode(query)}" if query else path


def failed_task(server):
    """The id of a task that fails because of the server's fault rule."""
    client = make_client(server.url, FIRST_ACCOUNT)
    identifier = client.create_opportunity(**opportunity())["Id"]
    _a_second_passes(server)
    client.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    _a_second_passes(server)
    task = client.start_engagement_from_opportunity_task(
        Catalog=CATALOG,
        ClientToken=token(),
        Identifier=identifier,
        AwsSubmission={"InvolvementType": "Co-Sell", "Visibility": "Full"},
    )
    assert task["TaskStatus"] == "FAILED"
    return task["TaskArn"]


def invitation_to_aws(server):
    """The id of an invitation of AWS to an engagement that shows no opportunity."""
    client = make_client(server.url, FIRST_ACCOUNT)
    _a_second_passes(server)
    engagement = client.create_engagement(
        Catalog=CATALOG, ClientToken=token(), Title="Alone", Description="Alone"
    )["Id"]
    _a_second_passes(server)
    lead = {
        "Customer": {"CompanyName": "Acre"},
        "Interaction": {"ContactBusinessTitle": "CTO"},
    }
    return client.create_engagement_invitation(
        Catalog=CATALOG,
        ClientToken=token(),
        EngagementIdentifier=engagement,
        Invitation={
            "Message": "Together",
            "Receiver": {"Account": {"Alias": "AWS", "AwsAccountId": "aws"}},
            "Payload": {"LeadInvitation": lead},
        },
    )["Id"]


def _a_second_passes(server):
    """AWS's quota allows an account one write in a second."""
    status, _, _ = ask(server, "POST", "/_cosell/clock/advance", {"seconds": 1})
    assert status == 200


def test_the_document_is_openapi(document):
    validate(document)


def test_every_request_and_response_matches_the_document(administered, document):
    known = operations(document)
    assert set(STORY) == set(known), "STORY must have exactly the operations of the document"
    made = {
        "task": failed_task(administered),
        "invitation": invitation_to_aws(administered),
        "other_invitation": invitation_to_aws(administered),
    }
    for name, (parameters, query, body) in STORY.items():
        path, method, operation = known[name]
        declared = operation.get("parameters", [])
        assert {one["name"] for one in declared if one["in"] == "path"} == set(parameters)
        queries = {one["name"]: one for one in declared if one["in"] == "query"}
        required = {one for one in queries if queries[one]["required"]}
        assert required <= set(query) <= set(queries)
        for one, value in query.items():
            check(document, queries[one]["schema"], value)
        assert ("requestBody" in operation) == (body is not None), name
        if body is not None:
            check(document, operation["requestBody"]["content"]["application/json"]["schema"], body)
        parameters = {one: value.format(**made) for one, value in parameters.items()}
        # Not JSON: the body is the file that was saved.
        body = made["state"] if name == "LoadState" else body
        status, kind, text = ask(administered, method, target(path, parameters, query), body)
        # The target of the server does not answer, so it does not settle.
        assert status == (503 if name == "Settle" else 200), f"{name}: {text}"
        try:
            check_answer(document, operation, status, kind, text)
        except Exception as error:
            raise AssertionError(f"{name}: {text}") from error
        if name == "SaveState":
            made["state"] = text
        if name == "AddFault":
            made["fault"] = str(json.loads(text)["id"])
        if name == "ListRequests":
            made["request"] = json.loads(text)["requests"][0]["id"]
        if name == "RestartTask":
            made["opportunity"] = json.loads(text)["opportunity_id"]
            # It answers when the restarted task has ended.
            _a_second_passes(administered)
        if name == "CreateKey":
            made["key"] = json.loads(text)["id"]


def test_every_refusal_matches_the_document(administered, document):
    for name, (path, method, operation) in operations(document).items():
        nothing = {one["name"]: "nothing" for one in operation.get("parameters", [])}
        body = {"nothing": "known"} if "requestBody" in operation else None
        if ("{" not in path and body is None) or name in MADE_BY_NAME:
            continue
        status, kind, text = ask(administered, method, target(path, nothing), body)
        assert status in (400, 404), f"{name}: {text}"
        check_answer(document, operation, status, kind, text)
