"""cosell record: a proxy between boto3 and an endpoint, whose recording replays as it was.

The upstream is a second cosell in mode strict: it accepts only what the proxy signs anew.
"""

import json
import os
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from bodies import CATALOG, COSELL, SOLUTION, opportunity, token
from cosell_server import Server, binary
from test_strict import ACCOUNT, ADMIN, SERVICE, attach, done

# What the calls below name; none of it may be in the file.
PLANTED = {
    "company": "Quillfeather Ropeworks",
    "site": "https://www.quillfeather-ropeworks.example",
    "first name": "Zebedee",
    "last name": "Thistlewhite",
    "mail": "zebedee.thistlewhite@quillfeather.example",
    "phone": "+442079460018",
    "street": "77 Hawser Wharf",
    "city": "Pasadena",
    "title": "Rope tension in storms",
    "problem": "Ropes of Quillfeather Ropeworks break in storms, says Zebedee.",
    "comment": "Call Zebedee under +442079460018.",
    "crm": "crm-quill-4711",
    "amount": "73219.55",
    "tag": "owned-by-Thistlewhite",
    "next steps": "Zebedee reads the offer.",
    "duns": "918273645",
}


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    folder = tmp_path_factory.mktemp("upstream")
    variables = {"COSELL_SECRETS_KEY": "2a" * 32, "COSELL_ADMIN_TOKEN": ADMIN}
    running = Server(folder, "--auth", "strict", **variables).start()
    yield running
    assert running.stop() == 0


@pytest.fixture
def key(strict):
    name = f"user-{token()}"
    done(strict, "POST", f"accounts/{ACCOUNT}/users", {"name": name})
    attach(strict, name, "attach")
    return done(strict, "POST", "keys", {"account": ACCOUNT, "user": name}) | {"name": name}


def environment(key):
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COSELL_", "AWS_"))
    }
    return clean | {
        "AWS_ACCESS_KEY_ID": key["id"],
        "AWS_SECRET_ACCESS_KEY": key["secret"],
        "HOME": "/nonexistent",
    }


class Recorder:
    """A run of `cosell record`."""

    def __init__(self, folder, upstream, key, *options):
        self.file = folder / "recording.json"
        command = [binary(), "record", self.file, "--listen", "127.0.0.1:0"]
        self.process = subprocess.Popen(
            [*command, "--upstream", upstream, *options],
            env=environment(key),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), self.process.stderr.read()
        self.url = line.split()[-1]

    def client(self, **changed):
        # The proxy signs anew, so these keys are as good as any.
        return boto3.client(
            SERVICE,
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id="AKIAOFNOBODY00000000",
            aws_secret_access_key="of-nobody",
            config=Config(retries={"total_max_attempts": 1}),
            **changed,
        )

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        printed, said = self.process.communicate(timeout=30)
        assert self.process.returncode == 0, said
        return printed


def compare(left, right, file, key, *options):
    command = [binary(), "compare", left, right, "--scenario", file, "--output", "json"]
    ran = subprocess.run(
        [*command, *options], env=environment(key), capture_output=True, text=True, timeout=120
    )
    assert ran.stdout, ran.stderr
    return ran.returncode, json.loads(ran.stdout)


def planted():
    body = opportunity(PartnerOpportunityIdentifier=PLANTED["crm"])
    account = body["Customer"]["Account"]
    account |= {
        "CompanyName": PLANTED["company"],
        "WebsiteUrl": PLANTED["site"],
        "Duns": PLANTED["duns"],
    }
    account["Address"] |= {
        "City": PLANTED["city"],
        "StateOrRegion": "California",
        "PostalCode": "91101",
        "StreetAddress": PLANTED["street"],
    }
    person = {
        "FirstName": PLANTED["first name"],
        "LastName": PLANTED["last name"],
        "Email": PLANTED["mail"],
        "Phone": PLANTED["phone"],
    }
    body["Customer"]["Contacts"][0] |= person
    body["Project"] |= {
        "Title": PLANTED["title"],
        "CustomerBusinessProblem": PLANTED["problem"],
        "AdditionalComments": PLANTED["comment"],
    }
    body["Project"]["ExpectedCustomerSpend"][0]["Amount"] = PLANTED["amount"]
    body["LifeCycle"]["NextSteps"] = PLANTED["next steps"]
    return body


def integrate(selling):
    """What an integration calls, with a repeat, refusals, an update, tags and a task."""
    body = planted()
    created = selling.create_opportunity(**body)
    again = selling.create_opportunity(**body)
    assert again["Id"] == created["Id"]
    which = {"Catalog": CATALOG, "Identifier": created["Id"]}
    stored = selling.get_opportunity(**which)
    assert stored["Customer"]["Account"]["CompanyName"] == PLANTED["company"]
    with pytest.raises(ClientError, match="ConflictException"):
        selling.create_opportunity(**body | {"NationalSecurity": "Yes"})
    kept = ("Customer", "Project", "LifeCycle", "Marketing", "OpportunityType", "NationalSecurity")
    changed = {name: stored[name] for name in kept if name in stored}
    changed["Project"]["Title"] = PLANTED["title"] + ", again"
    selling.update_opportunity(
        **which,
        **changed,
        PrimaryNeedsFromAws=stored["PrimaryNeedsFromAws"],
        PartnerOpportunityIdentifier=PLANTED["crm"],
        LastModifiedDate=stored["LastModifiedDate"],
    )
    with pytest.raises(ClientError, match="ValidationException"):
        selling.get_opportunity(Catalog=CATALOG, Identifier=PLANTED["mail"])
    selling.tag_resource(
        ResourceArn=stored["Arn"], Tags=[{"Key": "Owner", "Value": PLANTED["tag"]}]
    )
    assert selling.list_tags_for_resource(ResourceArn=stored["Arn"])["Tags"]
    selling.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=created["Id"],
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    task = selling.start_engagement_from_opportunity_task(
        **which, ClientToken=token(), AwsSubmission=COSELL
    )
    for _ in range(3):
        selling.list_engagement_from_opportunity_tasks(
            Catalog=CATALOG, TaskIdentifier=[task["TaskId"]]
        )
    selling.get_engagement(Catalog=CATALOG, Identifier=task["EngagementId"])
    found = selling.list_opportunities(
        Catalog=CATALOG, CustomerCompanyName=[PLANTED["company"]]
    )
    assert [one["Id"] for one in found["OpportunitySummaries"]] == [created["Id"]]


def test_a_recording_names_no_one_and_replays_without_a_difference(
    strict, key, tmp_path, tmp_path_factory
):
    recorder = Recorder(tmp_path, strict.url, key)
    integrate(recorder.client())
    assert "recorded 13 calls in " in recorder.stop()
    text = recorder.file.read_text()
    for what, planted_text in PLANTED.items():
        assert planted_text not in text, what
    for word in ("Quillfeather", "Zebedee", "Thistlewhite", "2079460018", key["id"], key["secret"]):
        assert word not in text, word
    calls = json.loads(text)["calls"]
    assert not [call["name"] for call in calls if call["recorded"]["status"] >= 500]
    by_name = {call["name"]: call for call in calls}
    first, again = by_name["CreateOpportunity"], by_name["CreateOpportunity-2"]
    assert first["input"]["ClientToken"] == again["input"]["ClientToken"] == "${token:1}"
    assert by_name["GetOpportunity"]["input"]["Identifier"] == "${CreateOpportunity.Id}"
    modified = by_name["UpdateOpportunity"]["input"]["LastModifiedDate"]
    assert modified == "${GetOpportunity.LastModifiedDate}"
    # References between calls hold.
    company = first["input"]["Customer"]["Account"]["CompanyName"]
    assert by_name["ListOpportunities"]["input"]["CustomerCompanyName"] == [company]
    answered = by_name["GetOpportunity"]["recorded"]["answer"]
    assert answered["Customer"]["Account"]["CompanyName"] == company
    # It replays on servers that have seen nothing of it.
    for left in (strict.url, "recorded"):
        other = Server(tmp_path_factory.mktemp("other")).start()
        try:
            status, report = compare(left, other.url, recorder.file, key)
            different = [call["differences"] for call in report["calls"] if call["differences"]]
            assert (status, different, report["not_sent"]) == (0, [], 0)
        finally:
            assert other.stop() == 0


def test_answers_come_back_byte_for_byte(strict, key, tmp_path):
    recorder = Recorder(tmp_path, strict.url, key)
    seen = []
    for selling in (recorder.client(), boto3.client(
        SERVICE,
        endpoint_url=strict.url,
        region_name="us-east-1",
        aws_access_key_id=key["id"],
        aws_secret_access_key=key["secret"],
    )):
        answers = []
        selling.meta.events.register(
            "response-received", lambda response_dict, **_: answers.append(response_dict)
        )
        selling.list_solutions(Catalog=CATALOG)
        with pytest.raises(ClientError):
            selling.get_opportunity(Catalog=CATALOG, Identifier="O1")
        seen.append([(answer["status_code"], answer["body"]) for answer in answers])
    recorder.stop()
    assert seen[0] == seen[1]


def test_real_deals_and_web_pages_are_refused_and_not_recorded(strict, key, tmp_path):
    # An address of this machine that is no loopback address.
    away = strict.url.replace("127.0.0.1", "0.0.0.0")
    recorder = Recorder(tmp_path, away, key)
    selling = recorder.client()
    with pytest.raises(ClientError, match="--allow-catalog-aws"):
        selling.list_solutions(Catalog="AWS")

    def from_a_page(request, **_):
        request.headers["Origin"] = "https://page.example"

    selling.meta.events.register("before-sign", from_a_page)
    with pytest.raises(ClientError, match="this machine only"):
        selling.list_solutions(Catalog=CATALOG)
    assert "recorded 0 calls" in recorder.stop()
    assert json.loads(recorder.file.read_text())["calls"] == []


def test_calls_by_their_path_are_recorded_and_answered_in_their_form(strict, key, tmp_path):
    recorder = Recorder(tmp_path, strict.url, key)
    body = json.dumps({"Catalog": CATALOG}).encode()
    header = {"content-type": "application/json"}
    request = urllib.request.Request(f"{recorder.url}/ListSolutions", body, header)
    with urllib.request.urlopen(request) as answer:
        listed = json.load(answer)
        kind = answer.headers["content-type"]
    unknown = urllib.request.Request(f"{recorder.url}/Frobnicate", body, header)
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(unknown)
    assert "recorded 1 call in " in recorder.stop()
    (call,) = json.loads(recorder.file.read_text())["calls"]
    assert call["operation"] == "ListSolutions"
    assert call["recorded"]["headers"]["content-type"] == kind
    assert len(listed["SolutionSummaries"]) == len(call["recorded"]["answer"]["SolutionSummaries"])


# Keys of a server in mode open.
OPEN = {"id": "111111111111", "secret": "any"}
BUCKET = "aws-partner-central-marketplace-ephemeral-writeonly-files"
ROWS = (
    "Row Id,Customer Company Name,Industry Vertical,Country,State,Postal Code,Customer Website,"
    "Partner Project Title,Delivery Model,Estimated AWS Monthly Recurring Revenue,"
    "Target Close Date,Stage,Shoe size\r\n"
    f'{PLANTED["crm"]},{PLANTED["company"]},Transportation & Logistics,Sweden,,,{PLANTED["site"]},'
    f'{PLANTED["title"]},SaaS or PaaS; Other,"$73,219.55",12/31/2040,Prospect,77 Quill\r\n'
    f',,Agriculture,US,,,{PLANTED["site"]},Greenhouses,Other,500,12/31/2040,Prospect,\r\n'
)


def upload_in_pieces(url, place):
    """Uploads as the SDKs do that send a checksum behind the content."""
    body, half = b"", len(ROWS) // 2
    for piece in (ROWS[:half], ROWS[half:]):
        body += f"{len(piece):x}\r\n{piece}\r\n".encode()
    body += b"0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"
    request = urllib.request.Request(
        f"{url}/{BUCKET}/{urllib.parse.quote(place)}?x-id=PutObject",
        body,
        {
            "content-type": "text/csv",
            "content-encoding": "aws-chunked",
            "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        },
        method="PUT",
    )
    with urllib.request.urlopen(request) as answer:
        return answer.headers["x-amz-version-id"]


@pytest.mark.parametrize("chunked", [False, True])
def test_uploads_are_recorded_without_names_and_replay(strict, key, tmp_path, chunked):
    attach(strict, key["name"], "attach", "AWSPartnerCentralFullAccess")
    recorder = Recorder(tmp_path, strict.url, key)
    place = f"{ACCOUNT}/deals of {PLANTED['last name']}.csv"
    if chunked:
        version = upload_in_pieces(recorder.url, place)
    else:
        s3 = boto3.client(
            "s3",
            endpoint_url=recorder.url,
            region_name="us-east-1",
            aws_access_key_id="AKIAOFNOBODY00000000",
            aws_secret_access_key="of-nobody",
        )
        version = s3.put_object(Bucket=BUCKET, Key=place, Body=ROWS.encode())["VersionId"]
        with pytest.raises(ClientError):
            s3.create_multipart_upload(Bucket=BUCKET, Key=place)
        with pytest.raises(ClientError, match="AccessDenied"):
            s3.put_object(Bucket=BUCKET, Key="222222222222/other.csv", Body=b"a\r\n")
    selling = recorder.client()
    uri = f"s3://{BUCKET}/{place}?versionId={version}"
    job = selling.start_opportunity_bulk_job(
        Catalog=CATALOG, ClientToken=token(), FileURI=uri, FileFormat="CSV"
    )["JobId"]
    while True:
        (found,) = selling.list_opportunity_bulk_jobs(Catalog=CATALOG, JobId=job)[
            "OpportunityBulkJobSummaries"
        ]
        if found["Status"] in ("COMPLETED", "FAILED"):
            break
    assert (found["SuccessCount"], found["FailureCount"]) == (1, 1)
    selling.list_opportunity_bulk_job_results(Catalog=CATALOG, JobId=job)
    recorder.stop()
    text = recorder.file.read_text()
    for what, planted_text in PLANTED.items():
        assert planted_text not in text, what
    for word in ("Quill", "Thistlewhite", "73,219", version):
        assert word not in text, word
    calls = {call["name"]: call for call in json.loads(text)["calls"]}
    uploaded = calls["PutObject"]["input"]["Content"].splitlines()
    # What names no one is as it was.
    for kept in ("Transportation & Logistics,Sweden,,,", "SaaS or PaaS; Other", "12/31/2040"):
        assert kept in uploaded[1]
    uri = calls["StartOpportunityBulkJob"]["input"]["FileURI"]
    assert uri == f"s3://{BUCKET}/{calls['PutObject']['input']['Key']}" + (
        "?versionId=${PutObject.VersionId}"
    )
    folder = tmp_path / "other"
    folder.mkdir()
    other = Server(folder).start()
    try:
        for left in (other.url, "recorded"):
            status, report = compare(left, other.url, recorder.file, OPEN)
            different = [call["differences"] for call in report["calls"] if call["differences"]]
            assert (status, different, report["not_sent"]) == (0, [], 0)
    finally:
        assert other.stop() == 0
