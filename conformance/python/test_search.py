"""Searches as boto3 sees them: keyword, filters, groups, sorts, pages and refusals."""

import json
import time
import urllib.request

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


def test_a_closed_search_is_refused_with_its_reason_until_it_is_opened(
    server, fresh_client, fresh_account
):
    create(fresh_client, "Halden Harbour", "Berth planning")
    page = f"{server.url}/_cosell/accounts/{fresh_account}/features"

    def ask(method, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(page, data, method=method)) as answer:
            return json.load(answer)

    for state, reason in [
        ("not_enabled", "SEARCH_OPPORTUNITIES_NOT_ENABLED"),
        ("not_routed", "SEARCH_OPPORTUNITIES_DATA_NOT_ROUTED_TO_DDB"),
    ]:
        ask("PUT", {"search_opportunities": state})
        with pytest.raises(fresh_client.exceptions.AccessDeniedException) as refused:
            found(fresh_client)
        assert refused.value.response["Reason"] == reason
        # What an integration falls back to.
        assert fresh_client.list_opportunities(Catalog=CATALOG)["OpportunitySummaries"]
    assert ask("DELETE")["search_opportunities"] == "enabled"
    assert len(found(fresh_client)) == 1


def lead(client, title, company, score):
    contact = {"BusinessTitle": "CTO", "Email": "a@b.example", "FirstName": "A", "LastName": "B"}
    payload = {
        "Insights": {"LeadReadinessScore": score},
        "Customer": {"CompanyName": company, "Address": {"CountryCode": "US"}},
        "Interactions": [{"CustomerAction": "Completed Form", "Contact": contact}],
    }
    made = client.create_engagement(
        Catalog=CATALOG,
        Title=title,
        Description="From the fair",
        Contexts=[{"Type": "Lead", "Payload": {"Lead": payload}}],
    )
    return made["Id"]


def engagements(client, **request):
    page = client.search_engagements(Catalog=CATALOG, **request)
    return [summary["Id"] for summary in page["EngagementSearchSummaries"]]


def test_engagements_are_found_by_keyword_filter_group_sort_and_page(fresh_client):
    quarry = lead(fresh_client, "Quarry", "Stonecliff", "High")
    clinic = lead(fresh_client, "Clinic", "Fern Health", "Low")
    bakery = lead(fresh_client, "Bakery", "Stonecliff Bread", "High")
    assert engagements(fresh_client) == [bakery, clinic, quarry]
    assert engagements(fresh_client, Keyword="FAIR fern") == [clinic]
    by_company = leaf("ContainsAny", "LeadCustomerCompanyName", StringListValue=["stonecliff"])
    by_title = {"SortBy": "Title", "SortOrder": "ASCENDING"}
    assert engagements(fresh_client, Filter=by_company, Sort=by_title) == [bakery, quarry]
    pages = fresh_client.get_paginator("search_engagements").paginate(
        Catalog=CATALOG, Sort=by_title, PaginationConfig={"PageSize": 1}
    )
    listed = [item["Id"] for page in pages for item in page["EngagementSearchSummaries"]]
    assert listed == [bakery, clinic, quarry]

    groups = fresh_client.list_engagement_groups(Catalog=CATALOG)["EngagementGroupSummaries"]
    counts = {group["ReadinessLevel"]: group["Count"] for group in groups}
    assert counts == {"SalesReady": 2, "MarketingReady": 0, "LowPotential": 1}
    ready = groups[0]["Id"]
    assert engagements(fresh_client, GroupId=ready) == [bakery, quarry]
    with pytest.raises(ClientError) as refused:
        engagements(fresh_client, GroupId="eng-grp-00000000000000")
    assert refused.value.response["Error"]["Code"] == "ValidationException"
    assert refused.value.response["ErrorList"][0]["FieldName"] == "groupId"


def test_customer_accounts_are_found_by_filter_sort_and_page_and_counted(fresh_client):
    made = []
    for company, country in [("Quay", "SE"), ("Reef and Sons", "US"), ("Reef", "DE")]:
        account = {"CompanyName": company, "Address": {"CountryCode": country}}
        created = fresh_client.create_customer_account(Catalog=CATALOG, Account=account)
        made.append(created["Id"])
    quay, sons, reef = made
    for identifier in made:
        wait_until_matched(fresh_client, identifier)

    def accounts(**request):
        page = fresh_client.search_customer_accounts(Catalog=CATALOG, **request)
        return [summary["Id"] for summary in page["CustomerAccountSummaries"]]

    assert accounts() == [reef, sons, quay]
    by_name = {"SortBy": "COMPANY_NAME", "SortOrder": "ASCENDING"}
    named = leaf("ContainsAny", "COMPANY_NAME", StringListValue=["REEF"])
    assert accounts(Filter=named, Sort=by_name) == [reef, sons]
    in_europe = leaf("EqualsTo", "GEO", StringValue="EMEA")
    assert accounts(Filter={"AndAllFilters": [named, in_europe]}) == [reef]
    pages = fresh_client.get_paginator("search_customer_accounts").paginate(
        Catalog=CATALOG, Sort=by_name, PaginationConfig={"PageSize": 1}
    )
    listed = [item["Id"] for page in pages for item in page["CustomerAccountSummaries"]]
    assert listed == [quay, reef, sons]

    statistics = fresh_client.get_customer_account_statistics(
        Catalog=CATALOG, Aggregations=[{"GroupBy": ["GEO"]}, {"GroupBy": ["SEGMENT"]}]
    )
    assert statistics["TotalCount"] == 3
    by_geo, by_segment = statistics["Aggregations"]
    counts = [(bucket["Values"], bucket["Count"]) for bucket in by_geo["Buckets"]]
    assert counts == [(["EMEA"], 2), (["AMER"], 1)]
    assert by_segment["Buckets"] == [] and by_segment["OtherCount"] == 0


def wait_until_matched(client, identifier):
    for _ in range(500):
        account = client.get_customer_account(Catalog=CATALOG, Identifier=identifier)
        if account["EnrichmentStatus"] != "PENDING":
            return
        time.sleep(0.01)
    pytest.fail(f"{identifier} is still pending")
