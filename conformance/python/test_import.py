"""cosell import: a seed file of an account, made with its own reads, which makes the same records.

A cosell in mode strict, filled with invented data, stands for the live service.
"""

import json
import os
import re
import subprocess
import time

import boto3
import pytest

from bodies import CATALOG, token
from cosell_server import ROOT, Server, binary
from test_record import environment
from test_strict import ACCOUNT, ADMIN, SERVICE, attach, done

OPPORTUNITIES = 40


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """The server that stands for the live service, and the keys of its account."""
    folder = tmp_path_factory.mktemp("live")
    variables = {"COSELL_SECRETS_KEY": "2a" * 32, "COSELL_ADMIN_TOKEN": ADMIN}
    running = Server(folder, "--auth", "strict", **variables).start()
    name = f"user-{token()}"
    done(running, "POST", f"accounts/{ACCOUNT}/users", {"name": name})
    attach(running, name, "attach")
    key = done(running, "POST", "keys", {"account": ACCOUNT, "user": name})
    credentials = folder / "credentials"
    credentials.write_text(
        f"[filler]\naws_access_key_id = {key['id']}\naws_secret_access_key = {key['secret']}\n"
    )
    subprocess.run(
        [binary(), "fill", f"--opportunities={OPPORTUNITIES}", "--seed=7", "--profile=filler"],
        env=environment(key)
        | {
            "AWS_SHARED_CREDENTIALS_FILE": str(credentials),
            "COSELL_ADMIN_TOKEN": ADMIN,
            "COSELL_URL": running.url,
        },
        check=True,
        timeout=120,
    )
    yield running, key
    assert running.stop() == 0


def command(server, file, *options):
    return [binary(), "import", file, "--upstream", server.url, *options]


def records(server, key):
    """The opportunities by their identifiers, without ids, times and the team of the account."""
    selling = boto3.client(
        SERVICE,
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=key["id"],
        aws_secret_access_key=key["secret"],
    )
    found = {}
    for page in selling.get_paginator("list_opportunities").paginate(Catalog=CATALOG):
        for one in page["OpportunitySummaries"]:
            whole = selling.get_opportunity(Catalog=CATALOG, Identifier=one["Id"])
            related = whole.pop("RelatedEntityIdentifiers")
            for name in ("Id", "Arn", "LastModifiedDate", "ResponseMetadata"):
                del whole[name]
            whole["Created"] = whole.pop("CreatedDate").isoformat()
            whole["Solution"] = bool(related["Solutions"])
            found[one.get("PartnerOpportunityIdentifier") or one["Id"]] = whole
    sent = selling.list_engagement_invitations(Catalog=CATALOG, ParticipantType="SENDER")
    return found, len(sent["EngagementInvitationSummaries"])


def test_an_imported_account_has_the_same_opportunities(live, tmp_path, tmp_path_factory):
    server, key = live
    file = tmp_path / "account.json"
    ran = subprocess.run(
        command(server, file, "--rate=200"),
        env=environment(key),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    left_out = [line for line in ran.stderr.splitlines() if line.startswith("left out: ")]
    assert left_out == []
    assert not list(tmp_path.glob("*.part"))
    other = Server(tmp_path_factory.mktemp("other"), "--seed-file", str(file)).start()
    try:
        there = records(server, key)[0]
        here = records(other, {"id": ACCOUNT, "secret": "any"})[0]
    finally:
        assert other.stop() == 0
    # Opportunities that AWS referred have no identifier of the partner.
    ours = {name: one for name, one in there.items() if name.startswith("fill-")}
    assert len(ours) == OPPORTUNITIES
    assert {name: here[name] for name in ours} == ours


def test_an_import_that_was_stopped_goes_on_and_reads_no_record_twice(live, tmp_path):
    server, key = live
    file, part = tmp_path / "account.json", tmp_path / "account.json.part"
    slow = subprocess.Popen(command(server, file, "--rate=20"), env=environment(key))
    lines = []
    while len(lines) < 10:
        assert slow.poll() is None
        time.sleep(0.02)
        lines = part.read_text().split("\n") if part.exists() else []
    slow.kill()
    slow.wait()
    # A line that was cut off.
    with part.open("a") as cut:
        cut.write('{"Id": "O12')
    lines = part.read_text().split("\n")
    number, known = next(
        (number, json.loads(line))
        for number, line in enumerate(lines)
        if '"fill-7-' in line
    )
    known["answer"]["LifeCycle"]["NextSteps"] = "Read by the first run."
    lines[number] = json.dumps(known)
    part.write_text("\n".join(lines))
    done_again = subprocess.run(
        command(server, file, "--rate=500"),
        env=environment(key),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done_again.returncode == 0, done_again.stderr
    written = json.loads(file.read_text())
    (kept,) = [one for one in written["opportunity"] if one["name"] == known["id"]]
    assert kept["body"]["LifeCycle"]["NextSteps"] == "Read by the first run."


def test_the_page_names_the_actions_that_an_import_needs(live, tmp_path):
    server, _ = live
    page = (ROOT / "docs" / "import.md").read_text()
    _, _, table = page.partition("### Read operations that it calls")
    table, _, _ = table.partition("###")
    actions = re.findall(r"^\| (\w+) \|", table, re.MULTILINE)[1:]
    assert "GetOpportunity" in actions
    for missing in [None, "ListTagsForResource"]:
        name = f"user-{token()}"
        done(server, "POST", f"accounts/{ACCOUNT}/users", {"name": name})
        allowed = [f"partnercentral:{action}" for action in actions if action != missing]
        statement = {"Effect": "Allow", "Action": allowed, "Resource": "*"}
        policy = {
            "name": name,
            "account": ACCOUNT,
            "document": {"Version": "2012-10-17", "Statement": statement},
        }
        done(server, "POST", "policies", policy)
        attach(server, name, "attach", name)
        key = done(server, "POST", "keys", {"account": ACCOUNT, "user": name})
        ran = subprocess.run(
            command(server, tmp_path / f"{name}.json", "--rate=1000"),
            env=environment(key),
            capture_output=True,
            text=True,
            timeout=120,
        )
        if missing is None:
            assert ran.returncode == 0, ran.stderr
        else:
            assert ran.returncode == 3, ran.stderr
            assert f"{missing} was refused with AccessDeniedException" in ran.stderr


def test_an_import_that_is_denied_says_so(live, tmp_path):
    server, _ = live
    name = f"user-{token()}"
    done(server, "POST", f"accounts/{ACCOUNT}/users", {"name": name})
    key = done(server, "POST", "keys", {"account": ACCOUNT, "user": name})
    file = tmp_path / "account.json"
    ran = subprocess.run(
        command(server, file), env=environment(key), capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 3, ran.stderr
    assert "ListOpportunities was refused with AccessDeniedException" in ran.stderr
    assert not os.path.exists(file)
