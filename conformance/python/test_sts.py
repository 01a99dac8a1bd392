"""STS on the server's port: what clients ask before they call the API.

A profile with `role_arn` is the case that matters: botocore assumes the role by itself, with the
endpoint of the profile, and signs the calls of the API with the session's key.
"""

import datetime
import http.client
import subprocess
import urllib.error
import urllib.request

import boto3
import botocore.auth
import pytest
from botocore import UNSIGNED
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

from bodies import CATALOG, opportunity, token
from conftest import FIRST_ACCOUNT, OTHER_ACCOUNT
from test_strict import AWS, FULL, SERVICE, attach, client, done, refused, strict, user

ACCOUNT = FIRST_ACCOUNT
SIGNED = (
    "AWS4-HMAC-SHA256 Credential=AKIANOBODY0000000000/20260101/us-east-1/sts/aws4_request, "
    "SignedHeaders=host, Signature=0"
)
__all__ = ["strict", "user"]


def sts(url, key_id, secret="any", session_token=None, region="us-east-1"):
    return boto3.client(
        "sts",
        endpoint_url=url,
        region_name=region,
        aws_access_key_id=key_id,
        aws_secret_access_key=secret,
        aws_session_token=session_token,
        config=Config(retries={"total_max_attempts": 1}),
    )


def sts_of(server, key, **changed):
    return sts(server.url, key["id"], key["secret"], key.get("session_token"), **changed)


def key_of(answer):
    credentials = answer["Credentials"]
    return {
        "id": credentials["AccessKeyId"],
        "secret": credentials["SecretAccessKey"],
        "session_token": credentials["SessionToken"],
    }


def profile(folder, name, url, key_id, secret, role_arn):
    """The files of a developer whose profile assumes a role."""
    (folder / "config").write_text(
        f"[profile {name}]\nrole_arn = {role_arn}\nsource_profile = base\n"
        f"role_session_name = nightly\nregion = us-east-1\nendpoint_url = {url}\n"
        f"[profile base]\nregion = us-east-1\nendpoint_url = {url}\n"
    )
    (folder / "credentials").write_text(
        f"[base]\naws_access_key_id = {key_id}\naws_secret_access_key = {secret}\n"
    )
    return {
        "AWS_CONFIG_FILE": str(folder / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials"),
        "AWS_PROFILE": name,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1",
        "PATH": str(AWS.parent),
    }


def set_environment(monkeypatch, variables):
    # A session of an earlier test has read another configuration file.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        if name.startswith("AWS_"):
            monkeypatch.setenv(name, value)


@pytest.fixture
def role(strict):
    """A new role with AWS's managed policy for the Sandbox."""
    name = f"role-{token()}"
    done(strict, "POST", f"accounts/{ACCOUNT}/roles", {"name": name})
    body = {"account": ACCOUNT, "role": name, "policy": FULL}
    done(strict, "POST", "policies/attach", body)
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


@pytest.fixture
def assuming(strict, user):
    """The key of a user who may assume every role of its account."""
    name, key = user
    policy = f"assume-{token()}"
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}
    document = {"Version": "2012-10-17", "Statement": statement}
    done(strict, "POST", "policies", {"account": ACCOUNT, "name": policy, "document": document})
    attach(strict, name, "attach", policy)
    return key


def test_a_profile_with_a_role_works_unchanged_in_mode_open(server, tmp_path, monkeypatch):
    arn = f"arn:aws:iam::{OTHER_ACCOUNT}:role/crm"
    variables = profile(tmp_path, "partner", server.url, ACCOUNT, "any", arn)
    set_environment(monkeypatch, variables)
    session = boto3.Session()
    name = token()
    session.client(SERVICE).create_opportunity(**opportunity(ClientToken=name))
    # The role is of another account, whose opportunity it is.
    other = boto3.client(
        SERVICE,
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=OTHER_ACCOUNT,
        aws_secret_access_key="any",
    )
    again = other.create_opportunity(**opportunity(ClientToken=name))
    listed = session.client(SERVICE).list_opportunities(Catalog=CATALOG)["OpportunitySummaries"]
    assert again["Id"] in [summary["Id"] for summary in listed]
    assert session.client("sts").get_caller_identity()["Account"] == OTHER_ACCOUNT


def test_the_aws_cli_shows_who_calls(server):
    shown = subprocess.run(
        [AWS, "sts", "get-caller-identity", "--output", "text", "--endpoint-url", server.url],
        env={
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": "any",
            "AWS_DEFAULT_REGION": "us-east-1",
            "NO_PROXY": "127.0.0.1",
            "PATH": str(AWS.parent),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.split() == [ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root", ACCOUNT]


def test_a_profile_with_a_role_works_unchanged_in_mode_strict(
    strict, role, assuming, tmp_path, monkeypatch
):
    variables = profile(tmp_path, "crm", strict.url, assuming["id"], assuming["secret"], role)
    set_environment(monkeypatch, variables)
    session = boto3.Session()
    assert session.client(SERVICE).create_opportunity(**opportunity())["Id"]
    arn = session.client("sts").get_caller_identity()["Arn"]
    assert arn == role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/nightly"
    shown = subprocess.run(
        [AWS, SERVICE, "list-solutions", "--catalog", CATALOG],
        env=variables,
        capture_output=True,
        text=True,
    )
    assert shown.returncode == 0, shown.stderr


def test_a_session_ends_when_its_role_does(strict, role, assuming):
    answer = sts_of(strict, assuming).assume_role(RoleArn=role, RoleSessionName="job-7")
    name = role.rsplit("/", 1)[1]
    assert answer["AssumedRoleUser"]["Arn"].endswith(f":assumed-role/{name}/job-7")
    identity, session = answer["AssumedRoleUser"]["AssumedRoleId"].split(":")
    assert identity.startswith("AROA") and session == "job-7"
    left = answer["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    assert 3500 < left.total_seconds() <= 3600
    key = key_of(answer)
    api = client(strict, key)
    api.list_opportunities(Catalog=CATALOG)
    # The key alone, without its token, is of nobody.
    stolen = client(strict, key | {"session_token": None})
    call = lambda: stolen.list_opportunities(Catalog=CATALOG)
    assert refused(call)[0] == "UnrecognizedClientException"
    done(strict, "DELETE", f"accounts/{ACCOUNT}/roles/{name}")
    assert refused(lambda: api.list_opportunities(Catalog=CATALOG))[0] == (
        "UnrecognizedClientException"
    )


def test_a_role_is_assumed_only_with_permission_and_only_in_its_account(strict, role, user):
    _, key = user
    caller = sts_of(strict, key)
    assume = lambda arn: refused(lambda: caller.assume_role(RoleArn=arn, RoleSessionName="job"))
    code, message = assume(role)
    assert code == "AccessDenied"
    assert "sts:AssumeRole" in message and role in message
    # A role that does not exist and one of another account are refused alike, even to the root.
    root = sts_of(strict, done(strict, "POST", "keys", {"account": ACCOUNT}))
    for arn in (f"{role}-no", f"arn:aws:iam::{OTHER_ACCOUNT}:role/crm"):
        code, message = refused(lambda: root.assume_role(RoleArn=arn, RoleSessionName="job"))
        assert (code, arn in message) == ("AccessDenied", True), message
    assert root.assume_role(RoleArn=role, RoleSessionName="job")["Credentials"]


def test_a_user_has_a_session_of_its_own(strict, user):
    name, key = user
    session = key_of(sts_of(strict, key).get_session_token(DurationSeconds=900))
    client(strict, session).list_opportunities(Catalog=CATALOG)
    identity = sts_of(strict, session).get_caller_identity()
    assert identity["Arn"] == f"arn:aws:iam::{ACCOUNT}:user/{name}"
    assert identity["UserId"].startswith("AIDA")


def test_a_session_of_a_role_is_short_and_has_no_session_of_itself(strict, role, assuming):
    assumed = sts_of(strict, assuming).assume_role(RoleArn=role, RoleSessionName="job")
    caller = sts_of(strict, key_of(assumed))
    assert refused(caller.get_session_token)[0] == "AccessDenied"


@pytest.mark.parametrize(
    "member",
    [
        {"Policy": "{}"},
        {"PolicyArns": [{"arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]},
        {"Tags": [{"Key": "team", "Value": "crm"}]},
        {"SerialNumber": "arn:aws:iam::111111111111:mfa/x", "TokenCode": "123456"},
        {"SourceIdentity": "ines"},
    ],
)
def test_what_would_limit_a_session_is_refused_and_not_ignored(strict, role, assuming, member):
    caller = sts_of(strict, assuming)
    call = lambda: caller.assume_role(RoleArn=role, RoleSessionName="job", **member)
    code, message = refused(call)
    assert code == "ValidationError"
    assert next(iter(member)) in message


def test_errors_are_those_of_sts(strict, user):
    _, key = user
    wrong = sts(strict.url, key["id"], "another")
    assert refused(wrong.get_caller_identity)[0] == "SignatureDoesNotMatch"
    unknown = sts(strict.url, "AKIANOBODY0000000000")
    assert refused(unknown.get_caller_identity)[0] == "InvalidClientTokenId"
    caller = sts_of(strict, key)
    assert refused(lambda: caller.get_federation_token(Name="x1"))[0] == "InvalidAction"
    unknown = "Action=" + "x" * 100_000
    request = urllib.request.Request(strict.url, unknown.encode(), {"Authorization": SIGNED})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 400 and len(caught.value.read()) < 1000
    # Who signs nothing reads why, too, in STS's words.
    unsigned = boto3.client(
        "sts",
        endpoint_url=strict.url,
        region_name="us-east-1",
        config=Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1}),
    )
    assert refused(unsigned.get_caller_identity)[0] == "MissingAuthenticationToken"
    web = {"RoleArn": "arn:aws:iam::111111111111:role/crm", "RoleSessionName": "pod"}
    web["WebIdentityToken"] = "x" * 20
    call = lambda: unsigned.assume_role_with_web_identity(**web)
    assert refused(call)[0] == "InvalidAction"
    too_long = lambda: caller.get_session_token(DurationSeconds=129_600 + 1)
    assert refused(too_long)[0] == "ValidationError"


def test_a_signature_for_sts_is_none_for_the_api_and_the_other_way_round(strict, user):
    """A request to STS cannot be replayed as one to the API."""
    _, key = user
    form = "application/x-www-form-urlencoded"
    for service, headers, body in [
        ("sts", {"X-Amz-Target": "AWSPartnerCentralSelling.ListSolutions"}, "{}"),
        (SERVICE, {"Content-Type": form}, "Action=GetCallerIdentity"),
    ]:
        request = AWSRequest("POST", f"{strict.url}/", data=body, headers=headers)
        credentials = Credentials(key["id"], key["secret"])
        botocore.auth.SigV4Auth(credentials, service, "us-east-1").add_auth(request)
        connection = http.client.HTTPConnection("127.0.0.1", strict.port, timeout=30)
        connection.request("POST", "/", body, dict(request.headers))
        assert connection.getresponse().status in (400, 404), service
        connection.close()
