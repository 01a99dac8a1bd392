"""Each row of AWS's table of events by action, in both catalogs: the act of the row, and what
arrives of it at a webhook that verifies with the public library of Standard Webhooks."""

import itertools
import json
import re

import pytest

from cosell_server import ROOT, Server
from inbox import Inbox
from scenarios import SCENARIOS, SECONDS, Scene, post, row
from test_events import MEMBERS, NEW

# The members of `detail` by the kind of event, as events were recorded or are documented.
INVITATION = {
    "arn",
    "id",
    "engagementId",
    "senderAccountId",
    "receiverAccountId",
    "participantType",
    "payloadType",
}
RECORDED = {
    "Opportunity Created": ("opportunity", {"identifier"}),
    "Opportunity Updated": ("opportunity", {"identifier"}),
    "Engagement Created": (
        "engagement",
        {"engagementArn", "engagementId", "CreatedAt", "CreatedBy", "ContextTypes"},
    ),
    "Engagement Updated": (
        "engagement",
        {"engagementArn", "engagementId", "LastModifiedAt", "LastModifiedBy", "ContextTypes"},
    ),
    "Engagement Member Added": ("engagementMember", {"accountId", "companyName"}),
    "Engagement Resource Snapshot Created": (
        "resourceSnapshot",
        {
            "arn",
            "engagementId",
            "resourceType",
            "resourceId",
            "createdBy",
            "targetMemberAccounts",
            "resourceSnapshotTemplateName",
        },
    ),
    "Engagement Invitation Created": (
        "engagementInvitation",
        INVITATION | {"senderCompanyName", "expirationDate"},
    ),
    "Engagement Invitation Accepted": ("engagementInvitation", INVITATION),
    "Engagement Invitation Rejected": ("engagementInvitation", INVITATION),
    "Engagement Invitation Expired": ("engagementInvitation", INVITATION),
}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

accounts = itertools.count(610_000_000_001)


@pytest.fixture(scope="module")
def inbox():
    inbox = Inbox()
    yield inbox
    inbox.close()


@pytest.fixture(scope="module")
def url(tmp_path_factory, inbox):
    folder = tmp_path_factory.mktemp("scenarios")
    (folder / "targets.toml").write_text(
        f'[[target]]\nname = "crm"\nurl = "{inbox.url}"\nsecrets = ["{NEW}"]\n'
    )
    server = Server(folder, "--event-targets", "targets.toml").start()
    yield server.url
    assert server.stop() == 0


def settle(url):
    """Waits until all that is due has happened and has arrived."""
    settled = post(url, f"settle?timeout={SECONDS}")
    assert settled["settled"], settled


def check_event(event, scene, role):
    """Checks an event by what was recorded: its envelope, the members of its detail, and whom it
    is about."""
    kind = event["detail-type"]
    assert set(event) == MEMBERS
    assert event["version"] == "0"
    assert event["source"] == "aws.partnercentral-selling"
    assert event["region"] == "us-east-1"
    assert TIME.fullmatch(event["time"])
    detail = event["detail"]
    assert detail["catalog"] == scene.catalog
    name, members = RECORDED[kind]
    about = {"schemaVersion", "catalog", name}
    if kind == "Engagement Member Added":
        about.add("engagement")
        assert detail["engagement"] == {"id": scene.engagement}
    assert set(detail) == about
    assert set(detail[name]) == members
    invitation = kind.startswith("Engagement Invitation")
    assert detail["schemaVersion"] == ("1.0" if invitation else "1")
    place = f"arn:aws:partnercentral:us-east-1::catalog/{scene.catalog}"
    if name == "opportunity":
        assert detail["opportunity"]["identifier"] == scene.opportunity
        assert event["resources"] == []
    elif invitation:
        assert event["resources"] == [f"{place}/engagement-invitation/{scene.invitation}"]
        assert detail[name]["arn"] == event["resources"][0]
        assert detail[name]["id"] == scene.invitation
        assert detail[name]["engagementId"] == scene.engagement
        assert detail[name]["participantType"] == role
        account = detail[name]["senderAccountId" if role == "SENDER" else "receiverAccountId"]
        assert account == scene.account
    else:
        assert event["resources"] == [f"{place}/engagement/{scene.engagement}"]
    if name == "resourceSnapshot":
        assert scene.account in detail[name]["targetMemberAccounts"]


@pytest.mark.parametrize("catalog", ["AWS", "Sandbox"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.action)
def test_the_events_of_an_action_arrive_in_order(url, inbox, scenario, catalog):
    verifier = pytest.importorskip("standardwebhooks").Webhook(NEW)
    scene = Scene(url, catalog, (str(next(accounts)), str(next(accounts))))
    scenario.scene(scene)
    settle(url)
    numbers = {}
    for headers, body in inbox.take():
        if json.loads(body)["account"] == scene.account:
            numbers[headers["x-cosell-resource"]] = int(headers["x-cosell-sequence"])
    scenario.act(scene)
    settle(url)
    heard = {scene.opportunity: [], scene.engagement: []}
    for headers, body in inbox.take():
        event = verifier.verify(body, headers)
        if event["account"] != scene.account:
            continue
        check_event(event, scene, scenario.role)
        resource = headers["x-cosell-resource"]
        heard[resource].append(event["detail-type"])
        # Each arrives once, and none is missing.
        numbers[resource] = numbers.get(resource, 0) + 1
        assert int(headers["x-cosell-sequence"]) == numbers[resource]
    if scene.opportunity:
        assert heard[scene.opportunity] == scenario.opportunity
    if scene.engagement:
        assert heard[scene.engagement] == scenario.engagement


def test_every_kind_of_event_has_a_row():
    source = (ROOT / "crates" / "domain" / "src" / "event.rs").read_text()
    kinds = set(re.findall(r'"((?:Opportunity|Engagement)(?: [A-Z][a-z]+)+)"', source))
    rows = set()
    for scenario in SCENARIOS:
        rows.update(scenario.opportunity, scenario.engagement)
    assert kinds == rows == set(RECORDED)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.action)
def test_the_page_of_events_has_the_row(scenario):
    assert row(scenario) in (ROOT / "docs" / "events.md").read_text().splitlines()
