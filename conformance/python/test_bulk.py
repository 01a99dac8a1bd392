"""Bulk jobs as boto3 sees them: a file is uploaded, its rows are carried out, a report is read."""

import csv
import io
import time
import urllib.request

import pytest

from bodies import CATALOG, opportunity
from conftest import make_client
from test_uploads import BUCKET, make_s3

HEADERS = ["Row Id", "Customer Company Name", "Country", "Partner Project Title", "Stage"]


def text(rows):
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


@pytest.fixture
def upload(server, fresh_account):
    """Uploads a file of the account without resources, and gives the URI of this version."""
    client = make_s3(server.url, fresh_account)

    def put(content, name="deals.csv"):
        key = f"{fresh_account}/{name}"
        answer = client.put_object(Bucket=BUCKET, Key=key, Body=content.encode())
        return f"s3://{BUCKET}/{key}?versionId={answer['VersionId']}"

    return put


def ended(read):
    """What `read` gives once the job is over."""
    for _ in range(600):
        job = read()
        if job["Status"] in ("COMPLETED", "FAILED"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"the job is not over: {job}")


def opportunity_job(client, uri):
    started = client.start_opportunity_bulk_job(Catalog=CATALOG, FileURI=uri, FileFormat="CSV")
    named = {"Catalog": CATALOG, "JobId": started["JobId"]}

    def read():
        (job,) = client.list_opportunity_bulk_jobs(**named)["OpportunityBulkJobSummaries"]
        return job

    return ended(read)


def download(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        assert answer.headers["Content-Type"].startswith("text/csv")
        assert "attachment" in answer.headers["Content-Disposition"]
        return list(csv.reader(io.StringIO(answer.read().decode(), newline="")))


def test_rows_become_opportunities_and_a_corrected_report_the_rest(fresh_client, upload):
    rows = [
        ["a", "Quay, and Sons", "Sweden", "Berths", "Prospect"],
        ["b", "=Pier", "US", "Catch", "Rumour"],
        ["c", "", "US", "Catch", "Prospect"],
    ]
    job = opportunity_job(fresh_client, upload(text([HEADERS, *rows])))
    counts = ["TotalRecords", "ProcessedRecords", "SuccessCount", "FailureCount"]
    assert [job[count] for count in counts] == [3, 3, 1, 2], job
    assert (job["OperationType"], job["FileName"]) == ("BULK_CREATE", "deals.csv")
    named = {"Catalog": CATALOG, "JobId": job["JobId"]}
    pages = fresh_client.get_paginator("list_opportunity_bulk_job_results").paginate(
        **named, PaginationConfig={"PageSize": 1}
    )
    results = [result for page in pages for result in page["Results"]]
    assert [result["RequestId"] for result in results] == ["a", "b", "c"]
    made = results[0]["ResourceIdentifier"]
    found = fresh_client.get_opportunity(Catalog=CATALOG, Identifier=made)
    assert found["Customer"]["Account"]["CompanyName"] == "Quay, and Sons"
    codes = [result.get("ErrorCode") for result in results]
    assert codes == [None, "INVALID_ENUM_VALUE", "MISSING_COMPANY"]

    answer = fresh_client.get_opportunity_bulk_job_report_url(**named, ReportFormat="CSV")
    assert answer["ReportStatus"] == "AVAILABLE"
    report = download(answer["Url"])
    assert report[0] == [*HEADERS, "Error Code", "Error Message"]
    assert report[1][:2] == ["b", "'=Pier"]
    report[1][4], report[2][1] = "Prospect", "Dock"
    job = opportunity_job(fresh_client, upload(text(report)))
    assert (job["SuccessCount"], job["FailureCount"]) == (2, 0)
    listed = fresh_client.list_opportunities(Catalog=CATALOG)["OpportunitySummaries"]
    names = {one["Customer"]["Account"]["CompanyName"] for one in listed}
    assert names == {"Quay, and Sons", "=Pier", "Dock"}


def test_rows_with_an_id_change_opportunities(fresh_client, upload):
    made = fresh_client.create_opportunity(**opportunity())["Id"]
    before = fresh_client.get_opportunity(Catalog=CATALOG, Identifier=made)
    rows = [["Opportunity ID", "Next Steps", "Partner Project Title"], [made, "Call them", ""]]
    job = opportunity_job(fresh_client, upload(text(rows)))
    assert job["OperationType"] == "BULK_UPDATE"
    found = fresh_client.get_opportunity(Catalog=CATALOG, Identifier=made)
    assert found["LifeCycle"]["NextSteps"] == "Call them"
    assert found["Project"] == before["Project"]


def test_rows_become_customer_accounts(fresh_client, upload):
    uri = upload("Company Name,Country\nQuay,SE\n,NO\n", "book.csv")
    job = fresh_client.start_customer_account_bulk_job(Catalog=CATALOG, FileUri=uri)
    named = {"Catalog": CATALOG, "Identifier": job["Arn"]}
    job = ended(lambda: fresh_client.get_customer_account_bulk_job(**named))
    assert (job["SuccessCount"], job["FailureCount"], job["DeletedCount"]) == (1, 1, 0)
    (listed,) = fresh_client.list_customer_account_bulk_jobs(Catalog=CATALOG)["items"]
    assert listed["Id"] == job["Id"]
    good, bad = fresh_client.list_customer_account_bulk_job_results(**named)["Results"]
    assert bad["ErrorCode"] == "MISSING_COMPANY"
    made = {"Catalog": CATALOG, "Identifier": good["ResourceIdentifier"]}
    assert fresh_client.get_customer_account(**made)["Account"]["CompanyName"] == "Quay"
    answer = fresh_client.get_customer_account_bulk_job_report_url(
        **named, ReportType="ALL_RECORDS"
    )
    report = download(answer["Url"])
    assert [row[2] for row in report] == ["Status", "SUCCEEDED", "FAILED"]
    fresh_client.delete_customer_account(**made)
    job = fresh_client.get_customer_account_bulk_job(**named)
    assert (job["SuccessCount"], job["DeletedCount"]) == (1, 1)


def test_a_job_of_another_account_is_not_found(server, fresh_client, other_client, upload):
    job = opportunity_job(fresh_client, upload(text([HEADERS, ["a", "Quay", "SE", "B", ""]])))
    named = {"Catalog": CATALOG, "JobId": job["JobId"]}
    with pytest.raises(other_client.exceptions.ResourceNotFoundException):
        other_client.list_opportunity_bulk_job_results(**named)
    assert other_client.list_opportunity_bulk_jobs(**named)["OpportunityBulkJobSummaries"] == []
    stranger = make_client(server.url, "222222222222")
    with pytest.raises(stranger.exceptions.ValidationException):
        stranger.start_opportunity_bulk_job(
            Catalog=CATALOG, FileURI=upload("x"), FileFormat="CSV"
        )
