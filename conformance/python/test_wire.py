"""The wire format: routes, headers, nulls, instants, and responses to broken requests."""

import datetime
import http.client
import re
import uuid

import pytest

from bodies import CATALOG, SOLUTION, opportunity, token
from wire import AWS_JSON, SERVICE_PREFIX, call, post, send

MEBIBYTE = 1 << 20
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@pytest.fixture(scope="module")
def identifier(server):
    answer = call(server, "CreateOpportunity", opportunity())
    assert answer.status == 200, answer.body
    return answer.json["Id"]


def nested(depth):
    """A request whose JSON is nested `depth` levels deep, its own object included."""
    inner = "[" * (depth - 1) + "]" * (depth - 1)
    return f'{{"Catalog":"{CATALOG}","Unknown":{inner}}}'.encode()


def padded(size):
    """A request of exactly `size` bytes, most of them in an unknown member."""
    frame = f'{{"Catalog":"{CATALOG}","Unknown":""}}'
    return frame.replace('""', '"' + "a" * (size - len(frame)) + '"').encode()


# Routes


def test_an_sdk_request_gets_the_sdk_content_type(server, identifier):
    answer = call(server, "GetOpportunity", {"Catalog": CATALOG, "Identifier": identifier})
    assert answer.status == 200
    assert answer.json["Id"] == identifier
    assert answer.headers["Content-Type"] == AWS_JSON
    uuid.UUID(answer.headers["x-amzn-RequestId"])
    assert answer.headers["Date"]


def test_a_plain_post_to_the_operation_gets_the_json_content_type(server, identifier):
    answer = post(server, "GetOpportunity", {"Catalog": CATALOG, "Identifier": identifier})
    assert answer.status == 200
    assert answer.json["Id"] == identifier
    assert answer.headers["Content-Type"].startswith("application/json")
    uuid.UUID(answer.headers["x-amzn-RequestId"])


def test_the_target_header_selects_the_operation_on_any_path(server, identifier):
    answer = call(
        server,
        "GetOpportunity",
        {"Catalog": CATALOG, "Identifier": identifier},
        path="/behind/a/gateway",
    )
    assert answer.json["Id"] == identifier


def test_an_operation_without_output_has_an_empty_body(server, identifier):
    answer = call(
        server,
        "AssociateOpportunity",
        {
            "Catalog": CATALOG,
            "OpportunityIdentifier": identifier,
            "RelatedEntityType": "Solutions",
            "RelatedEntityIdentifier": SOLUTION,
        },
    )
    assert answer.status == 200
    assert answer.body == b""
    assert answer.headers["Content-Length"] == "0"


def test_every_request_has_its_own_id(server, identifier):
    body = {"Catalog": CATALOG, "Identifier": identifier}
    seen = {
        call(server, "GetOpportunity", body).headers["x-amzn-RequestId"] for _ in range(3)
    }
    assert len(seen) == 3


def test_a_connection_carries_one_request_after_another(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        for _ in range(3):
            connection.request("GET", "/_cosell/health")
            response = connection.getresponse()
            response.read()
            assert response.status == 200
    finally:
        connection.close()


# Documents


def test_absent_members_are_written_as_nulls(server):
    body = opportunity()
    del body["Customer"]["Account"]["Duns"]
    created = call(server, "CreateOpportunity", body).json
    stored = call(
        server, "GetOpportunity", {"Catalog": CATALOG, "Identifier": created["Id"]}
    ).json
    assert stored["SoftwareRevenue"] is None
    assert stored["Customer"]["Account"]["Duns"] is None
    assert stored["Project"]["ApnPrograms"] is None
    assert stored["RelatedEntityIdentifiers"]["Solutions"] == []
    assert stored["RelatedEntityIdentifiers"]["AwsProducts"] == []


def test_instants_have_milliseconds(server, identifier):
    stored = call(server, "GetOpportunity", {"Catalog": CATALOG, "Identifier": identifier}).json
    assert INSTANT.fullmatch(stored["CreatedDate"])
    assert INSTANT.fullmatch(stored["LastModifiedDate"])


def test_nulls_and_unknown_members_of_a_request_are_ignored(server):
    body = opportunity(SoftwareRevenue=None, Tags=None, TagKeys=None)
    body["Surprise"] = {"Deep": [1, 2.5, None, {"x": True}]}
    body["Customer"]["Account"]["OtherIndustry"] = None
    body["Customer"]["Account"]["Surprise"] = "x"
    first = post(server, "CreateOpportunity", body)
    assert first.status == 200, first.body
    # A repeated request with other nulls and unknown members is the same request.
    for name in ("SoftwareRevenue", "Tags", "TagKeys"):
        del body[name]
    again = post(server, "CreateOpportunity", body)
    assert again.json["Id"] == first.json["Id"]


def test_an_update_accepts_the_whole_response_of_a_read(server, identifier):
    stored = call(server, "GetOpportunity", {"Catalog": CATALOG, "Identifier": identifier}).json
    answer = call(server, "UpdateOpportunity", {**stored, "Identifier": stored["Id"]})
    assert answer.status == 200, answer.body
    assert answer.json["Id"] == identifier


def test_versions_are_compared_as_instants(server, identifier):
    stored = call(server, "GetOpportunity", {"Catalog": CATALOG, "Identifier": identifier}).json
    instant = datetime.datetime.fromisoformat(stored["LastModifiedDate"].replace("Z", "+00:00"))
    elsewhere = datetime.timezone(datetime.timedelta(hours=-7))
    stored["LastModifiedDate"] = instant.astimezone(elsewhere).isoformat(timespec="microseconds")
    answer = call(server, "UpdateOpportunity", {**stored, "Identifier": identifier})
    assert answer.status == 200, answer.body


def test_text_of_every_script_is_stored_unchanged(server):
    body = opportunity()
    body["Customer"]["Account"]["CompanyName"] = 'Žofia & Søn "冷凍" <🚚>'
    created = call(server, "CreateOpportunity", body).json
    stored = call(
        server, "GetOpportunity", {"Catalog": CATALOG, "Identifier": created["Id"]}
    ).json
    assert stored["Customer"]["Account"]["CompanyName"] == 'Žofia & Søn "冷凍" <🚚>'


# Errors


def test_an_error_has_its_name_in_the_body_and_the_header(server):
    answer = call(server, "GetOpportunity", {"Catalog": CATALOG, "Identifier": "O999999999"})
    assert answer.status == 400
    assert answer.error == "ResourceNotFoundException"
    assert (
        answer.json["__type"] == "com.amazonaws.partnercentralselling#ResourceNotFoundException"
    )


def test_an_error_of_the_plain_route_has_the_same_form(server):
    answer = post(server, "GetOpportunity", {"Catalog": CATALOG, "Identifier": "nonsense"})
    assert answer.status == 400
    assert answer.error == "ValidationException"
    (finding,) = answer.json["ErrorList"]
    assert finding["FieldName"] == "identifier"
    assert finding["Code"] == "INVALID_STRING_FORMAT"


@pytest.mark.parametrize(
    "broken",
    [
        b"{",
        b"",
        b"null",
        b"[]",
        b'"text"',
        b'{"Catalog":"Sandbox",}',
        b'{"Catalog":"Sandbox"} trailing',
        b'{"Catalog":"\xff\xfe"}',
        b'{"Catalog":"\\ud800"}',
        b"\x00",
    ],
)
def test_broken_json_is_refused(server, broken):
    answer = call(server, "CreateOpportunity", broken)
    assert answer.status == 400
    # An empty document and null are empty requests: both lack required members.
    expected = (
        {"SerializationException", "ValidationException"}
        if broken in (b"", b"null")
        else {"SerializationException"}
    )
    assert answer.error in expected


@pytest.mark.parametrize(
    "change",
    [
        {"Catalog": 7},
        {"Customer": "Northgale"},
        {"Customer": {"Account": []}},
        {"PrimaryNeedsFromAws": "Co-Sell - Deal Support"},
        {"Project": {"ExpectedCustomerSpend": {"Amount": "1"}}},
        {"Project": {"Title": True}},
    ],
)
def test_a_wrong_type_is_refused(server, change):
    answer = call(server, "CreateOpportunity", {**opportunity(), **change})
    assert answer.status == 400
    assert answer.error == "SerializationException"


def test_a_string_is_not_accepted_as_a_number(server):
    answer = call(server, "ListOpportunities", {"Catalog": CATALOG, "MaxResults": "5"})
    assert answer.error == "SerializationException"


def test_the_depth_of_a_body_is_limited(server):
    assert call(server, "ListOpportunities", nested(64)).status == 200
    answer = call(server, "ListOpportunities", nested(65))
    assert answer.status == 400
    assert answer.error == "SerializationException"
    # A hostile depth gets the same response as one level too many.
    assert call(server, "ListOpportunities", nested(200_000)).error == "SerializationException"


def test_the_size_of_a_body_is_limited(server):
    assert call(server, "ListOpportunities", padded(MEBIBYTE)).status == 200
    answer = call(server, "ListOpportunities", padded(MEBIBYTE + 1))
    assert answer.status in (400, 413)
    assert answer.error


def test_an_unknown_operation_is_refused(server):
    for answer in (
        call(server, "LaunchRocket", {"Catalog": CATALOG}),
        post(server, "LaunchRocket", {"Catalog": CATALOG}),
        send(
            server,
            {"Catalog": CATALOG},
            headers={"Content-Type": AWS_JSON, "X-Amz-Target": "OtherService.GetOpportunity"},
        ),
    ):
        assert answer.status in (400, 404)
        assert answer.error == "UnknownOperationException"


def test_a_request_for_no_operation_is_refused(server):
    answer = send(server, {"Catalog": CATALOG}, headers={"Content-Type": AWS_JSON})
    assert answer.status in (400, 404)
    assert answer.error == "UnknownOperationException"


def test_a_request_without_a_signature_is_refused(server, identifier):
    body = {"Catalog": CATALOG, "Identifier": identifier}
    for answer in (
        call(server, "GetOpportunity", body, signed=False),
        post(server, "GetOpportunity", body, signed=False),
    ):
        assert answer.status in (400, 401, 403)
        assert answer.error in (
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken",
            "AccessDeniedException",
        )


@pytest.mark.parametrize(
    "header", ["", "Bearer abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=, Signature="]
)
def test_an_authorization_header_without_a_signature_is_refused(server, header):
    headers = {
        "Content-Type": AWS_JSON,
        "X-Amz-Target": f"{SERVICE_PREFIX}.ListOpportunities",
        "Authorization": header,
    }
    answer = send(server, {"Catalog": CATALOG}, headers=headers, signed=False)
    assert answer.status in (400, 401, 403)
    assert answer.error


def test_a_failed_task_is_a_successful_response(server):
    created = call(server, "CreateOpportunity", opportunity()).json
    answer = post(
        server,
        "StartEngagementFromOpportunityTask",
        {
            "Catalog": CATALOG,
            "ClientToken": token(),
            "Identifier": created["Id"],
            "AwsSubmission": {"InvolvementType": "Co-Sell"},
        },
    )
    assert answer.status == 200
    assert answer.json["TaskStatus"] == "FAILED"
    assert answer.json["EngagementId"] is None
    assert answer.json["EngagementInvitationId"] is None
    assert answer.json["ResourceSnapshotJobId"] is None
