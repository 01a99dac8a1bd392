"""UpdateOpportunity replaces the whole opportunity, and requires its newest version."""

import pytest

from bodies import CATALOG, create_ready, opportunity, start_task, update_body


def test_an_opportunity_can_be_changed_and_written_back_as_it_was_read(client):
    identifier = create_ready(client)
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    body = update_body(client, stored)
    body["Project"]["AdditionalComments"] = "The customer asked for a second pilot."
    updated = client.update_opportunity(**body)

    changed = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    assert changed["Project"]["AdditionalComments"] == "The customer asked for a second pilot."
    assert changed["LastModifiedDate"] == updated["LastModifiedDate"]
    assert changed["LastModifiedDate"] > stored["LastModifiedDate"]
    assert changed["CreatedDate"] == stored["CreatedDate"]
    for kept in ("Customer", "Marketing", "OpportunityTeam", "RelatedEntityIdentifiers"):
        assert changed[kept] == stored[kept]


def test_an_update_removes_omitted_members(client):
    identifier = client.create_opportunity(**opportunity())["Id"]
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    body = update_body(client, stored)
    del body["Project"]["CompetitorName"]
    del body["PartnerOpportunityIdentifier"]
    client.update_opportunity(**body)
    changed = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    assert "CompetitorName" not in changed["Project"]
    assert "PartnerOpportunityIdentifier" not in changed


def test_a_missing_required_member_of_an_update_is_named_with_its_code_in_the_message_too(client):
    identifier = client.create_opportunity(**opportunity())["Id"]
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    with pytest.raises(client.exceptions.ValidationException) as refused:
        client.update_opportunity(
            Catalog=CATALOG,
            Identifier=identifier,
            LastModifiedDate=stored["LastModifiedDate"],
            LifeCycle={"NextSteps": "Call the customer."},
        )
    answer = refused.value.response
    assert answer["Reason"] == "BUSINESS_VALIDATION_FAILED"
    missing = {finding["FieldName"]: finding["Code"] for finding in answer["ErrorList"]}
    assert missing == dict.fromkeys(
        ("lifeCycle.stage", "customer.account.companyName", "marketing.source", "opportunityType"),
        "REQUIRED_FIELD_MISSING",
    )
    # A client that shows only the message shows the codes too.
    assert answer["Error"]["Message"].count("REQUIRED_FIELD_MISSING: Field ") == 4


def test_an_update_without_a_review_status_keeps_it(client):
    identifier = client.create_opportunity(**opportunity())["Id"]
    body = update_body(client, client.get_opportunity(Catalog=CATALOG, Identifier=identifier))
    del body["LifeCycle"]["ReviewStatus"]
    client.update_opportunity(**body)
    changed = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    assert changed["LifeCycle"]["ReviewStatus"] == "Pending Submission"


def test_a_stale_version_is_a_conflict(client):
    identifier = client.create_opportunity(**opportunity())["Id"]
    body = update_body(client, client.get_opportunity(Catalog=CATALOG, Identifier=identifier))
    client.update_opportunity(**body)
    with pytest.raises(client.exceptions.ConflictException):
        client.update_opportunity(**body)


def test_an_associated_solution_makes_a_new_version(client):
    identifier = client.create_opportunity(**opportunity())["Id"]
    stale = update_body(client, client.get_opportunity(Catalog=CATALOG, Identifier=identifier))
    client.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=identifier,
        RelatedEntityType="AwsProducts",
        RelatedEntityIdentifier="AWSLambda",
    )
    with pytest.raises(client.exceptions.ConflictException):
        client.update_opportunity(**stale)


def test_action_required_leads_to_approval_without_another_submission(client):
    identifier = create_ready(client)
    assert start_task(client, identifier)["TaskStatus"] == "COMPLETE"

    def turn(change):
        stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
        body = update_body(client, stored)
        change(body)
        client.update_opportunity(**body)
        return client.get_opportunity(Catalog=CATALOG, Identifier=identifier)

    def ask(body):
        body["LifeCycle"].update(ReviewStatus="Action Required", ReviewComments="Which trailers?")

    problem = "Spoilage claims of refrigerated trailers take nine days to settle."
    assert turn(ask)["LifeCycle"]["ReviewComments"] == "Which trailers?"
    corrected = turn(lambda body: body["Project"].update(CustomerBusinessProblem=problem))
    assert corrected["Project"]["CustomerBusinessProblem"] == problem
    assert corrected["LifeCycle"]["ReviewStatus"] == "Action Required"
    approved = turn(lambda body: body["LifeCycle"].update(ReviewStatus="Approved"))
    assert approved["LifeCycle"]["ReviewStatus"] == "Approved"
    summary = client.get_aws_opportunity_summary(
        Catalog=CATALOG, RelatedOpportunityIdentifier=identifier
    )
    assert summary["RelatedOpportunityId"] == identifier
    advanced = turn(lambda body: body["LifeCycle"].update(Stage="Technical Validation"))
    assert advanced["LifeCycle"]["Stage"] == "Technical Validation"


def test_a_submitted_opportunity_cannot_be_edited(client):
    identifier = create_ready(client)
    assert start_task(client, identifier)["TaskStatus"] == "COMPLETE"
    body = update_body(client, client.get_opportunity(Catalog=CATALOG, Identifier=identifier))
    body["Project"]["Title"] = "Another title"
    with pytest.raises(client.exceptions.ValidationException) as refused:
        client.update_opportunity(**body)
    assert refused.value.response["Reason"] == "BUSINESS_VALIDATION_FAILED"
