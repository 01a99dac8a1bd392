"""Our responses have the members and the JSON types of recorded responses of the live service.

The recordings are not part of this project; without them these tests are skipped. The table of
docs/compatibility.md under "Recorded answers and ours" lists the intended differences: a new
difference fails, and so does a row that no recording shows any more. A null is compatible with any
type. If an operation was recorded for different kinds of resources, each recording is compared
with the most similar response of ours.
"""

import json
import os
import pathlib
import re

import pytest

from bodies import CATALOG, COSELL, SOLUTION, days_from_today, opportunity, token
from wire import call

ROOT = pathlib.Path(__file__).parents[2]
FOLDER = pathlib.Path(os.environ.get("COSELL_REFERENCE_DATA", ROOT.parent / "shared" / "data"))
RECORDINGS = FOLDER / "recorded-responses.json"
ROW = re.compile(r"^\| (\w+) \| `([^`]+)` \| (only live|only here|type) \| .+ \|$", re.MULTILINE)

pytestmark = pytest.mark.skipif(
    not RECORDINGS.is_file(), reason=f"there are no recordings at {RECORDINGS}"
)


def recordings():
    """Recorded responses by operation: every JSON body whose URL names an operation."""
    found = {}
    for recording in json.loads(RECORDINGS.read_text()) if RECORDINGS.is_file() else []:
        operation = recording["url"].rstrip("/").rsplit("/", 1)[-1]
        body = recording["body"]
        if isinstance(body, str):
            try:
                body = json.loads(body)
            except ValueError:
                continue
        if isinstance(body, dict):
            found.setdefault(operation, []).append(body)
    return found


def differences(live, here, path=""):
    """Pairs of path and kind. Items of lists are compared with the first item of ours."""
    if live is None or here is None:
        return
    if isinstance(live, dict) and isinstance(here, dict):
        for name in live.keys() | here.keys():
            inner = f"{path}.{name}" if path else name
            if name not in here:
                yield inner, "only live"
            elif name not in live:
                yield inner, "only here"
            else:
                yield from differences(live[name], here[name], inner)
    elif isinstance(live, list) and isinstance(here, list):
        for item in live:
            if here:
                yield from differences(item, here[0], f"{path}[]")
    elif type(live) is not type(here):
        yield path, "type"


@pytest.fixture(scope="module")
def answers(server):
    """Our responses for each recorded operation, from one run of the main job and beyond."""
    sender, partner = "300000990001", "300000990002"
    kept = {}

    def ask(operation, account=sender, **body):
        answer = call(server, operation, {"Catalog": CATALOG, **body}, account=account)
        assert answer.status == 200, (operation, answer.body)
        document = answer.json if answer.body else None
        kept.setdefault(operation, []).append(document)
        return document

    revenue = {
        "DeliveryModel": "Pay-as-you-go",
        "EffectiveDate": "2026-10-31",
        "ExpirationDate": "2027-03-31",
        "Value": {"Amount": "10000.0", "CurrencyCode": "USD"},
    }
    identifier = ask("CreateOpportunity", **opportunity(SoftwareRevenue=revenue))["Id"]
    ask("ListSolutions", MaxResults=1)
    ask(
        "AssociateOpportunity",
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    ask(
        "DisassociateOpportunity",
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    ask(
        "AssociateOpportunity",
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    stored = ask("GetOpportunity", Identifier=identifier)
    ask("UpdateOpportunity", **{**stored, "Identifier": identifier})
    task = ask(
        "StartEngagementFromOpportunityTask",
        ClientToken=token(),
        Identifier=identifier,
        AwsSubmission=COSELL,
    )
    assert task["TaskStatus"] == "COMPLETE", task
    engagement = task["EngagementId"]
    ask("ListEngagementFromOpportunityTasks", TaskIdentifier=[task["TaskId"]])
    ask("GetOpportunity", Identifier=identifier)
    ask("ListOpportunities", MaxResults=1)
    ask("GetAwsOpportunitySummary", RelatedOpportunityIdentifier=identifier)
    ask("ListEngagementResourceAssociations", EngagementIdentifier=engagement)
    ask("ListResourceSnapshots", EngagementIdentifier=engagement)
    snapshot = {
        "EngagementIdentifier": engagement,
        "ResourceType": "Opportunity",
        "ResourceIdentifier": identifier,
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
    }
    ask("GetResourceSnapshot", **snapshot)
    ask("CreateResourceSnapshot", ClientToken=token(), **snapshot)
    job = task["ResourceSnapshotJobId"]
    for operation in (
        "GetResourceSnapshotJob",
        "StopResourceSnapshotJob",
        "StartResourceSnapshotJob",
    ):
        ask(operation, ResourceSnapshotJobIdentifier=job)
    ask("ListResourceSnapshotJobs")
    customer = {
        "CompanyName": "Fernhollow Orchards",
        "WebsiteUrl": "fernhollow.example",
        "Industry": "Agriculture",
        "CountryCode": "US",
    }
    project = {
        "Title": "Harvest forecasts",
        "BusinessProblem": "Harvest crews are booked by guess, two weeks ahead.",
        "TargetCompletionDate": days_from_today(90),
    }
    context = {"CustomerProject": {"Customer": customer, "Project": project}}
    made = ask(
        "CreateEngagement",
        ClientToken=token(),
        Title="Harvest forecasts",
        Description="A partner project",
        Contexts=[{"Type": "CustomerProject", "Payload": context}],
    )["Id"]
    snapshot_of_made = {**snapshot, "EngagementIdentifier": made}
    ask("CreateResourceSnapshotJob", ClientToken=token(), **snapshot_of_made)
    ask("GetEngagement", Identifier=made)
    ask("ListEngagements", MaxResults=1)
    ask("ListEngagementMembers", Identifier=made, MaxResults=2)
    spend = {
        "Amount": "10000.00",
        "CurrencyCode": "USD",
        "Frequency": "Monthly",
        "TargetCompany": "AWS",
    }
    payload = {
        "SenderContacts": [{"Email": "sales@fernhollow.example", "FirstName": "Ida"}],
        "ReceiverResponsibilities": ["Distributor"],
        "Customer": customer,
        "Project": {**project, "ExpectedCustomerSpend": [spend]},
    }
    sent = ask(
        "CreateEngagementInvitation",
        ClientToken=token(),
        EngagementIdentifier=made,
        Invitation={
            "Message": "Would you join us?",
            "Receiver": {"Account": {"Alias": "Partner", "AwsAccountId": partner}},
            "Payload": {"OpportunityInvitation": payload},
        },
    )["Id"]
    ask("GetEngagementInvitation", Identifier=sent)
    interaction = {
        "SourceType": "Campaign",
        "SourceName": "Harvest webinar",
        "CustomerAction": "Completed Form",
        "Contact": {
            "BusinessTitle": "Head of Operations",
            "Email": "ops@fernhollow.example",
            "FirstName": "Ida",
            "LastName": "Berg",
        },
    }
    company = {"CompanyName": "Fernhollow Orchards", "Address": {"CountryCode": "US"}}
    lead = ask(
        "CreateEngagement",
        ClientToken=token(),
        Title="A lead",
        Description="From a webinar",
        Contexts=[
            {
                "Type": "Lead",
                "Payload": {"Lead": {"Customer": company, "Interactions": [interaction]}},
            }
        ],
    )["Id"]
    ask("GetEngagement", Identifier=lead)
    lead_payload = {
        "Customer": {"CompanyName": "Fernhollow Orchards"},
        "Interaction": {"ContactBusinessTitle": "Head of Operations"},
    }
    lead_invitation = ask(
        "CreateEngagementInvitation",
        ClientToken=token(),
        EngagementIdentifier=lead,
        Invitation={
            "Message": "A lead for you",
            "Receiver": {"Account": {"AwsAccountId": partner}},
            "Payload": {"LeadInvitation": lead_payload},
        },
    )["Id"]
    ask("GetEngagementInvitation", Identifier=lead_invitation)
    ask("ListEngagementInvitations", ParticipantType="SENDER")
    _beyond_the_main_job(ask, partner, stored, lead, sent)
    return kept


def _beyond_the_main_job(ask, partner, stored, lead, sent):
    arn = {"ResourceArn": stored["Arn"]}
    ask("TagResource", Tags=[{"Key": "Team", "Value": "Harvest"}], **arn)
    ask("ListTagsForResource", **arn)
    ask("UntagResource", TagKeys=["Team"], **arn)
    ask("PutSellingSystemSettings", ResourceSnapshotJobRoleIdentifier="SnapshotJobs")
    ask("GetSellingSystemSettings")
    modified = ask("GetEngagement", Identifier=lead)["ModifiedAt"]
    payload = {"Lead": {"Customer": {"CompanyName": "Fernhollow Orchards"}}}
    ask(
        "UpdateEngagementContext",
        EngagementIdentifier=lead,
        ContextIdentifier="1",
        EngagementLastModifiedAt=modified,
        Type="Lead",
        Payload=payload,
    )
    ask(
        "StartOpportunityFromEngagementTask",
        ClientToken=token(),
        Identifier=lead,
        ContextIdentifier="1",
    )
    ask("ListOpportunityFromEngagementTasks")
    ask(
        "StartEngagementByAcceptingInvitationTask",
        account=partner,
        ClientToken=token(),
        Identifier=sent,
    )
    ask("ListEngagementByAcceptingInvitationTasks", account=partner)


def test_every_recorded_operation_has_the_recorded_response_shape(answers):
    meant = set(ROW.findall((ROOT / "docs" / "compatibility.md").read_text()))
    seen = set()
    compared = 0
    for operation, bodies in recordings().items():
        if operation not in answers:
            continue
        for live in bodies:
            compared += 1
            closest = min((set(differences(live, here)) for here in answers[operation]), key=len)
            seen |= {(operation, path, kind) for path, kind in closest}
    assert compared > 30, "the recordings exist but could not be read"
    new, gone = sorted(seen - meant), sorted(meant - seen)
    assert not new, "differences that the table does not list:\n" + "\n".join(map(str, new))
    assert not gone, "differences that no recording shows:\n" + "\n".join(map(str, gone))
