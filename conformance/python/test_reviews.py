"""AWS reviews by rule what boto3 submits, in either catalog, and a webhook that verifies with the
public library of Standard Webhooks hears of it in the order in which it happened."""

import queue
import urllib.request
from collections import defaultdict

import pytest

from bodies import COSELL, SOLUTION, opportunity, token, update_body
from conftest import FIRST_ACCOUNT, make_client
from cosell_server import Server
from test_events import NEW, SECONDS, inbox  # noqa: F401

RULES = """
[[rule]]
name = "approve"
when.text = "Approve Inc"
[[rule.then]]
decision = "take-into-review"
after = "1m"
[[rule.then]]
decision = "approve"
after = "2m"

[[rule]]
name = "reject"
when.text = "Reject Inc"
[[rule.then]]
decision = "reject"
after = "1m"

[[rule]]
name = "ask"
when.text = "Ask Inc"
[[rule.then]]
decision = "action-required"
after = "1m"
comments = "Please name the customer's site."
reason = "Other"

[[rule]]
name = "refer back"
when.text = "Refer Inc"
[[rule.then]]
decision = "take-into-review"
[[rule.then]]
decision = "refer-back"
after = "1m"
comments = "Which plant is it?"
"""

TASK = [
    "Engagement Created",
    "Engagement Member Added",
    "Engagement Resource Snapshot Created",
    "Engagement Invitation Created",
]


class Story:
    """A server with rules and a webhook, and a client that submits in one catalog."""

    def __init__(self, folder, url, arrived, catalog):
        self.webhook = pytest.importorskip("standardwebhooks").Webhook(NEW)
        (folder / "reviewers.toml").write_text(RULES)
        (folder / "targets.toml").write_text(
            f'[[target]]\nname = "crm"\nurl = "{url}"\nsecrets = ["{NEW}"]\n'
            f'filter = {{ account = ["{FIRST_ACCOUNT}"] }}\n'
        )
        options = ["--reviewer", "reviewers.toml", "--event-targets", "targets.toml"]
        self.server = Server(folder, *options).start()
        self.client = make_client(self.server.url, FIRST_ACCOUNT)
        self.arrived = arrived
        self.catalog = catalog
        self.engagement = None
        self.heard = defaultdict(list)

    def submit(self, company):
        """Submits an opportunity of this company, and returns its id."""
        body = opportunity(Catalog=self.catalog)
        body["Customer"]["Account"]["CompanyName"] = company
        identifier = self.client.create_opportunity(**body)["Id"]
        self.client.associate_opportunity(
            Catalog=self.catalog,
            OpportunityIdentifier=identifier,
            RelatedEntityType="Solutions",
            RelatedEntityIdentifier=SOLUTION,
        )
        task = self.client.start_engagement_from_opportunity_task(
            Catalog=self.catalog,
            ClientToken=token(),
            Identifier=identifier,
            AwsSubmission=COSELL,
        )
        assert task["TaskStatus"] == "COMPLETE", task
        self.engagement = task["EngagementId"]
        return identifier

    def minute(self):
        """Moves the clock; everything that is due then has happened."""
        request = urllib.request.Request(
            f"{self.server.url}/_cosell/clock/advance", data=b'{"seconds": 60}', method="POST"
        )
        request.add_header("content-type", "application/json")
        urllib.request.urlopen(request, timeout=SECONDS).close()

    def status(self, identifier):
        stored = self.client.get_opportunity(Catalog=self.catalog, Identifier=identifier)
        return stored["LifeCycle"]["ReviewStatus"]

    def invitation(self):
        [summary] = self.client.list_engagement_invitations(
            Catalog=self.catalog,
            ParticipantType="SENDER",
            EngagementIdentifier=[self.engagement],
        )["EngagementInvitationSummaries"]
        return summary["Status"]

    def members(self):
        answer = self.client.list_engagement_members(
            Catalog=self.catalog, Identifier=self.engagement
        )
        return {member["AccountId"] for member in answer["EngagementMemberList"]}

    def hear(self, resource, last, count=1):
        """Waits for the last kind of event of a resource, so many times, and returns the kinds of
        its events in the order in which they arrived. Each is verified."""
        while self.heard[resource].count(last) < count:
            try:
                headers, body = self.arrived.get(timeout=SECONDS)
            except queue.Empty:
                raise AssertionError(f"{last} did not arrive: {dict(self.heard)}") from None
            event = self.webhook.verify(body, headers)
            assert event["detail"]["catalog"] == self.catalog
            kinds = self.heard[headers["x-cosell-resource"]]
            kinds.append(event["detail-type"])
            assert int(headers["x-cosell-sequence"]) == len(kinds), "in order, each once"
        return self.heard[resource]


@pytest.fixture(params=["AWS", "Sandbox"])
def story(request, tmp_path, inbox):  # noqa: F811
    url, arrived = inbox
    story = Story(tmp_path, url, arrived, request.param)
    yield story
    assert story.server.stop() == 0


def test_a_rule_takes_into_review_after_a_minute_and_approves_after_two(story):
    identifier = story.submit("Approve Inc")
    assert story.status(identifier) == "Submitted"
    story.minute()
    assert story.status(identifier) == "In review"
    story.minute()
    assert story.status(identifier) == "Approved"
    assert story.invitation() == "ACCEPTED"
    assert story.members() == {FIRST_ACCOUNT, "aws"}
    kinds = story.hear(story.engagement, "Engagement Member Added", count=2)
    assert kinds[:4] == TASK
    accepted = kinds.index("Engagement Invitation Accepted")
    assert accepted < len(kinds) - 1 - kinds[::-1].index("Engagement Member Added")
    kinds = story.hear(identifier, "Opportunity Updated", count=4)
    assert kinds[0] == "Opportunity Created"


def test_a_rule_rejects(story):
    identifier = story.submit("Reject Inc")
    story.minute()
    assert story.status(identifier) == "Rejected"
    assert story.invitation() == "REJECTED"
    assert story.members() == {FIRST_ACCOUNT}
    kinds = story.hear(story.engagement, "Engagement Invitation Rejected")
    assert kinds[:4] == TASK
    kinds = story.hear(identifier, "Opportunity Updated", count=3)
    assert kinds[0] == "Opportunity Created"


def test_a_rule_refers_back(story):
    identifier = story.submit("Refer Inc")
    story.minute()
    stored = story.client.get_opportunity(Catalog=story.catalog, Identifier=identifier)
    life_cycle = stored["LifeCycle"]
    assert life_cycle["ReviewStatus"] == "Action Required"
    assert life_cycle["ReviewComments"] == "Which plant is it?"
    assert life_cycle["ReviewStatusReason"] == "Other - Internal Review"
    assert story.invitation() == "PENDING"


def test_a_rule_asks_for_an_action_and_reviews_the_corrected_opportunity_again(story):
    identifier = story.submit("Ask Inc")
    story.minute()
    stored = story.client.get_opportunity(Catalog=story.catalog, Identifier=identifier)
    assert stored["LifeCycle"]["ReviewStatus"] == "Action Required"
    assert stored["LifeCycle"]["ReviewComments"] == "Please name the customer's site."
    assert story.invitation() == "PENDING"
    body = update_body(story.client, stored)
    body["Customer"]["Account"]["Address"]["City"] = "Olympia"
    story.client.update_opportunity(**body)
    story.client.submit_opportunity(Catalog=story.catalog, Identifier=identifier, **COSELL)
    assert story.status(identifier) == "Submitted"
    story.minute()
    assert story.status(identifier) == "Action Required"
    kinds = story.hear(identifier, "Opportunity Updated", count=5)
    assert kinds[0] == "Opportunity Created"
