"""An engagement shared step by step, without the task: each step is its own operation."""

import urllib.request

import pytest
from botocore.exceptions import ClientError

from bodies import CATALOG, SOLUTION, create_ready, days_from_today, token, update_body

VIEW = "OpportunitySummaryView"
AWS_VIEW = "AwsOpportunitySummaryFullView"


@pytest.fixture
def shared(fresh_client):
    """An opportunity and the engagement with a snapshot of it."""
    opportunity = create_ready(fresh_client)
    engagement = fresh_client.create_engagement(
        Catalog=CATALOG, ClientToken=token(), Title="By hand", Description="Step by step"
    )["Id"]
    place = {
        "Catalog": CATALOG,
        "EngagementIdentifier": engagement,
        "ResourceType": "Opportunity",
        "ResourceIdentifier": opportunity,
        "ResourceSnapshotTemplateIdentifier": VIEW,
    }
    fresh_client.create_resource_snapshot(ClientToken=token(), **place)
    return fresh_client, opportunity, place


def newest(client, place):
    """The newest revision, after the jobs have run for all earlier changes."""
    settle = urllib.request.Request(
        f"{client.meta.endpoint_url}/_cosell/clock/advance", data=b'{"seconds": 0}', method="POST"
    )
    urllib.request.urlopen(settle).close()
    return client.get_resource_snapshot(**place)


def change(client, opportunity, **life_cycle):
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=opportunity)
    body = update_body(client, stored)
    body["LifeCycle"].update(life_cycle)
    client.update_opportunity(**body)


def test_a_running_job_takes_a_snapshot_of_each_change_and_a_stopped_job_of_none(shared):
    client, opportunity, place = shared
    job = client.create_resource_snapshot_job(ClientToken=token(), **place)["Id"]
    named = {"Catalog": CATALOG, "ResourceSnapshotJobIdentifier": job}
    listed = client.list_resource_snapshot_jobs(Catalog=CATALOG)["ResourceSnapshotJobSummaries"]
    assert [(item["Id"], item["Status"]) for item in listed] == [(job, "Stopped")]

    change(client, opportunity, NextSteps="Call them on Monday.")
    assert newest(client, place)["Revision"] == 1
    client.start_resource_snapshot_job(**named)
    assert newest(client, place)["Revision"] == 2
    change(client, opportunity, NextSteps="Call them on Tuesday.")
    seen = newest(client, place)
    assert seen["Revision"] == 3
    life_cycle = seen["Payload"]["OpportunitySummary"]["Lifecycle"]
    assert life_cycle["NextSteps"] == "Call them on Tuesday."
    assert "LastSuccessfulExecutionDate" in client.get_resource_snapshot_job(**named)

    with pytest.raises(client.exceptions.ConflictException):
        client.delete_resource_snapshot_job(**named)
    client.stop_resource_snapshot_job(**named)
    change(client, opportunity, NextSteps="Call them on Friday.")
    assert newest(client, place)["Revision"] == 3
    client.delete_resource_snapshot_job(**named)
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_resource_snapshot_job(**named)


def test_a_shared_opportunity_can_be_submitted_and_the_aws_summary_follows_the_decision(shared):
    client, opportunity, place = shared
    client.submit_opportunity(
        Catalog=CATALOG, Identifier=opportunity, InvolvementType="Co-Sell", Visibility="Full"
    )
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=opportunity)
    assert stored["LifeCycle"]["ReviewStatus"] == "Submitted"
    aws_side = {**place, "ResourceSnapshotTemplateIdentifier": AWS_VIEW}
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_resource_snapshot(**aws_side)

    change(client, opportunity, ReviewStatus="Approved")
    shown = client.get_resource_snapshot(**aws_side)
    assert (shown["CreatedBy"], shown["Revision"]) == ("aws", 1)
    view = shown["Payload"]["AwsOpportunitySummaryFullView"]
    assert (view["RelatedOpportunityId"], view["InvolvementType"]) == (opportunity, "Co-Sell")


def test_an_opportunity_without_an_engagement_cannot_be_submitted(fresh_client):
    opportunity = create_ready(fresh_client)
    with pytest.raises(ClientError) as refused:
        fresh_client.submit_opportunity(
            Catalog=CATALOG, Identifier=opportunity, InvolvementType="Co-Sell"
        )
    assert refused.value.response["Error"]["Code"] == "ValidationException"
    assert refused.value.response["Reason"] == "BUSINESS_VALIDATION_FAILED"


def test_a_solution_can_be_disassociated(fresh_client):
    opportunity = create_ready(fresh_client)
    link = {
        "Catalog": CATALOG,
        "OpportunityIdentifier": opportunity,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": SOLUTION,
    }
    fresh_client.disassociate_opportunity(**link)
    stored = fresh_client.get_opportunity(Catalog=CATALOG, Identifier=opportunity)
    assert stored["RelatedEntityIdentifiers"]["Solutions"] == []
    with pytest.raises(fresh_client.exceptions.ResourceNotFoundException):
        fresh_client.disassociate_opportunity(**link)


def test_a_target_close_date_in_the_past_is_refused_with_its_field(fresh_client):
    opportunity = create_ready(fresh_client)
    with pytest.raises(ClientError) as refused:
        change(fresh_client, opportunity, TargetCloseDate=days_from_today(-1))
    fields = {entry["FieldName"] for entry in refused.value.response["ErrorList"]}
    assert fields == {"lifeCycle.targetCloseDate"}
