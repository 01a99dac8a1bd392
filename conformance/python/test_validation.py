"""A refusal lists all mistakes of a request, not only the first one."""

import pytest
from botocore.exceptions import ClientError

from bodies import CATALOG, days_from_today, opportunity, token, without


def refusal(call, *args, **kwargs):
    """The ValidationException of a refused call, as (response, {field: code})."""
    with pytest.raises(ClientError) as refused:
        call(*args, **kwargs)
    answer = refused.value.response
    assert answer["Error"]["Code"] == "ValidationException"
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400
    for finding in answer["ErrorList"]:
        assert finding["Message"], finding
        assert finding["Code"], finding
        assert f"{finding['Code']}: {finding['Message']}" in answer["Error"]["Message"]
    return answer, {finding["FieldName"]: finding["Code"] for finding in answer["ErrorList"]}


def test_a_missing_member_is_named(unchecked):
    answer, findings = refusal(
        unchecked.start_engagement_from_opportunity_task,
        Catalog=CATALOG,
        ClientToken=token(),
        AwsSubmission={},
    )
    assert answer["Reason"] == "REQUEST_VALIDATION_FAILED"
    assert findings == {
        "identifier": "REQUIRED_FIELD_MISSING",
        "awsSubmission.involvementType": "REQUIRED_FIELD_MISSING",
    }


def test_every_broken_constraint_of_the_model_is_listed(unchecked):
    body = opportunity(NationalSecurity="Perhaps", PartnerOpportunityIdentifier="x" * 65)
    body["Customer"]["Account"]["Duns"] = "12345"
    body["Customer"]["Account"]["Industry"] = "Beekeeping"
    body["Project"]["CustomerBusinessProblem"] = "too short"
    body["LifeCycle"]["TargetCloseDate"] = "next summer"
    del body["Customer"]["Account"]["CompanyName"]
    answer, findings = refusal(unchecked.create_opportunity, **body)
    assert answer["Reason"] == "REQUEST_VALIDATION_FAILED"
    assert findings.keys() == {
        "nationalSecurity",
        "partnerOpportunityIdentifier",
        "customer.account.companyName",
        "customer.account.duns",
        "customer.account.industry",
        "project.customerBusinessProblem",
        "lifeCycle.targetCloseDate",
    }
    assert findings["nationalSecurity"] == "INVALID_ENUM_VALUE"
    assert findings["customer.account.industry"] == "INVALID_ENUM_VALUE"
    assert findings["customer.account.companyName"] == "REQUIRED_FIELD_MISSING"
    assert findings["customer.account.duns"] == "INVALID_STRING_FORMAT"
    assert findings["lifeCycle.targetCloseDate"] == "INVALID_STRING_FORMAT"


def test_a_mistake_inside_a_list_is_reported_with_its_position(unchecked):
    body = opportunity()
    body["Project"]["ExpectedCustomerSpend"][0]["CurrencyCode"] = "XXX"
    _, findings = refusal(unchecked.create_opportunity, **body)
    ((field, code),) = findings.items()
    assert field.startswith("project.expectedCustomerSpend")
    assert field.endswith("currencyCode")
    assert code == "INVALID_ENUM_VALUE"


def test_page_sizes_have_bounds(unchecked):
    for size in (0, 101):
        answer, findings = refusal(
            unchecked.list_opportunities, Catalog=CATALOG, MaxResults=size
        )
        assert answer["Reason"] == "REQUEST_VALIDATION_FAILED"
        assert findings == {"maxResults": "VALUE_OUT_OF_RANGE"}


def test_every_broken_business_rule_is_listed(client):
    body = opportunity(Marketing={"Source": "Marketing Activity"}, NationalSecurity="Yes")
    body["LifeCycle"]["TargetCloseDate"] = days_from_today(-30)
    answer, findings = refusal(client.create_opportunity, **body)
    assert answer["Reason"] == "BUSINESS_VALIDATION_FAILED"
    assert {
        "lifeCycle.targetCloseDate",
        "marketing.awsFundingUsed",
        "customer.account.industry",
    } <= findings.keys()
    assert findings["marketing.awsFundingUsed"] == "REQUIRED_FIELD_MISSING"


def test_the_model_is_checked_before_the_business_rules(unchecked):
    body = opportunity(NationalSecurity="Perhaps")
    body["LifeCycle"]["TargetCloseDate"] = days_from_today(-30)
    answer, findings = refusal(unchecked.create_opportunity, **body)
    assert answer["Reason"] == "REQUEST_VALIDATION_FAILED"
    assert findings.keys() == {"nationalSecurity"}


def test_a_refused_create_stores_nothing(fresh_client):
    body = opportunity()
    body["LifeCycle"]["TargetCloseDate"] = days_from_today(-30)
    refusal(fresh_client.create_opportunity, **body)
    assert fresh_client.list_opportunities(Catalog=CATALOG)["OpportunitySummaries"] == []
    # The client token of a refused request can be used again.
    body["LifeCycle"]["TargetCloseDate"] = days_from_today(30)
    assert fresh_client.create_opportunity(**body)["Id"]


def test_an_incomplete_draft_is_stored(client):
    drafted = without(opportunity(), "Project", "Marketing", "PrimaryNeedsFromAws")
    identifier = client.create_opportunity(**drafted)["Id"]
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    assert stored["LifeCycle"]["ReviewStatus"] == "Pending Submission"


def test_an_unknown_solution_is_not_associated(client):
    identifier = client.create_opportunity(**opportunity())["Id"]
    with pytest.raises(ClientError) as refused:
        client.associate_opportunity(
            Catalog=CATALOG,
            OpportunityIdentifier=identifier,
            RelatedEntityType="Solutions",
            RelatedEntityIdentifier="S-7777777777",
        )
    assert refused.value.response["Error"]["Code"] in (
        "ResourceNotFoundException",
        "ValidationException",
    )
