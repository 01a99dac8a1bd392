"""A lead that two partners share becomes an opportunity with AWS; and prospecting."""

import datetime
import re
import time

import pytest

from bodies import CATALOG, SOLUTION, contact, days_from_today, lead, start_task, token, update_body
from conftest import FIRST_ACCOUNT, OTHER_ACCOUNT

PROBLEM = "Nine plants report their water use on paper, and leaks are found weeks too late."
PROSPECTING_ARN = re.compile(
    r"arn:aws:partnercentral-selling:.*:.*:catalog/.*/prospecting-from-engagement-task/"
    r"task-[0-9a-z]{14}"
)


def create_engagement(client, *contexts):
    return client.create_engagement(
        Catalog=CATALOG,
        ClientToken=token(),
        Title="Water telemetry initiative",
        Description="A lead from the pulp and paper days",
        Contexts=list(contexts),
    )["Id"]


def lead_context():
    return {"Type": "Lead", "Payload": {"Lead": lead()}}


def invite(client, engagement, receiver):
    return client.create_engagement_invitation(
        Catalog=CATALOG,
        ClientToken=token(),
        EngagementIdentifier=engagement,
        Invitation={
            "Message": "A paper maker needs telemetry that you have built before.",
            "Receiver": {"Account": {"AwsAccountId": receiver}},
            "Payload": {
                "LeadInvitation": {
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
            },
        },
    )["Id"]


def lead_update(client, engagement, **changes):
    update = {
        "QualificationStatus": "Qualified",
        "Customer": {
            "CompanyName": "Fjordline Paper Group",
            "Industry": "Manufacturing",
            "WebsiteUrl": "https://www.fjordline-paper.example",
            "Address": {"CountryCode": "US", "City": "Duluth"},
            "MarketSegment": "Enterprise",
        },
        "Interaction": {
            "InteractionDate": datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone.utc),
            "SourceType": "Event",
            "Usecase": "IOT",
            "BusinessProblem": PROBLEM,
            "Contact": contact(),
        },
    }
    update.update(changes)
    read = client.get_engagement(Catalog=CATALOG, Identifier=engagement)
    return {
        "Catalog": CATALOG,
        "EngagementIdentifier": engagement,
        "ContextIdentifier": "1",
        "EngagementLastModifiedAt": read["ModifiedAt"],
        "Type": "Lead",
        "Payload": {"Lead": update},
    }


def convert(client, engagement, context="1", client_token=None):
    return client.start_opportunity_from_engagement_task(
        Catalog=CATALOG,
        ClientToken=client_token or token(),
        Identifier=engagement,
        ContextIdentifier=context,
        Tags=[{"Key": "Source", "Value": "LeadConversion"}],
    )


@pytest.fixture(scope="module")
def shared(client, other_client):
    """An engagement of the first account with a lead, of which the other account is a member."""
    engagement = create_engagement(client, lead_context())
    invitation = invite(client, engagement, OTHER_ACCOUNT)

    received = other_client.get_engagement_invitation(Catalog=CATALOG, Identifier=invitation)
    assert received["PayloadType"] == "LeadInvitation"
    assert received["SenderAwsAccountId"] == FIRST_ACCOUNT
    interaction = received["Payload"]["LeadInvitation"]["Interaction"]
    assert "Contact" not in interaction, "the lead's contact is hidden before acceptance"
    with pytest.raises(other_client.exceptions.ResourceNotFoundException):
        other_client.get_engagement(Catalog=CATALOG, Identifier=engagement)

    other_client.accept_engagement_invitation(Catalog=CATALOG, Identifier=invitation)
    return engagement


@pytest.fixture(scope="module")
def converted(other_client, shared):
    other_client.update_engagement_context(**lead_update(other_client, shared))
    return convert(other_client, shared)


def test_a_member_sees_the_lead_and_its_contact(other_client, shared):
    engagement = other_client.get_engagement(Catalog=CATALOG, Identifier=shared)
    assert engagement["MemberCount"] == 2
    context = engagement["Contexts"][0]
    assert (context["Id"], context["Type"]) == ("1", "Lead")
    first = context["Payload"]["Lead"]["Interactions"][0]
    assert first["Contact"]["Email"] == contact()["Email"]
    assert isinstance(first["InteractionDate"], datetime.datetime)


def test_the_conversion_returns_the_context_that_it_created(other_client, shared, converted):
    assert converted["TaskStatus"] == "COMPLETE", converted
    assert converted["EngagementId"] == shared
    assert converted["ContextId"] == "2"
    assert re.fullmatch(r"task-[0-9a-z]{13}", converted["TaskId"])
    assert "/opportunity-from-engagement-task/" in converted["TaskArn"]
    engagement = other_client.get_engagement(Catalog=CATALOG, Identifier=shared)
    added = engagement["Contexts"][1]
    assert (added["Id"], added["Type"]) == ("2", "CustomerProject")
    assert added["Payload"]["CustomerProject"]["Project"]["BusinessProblem"] == PROBLEM


def test_the_draft_has_the_details_of_the_lead(other_client, converted):
    draft = other_client.get_opportunity(
        Catalog=CATALOG, Identifier=converted["OpportunityId"]
    )
    assert draft["Project"]["Title"] == "Converted from Lead"
    assert draft["Project"]["CustomerBusinessProblem"] == PROBLEM
    assert draft["Project"]["ExpectedCustomerSpend"] == []
    assert draft["Customer"]["Account"]["CompanyName"] == "Fjordline Paper Group"
    assert draft["Customer"]["Account"]["Address"]["CountryCode"] == "US"
    assert draft["Marketing"]["Source"] == "None"


def test_the_conversion_is_found_in_the_list(other_client, shared, converted):
    started = {name: value for name, value in converted.items() if name != "ResponseMetadata"}
    for filters in (
        {"TaskIdentifier": [converted["TaskId"]]},
        {"OpportunityIdentifier": [converted["OpportunityId"]]},
        {"EngagementIdentifier": [shared], "ContextIdentifier": ["2"]},
    ):
        (task,) = other_client.list_opportunity_from_engagement_tasks(
            Catalog=CATALOG, TaskStatus=["COMPLETE"], **filters
        )["TaskSummaries"]
        assert task == started


def test_the_draft_is_completed_and_submitted_from_the_same_engagement(
    client, other_client, shared, converted
):
    identifier = converted["OpportunityId"]
    other_client.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    stored = other_client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    body = update_body(other_client, stored)
    body["Customer"]["Account"]["Address"] = {
        "CountryCode": "US",
        "PostalCode": "55802",
        "StateOrRegion": "Minnesota",
    }
    body["Project"]["CustomerUseCase"] = "Security & Compliance"
    body["Project"]["DeliveryModels"] = ["SaaS or PaaS"]
    body["Project"]["ExpectedCustomerSpend"] = [
        {"Amount": "12900", "CurrencyCode": "USD", "Frequency": "Monthly", "TargetCompany": "AWS"}
    ]
    body["LifeCycle"]["TargetCloseDate"] = days_from_today(31)
    other_client.update_opportunity(**body)

    visible = {"InvolvementType": "For Visibility Only", "Visibility": "Full"}
    task = start_task(other_client, identifier, submission=visible)
    assert task["TaskStatus"] == "COMPLETE", task
    assert task["EngagementId"] == shared
    assert task["EngagementInvitationId"], "AWS is invited to the engagement that is there"
    stored = other_client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    assert stored["LifeCycle"]["ReviewStatus"] == "Submitted"
    assert stored["PrimaryNeedsFromAws"] == ["Do Not Need Support from AWS Sales Rep"]
    # The first account can read the snapshot but not the opportunity.
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    snapshots = client.list_resource_snapshots(Catalog=CATALOG, EngagementIdentifier=shared)
    assert identifier in {
        snapshot["ResourceId"] for snapshot in snapshots["ResourceSnapshotSummaries"]
    }


def test_a_stale_update_is_a_conflict(client):
    engagement = create_engagement(client, lead_context())
    first, second = lead_update(client, engagement), lead_update(client, engagement)
    answer = client.update_engagement_context(**first)
    assert answer["EngagementLastModifiedAt"] > first["EngagementLastModifiedAt"]
    with pytest.raises(client.exceptions.ConflictException):
        client.update_engagement_context(**second)
    second["EngagementLastModifiedAt"] = answer["EngagementLastModifiedAt"]
    client.update_engagement_context(**second)


def test_a_context_is_added_once_for_a_client_token(client):
    engagement = create_engagement(client, lead_context())
    body = {
        "Catalog": CATALOG,
        "ClientToken": token(),
        "EngagementIdentifier": engagement,
        "Type": "CustomerProject",
        "Payload": {
            "CustomerProject": {
                "Project": {
                    "Title": "Water telemetry",
                    "BusinessProblem": PROBLEM,
                    "TargetCompletionDate": days_from_today(200),
                }
            }
        },
    }
    first = client.create_engagement_context(**body)
    again = client.create_engagement_context(**body)
    assert first["ContextId"] == again["ContextId"] == "2"
    with pytest.raises(client.exceptions.ConflictException):
        client.create_engagement_context(**{**body, **lead_context()})
    for _ in range(3):
        client.create_engagement_context(**{**body, "ClientToken": token()})
    with pytest.raises(client.exceptions.ServiceQuotaExceededException):
        client.create_engagement_context(**{**body, "ClientToken": token()})


@pytest.mark.parametrize(
    ("context", "status", "reason"),
    [
        ("3", "Qualified", "ContextNotFound"),
        ("2", "Qualified", "CustomerProjectContextNotPermitted"),
        ("1", "Disqualified", "DisqualifiedLeadNotPermitted"),
    ],
)
def test_a_context_that_cannot_be_converted_fails_the_task(client, context, status, reason):
    project = {"Type": "CustomerProject", "Payload": {"CustomerProject": {}}}
    engagement = create_engagement(client, lead_context(), project)
    client.update_engagement_context(
        **lead_update(client, engagement, QualificationStatus=status)
    )
    task = convert(client, engagement, context)
    assert (task["TaskStatus"], task["ReasonCode"]) == ("FAILED", reason)
    assert task["Message"]
    assert "OpportunityId" not in task


def test_an_engagement_of_another_account_is_not_found(client, fresh_client):
    engagement = create_engagement(client, lead_context())
    missing = fresh_client.exceptions.ResourceNotFoundException
    with pytest.raises(missing):
        convert(fresh_client, engagement)
    with pytest.raises(missing):
        fresh_client.update_engagement_context(**lead_update(client, engagement))
    with pytest.raises(missing):
        fresh_client.create_engagement_context(
            Catalog=CATALOG,
            ClientToken=token(),
            EngagementIdentifier=engagement,
            **lead_context(),
        )
    with pytest.raises(missing):
        prospect(fresh_client, engagement)


def prospect(client, *engagements, name="Paper makers", client_token=None):
    return client.start_prospecting_from_engagement_task(
        Catalog=CATALOG,
        ClientToken=client_token or token(),
        TaskName=name,
        Identifiers=list(engagements),
    )


def ended(client, task):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = client.get_prospecting_from_engagement_task(
            Catalog=CATALOG, TaskIdentifier=task["TaskId"]
        )
        if "EndTime" in found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"task {task['TaskId']} does not end")


def test_prospecting_gives_each_engagement_its_own_outcome(fresh_client):
    with_lead = create_engagement(fresh_client, lead_context())
    empty = create_engagement(fresh_client)
    key = token()
    started = prospect(fresh_client, with_lead, empty, client_token=key)
    assert started["TaskStatus"] in ("PENDING", "IN_PROGRESS")
    assert started["Identifiers"] == [with_lead, empty]
    assert PROSPECTING_ARN.fullmatch(started["TaskArn"])

    good, bad = ended(fresh_client, started)["Engagements"]
    assert (good["EngagementIdentifier"], good["Status"]) == (with_lead, "COMPLETED")
    assert re.fullmatch(r"ctx-[0-9a-z]{14}", good["EngagementContextId"])
    assert (bad["EngagementIdentifier"], bad["Status"]) == (empty, "FAILED")
    assert bad["ReasonCode"] and bad["Message"]
    again = prospect(fresh_client, with_lead, empty, client_token=key)
    assert (again["TaskId"], again["TaskStatus"]) == (started["TaskId"], started["TaskStatus"])

    engagement = fresh_client.get_engagement(Catalog=CATALOG, Identifier=with_lead)
    result = engagement["Contexts"][1]["Payload"]["ProspectingResult"]["Aws"]
    assert result["TaskId"] == started["TaskId"]
    assert result["Customer"]["AccountName"] == "Fjordline Paper"
    assert result["Insights"]["MarketplaceEngagementScore"] in ("High", "Medium", "Low")


def test_prospecting_tasks_are_listed_sorted_and_filtered(fresh_client):
    good, bad = create_engagement(fresh_client, lead_context()), create_engagement(fresh_client)
    for name, engagements in (("b", [good]), ("c", [bad]), ("a", [good, bad])):
        ended(fresh_client, prospect(fresh_client, *engagements, name=name))

    def names(**filters):
        answer = fresh_client.list_prospecting_from_engagement_tasks(Catalog=CATALOG, **filters)
        return [task["TaskName"] for task in answer["TaskSummaries"]]

    by_name = {"SortBy": "TaskName", "SortOrder": "ASCENDING"}
    assert names(Sort=by_name) == ["a", "b", "c"]
    assert names() == ["a", "c", "b"], "the newest first"
    by_failed = {"SortBy": "FailedEngagementCount", "SortOrder": "ASCENDING"}
    assert names(Sort=by_failed)[0] == "b"
    assert names(TaskName=["c"]) == ["c"]
    yesterday = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
    assert names(StartBefore=yesterday) == []
    page = fresh_client.list_prospecting_from_engagement_tasks(
        Catalog=CATALOG, Sort=by_name, MaxResults=2
    )
    rest = fresh_client.list_prospecting_from_engagement_tasks(
        Catalog=CATALOG, Sort=by_name, MaxResults=2, NextToken=page["NextToken"]
    )
    assert [task["TaskName"] for task in rest["TaskSummaries"]] == ["c"]
    assert rest["TaskSummaries"][0]["FailedEngagementCount"] == 1
