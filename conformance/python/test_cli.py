"""The AWS CLI, unmodified, does the main job."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bodies import CATALOG, SOLUTION, days_from_today, opportunity, token

# The script that pip installed in the folder of the tests' interpreter.
AWS = Path(sys.executable).parent / "aws"


class Cli:
    """`aws partnercentral-selling` for one account, without the user's own configuration."""

    def __init__(self, server, account, home):
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(home),
            "AWS_ACCESS_KEY_ID": account,
            "AWS_SECRET_ACCESS_KEY": "not-a-secret",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_DEFAULT_OUTPUT": "json",
            "AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING": server.url,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_PAGER": "",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        self.home = home

    def run(self, command, *flags, **options):
        """Runs the command; `body` becomes --cli-input-json, the rest become options."""
        arguments = [str(AWS), "partnercentral-selling", command, *flags]
        body = options.pop("body", None)
        if body is not None:
            file = self.home / f"{token()}.json"
            file.write_text(json.dumps(body))
            arguments += ["--cli-input-json", f"file://{file}"]
        for name, value in options.items():
            arguments += ["--" + name.replace("_", "-"), str(value)]
        return subprocess.run(
            arguments, env=self.environment, capture_output=True, text=True, timeout=120
        )

    def answer(self, command, **options):
        done = self.run(command, **options)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    def refusal(self, command, *flags, **options):
        done = self.run(command, *flags, **options)
        assert done.returncode != 0, done.stdout
        return done.stderr

    def create_ready(self):
        identifier = self.answer("create-opportunity", body=opportunity())["Id"]
        nothing = self.answer(
            "associate-opportunity",
            catalog=CATALOG,
            opportunity_identifier=identifier,
            related_entity_type="Solutions",
            related_entity_identifier=SOLUTION,
        )
        assert nothing is None
        return identifier


def start_options(identifier, client_token):
    return {
        "catalog": CATALOG,
        "client_token": client_token,
        "identifier": identifier,
        "aws_submission": "InvolvementType=Co-Sell,Visibility=Full",
    }


@pytest.fixture
def cli(server, fresh_account, tmp_path):
    return Cli(server, fresh_account, tmp_path)


def test_the_main_job(cli):
    identifier = cli.create_ready()
    once = token()
    task = cli.answer("start-engagement-from-opportunity-task", **start_options(identifier, once))
    assert task["TaskStatus"] == "COMPLETE"
    assert task["OpportunityId"] == identifier

    engagement = cli.answer("get-engagement", catalog=CATALOG, identifier=task["EngagementId"])
    assert engagement["Id"] == task["EngagementId"]
    job = cli.answer(
        "get-resource-snapshot-job",
        catalog=CATALOG,
        resource_snapshot_job_identifier=task["ResourceSnapshotJobId"],
    )
    assert job["ResourceId"] == identifier
    invitation = cli.answer(
        "get-engagement-invitation", catalog=CATALOG, identifier=task["EngagementInvitationId"]
    )
    assert invitation["EngagementId"] == task["EngagementId"]
    stored = cli.answer("get-opportunity", catalog=CATALOG, identifier=identifier)
    assert stored["LifeCycle"]["ReviewStatus"] == "Submitted"
    listed = cli.answer(
        "list-engagement-from-opportunity-tasks",
        catalog=CATALOG,
        task_identifier=task["TaskId"],
    )
    assert [summary["TaskStatus"] for summary in listed["TaskSummaries"]] == ["COMPLETE"]

    again = cli.answer("start-engagement-from-opportunity-task", **start_options(identifier, once))
    assert again == task


def test_a_client_token_with_another_body_is_a_conflict(cli):
    once = token()
    cli.answer("create-opportunity", body=opportunity(ClientToken=once))
    changed = opportunity(ClientToken=once, PartnerOpportunityIdentifier="crm-77")
    said = cli.refusal("create-opportunity", body=changed)
    assert "ConflictException" in said
    assert "Conflicting client token" in said


def test_a_validation_error_names_its_fields(cli):
    body = opportunity(Marketing={"Source": "Marketing Activity"})
    body["LifeCycle"]["TargetCloseDate"] = days_from_today(-1)
    assert "ValidationException" in cli.refusal("create-opportunity", body=body)
    # The CLI prints the message of an error; its list of findings is only in the debug log.
    said = cli.refusal("create-opportunity", "--debug", body=body)
    assert "BUSINESS_VALIDATION_FAILED" in said
    assert "marketing.awsFundingUsed" in said
    assert "lifeCycle.targetCloseDate" in said


def test_an_unknown_opportunity_is_not_found(cli):
    said = cli.refusal(
        "start-engagement-from-opportunity-task", **start_options("O999999999", token())
    )
    assert "ResourceNotFoundException" in said


def test_a_list_resumes_with_the_next_page(cli):
    made = {cli.answer("create-opportunity", body=opportunity())["Id"] for _ in range(3)}
    first = cli.answer("list-opportunities", catalog=CATALOG, max_items=2, page_size=1)
    assert len(first["OpportunitySummaries"]) == 2
    rest = cli.answer(
        "list-opportunities", catalog=CATALOG, page_size=1, starting_token=first["NextToken"]
    )
    found = [item["Id"] for item in first["OpportunitySummaries"] + rest["OpportunitySummaries"]]
    assert len(found) == 3
    assert set(found) == made
