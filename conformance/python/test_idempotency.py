"""A client token makes a request safe to repeat, and is refused for another request."""

import pytest

from bodies import CATALOG, create_ready, opportunity, start_task, token


def reversed_keys(value):
    """The same JSON document with every object's members in the opposite order."""
    if isinstance(value, dict):
        return {name: reversed_keys(value[name]) for name in reversed(value)}
    if isinstance(value, list):
        return [reversed_keys(item) for item in value]
    return value


def test_a_repeated_start_returns_the_same_task(client):
    identifier, once = create_ready(client), token()
    first = start_task(client, identifier, client_token=once)
    again = start_task(client, identifier, client_token=once)
    first.pop("ResponseMetadata")
    again.pop("ResponseMetadata")
    assert first["TaskStatus"] == "COMPLETE"
    assert again == first


def test_a_repeated_start_may_have_its_members_in_another_order(client):
    identifier = create_ready(client)
    request = {
        "Catalog": CATALOG,
        "ClientToken": token(),
        "Identifier": identifier,
        "AwsSubmission": {"InvolvementType": "Co-Sell", "Visibility": "Full"},
        "Tags": [{"Key": "team", "Value": "field-west"}],
    }
    first = client.start_engagement_from_opportunity_task(**request)
    again = client.start_engagement_from_opportunity_task(**reversed_keys(request))
    assert again["TaskId"] == first["TaskId"]


def test_the_same_token_for_another_opportunity_is_a_conflict(client):
    once = token()
    start_task(client, create_ready(client), client_token=once)
    another = create_ready(client)
    with pytest.raises(client.exceptions.ConflictException):
        start_task(client, another, client_token=once)
    # The refused request had no effect: the opportunity can still be submitted.
    assert start_task(client, another)["TaskStatus"] == "COMPLETE"


def test_the_same_token_with_another_submission_is_a_conflict(client):
    identifier, once = create_ready(client), token()
    start_task(client, identifier, client_token=once)
    with pytest.raises(client.exceptions.ConflictException):
        start_task(
            client,
            identifier,
            client_token=once,
            submission={"InvolvementType": "For Visibility Only"},
        )


def test_a_failed_task_is_replayed_as_it_ended(client):
    identifier = client.create_opportunity(**opportunity())["Id"]
    once = token()
    first = start_task(client, identifier, client_token=once)
    again = start_task(client, identifier, client_token=once)
    assert first["TaskStatus"] == again["TaskStatus"] == "FAILED"
    assert (again["TaskId"], again["Message"]) == (first["TaskId"], first["Message"])


def test_a_repeated_create_creates_one_opportunity(fresh_client):
    body = opportunity()
    first = fresh_client.create_opportunity(**body)
    again = fresh_client.create_opportunity(**reversed_keys(body))
    assert again["Id"] == first["Id"]
    listed = fresh_client.list_opportunities(Catalog=CATALOG)["OpportunitySummaries"]
    assert [summary["Id"] for summary in listed] == [first["Id"]]


def test_the_same_token_with_another_create_is_a_conflict(client):
    body = opportunity()
    client.create_opportunity(**body)
    changed = opportunity(ClientToken=body["ClientToken"], PartnerOpportunityIdentifier="crm-9")
    with pytest.raises(client.exceptions.ConflictException) as refused:
        client.create_opportunity(**changed)
    assert refused.value.response["Message"] == (
        "Conflicting client token submitted for a new request body."
    )


def test_a_token_belongs_to_one_account(client, other_client):
    once = token()
    mine = client.create_opportunity(**opportunity(ClientToken=once))
    theirs = other_client.create_opportunity(
        **opportunity(ClientToken=once, PartnerOpportunityIdentifier="crm-10")
    )
    assert mine["Id"] != theirs["Id"]
