"""ListEngagementFromOpportunityTasks: filters, order and pages."""

import pytest

from bodies import CATALOG, create_ready, opportunity, start_task
from conftest import make_client


@pytest.fixture(scope="module")
def account_client(server):
    """An account for this module only, so that its lists hold nothing else."""
    return make_client(server.url, "299999999901")


@pytest.fixture(scope="module")
def tasks(account_client):
    """Three complete tasks and a failed one, in the order of their start."""
    complete = [start_task(account_client, create_ready(account_client)) for _ in range(3)]
    unready = account_client.create_opportunity(**opportunity())["Id"]
    failed = start_task(account_client, unready)
    assert [task["TaskStatus"] for task in complete] == ["COMPLETE"] * 3
    assert failed["TaskStatus"] == "FAILED"
    return [*complete, failed]


def listed(client, **filters):
    answer = client.list_engagement_from_opportunity_tasks(Catalog=CATALOG, **filters)
    return answer["TaskSummaries"]


def ids(tasks):
    return {task["TaskId"] for task in tasks}


def test_without_a_filter_every_task_is_listed(account_client, tasks):
    assert ids(listed(account_client)) == ids(tasks)


def test_a_task_is_found_by_its_id_with_all_its_members(account_client, tasks):
    started = {name: value for name, value in tasks[0].items() if name != "ResponseMetadata"}
    assert listed(account_client, TaskIdentifier=[started["TaskId"]]) == [started]


def test_a_task_is_found_by_its_arn(account_client, tasks):
    assert ids(listed(account_client, TaskIdentifier=[tasks[1]["TaskArn"]])) == ids([tasks[1]])


def test_values_of_one_filter_are_alternatives(account_client, tasks):
    wanted = [tasks[0], tasks[3]]
    assert ids(listed(account_client, TaskIdentifier=sorted(ids(wanted)))) == ids(wanted)


def test_tasks_are_found_by_status(account_client, tasks):
    assert ids(listed(account_client, TaskStatus=["FAILED"])) == ids(tasks[3:])
    assert ids(listed(account_client, TaskStatus=["COMPLETE"])) == ids(tasks[:3])
    assert listed(account_client, TaskStatus=["IN_PROGRESS"]) == []


def test_tasks_are_found_by_opportunity(account_client, tasks):
    found = listed(account_client, OpportunityIdentifier=[tasks[2]["OpportunityId"]])
    assert ids(found) == ids([tasks[2]])


def test_tasks_are_found_by_engagement(account_client, tasks):
    found = listed(account_client, EngagementIdentifier=[tasks[1]["EngagementId"]])
    assert ids(found) == ids([tasks[1]])


def test_several_filters_narrow_each_other(account_client, tasks):
    assert (
        listed(
            account_client,
            TaskStatus=["FAILED"],
            OpportunityIdentifier=[tasks[0]["OpportunityId"]],
        )
        == []
    )


@pytest.mark.parametrize("order", ["ASCENDING", "DESCENDING"])
def test_tasks_come_in_the_order_asked_for(account_client, tasks, order):
    sort = {"SortBy": "StartTime", "SortOrder": order}
    times = [task["StartTime"] for task in listed(account_client, Sort=sort)]
    assert times == sorted(times, reverse=order == "DESCENDING")
    assert len(times) == len(tasks)


def test_pages_hold_every_task_once(account_client, tasks):
    pages = list(
        account_client.get_paginator("list_engagement_from_opportunity_tasks").paginate(
            Catalog=CATALOG,
            Sort={"SortBy": "StartTime", "SortOrder": "ASCENDING"},
            PaginationConfig={"PageSize": 1},
        )
    )
    found = [task["TaskId"] for page in pages for task in page["TaskSummaries"]]
    assert all(len(page["TaskSummaries"]) <= 1 for page in pages)
    assert len(found) == len(tasks)
    assert set(found) == ids(tasks)
