"""An opportunity becomes a co-sell engagement with AWS, through boto3."""

import re

import pytest

from bodies import (
    CATALOG,
    COSELL,
    SOLUTION,
    create_ready,
    opportunity,
    start_task,
    token,
    without,
)

TASK_ID = re.compile(r"(oit|task)-[0-9a-z]{13}")
SERVICE_MEMBERS_OF_A_TASK = {
    "TaskId",
    "TaskArn",
    "StartTime",
    "TaskStatus",
    "OpportunityId",
    "ResourceSnapshotJobId",
    "EngagementId",
    "EngagementInvitationId",
}


@pytest.fixture(scope="module")
def finished(client):
    """One completed task; the tests below check what it created."""
    return start_task(client, create_ready(client))


def test_the_task_completes_and_names_everything_it_created(finished):
    assert finished["TaskStatus"] == "COMPLETE"
    assert SERVICE_MEMBERS_OF_A_TASK <= finished.keys()
    assert TASK_ID.fullmatch(finished["TaskId"])
    assert finished["TaskArn"].startswith("arn:aws:partnercentral:us-east-1::catalog/Sandbox/")
    assert finished["TaskArn"].endswith("/" + finished["TaskId"])
    assert re.fullmatch(r"O[0-9]{1,19}", finished["OpportunityId"])
    assert re.fullmatch(r"eng-[0-9a-z]{14}", finished["EngagementId"])
    assert re.fullmatch(r"engi-[0-9a-z]{13}", finished["EngagementInvitationId"])
    assert re.fullmatch(r"job-[0-9a-z]{13}", finished["ResourceSnapshotJobId"])
    assert "Message" not in finished
    assert "ReasonCode" not in finished


def test_the_engagement_can_be_fetched(client, finished):
    engagement = client.get_engagement(Catalog=CATALOG, Identifier=finished["EngagementId"])
    assert engagement["Id"] == finished["EngagementId"]
    assert engagement["CreatedBy"] == "111111111111"
    assert len(engagement["Title"]) <= 40
    assert opportunity()["Project"]["Title"].startswith(engagement["Title"])
    assert "CustomerProject" in [context["Type"] for context in engagement["Contexts"]]


def test_the_engagement_can_be_fetched_by_its_arn(client, finished):
    by_id = client.get_engagement(Catalog=CATALOG, Identifier=finished["EngagementId"])
    by_arn = client.get_engagement(Catalog=CATALOG, Identifier=by_id["Arn"])
    assert by_arn["Id"] == by_id["Id"]


def test_the_snapshot_job_runs_for_the_opportunity(client, finished):
    job = client.get_resource_snapshot_job(
        Catalog=CATALOG, ResourceSnapshotJobIdentifier=finished["ResourceSnapshotJobId"]
    )
    assert job["Status"] == "Running"
    assert job["EngagementId"] == finished["EngagementId"]
    assert job["ResourceId"] == finished["OpportunityId"]
    assert job["ResourceType"] == "Opportunity"


def test_the_snapshot_contains_the_opportunity(client, finished):
    (summary,) = client.list_resource_snapshots(
        Catalog=CATALOG, EngagementIdentifier=finished["EngagementId"]
    )["ResourceSnapshotSummaries"]
    snapshot = client.get_resource_snapshot(
        Catalog=CATALOG,
        EngagementIdentifier=finished["EngagementId"],
        ResourceType="Opportunity",
        ResourceIdentifier=finished["OpportunityId"],
        ResourceSnapshotTemplateIdentifier=summary["ResourceSnapshotTemplateName"],
    )
    assert snapshot["Revision"] == 1
    customer = snapshot["Payload"]["OpportunitySummary"]["Customer"]
    assert customer["Account"]["CompanyName"] == "Northgale Cold Chain"


def test_the_invitation_to_aws_is_pending(client, finished):
    invitation = client.get_engagement_invitation(
        Catalog=CATALOG, Identifier=finished["EngagementInvitationId"]
    )
    assert invitation["Id"] == finished["EngagementInvitationId"]
    assert invitation["EngagementId"] == finished["EngagementId"]
    assert invitation["Status"] == "PENDING"
    assert (invitation["ExpirationDate"] - invitation["InvitationDate"]).days == 15


def test_the_opportunity_is_submitted(client, finished):
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=finished["OpportunityId"])
    assert stored["LifeCycle"]["ReviewStatus"] == "Submitted"
    assert stored["LifeCycle"]["Stage"] == "Prospect"
    assert stored["RelatedEntityIdentifiers"]["Solutions"] == [SOLUTION]


def test_the_aws_summary_has_the_involvement_of_aws(client, finished):
    summary = client.get_aws_opportunity_summary(
        Catalog=CATALOG, RelatedOpportunityIdentifier=finished["OpportunityId"]
    )
    assert summary["InvolvementType"] == COSELL["InvolvementType"]
    assert summary["Visibility"] == COSELL["Visibility"]
    assert summary["RelatedOpportunityId"] == finished["OpportunityId"]


def test_there_is_no_aws_summary_before_the_first_submission(client):
    identifier = create_ready(client)
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_aws_opportunity_summary(
            Catalog=CATALOG, RelatedOpportunityIdentifier=identifier
        )


def test_the_engagement_lists_its_opportunity(client, finished):
    (association,) = client.list_engagement_resource_associations(
        Catalog=CATALOG, EngagementIdentifier=finished["EngagementId"]
    )["EngagementResourceAssociationSummaries"]
    assert association["ResourceId"] == finished["OpportunityId"]
    assert association["CreatedBy"] == "111111111111"


def test_a_task_for_visibility_only_submits_with_that_involvement(client):
    body = without(opportunity(), "PrimaryNeedsFromAws")
    identifier = client.create_opportunity(**body)["Id"]
    client.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    task = start_task(
        client, identifier, submission={"InvolvementType": "For Visibility Only"}
    )
    assert task["TaskStatus"] == "COMPLETE", task
    summary = client.get_aws_opportunity_summary(
        Catalog=CATALOG, RelatedOpportunityIdentifier=identifier
    )
    assert summary["InvolvementType"] == "For Visibility Only"


def test_an_incomplete_opportunity_fails_the_task_with_the_reason(client):
    body = without(opportunity(), "Project.SalesActivities", "Project.DeliveryModels")
    identifier = client.create_opportunity(**body)["Id"]
    client.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    task = start_task(client, identifier)
    assert task["TaskStatus"] == "FAILED"
    assert task["ReasonCode"] == "OpportunityValidationFailed"
    assert "salesActivities" in task["Message"]
    assert "deliveryModels" in task["Message"]
    assert "EngagementId" not in task
    assert "EngagementInvitationId" not in task
    assert "ResourceSnapshotJobId" not in task
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    assert stored["LifeCycle"]["ReviewStatus"] == "Pending Submission"


def test_an_opportunity_without_a_solution_fails_the_task_until_it_has_one(fresh_client):
    identifier = fresh_client.create_opportunity(**opportunity())["Id"]
    first = start_task(fresh_client, identifier)
    assert first["TaskStatus"] == "FAILED"
    assert first["ReasonCode"] == "OpportunityValidationFailed"
    assert "solution" in first["Message"].lower()

    fresh_client.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    second = start_task(fresh_client, identifier)
    assert second["TaskStatus"] == "COMPLETE", second

    # The next task uses what the failed task created, and does not create it twice.
    engagements = fresh_client.list_engagements(Catalog=CATALOG)["EngagementSummaryList"]
    assert [engagement["Id"] for engagement in engagements] == [second["EngagementId"]]


def test_an_unknown_opportunity_is_not_found(client):
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        start_task(client, "O9999999999", client_token=token())
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_opportunity(Catalog=CATALOG, Identifier="O9999999999")
