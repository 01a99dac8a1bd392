"""The rows of AWS's table of events by action: each sets a scene, acts once, and says what the
account that the row is about hears of the act.

`SCENARIOS` has every row of the table, in its order. A row of both parties is there twice.
"""

import itertools
import json
import urllib.request
from dataclasses import dataclass, field
from typing import Callable

from bodies import COSELL, SOLUTION, lead, opportunity, token, update_body
from conftest import make_client

SECONDS = 60
FIFTEEN_DAYS = 15 * 24 * 3600 + 1

LEAD_INVITATION = {
    "Customer": {
        "CompanyName": "Fjordline Paper",
        "CountryCode": "US",
        "Industry": "Manufacturing",
    },
    "Interaction": {
        "ContactBusinessTitle": "Plant Director",
        "SourceType": "Event",
        "Usecase": "IOT",
    },
}
PROJECT_INVITATION = {
    "ReceiverResponsibilities": ["Hardware Partner"],
    "SenderContacts": [{"Email": "j.lindqvist@fernhollow-systems.example"}],
    "Customer": {
        "CompanyName": "Northgale Cold Chain",
        "CountryCode": "US",
        "Industry": "Transportation and Logistics",
        "WebsiteUrl": "https://www.northgale-coldchain.example",
    },
    "Project": {
        "Title": "Route and temperature telemetry for 900 trailers",
        "BusinessProblem": "Trailer temperatures are collected by hand.",
        "TargetCompletionDate": "2040-12-31",
        "ExpectedCustomerSpend": [
            {
                "Amount": "18400.00",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS",
            }
        ],
    },
}


def post(url, path, body=None):
    """Calls a page of the administrative API, and returns its document."""
    data = json.dumps(body).encode() if body is not None else b""
    request = urllib.request.Request(f"{url}/_cosell/{path}", data, method="POST")
    request.add_header("content-type", "application/json")
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return json.loads(answer.read())


class Scene:
    """Two accounts that nobody else uses, in one catalog of a server."""

    def __init__(self, url, catalog, accounts):
        self.url = url
        self.catalog = catalog
        self.account, self.other = accounts
        self.own = make_client(url, self.account)
        self.partner = make_client(url, self.other)
        # What the act is about, as far as the scene has it.
        self.opportunity = None
        self.engagement = None
        self.invitation = None

    def act_as_aws(self, path, body=None):
        return post(self.url, f"aws/{path}", body)

    def create(self, client=None):
        body = opportunity(Catalog=self.catalog)
        self.opportunity = (client or self.own).create_opportunity(**body)["Id"]

    def associate(self, kind, identifier, client=None):
        (client or self.own).associate_opportunity(
            Catalog=self.catalog,
            OpportunityIdentifier=self.opportunity,
            RelatedEntityType=kind,
            RelatedEntityIdentifier=identifier,
        )

    def submit(self, client=None):
        """Submits the opportunity of the scene to AWS, whom the task invites."""
        task = (client or self.own).start_engagement_from_opportunity_task(
            Catalog=self.catalog,
            ClientToken=token(),
            Identifier=self.opportunity,
            AwsSubmission=COSELL,
        )
        assert task["TaskStatus"] == "COMPLETE", task
        self.engagement = task["EngagementId"]
        self.invitation = task["EngagementInvitationId"]

    def prepare(self, client=None):
        """An opportunity that can be submitted."""
        self.create(client)
        self.associate("Solutions", SOLUTION, client)

    def prepare_shared(self, client=None):
        """An approved opportunity whose engagement has a snapshot job."""
        self.prepare(client)
        self.submit(client)
        self.approve()

    def approve(self):
        decision = {"decision": "approve"}
        self.act_as_aws(f"opportunities/{self.opportunity}/review", decision)

    def create_engagement(self, client=None):
        self.engagement = (client or self.own).create_engagement(
            Catalog=self.catalog,
            ClientToken=token(),
            Title="Water telemetry",
            Description="A lead from the paper days",
            Contexts=[{"Type": "Lead", "Payload": {"Lead": lead()}}],
        )["Id"]

    def invite(self, payload, client=None, receiver=None):
        self.invitation = (client or self.own).create_engagement_invitation(
            Catalog=self.catalog,
            ClientToken=token(),
            EngagementIdentifier=self.engagement,
            Invitation={
                "Message": "Would you bring the sensors?",
                "Receiver": {"Account": {"AwsAccountId": receiver or self.other}},
                "Payload": payload,
            },
        )["Id"]

    def prepare_sent(self):
        """An engagement of the account, to which it has invited the other one."""
        self.create_engagement()
        self.invite({"LeadInvitation": LEAD_INVITATION})

    def prepare_received(self):
        """An engagement of the other account with AWS, to which it has invited the account."""
        self.prepare_shared(self.partner)
        self.invite({"OpportunityInvitation": PROJECT_INVITATION}, self.partner, self.account)

    def accept(self, client):
        client.accept_engagement_invitation(Catalog=self.catalog, Identifier=self.invitation)

    def reject(self, client):
        client.reject_engagement_invitation(
            Catalog=self.catalog, Identifier=self.invitation, RejectionReason="Other"
        )

    def accept_by_task(self):
        task = self.own.start_engagement_by_accepting_invitation_task(
            Catalog=self.catalog, ClientToken=token(), Identifier=self.invitation
        )
        assert task["TaskStatus"] == "COMPLETE", task
        self.opportunity = task["OpportunityId"]

    def update(self, change):
        """Changes the opportunity of the scene by what `change` does to its body."""
        stored = self.own.get_opportunity(Catalog=self.catalog, Identifier=self.opportunity)
        body = update_body(self.own, stored)
        change(body)
        self.own.update_opportunity(**body)

    def wait_fifteen_days(self):
        post(self.url, "clock/advance", {"seconds": FIFTEEN_DAYS})

    def prepare_two_members(self, owner, member, account):
        self.create_engagement(owner)
        self.invite({"LeadInvitation": LEAD_INVITATION}, owner, account)
        self.accept(member)

    def add_context(self, client):
        changed = lead()
        changed["Customer"]["CompanyName"] = "Fjordline Paper Group"
        client.create_engagement_context(
            Catalog=self.catalog,
            ClientToken=token(),
            EngagementIdentifier=self.engagement,
            Type="Lead",
            Payload={"Lead": changed},
        )


def plan(body):
    """A member that snapshots show."""
    body["LifeCycle"]["NextSteps"] = "Visit the plant in Duluth."


def annotate(body):
    """A member that no snapshot shows."""
    body["Project"]["AdditionalComments"] = "The pilot ended in May."


OPPORTUNITY_CREATED = "Opportunity Created"
OPPORTUNITY_UPDATED = "Opportunity Updated"
ENGAGEMENT_CREATED = "Engagement Created"
ENGAGEMENT_UPDATED = "Engagement Updated"
MEMBER_ADDED = "Engagement Member Added"
SNAPSHOT_CREATED = "Engagement Resource Snapshot Created"
INVITATION_CREATED = "Engagement Invitation Created"
INVITATION_ACCEPTED = "Engagement Invitation Accepted"
INVITATION_REJECTED = "Engagement Invitation Rejected"
INVITATION_EXPIRED = "Engagement Invitation Expired"
# A decision shows AWS's side, and the new review status in the owner's.
BOTH_SIDES = [SNAPSHOT_CREATED, SNAPSHOT_CREATED]


@dataclass
class Scenario:
    """A row of the table."""

    action: str
    # What must have happened before.
    scene: Callable[[Scene], object]
    act: Callable[[Scene], object]
    # The events about the opportunity and about the engagement, each in their order.
    opportunity: list = field(default_factory=list)
    engagement: list = field(default_factory=list)
    # The role of the account in the events of invitations.
    role: str = "SENDER"


def nothing(scene):
    pass


SCENARIOS = [
    Scenario(
        "You create an opportunity",
        nothing,
        lambda scene: scene.create(),
        opportunity=[OPPORTUNITY_CREATED],
    ),
    Scenario(
        "You use StartEngagementFromOpportunityTask",
        lambda scene: scene.prepare(),
        lambda scene: scene.submit(),
        opportunity=[OPPORTUNITY_UPDATED],
        engagement=[ENGAGEMENT_CREATED, MEMBER_ADDED, SNAPSHOT_CREATED, INVITATION_CREATED],
    ),
    Scenario(
        "AWS approves",
        lambda scene: (scene.prepare(), scene.submit()),
        lambda scene: scene.approve(),
        opportunity=[OPPORTUNITY_UPDATED],
        engagement=[INVITATION_ACCEPTED, MEMBER_ADDED, *BOTH_SIDES],
    ),
    Scenario(
        "AWS rejects",
        lambda scene: (scene.prepare(), scene.submit()),
        lambda scene: scene.act_as_aws(
            f"opportunities/{scene.opportunity}/review", {"decision": "reject"}
        ),
        opportunity=[OPPORTUNITY_UPDATED],
        engagement=[INVITATION_REJECTED, *BOTH_SIDES],
    ),
    Scenario(
        "You associate a Marketplace offer",
        lambda scene: scene.prepare_shared(),
        lambda scene: scene.associate(
            "AwsMarketplaceOffers",
            f"arn:aws:aws-marketplace:us-east-1:{scene.account}:AWSMarketplace/Offer/offer-"
            f"{scene.account}",
        ),
        opportunity=[OPPORTUNITY_UPDATED],
    ),
    Scenario(
        "You associate a solution",
        lambda scene: scene.prepare_shared(),
        lambda scene: scene.associate("Solutions", "S-0059631"),
        opportunity=[OPPORTUNITY_UPDATED],
        engagement=[SNAPSHOT_CREATED],
    ),
    Scenario(
        "You update an opportunity with a snapshot job, in a field of its template",
        lambda scene: scene.prepare_shared(),
        lambda scene: scene.update(plan),
        opportunity=[OPPORTUNITY_UPDATED],
        engagement=[SNAPSHOT_CREATED],
    ),
    Scenario(
        "You update an opportunity with a snapshot job, in another field",
        lambda scene: scene.prepare_shared(),
        lambda scene: scene.update(annotate),
        opportunity=[OPPORTUNITY_UPDATED],
    ),
    Scenario(
        "You update an opportunity without a snapshot job",
        lambda scene: scene.prepare(),
        lambda scene: scene.update(plan),
        opportunity=[OPPORTUNITY_UPDATED],
    ),
    Scenario(
        "AWS updates your opportunity",
        lambda scene: scene.prepare_shared(),
        lambda scene: scene.act_as_aws(
            f"opportunities/{scene.opportunity}/update", {"LifeCycle": {"NextSteps": "By AWS."}}
        ),
        opportunity=[OPPORTUNITY_UPDATED],
        engagement=[SNAPSHOT_CREATED],
    ),
    Scenario(
        "You invite another partner",
        lambda scene: scene.create_engagement(),
        lambda scene: scene.invite({"LeadInvitation": LEAD_INVITATION}),
        engagement=[INVITATION_CREATED],
    ),
    Scenario(
        "Your invitation is accepted",
        lambda scene: scene.prepare_sent(),
        lambda scene: scene.accept(scene.partner),
        engagement=[INVITATION_ACCEPTED, MEMBER_ADDED],
    ),
    Scenario(
        "Your invitation is rejected",
        lambda scene: scene.prepare_sent(),
        lambda scene: scene.reject(scene.partner),
        engagement=[INVITATION_REJECTED],
    ),
    Scenario(
        "Nobody acts on your invitation for 15 days",
        lambda scene: scene.prepare_sent(),
        lambda scene: scene.wait_fifteen_days(),
        engagement=[INVITATION_EXPIRED],
    ),
    Scenario(
        "You receive an invitation",
        lambda scene: scene.create_engagement(scene.partner),
        lambda scene: scene.invite(
            {"LeadInvitation": LEAD_INVITATION}, scene.partner, scene.account
        ),
        engagement=[INVITATION_CREATED],
        role="RECEIVER",
    ),
    Scenario(
        "You accept by StartEngagementByAcceptingInvitationTask",
        lambda scene: scene.prepare_received(),
        lambda scene: scene.accept_by_task(),
        opportunity=[OPPORTUNITY_CREATED, OPPORTUNITY_UPDATED],
        # Of the copy, and of its review status, which the task's last step sets.
        engagement=[INVITATION_ACCEPTED, MEMBER_ADDED, SNAPSHOT_CREATED, SNAPSHOT_CREATED],
        role="RECEIVER",
    ),
    Scenario(
        "You reject",
        lambda scene: scene.prepare_received(),
        lambda scene: scene.reject(scene.own),
        engagement=[INVITATION_REJECTED],
        role="RECEIVER",
    ),
    Scenario(
        "You do not act for 15 days",
        lambda scene: scene.prepare_received(),
        lambda scene: scene.wait_fifteen_days(),
        engagement=[INVITATION_EXPIRED],
        role="RECEIVER",
    ),
    Scenario(
        "You create an engagement",
        nothing,
        lambda scene: scene.create_engagement(),
        engagement=[ENGAGEMENT_CREATED, MEMBER_ADDED],
    ),
    Scenario(
        "You update an engagement",
        lambda scene: scene.prepare_two_members(scene.own, scene.partner, scene.other),
        lambda scene: scene.add_context(scene.own),
        engagement=[ENGAGEMENT_UPDATED],
    ),
    Scenario(
        "Another member updates an engagement of yours",
        lambda scene: scene.prepare_two_members(scene.partner, scene.own, scene.account),
        lambda scene: scene.add_context(scene.partner),
        engagement=[ENGAGEMENT_UPDATED],
        role="RECEIVER",
    ),
]


def row(scenario):
    """The row of a scenario on the page docs/events.md."""
    cells = [scenario.action]
    for kinds in (scenario.opportunity, scenario.engagement):
        told = []
        for kind, same in itertools.groupby(kinds):
            told.append(kind + (", twice" if len(list(same)) == 2 else ""))
        cells.append("; ".join(told) or "none")
    return f"| {' | '.join(cells)} |"
