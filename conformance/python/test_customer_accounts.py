"""Customer accounts as boto3 sees them: made, matched, changed, planned and removed."""

import time

import pytest
from botocore.exceptions import BotoCoreError

from bodies import CATALOG
from conftest import FIRST_ACCOUNT, OTHER_ACCOUNT, make_client
from cosell_server import Server


def matched(client, identifier):
    """The account once its match has ended."""
    for _ in range(200):
        found = client.get_customer_account(Catalog=CATALOG, Identifier=identifier)
        if found["EnrichmentStatus"] != "PENDING":
            return found
        time.sleep(0.05)
    raise AssertionError(f"{identifier} is pending still")


def create(client, company, **details):
    details = {"CompanyName": company, **details}
    return client.create_customer_account(Catalog=CATALOG, Account=details)


def test_an_account_is_enriched_within_moments(fresh_client):
    made = create(fresh_client, "Quay and Sons", Domain="quay.example.com", Duns="123456789")
    assert made["Status"] == "PENDING"
    found = matched(fresh_client, made["Arn"])
    assert found["EnrichmentStatus"] == "ENRICHED"
    assert found["AwsEnrichment"]["Customer"]["AccountName"] == "Quay and Sons"
    assert found["AwsEnrichment"]["Insights"]["SolutionScore"] == "Medium"
    assert found["Tags"] == []
    assert found["LastModifiedDate"] > found["CreatedDate"]


def test_a_customer_that_is_mapped_already_is_a_duplicate(fresh_client):
    first = create(fresh_client, "Quay", WebsiteUrl="https://www.quay.example.com/about")
    assert matched(fresh_client, first["Id"])["EnrichmentStatus"] == "ENRICHED"
    second = create(fresh_client, "The Quay", Domain="quay.example.com")
    found = matched(fresh_client, second["Id"])
    assert found["EnrichmentStatus"] == "ACTION_REQUIRED"
    assert found["ReasonCode"] == "DUPLICATE_CUSTOMER_MATCH"
    assert found["ExistingCustomerAccountArn"] == first["Arn"]


def test_an_update_names_the_stored_version_and_starts_the_match_again(fresh_client):
    made = create(fresh_client, "Quay", Domain="quay.invalid")
    found = matched(fresh_client, made["Id"])
    assert found["EnrichmentStatus"] == "NO_MATCH_FOUND"
    update = {
        "Catalog": CATALOG,
        "Identifier": made["Id"],
        "Account": {"CompanyName": "Quay"},
        "LastModifiedDate": found["LastModifiedDate"],
    }
    assert fresh_client.update_customer_account(**update)["Status"] == "PENDING"
    assert matched(fresh_client, made["Id"])["EnrichmentStatus"] == "ENRICHED"
    with pytest.raises(fresh_client.exceptions.ConflictException):
        fresh_client.update_customer_account(**update)


def test_a_deleted_account_is_deleted_again_with_success(fresh_client):
    made = create(fresh_client, "Quay")
    for _ in range(2):
        fresh_client.delete_customer_account(Catalog=CATALOG, Identifier=made["Id"])
    with pytest.raises(fresh_client.exceptions.ResourceNotFoundException):
        fresh_client.get_customer_account(Catalog=CATALOG, Identifier=made["Id"])


def test_an_account_is_planned_with_another_partner(fresh_client, other_client):
    made = create(fresh_client, "Quay", Address={"CountryCode": "SE"})
    context = {"CustomerAccount": {"AccountIdentifier": made["Id"]}}
    engagement = fresh_client.create_engagement(
        Catalog=CATALOG,
        ClientToken="plan",
        Title="Plan",
        Description="A plan.",
        Contexts=[{"Type": "CustomerAccount", "Payload": context}],
    )
    sent = fresh_client.create_engagement_invitation(
        Catalog=CATALOG,
        ClientToken="invite",
        EngagementIdentifier=engagement["Id"],
        Invitation={
            "Message": "Let us plan this account.",
            "Receiver": {"Account": {"AwsAccountId": OTHER_ACCOUNT}},
            "Payload": {"AccountPlanningInvitation": {"AccountIdentifier": made["Id"]}},
        },
    )
    found = other_client.get_engagement_invitation(Catalog=CATALOG, Identifier=sent["Id"])
    assert found["PayloadType"] == "AccountPlanningInvitation"
    assert found["Payload"]["AccountPlanningInvitation"]["Customer"]["CountryCode"] == "SE"
    other_client.accept_engagement_invitation(Catalog=CATALOG, Identifier=sent["Id"])
    shown = other_client.get_engagement(Catalog=CATALOG, Identifier=engagement["Id"])
    customer = shown["Contexts"][0]["Payload"]["CustomerAccount"]["Customer"]
    assert customer["CompanyName"] == "Quay"


def test_an_account_whose_match_is_killed_is_matched_by_the_next_start(tmp_path):
    server = Server(tmp_path, "--fault", "match.run=abort@1;count=1").start()
    try:
        client = make_client(server.url, FIRST_ACCOUNT)
        first = matched(client, create(client, "Quay")["Id"])
        try:
            create(client, "Pier", Domain="pier.example.com")
        except (ConnectionError, BotoCoreError):
            # The match, and with it the process, may end before the answer is sent.
            pass
        server.process.wait(timeout=20)
    finally:
        server.kill()

    server.options = ()
    server.start()
    try:
        client = make_client(server.url, FIRST_ACCOUNT)
        assert client.get_customer_account(Catalog=CATALOG, Identifier=first["Id"])[
            "LastModifiedDate"
        ] == first["LastModifiedDate"], "an ended match is not made again"
        twin = matched(client, create(client, "Twin", Domain="pier.example.com")["Id"])
        assert twin["ReasonCode"] == "DUPLICATE_CUSTOMER_MATCH"
        held = matched(client, twin["ExistingCustomerAccountArn"])
        assert held["EnrichmentStatus"] == "ENRICHED"
        assert held["Account"]["CompanyName"] == "Pier"
    finally:
        assert server.stop() == 0
