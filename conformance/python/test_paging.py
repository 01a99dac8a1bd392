"""Pages hold every item once, and only page tokens of this server are accepted."""

import pytest

from bodies import CATALOG, create_ready, opportunity, start_task
from conftest import make_client


@pytest.fixture(scope="module")
def account_client(server):
    return make_client(server.url, "299999999902")


@pytest.fixture(scope="module")
def opportunities(account_client):
    """Five opportunities, the last two of them with engagements."""
    identifiers = [account_client.create_opportunity(**opportunity())["Id"] for _ in range(3)]
    identifiers += [create_ready(account_client) for _ in range(2)]
    return identifiers


@pytest.fixture(scope="module")
def engagements(account_client, opportunities):
    return [
        start_task(account_client, identifier)["EngagementId"] for identifier in opportunities[3:]
    ]


def test_opportunities_come_in_pages(account_client, opportunities, engagements):
    pages = list(
        account_client.get_paginator("list_opportunities").paginate(
            Catalog=CATALOG, PaginationConfig={"PageSize": 2}
        )
    )
    assert [len(page["OpportunitySummaries"]) for page in pages][:2] == [2, 2]
    found = [summary["Id"] for page in pages for summary in page["OpportunitySummaries"]]
    assert sorted(found) == sorted(opportunities)


def test_the_newest_change_comes_first(account_client, opportunities, engagements):
    listed = account_client.list_opportunities(Catalog=CATALOG)["OpportunitySummaries"]
    times = [summary["LastModifiedDate"] for summary in listed]
    assert times == sorted(times, reverse=True)


def test_an_item_created_between_two_pages_neither_repeats_nor_hides_another(fresh_client):
    made = [fresh_client.create_opportunity(**opportunity())["Id"] for _ in range(3)]
    sort = {"SortBy": "CreatedDate", "SortOrder": "DESCENDING"}
    first = fresh_client.list_opportunities(Catalog=CATALOG, Sort=sort, MaxResults=2)
    fresh_client.create_opportunity(**opportunity())
    second = fresh_client.list_opportunities(
        Catalog=CATALOG, Sort=sort, MaxResults=2, NextToken=first["NextToken"]
    )
    found = first["OpportunitySummaries"] + second["OpportunitySummaries"]
    assert [summary["Id"] for summary in found] == made[::-1]


def test_filters_hold_across_pages(account_client, opportunities, engagements):
    pages = account_client.get_paginator("list_opportunities").paginate(
        Catalog=CATALOG,
        LifeCycleReviewStatus=["Pending Submission"],
        PaginationConfig={"PageSize": 1},
    )
    found = [summary["Id"] for page in pages for summary in page["OpportunitySummaries"]]
    assert sorted(found) == sorted(opportunities[:3])


def test_engagements_come_in_pages(account_client, engagements):
    pages = account_client.get_paginator("list_engagements").paginate(
        Catalog=CATALOG, PaginationConfig={"PageSize": 1}
    )
    found = [item["Id"] for page in pages for item in page["EngagementSummaryList"]]
    assert sorted(found) == sorted(engagements)


def test_the_last_page_has_no_token(account_client, opportunities, engagements):
    answer = account_client.list_opportunities(Catalog=CATALOG, MaxResults=5)
    assert len(answer["OpportunitySummaries"]) == 5
    assert "NextToken" not in answer


@pytest.mark.parametrize(
    "operation",
    ["list_opportunities", "list_engagements", "list_engagement_from_opportunity_tasks"],
)
@pytest.mark.parametrize("made_up", ["x", "AAMA-made-up", "bm90IG91cnM=", "é" * 40])
def test_a_made_up_token_is_refused(client, operation, made_up):
    with pytest.raises(client.exceptions.ValidationException):
        getattr(client, operation)(Catalog=CATALOG, NextToken=made_up)


def test_a_token_of_another_account_is_refused(
    account_client, other_client, opportunities, engagements
):
    page = account_client.list_opportunities(Catalog=CATALOG, MaxResults=1)
    with pytest.raises(other_client.exceptions.ValidationException):
        other_client.list_opportunities(Catalog=CATALOG, NextToken=page["NextToken"])
