"""Mode strict: clients must sign their requests, and their policies are enforced.

Keys, users and policies are created through the administration API, as an operator does.
"""

import datetime
import http.client
import json
import os
import subprocess
import sys
from pathlib import Path

import boto3
import botocore.auth
import pytest
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from bodies import CATALOG, SOLUTION, create_ready, opportunity, start_task, token
from collector import Collector
from cosell_server import Server, binary

ACCOUNT = "111111111111"
SERVICE = "partnercentral-selling"
AWS = Path(sys.executable).parent / "aws"
ADMIN = "correct-horse-battery"
FULL = "AWSPartnerCentralSandboxFullAccess"


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    folder = tmp_path_factory.mktemp("strict")
    running = Server(
        folder,
        "--auth",
        "strict",
        "--explain",
        COSELL_SECRETS_KEY="2a" * 32,
        COSELL_ADMIN_TOKEN=ADMIN,
    ).start()
    yield running
    assert running.stop() == 0


def ask(server, method, path, body=None, admin=ADMIN):
    """Calls the administration API. Returns the status and the document."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        text = None if body is None else json.dumps(body)
        headers = {"Authorization": f"Bearer {admin}"} if admin else {}
        connection.request(method, f"/_cosell/{path}", text, headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def done(server, method, path, body=None):
    status, document = ask(server, method, path, body)
    assert status == 200, document
    return document


@pytest.fixture
def user(strict):
    """A new user with AWS's managed policy for the Sandbox, and its key."""
    name = f"user-{token()}"
    done(strict, "POST", f"accounts/{ACCOUNT}/users", {"name": name})
    attach(strict, name, "attach")
    return name, done(strict, "POST", "keys", {"account": ACCOUNT, "user": name})


def attach(server, user, verb, policy=FULL):
    body = {"account": ACCOUNT, "user": user, "policy": policy}
    done(server, "POST", f"policies/{verb}", body)


def client(server, key, region="us-east-1", **changed):
    known = {
        "aws_access_key_id": key["id"],
        "aws_secret_access_key": key["secret"],
        "aws_session_token": key.get("session_token"),
    }
    return boto3.client(
        SERVICE,
        endpoint_url=server.url,
        region_name=region,
        config=Config(retries={"total_max_attempts": 1}),
        **(known | changed),
    )


def refused(call):
    with pytest.raises(ClientError) as caught:
        call()
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def listing(of):
    return lambda: of.list_opportunities(Catalog=CATALOG)


def test_boto3_does_the_main_job_with_the_right_key(strict, user):
    partner = client(strict, user[1])
    made = partner.create_opportunity(**opportunity())
    partner.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=made["Id"],
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    task = partner.start_engagement_from_opportunity_task(
        Catalog=CATALOG,
        ClientToken=token(),
        Identifier=made["Id"],
        AwsSubmission={"InvolvementType": "Co-Sell", "Visibility": "Full"},
    )
    assert task["TaskStatus"] == "COMPLETE", task


def test_the_aws_cli_is_authenticated_with_the_right_key(strict, user, tmp_path):
    def run(secret):
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(tmp_path),
            "AWS_ACCESS_KEY_ID": user[1]["id"],
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING": strict.url,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
            "NO_PROXY": "127.0.0.1",
        }
        command = [str(AWS), SERVICE, "list-opportunities", "--catalog", CATALOG]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=120
        )

    listed = run(user[1]["secret"])
    assert listed.returncode == 0, listed.stderr
    assert "OpportunitySummaries" in json.loads(listed.stdout)
    wrong = run("wrong")
    assert wrong.returncode != 0 and "InvalidSignatureException" in wrong.stderr, wrong.stderr


def test_a_wrong_secret_is_a_mismatch_that_shows_the_string_to_sign(strict, user):
    code, message = refused(listing(client(strict, user[1], aws_secret_access_key="wrong")))
    assert code == "InvalidSignatureException"
    assert "The Canonical String for this request should have been\n'POST\n/\n" in message
    assert "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n" in message


def test_a_signature_for_another_region_is_refused_with_the_right_region(strict, user):
    code, message = refused(listing(client(strict, user[1], region="eu-west-1")))
    assert code == "InvalidSignatureException"
    assert message == "Credential should be scoped to a valid region."


def test_an_unknown_key_is_not_recognized(strict, user):
    code, message = refused(listing(client(strict, user[1], aws_access_key_id="AKIANOBODY")))
    assert code == "UnrecognizedClientException"
    assert message == "The security token included in the request is invalid."


def send(server, key, service=SERVICE, body="", signed_body=None, payload_hash=None, host=None):
    """Signs a call of ListSolutions with botocore, and sends it, optionally with another body."""
    headers = {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "AWSPartnerCentralSelling.ListSolutions",
        "Host": host or f"127.0.0.1:{server.port}",
    }
    if payload_hash:
        headers["X-Amz-Content-SHA256"] = payload_hash
    signed = AWSRequest("POST", f"{server.url}/", headers=headers, data=signed_body or body)
    if key:
        credentials = Credentials(key["id"], key["secret"], key.get("session_token"))
        botocore.auth.SigV4Auth(credentials, service, "us-east-1").add_auth(signed)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request("POST", "/", body, dict(signed.headers.items()))
        response = connection.getresponse()
        answer = json.loads(response.read())
        return answer.get("__type", "").rsplit("#")[-1], answer
    finally:
        connection.close()


SANDBOX = json.dumps({"Catalog": CATALOG})


def test_a_request_signed_by_hand_is_authenticated(strict, user):
    name, answer = send(strict, user[1], body=SANDBOX)
    assert name == "" and answer["SolutionSummaries"], answer


def test_a_signature_for_another_service_is_refused_with_the_right_service(strict, user):
    name, answer = send(strict, user[1], service="s3", body=SANDBOX)
    assert name == "InvalidSignatureException"
    assert answer["Message"] == f"Credential should be scoped to correct service: '{SERVICE}'."


def test_a_replaced_body_is_refused(strict, user):
    body = json.dumps({"Catalog": "AWS"})
    name, _ = send(strict, user[1], body=body, signed_body=SANDBOX)
    assert name == "InvalidSignatureException"


def test_a_body_may_be_left_unsigned(strict, user):
    unsigned = "UNSIGNED-PAYLOAD"
    name, answer = send(strict, user[1], body=SANDBOX, payload_hash=unsigned)
    assert name == "", answer


@pytest.mark.parametrize(
    "minutes, says", [(-16, "Signature expired"), (16, "Signature not yet current")]
)
def test_a_date_outside_the_time_window_is_refused(strict, user, monkeypatch, minutes, says):
    shown = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: shown)
    name, answer = send(strict, user[1], body=SANDBOX)
    assert name == "InvalidSignatureException"
    assert answer["Message"].startswith(says)


def test_a_request_without_a_signature_has_a_missing_token(strict):
    name, _ = send(strict, None, body=SANDBOX)
    assert name == "MissingAuthenticationTokenException"


def test_a_role_session_requires_its_token(strict):
    name = f"role-{token()}"
    done(strict, "POST", f"accounts/{ACCOUNT}/roles", {"name": name})
    attached = {"account": ACCOUNT, "role": name, "policy": FULL}
    done(strict, "POST", "policies/attach", attached)
    wanted = {"account": ACCOUNT, "role": name, "session": "nightly", "seconds": 900}
    key = done(strict, "POST", "keys", wanted)
    listing(client(strict, key))()
    for wrong in [None, "another"]:
        code, _ = refused(listing(client(strict, key, aws_session_token=wrong)))
        assert code == "UnrecognizedClientException"
    production = client(strict, key)
    code, message = refused(lambda: production.list_opportunities(Catalog="AWS"))
    assert code == "AccessDeniedException"
    assert message.startswith(f"User: arn:aws:sts::{ACCOUNT}:assumed-role/{name}/nightly is not")


def test_revocation_takes_effect_from_the_next_request_on(strict, user):
    name, key = user
    partner = client(strict, key)
    listing(partner)()
    attach(strict, name, "detach")
    assert refused(listing(partner))[0] == "AccessDeniedException"
    attach(strict, name, "attach")
    listing(partner)()
    done(strict, "POST", f"keys/{key['id']}/disable")
    assert refused(listing(partner))[0] == "UnrecognizedClientException"
    done(strict, "POST", f"keys/{key['id']}/enable")
    listing(partner)()
    rotated = done(strict, "POST", f"keys/{key['id']}/rotate")
    assert refused(listing(partner))[0] == "InvalidSignatureException"
    listing(client(strict, rotated))()


def test_a_secret_is_shown_once_and_stored_sealed(strict, user):
    name, key = user
    assert "secret" not in done(strict, "GET", f"keys/{key['id']}")
    assert key["secret"] not in json.dumps(done(strict, "GET", f"keys?account={ACCOUNT}"))
    for file in strict.folder.iterdir():
        assert key["secret"].encode() not in file.read_bytes(), file


def test_an_authenticated_caller_may_use_any_host_name(strict, user):
    name, answer = send(strict, user[1], body=SANDBOX, host="hub.example.com")
    assert name == "", answer


def test_a_key_of_an_account_cannot_administer(strict):
    status, _ = ask(strict, "GET", f"keys?account={ACCOUNT}", admin=None)
    assert status == 401


def test_administrative_changes_are_in_the_audit_log_without_secrets(strict, user):
    acts = done(strict, "GET", "audit")["acts"]
    names = [act["act"] for act in acts[:3]]
    assert names == ["key.create", "policy.attach", "user.create"]
    assert acts[0]["target"] == f"keys/{user[1]['id']}"
    assert user[1]["secret"] not in json.dumps(acts)


def test_commands_do_what_the_api_does(strict, user, tmp_path):
    def run(*arguments):
        command = [str(binary()), *arguments, "--url", strict.url]
        environment = {"COSELL_ADMIN_TOKEN": ADMIN}
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60
        )

    name = user[0]
    policy = tmp_path / "policy.json"
    deny = {"Sid": "NoDeals", "Effect": "Deny", "Action": "*", "Resource": "*"}
    policy.write_text(json.dumps({"Version": "2012-10-17", "Statement": deny}))
    own = f"policy-{token()}"
    for arguments in [
        ["policy", "put", ACCOUNT, own, str(policy)],
        ["policy", "attach", ACCOUNT, own, "--user", name],
        ["user", "show", ACCOUNT, name],
        ["key", "list", ACCOUNT, "--user", name],
        ["account", "list"],
    ]:
        ran = run(*arguments)
        assert ran.returncode == 0, ran.stderr
    principal = f"arn:aws:iam::{ACCOUNT}:user/{name}"
    explained = run("policy", "explain", principal, "--operation", "SubmitOpportunity")
    assert explained.returncode == 3
    assert f"denied by {own}, Statement (NoDeals)" in explained.stdout.replace(
        "Statement[0]", "Statement"
    )


def test_a_key_of_the_configuration_file_is_not_said_to_be_unknown(tmp_path):
    (tmp_path / "accounts.toml").write_text(
        f'[[account]]\nid = "{ACCOUNT}"\n[[account.key]]\nid = "AKIAFILE"\nsecret = "{"s" * 40}"\n'
    )
    server = Server(
        tmp_path,
        *("--auth", "strict", "--config", "accounts.toml"),
        COSELL_SECRETS_KEY="2a" * 32,
        COSELL_ADMIN_TOKEN=ADMIN,
    ).start()
    status, shown = ask(server, "GET", "keys/AKIAFILE")
    assert (status, shown["source"]) == (200, "configuration")
    for method, path in [
        ("DELETE", "keys/AKIAFILE"),
        ("POST", "keys/AKIAFILE/disable"),
        ("POST", "keys/AKIAFILE/rotate"),
    ]:
        status, document = ask(server, method, path)
        assert status == 409, (path, document)
        assert "the configuration file defines it" in document["message"]
    assert ask(server, "GET", "keys/AKIANONE")[0] == 404
    assert server.stop() == 0


def test_the_steps_of_a_traced_task_have_the_policies_of_its_caller(tmp_path):
    """The row of the task has its caller and the span of its request."""
    collector = Collector()
    server = Server(
        tmp_path,
        *("--auth", "strict", "--task-wait", "0s", "--otlp", collector.url),
        COSELL_SECRETS_KEY="2a" * 32,
        COSELL_ADMIN_TOKEN=ADMIN,
        OTEL_BSP_SCHEDULE_DELAY="50",
    ).start()
    done(server, "POST", f"accounts/{ACCOUNT}/users", {"name": "ada"})
    attach(server, "ada", "attach")
    partner = client(server, done(server, "POST", "keys", {"account": ACCOUNT, "user": "ada"}))
    identifiers = [create_ready(partner) for _ in range(2)]
    start_task(partner, identifiers[0])
    request = collector.span("PartnerCentralSelling/StartEngagementFromOpportunityTask")
    run = collector.span("engagement-from-opportunity-task run", cosell__task__outcome="COMPLETE")
    assert run.links == [(request.trace, request.id)]
    done(server, "POST", "faults", {"text": "step.GetOpportunity.before=delay:1s;count=1"})
    start_task(partner, identifiers[1])
    attach(server, "ada", "detach")
    run = collector.span("engagement-from-opportunity-task run", cosell__task__outcome="FAILED")
    assert run.attributes["error.type"] == "OpportunityAccessDenied"
    with pytest.raises(ClientError):
        partner.list_solutions(Catalog=CATALOG)
    permission = collector.span("permission", cosell__permission="denied")
    refused = next(span for span in collector.spans() if span.id == permission.parent)
    assert refused.attributes["error.type"] == "AccessDeniedException"
    assert server.stop() == 0
    collector.close()
