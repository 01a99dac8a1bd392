"""SearchOpportunities as boto3 sees it: keyword, filters, sorts, pages and refusals."""

import pytest
from botocore.exceptions import ClientError

from bodies import CATALOG


def create(client, company, title, spend="1000.0"):
    made = client.create_opportunity(
        Catalog=CATALOG,
        Customer={"Account": {"CompanyName": company, "Industry": "Retail"}},
        Project={
            "Title": title,
            "ExpectedCustomerSpend": [
                {
                    "Amount": spend,
                    "CurrencyCode": "USD",
                    "Frequency": "Monthly",
                    "TargetCompany": "AWS",
                }
            ],
        },
        LifeCycle={"TargetCloseDate": "2040-12-31"},
    )
    return made["Id"]


def found(client, **request):
    page = client.search_opportunities(Catalog=CATALOG, **request)
    return [summary["Id"] for summary in page["OpportunitySearchSummaries"]]


def leaf(operator, key, **value):
    return {operator: {"Key": key, "Value": value}}


def test_opportunities_are_found_by_keyword_filter_sort_and_page(fresh_client):
    grocer = create(fresh_client, "Willow & Pike Grocers", "Shelf forecasts", "500.0")
    harbour = create(fresh_client, "Halden Harbour", "Berth planning", "2500.0")
    bakery = create(fresh_client, "Harbour Bakery", "Oven telemetry", "9000.0")
    assert found(fresh_client, Keyword="shelf FORECASTS") == [grocer]
    by_company = leaf("ContainsAny", "CustomerCompanyName", StringValue="harbour")
    ascending = {"SortBy": "EstimatedMrr", "SortOrder": "ASCENDING"}
    assert found(fresh_client, Filter=by_company, Sort=ascending) == [harbour, bakery]
    rich = leaf("GreaterThan", "EstimatedMrr", DoubleValue=3000.0)
    both = {"AndAllFilters": [by_company, {"NotFilter": rich}]}
    assert found(fresh_client, Filter=both) == [harbour]
    pages = fresh_client.get_paginator("search_opportunities").paginate(
        Catalog=CATALOG, Sort=ascending, PaginationConfig={"PageSize": 1}
    )
    listed = [item["Id"] for page in pages for item in page["OpportunitySearchSummaries"]]
    assert listed == [grocer, harbour, bakery]


def test_a_condition_that_does_not_fit_its_field_is_refused(fresh_client):
    wrong = leaf("GreaterThan", "Stage", StringValue="Prospect")
    with pytest.raises(ClientError) as refused:
        found(fresh_client, Filter=wrong)
    answer = refused.value.response
    assert answer["Error"]["Code"] == "ValidationException"
    assert answer["ErrorList"][0]["FieldName"].startswith("filter.greaterThan")
