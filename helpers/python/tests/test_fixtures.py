"""The fixtures and the decorator, against a server."""

import datetime

import boto3
import pytest

from pytest_cosell import AdminError, StartError, Server, mock_partner_central

pytest_plugins = ["pytester"]


def create(client, token="one"):
    return client.create_opportunity(
        Catalog="Sandbox",
        ClientToken=token,
        Origin="Partner Referral",
        LifeCycle={"Stage": "Prospect", "TargetCloseDate": "2040-12-31"},
    )["Id"]


def count(client):
    return len(client.list_opportunities(Catalog="Sandbox")["OpportunitySummaries"])


@pytest.mark.parametrize("turn", range(3))
def test_each_test_begins_with_nothing(selling, turn):
    assert count(selling) == 0
    create(selling)
    assert count(selling) == 1


def test_events_are_those_of_the_test(selling, events):
    identifier = create(selling)
    (event,) = events.named("Opportunity Created")
    assert event["detail"]["opportunity"]["identifier"] == identifier
    assert events.all() == [event]


def test_the_clock_moves_and_is_put_back(cosell, clock):
    before = clock.now()
    assert clock.advance(days=3) - before >= datetime.timedelta(days=3)
    clock.freeze(datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc))
    assert clock.now().year == 2030
    with pytest.raises(ValueError, match="zone"):
        clock.set(datetime.datetime(2030, 1, 1))


def test_the_clock_was_put_back(cosell):
    assert cosell.admin("GET", "clock")["mode"] == "system"


def test_a_namespace_is_a_service_of_its_own(cosell):
    with cosell.namespace("own") as space:
        create(space.client())
        assert count(space.client()) == 1
        assert count(cosell.client()) == 0
        space.drop()
        assert count(space.client()) == 0
    assert cosell.admin("GET", "namespaces")["namespaces"] == []


def test_a_server_is_not_started_twice():
    with Server() as server, pytest.raises(StartError, match="runs already"):
        server.start()


def test_aws_sends_a_referral(selling, aws_side):
    sent = aws_side.send_referral(seed=7)
    listed = selling.list_engagement_invitations(Catalog="Sandbox", ParticipantType="RECEIVER")
    arns = [one["Id"] for one in listed["EngagementInvitationSummaries"]]
    assert sent["id"] in arns


def test_aws_refuses_what_is_not_under_review(selling, aws_side):
    with pytest.raises(AdminError) as refused:
        aws_side.approve(create(selling))
    assert 400 <= refused.value.status < 500


@mock_partner_central
def test_the_decorator_sets_what_the_sdk_reads():
    client = boto3.client("partnercentral-selling")
    assert count(client) == 0
    create(client)
    identity = boto3.client("sts").get_caller_identity()
    assert identity["Account"].isdigit()


@mock_partner_central
class TestDecorated:
    def test_one(self):
        client = boto3.client("partnercentral-selling")
        assert count(client) == 0
        create(client)

    def test_two(self, cosell):
        assert count(boto3.client("partnercentral-selling")) == 0
        assert cosell.url.startswith("http://127.0.0.1:")


def test_the_context_manager_puts_the_environment_back(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    with mock_partner_central(account="222222222222") as server:
        assert boto3.client("sts").get_caller_identity()["Account"] == "222222222222"
        assert server.url
    import os

    assert os.environ["AWS_ACCESS_KEY_ID"] == "mine"


def test_a_server_that_does_not_start_says_why():
    with pytest.raises(StartError, match="unexpected argument"):
        Server(["--no-such-option"]).start()


def test_a_wrong_program_is_named(monkeypatch):
    monkeypatch.setenv("COSELL_BIN", "/nope")
    with pytest.raises(StartError, match="COSELL_BIN names /nope"):
        Server().start()


def test_a_failed_test_shows_the_log_and_the_open_tasks(pytester):
    pytester.makepyfile(
        """
        def test_fails(selling):
            selling.list_solutions(Catalog="Sandbox")
            assert False
        """
    )
    result = pytester.runpytest_subprocess("-p", "pytest_cosell.plugin")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*cosell: log of this test*", "*ListSolutions*",
                                 "*cosell: open tasks*", "none"])
