"""An administrator acts as AWS in both catalogs: boto3 sees the effects, a webhook the events."""

import json
import queue
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bodies import SOLUTION, opportunity, token, update_body
from conftest import FIRST_ACCOUNT, make_client
from cosell_server import Server


@pytest.fixture(scope="module")
def events():
    """The events that a webhook received, and its URL."""
    received = queue.Queue()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            received.put(json.loads(self.rfile.read(length)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    receiver = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    yield received, f"http://127.0.0.1:{receiver.server_port}/"
    receiver.shutdown()


@pytest.fixture(scope="module")
def server(tmp_path_factory, events):
    running = Server(tmp_path_factory.mktemp("aws"), "--events-to", events[1]).start()
    yield running
    assert running.stop() == 0


@pytest.fixture
def client(server):
    return make_client(server.url, FIRST_ACCOUNT)


@pytest.fixture(params=["AWS", "Sandbox"])
def catalog(request):
    return request.param


def post(server, path, body=None):
    """The status and the document of a page."""
    data = json.dumps(body).encode() if body is not None else b""
    request = urllib.request.Request(f"{server.url}/_cosell/{path}", data, method="POST")
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, json.loads(answer.read())


def act(server, path, body=None):
    status, document = post(server, f"aws/{path}", body)
    assert status == 200, document
    return document


def happened(server, events):
    """The detail types of the events since the last call, sorted: everything due is delivered."""
    status, settled = post(server, "settle?timeout=20")
    assert status == 200, settled
    types = []
    while not events[0].empty():
        types.append(events[0].get_nowait()["detail-type"])
    return sorted(types)


def submitted(client, catalog):
    """An opportunity that was submitted to AWS, and its task."""
    body = opportunity(Catalog=catalog)
    identifier = client.create_opportunity(**body)["Id"]
    client.associate_opportunity(
        Catalog=catalog,
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    task = client.start_engagement_from_opportunity_task(
        Catalog=catalog,
        ClientToken=token(),
        Identifier=identifier,
        AwsSubmission={"InvolvementType": "Co-Sell", "Visibility": "Full"},
    )
    assert task["TaskStatus"] == "COMPLETE", task
    return identifier, task


def review(client, catalog, identifier):
    stored = client.get_opportunity(Catalog=catalog, Identifier=identifier)
    return stored["LifeCycle"]["ReviewStatus"]


def invitation(client, catalog, task):
    found = client.get_engagement_invitation(
        Catalog=catalog, Identifier=task["EngagementInvitationId"]
    )
    return found["Status"], found.get("RejectionReason")


def members(client, catalog, task):
    found = client.list_engagement_members(Catalog=catalog, Identifier=task["EngagementId"])
    return [member["AccountId"] for member in found["EngagementMemberList"]]


def test_aws_takes_into_review_and_accepts(server, client, catalog, events):
    identifier, task = submitted(client, catalog)
    happened(server, events)
    act(server, f"opportunities/{identifier}/review", {"decision": "take-into-review"})
    assert review(client, catalog, identifier) == "In review"
    happened(server, events)
    answered = act(server, f"invitations/{task['EngagementInvitationId']}/accept")
    assert (answered["status"], answered["opportunity_id"]) == ("ACCEPTED", identifier)
    assert invitation(client, catalog, task) == ("ACCEPTED", None)
    assert review(client, catalog, identifier) == "Approved"
    assert members(client, catalog, task) == [FIRST_ACCOUNT, "aws"]
    assert sorted(set(happened(server, events))) == [
        "Engagement Invitation Accepted",
        "Engagement Member Added",
        "Engagement Resource Snapshot Created",
        "Opportunity Updated",
    ]
    status, refused = post(server, f"aws/invitations/{task['EngagementInvitationId']}/reject", {})
    assert status == 409
    assert "PENDING" in refused["message"]


def test_aws_rejects_with_a_reason(server, client, catalog, events):
    identifier, task = submitted(client, catalog)
    happened(server, events)
    reason = {"reason": "Unable to support"}
    act(server, f"invitations/{task['EngagementInvitationId']}/reject", reason)
    assert invitation(client, catalog, task) == ("REJECTED", "Unable to support")
    assert review(client, catalog, identifier) == "Rejected"
    assert members(client, catalog, task) == [FIRST_ACCOUNT]
    assert sorted(set(happened(server, events))) == [
        "Engagement Invitation Rejected",
        "Engagement Resource Snapshot Created",
        "Opportunity Updated",
    ]


def test_aws_asks_for_action_and_approves_what_is_submitted_again(server, client, catalog):
    identifier, task = submitted(client, catalog)
    asked = {"decision": "action-required", "comments": "Clarify the solution.", "reason": "Other"}
    act(server, f"opportunities/{identifier}/review", asked)
    stored = client.get_opportunity(Catalog=catalog, Identifier=identifier)
    assert stored["LifeCycle"]["ReviewStatus"] == "Action Required"
    assert stored["LifeCycle"]["ReviewComments"] == "Clarify the solution."
    body = update_body(client, stored)
    body["Project"]["CustomerBusinessProblem"] = "Nobody knows which machine fails next week."
    client.update_opportunity(**body)
    client.submit_opportunity(
        Catalog=catalog, Identifier=identifier, InvolvementType="Co-Sell", Visibility="Full"
    )
    assert review(client, catalog, identifier) == "Submitted"
    act(server, f"opportunities/{identifier}/review", {"decision": "approve"})
    assert review(client, catalog, identifier) == "Approved"
    assert invitation(client, catalog, task) == ("ACCEPTED", None)


def test_aws_refers_an_opportunity_back_only_with_comments(server, client, catalog):
    identifier, _ = submitted(client, catalog)
    path = f"aws/opportunities/{identifier}/review"
    status, refused = post(server, path, {"decision": "refer-back"})
    assert (status, refused["error"]) == (400, "Invalid")
    assert "comments" in refused["message"]
    act(server, path[4:], {"decision": "refer-back", "comments": "Which plant is it?"})
    assert review(client, catalog, identifier) == "Action Required"


def test_aws_refers_and_sets_its_side(server, client, catalog, events):
    happened(server, events)
    place = {"account": FIRST_ACCOUNT, "catalog": catalog}
    sent = act(server, "referrals", {**place, "seed": 7})
    assert happened(server, events) == ["Engagement Invitation Created"]
    task = client.start_engagement_by_accepting_invitation_task(
        Catalog=catalog, ClientToken=token(), Identifier=sent["id"]
    )
    assert (task["TaskStatus"], task["OpportunityId"]) == ("COMPLETE", sent["opportunity_id"])
    happened(server, events)

    identifier = sent["opportunity_id"]
    change = {"LifeCycle": {"Stage": "Launched"}, "Insights": {"EngagementScore": "High"}}
    act(server, f"opportunities/{identifier}/summary", change)
    summary = client.get_aws_opportunity_summary(
        Catalog=catalog, RelatedOpportunityIdentifier=identifier
    )
    assert summary["LifeCycle"]["Stage"] == "Launched"
    assert summary["Insights"]["EngagementScore"] == "High"
    act(server, f"opportunities/{identifier}/update", {"Project": {"Title": "Changed by AWS"}})
    stored = client.get_opportunity(Catalog=catalog, Identifier=identifier)
    assert stored["Project"]["Title"] == "Changed by AWS"
    assert "Opportunity Updated" in happened(server, events)


def test_aws_sends_a_lead(server, client, catalog, events):
    happened(server, events)
    sent = act(server, "leads", {"account": FIRST_ACCOUNT, "catalog": catalog, "seed": 7})
    assert happened(server, events) == ["Engagement Invitation Created"]
    client.accept_engagement_invitation(Catalog=catalog, Identifier=sent["id"])
    found = client.get_engagement(Catalog=catalog, Identifier=sent["engagement_id"])
    assert found["CreatedBy"] == "aws"
    assert [context["Type"] for context in found["Contexts"]] == ["Lead"]


def test_a_server_that_does_not_settle_says_which_target_has_not_received(tmp_path):
    running = Server(tmp_path, "--events-to", "http://127.0.0.1:9/").start()
    try:
        client = make_client(running.url, FIRST_ACCOUNT)
        client.create_opportunity(**opportunity())
        status, settled = post(running, "settle?timeout=1")
    finally:
        running.stop()
    assert (status, settled["settled"]) == (503, False)
    assert [waiting["events"] for waiting in settled["targets"]] == [1]
