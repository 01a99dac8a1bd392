"""Resources of one account do not exist for another."""

import pytest

from bodies import CATALOG, SOLUTION, create_ready, start_task


@pytest.fixture(scope="module")
def finished(client):
    return start_task(client, create_ready(client))


def test_another_account_does_not_find_the_opportunity(other_client, finished):
    with pytest.raises(other_client.exceptions.ResourceNotFoundException):
        other_client.get_opportunity(Catalog=CATALOG, Identifier=finished["OpportunityId"])


def test_another_account_cannot_start_a_task_on_it(other_client, finished):
    with pytest.raises(other_client.exceptions.ResourceNotFoundException):
        start_task(other_client, finished["OpportunityId"])


def test_another_account_cannot_associate_with_it(other_client, finished):
    with pytest.raises(other_client.exceptions.ResourceNotFoundException):
        other_client.associate_opportunity(
            Catalog=CATALOG,
            OpportunityIdentifier=finished["OpportunityId"],
            RelatedEntityType="Solutions",
            RelatedEntityIdentifier=SOLUTION,
        )


def test_another_account_does_not_find_what_the_task_created(other_client, finished):
    not_found = other_client.exceptions.ResourceNotFoundException
    with pytest.raises(not_found):
        other_client.get_engagement(Catalog=CATALOG, Identifier=finished["EngagementId"])
    with pytest.raises(not_found):
        other_client.get_resource_snapshot_job(
            Catalog=CATALOG, ResourceSnapshotJobIdentifier=finished["ResourceSnapshotJobId"]
        )
    with pytest.raises(not_found):
        other_client.get_engagement_invitation(
            Catalog=CATALOG, Identifier=finished["EngagementInvitationId"]
        )


def test_another_account_lists_none_of_it(fresh_client, finished):
    assert fresh_client.list_opportunities(Catalog=CATALOG)["OpportunitySummaries"] == []
    assert fresh_client.list_engagements(Catalog=CATALOG)["EngagementSummaryList"] == []
    tasks = fresh_client.list_engagement_from_opportunity_tasks(Catalog=CATALOG)
    assert tasks["TaskSummaries"] == []


def test_an_opportunity_is_in_one_catalog_only(client, finished):
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_opportunity(Catalog="AWS", Identifier=finished["OpportunityId"])


def test_every_account_starts_with_two_active_solutions(fresh_client):
    solutions = fresh_client.list_solutions(Catalog=CATALOG)["SolutionSummaries"]
    assert SOLUTION in [solution["Id"] for solution in solutions]
    assert len(solutions) >= 2
    assert {solution["Status"] for solution in solutions} == {"Active"}
