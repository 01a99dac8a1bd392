"""Recorded requests: what is copied runs, and sends the same request once more."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import boto3
import pytest

from bodies import CATALOG, SOLUTION, opportunity, token
from conftest import make_client
from cosell_server import ROOT, Server, binary

ACCOUNT = "333333333333"

# What a shell, Python or JavaScript would read in another way if it was not quoted.
NASTY = "it's \"q\" $HOME `id` \\n ${x} %s {y} <b> 'COSELL_REQUEST' é\u2028 #!"


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("requests")).start()
    yield running
    assert running.stop() == 0


def admin(server, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{server.url}/_cosell/{path}", data) as answer:
        text = answer.read().decode()
        return json.loads(text) if answer.headers.get_content_type() == "application/json" else text


def newest(server):
    summary = admin(server, "requests?limit=1")["requests"][0]
    return admin(server, f"requests/{summary['id']}?reveal=true")


def sent(server):
    """A recorded request whose texts must be quoted."""
    body = opportunity()
    body["Customer"]["Account"]["CompanyName"] = NASTY
    body["Project"]["CustomerBusinessProblem"] = f"{NASTY}\nCOSELL_REQUEST\n'''\n\"\"\""
    made = make_client(server.url, ACCOUNT).create_opportunity(**body)
    recorded = newest(server)
    assert recorded["body"]["Customer"]["Account"]["CompanyName"] == NASTY
    return recorded, made["Id"]


def run(*command, cwd, text=None, **variables):
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(cwd),
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
        **variables,
    }
    ended = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


def copied(server, recorded, language):
    return admin(server, f"requests/{recorded['id']}/copy?as={language}")


def check_repeated(server, recorded, identifier):
    """The newest request is the recorded one, and has the same result by its client token."""
    again = newest(server)
    assert again["id"] != recorded["id"]
    assert again["body"] == recorded["body"]
    assert (again["account"], again["answer"]["Id"]) == (ACCOUNT, identifier)


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_a_copied_command_of_the_aws_cli_sends_the_request(recording, tmp_path, shell):
    recorded, identifier = sent(recording)
    command = copied(recording, recorded, "cli")
    answer = run(shell, "-eu", cwd=tmp_path, text=command)
    assert json.loads(answer)["Id"] == identifier
    check_repeated(recording, recorded, identifier)


def test_a_copied_program_of_boto3_sends_the_request(recording, tmp_path):
    recorded, identifier = sent(recording)
    (tmp_path / "copied.py").write_text(copied(recording, recorded, "boto3"))
    assert identifier in run(sys.executable, "copied.py", cwd=tmp_path)
    check_repeated(recording, recorded, identifier)


def test_a_copy_has_no_nulls_which_boto3_and_the_cli_refuse(recording, tmp_path):
    """A client that writes JSON itself may send them; to the API they are no members."""
    body = opportunity() | {"ClientToken": token(), "PartnerOpportunityIdentifier": None}
    body["Customer"]["Account"]["AwsAccountId"] = None
    body["Customer"]["Contacts"] = [None]
    scope = "20261122/us-east-1/partnercentral-selling/aws4_request"
    headers = {
        "authorization": f"AWS4-HMAC-SHA256 Credential={ACCOUNT}/{scope}, SignedHeaders=host, "
        "Signature=00",
        "content-type": "application/json",
    }
    url = f"{recording.url}/CreateOpportunity"
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as answered:
        answer = json.load(answered)
    recorded = newest(recording)
    for language in ("boto3", "cli", "javascript", "pytest"):
        copy = copied(recording, recorded, language)
        assert not re.search(r'[^"](None|null)[^"]', copy), copy
    (tmp_path / "copied.py").write_text(copied(recording, recorded, "boto3"))
    assert answer["Id"] in run(sys.executable, "copied.py", cwd=tmp_path)


def test_a_test_repeats_nothing_that_has_only_words_in_common(recording):
    client = make_client(recording.url, ACCOUNT)
    for _ in range(3):
        client.create_opportunity(**opportunity())
    copy = copied(recording, newest(recording), "pytest")
    assert copy.count("selling.create_opportunity(") == 1, copy


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
def test_a_copied_program_of_javascript_is_one(recording, tmp_path):
    """Without the SDK a stand-in for it shows what would be sent."""
    recorded, _ = sent(recording)
    folder = tmp_path / "node_modules/@aws-sdk/client-partnercentral-selling"
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{"type": "module", "exports": "./index.js"}')
    (folder / "index.js").write_text(
        "export class PartnerCentralSellingClient {\n"
        "  constructor(given) { this.given = given; }\n"
        "  async send(command) { return JSON.stringify([this.given, command.input]); }\n"
        "}\n"
        "export class CreateOpportunityCommand { constructor(input) { this.input = input; } }\n"
        "export class UpdateOpportunityCommand { constructor(input) { this.input = input; } }\n"
    )
    (tmp_path / "copied.mjs").write_text(copied(recording, recorded, "javascript"))
    given, body = json.loads(run("node", "copied.mjs", cwd=tmp_path))
    assert given["endpoint"] == recording.url
    assert given["credentials"]["accessKeyId"] == ACCOUNT
    assert body == recorded["body"]


def test_a_recorded_request_becomes_a_test_that_passes(recording, tmp_path):
    recorded, _ = sent(recording)
    (tmp_path / "test_copied.py").write_text(copied(recording, recorded, "pytest"))
    client = make_client(recording.url, ACCOUNT)
    body = opportunity()
    body["LifeCycle"]["TargetCloseDate"] = "2001-01-01"
    with pytest.raises(client.exceptions.ValidationException):
        client.create_opportunity(**body)
    refused = newest(recording)
    assert refused["error"] == "ValidationException"
    (tmp_path / "test_refused.py").write_text(copied(recording, refused, "pytest"))
    identifier = client.create_opportunity(**opportunity())["Id"]
    client.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    client.start_engagement_from_opportunity_task(
        Catalog=CATALOG,
        ClientToken=token(),
        Identifier=identifier,
        AwsSubmission={"InvolvementType": "Co-Sell", "Visibility": "Full"},
    )
    story = copied(recording, newest(recording), "pytest")
    assert 'answer_1["Id"]' in story and identifier not in story
    (tmp_path / "test_story.py").write_text(story)
    done = run(
        *(sys.executable, "-m", "pytest", "-q", "-p", "pytest_cosell.plugin"),
        *("-p", "no:cacheprovider", tmp_path),
        cwd=tmp_path,
        PYTHONPATH=str(ROOT / "helpers/python/src"),
        COSELL_BIN=str(binary()),
    )
    assert "3 passed" in done, done


def test_the_names_of_all_operations_are_those_of_boto3_and_of_the_cli(recording):
    client = make_client(recording.url, ACCOUNT, parameter_validation=False)
    names = client.meta.method_to_api_mapping
    for method, operation in names.items():
        members = client.meta.service_model.operation_model(operation).input_shape.members
        try:
            getattr(client, method)(**({"Catalog": CATALOG} if "Catalog" in members else {}))
        except client.exceptions.ClientError:
            pass
        recorded = newest(recording)
        assert recorded["operation"] == operation
        assert f"selling.{method}(**request)" in copied(recording, recorded, "boto3")
        command = f"aws partnercentral-selling {method.replace('_', '-')} "
        assert command in copied(recording, recorded, "cli")


def test_the_command_shows_why_a_request_was_refused_and_sends_it_again(recording):
    client = make_client(recording.url, ACCOUNT)
    with pytest.raises(client.exceptions.ResourceNotFoundException) as refused:
        client.get_opportunity(Catalog=CATALOG, Identifier="O9999999")
    identifier = refused.value.response["ResponseMetadata"]["RequestId"]

    def cosell(*words):
        command = [str(binary()), "requests", *words, "--url", recording.url]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    shown = cosell("show", identifier)
    assert "ResourceNotFoundException" in shown and "O9999999" in shown
    assert identifier in cosell("list", "--outcome", "refused", "--account", ACCOUNT)
    assert cosell("show", identifier, "--as", "boto3").startswith("import boto3")
    assert f"replay of: {identifier}" in cosell("replay", identifier)


def test_each_namespace_has_its_own_requests_and_a_reset_forgets_them(recording):
    def listed(namespace):
        request = urllib.request.Request(f"{recording.url}/_cosell/requests")
        request.add_header("x-cosell-namespace", namespace)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["requests"]

    make_client(recording.url, f"one/{ACCOUNT}").list_solutions(Catalog=CATALOG)
    assert [one["operation"] for one in listed("one")] == ["ListSolutions"]
    assert listed("two") == []
    program = urllib.request.Request(
        f"{recording.url}/_cosell/requests/{listed('one')[0]['id']}/copy?as=boto3",
        headers={"x-cosell-namespace": "one"},
    )
    with urllib.request.urlopen(program) as answer:
        assert f'"one/{ACCOUNT}"' in answer.read().decode()
    reset = urllib.request.Request(f"{recording.url}/_cosell/reset", method="POST")
    reset.add_header("x-cosell-namespace", "one")
    urllib.request.urlopen(reset).close()
    assert listed("one") == []


def test_a_denial_names_the_statement_that_decided(tmp_path):
    document = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "partnercentral:*", "Resource": "*"},
            {
                "Sid": "NoReads",
                "Effect": "Deny",
                "Action": "partnercentral:GetOpportunity",
                "Resource": "*",
            },
        ],
    }
    secret = "0f6b2c-a-token-for-tests"
    server = Server(
        tmp_path,
        *("--auth", "strict", "--recorded-requests", "50"),
        COSELL_ADMIN_TOKEN=secret,
        COSELL_SECRETS_KEY="2a" * 32,
    ).start()

    def ask(path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{server.url}/_cosell/{path}", data)
        request.add_header("authorization", f"Bearer {secret}")
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    owner = {"first_name": "Ines", "last_name": "Marchetti", "email": "ines@fernhollow.example"}
    ask("accounts", {"id": ACCOUNT, "company_name": "Fernhollow", "owner": owner})
    ask(f"accounts/{ACCOUNT}/users", {"name": "ines"})
    ask("policies", {"account": ACCOUNT, "name": "limited", "document": document})
    ask("policies/attach", {"account": ACCOUNT, "user": "ines", "policy": "limited"})
    key = ask("keys", {"account": ACCOUNT, "user": "ines"})
    client = boto3.client(
        "partnercentral-selling",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=key["id"],
        aws_secret_access_key=key["secret"],
    )
    with pytest.raises(client.exceptions.AccessDeniedException) as denied:
        client.get_opportunity(Catalog=CATALOG, Identifier="O1234567")
    identifier = denied.value.response["ResponseMetadata"]["RequestId"]
    shown = ask(f"requests/{identifier}")
    assert shown["caller"] == f"arn:aws:iam::{ACCOUNT}:user/ines"
    [decision] = shown["decisions"]
    assert decision["sid"] == "NoReads" and not decision["allowed"], decision
    # The replay has the rights that the key gives now.
    document["Statement"].pop()
    ask("policies", {"account": ACCOUNT, "name": "limited", "document": document})
    replayed = ask(f"requests/{identifier}/replay", {})
    assert replayed["error"] == "ResourceNotFoundException", replayed
    assert server.stop() == 0
