"""A client serves one test after another, and carries nothing from one to the next."""

import threading

import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber

from pytest_cosell.clients import IDLE, Loan, Pool

SETTINGS = {"region_name": "us-east-1"}
ONCE = {"total_max_attempts": 1}
TWICE = {"total_max_attempts": 2}


@pytest.fixture
def pool(cosell):
    cosell.reset()
    return Pool()


def borrowed(pool, cosell, key="111111111111", **settings):
    """The client of a test that ends at once."""
    with Loan(pool) as loan:
        return loan.client(key, SETTINGS | {"endpoint_url": cosell.url} | settings)


def create(client):
    return client.create_opportunity(
        Catalog="Sandbox",
        ClientToken="one",
        Origin="Partner Referral",
        LifeCycle={"Stage": "Prospect", "TargetCloseDate": "2040-12-31"},
    )


def count(client):
    return len(client.list_opportunities(Catalog="Sandbox")["OpportunitySummaries"])


def test_a_client_signs_with_the_key_of_the_test_that_has_it(pool, cosell):
    with cosell.namespace("lent"):
        client = borrowed(pool, cosell, "lent/333333333333")
        create(client)
        assert count(client) == 1
        for other in ["333333333333", "lent/444444444444"]:
            assert borrowed(pool, cosell, other) is client
            assert count(client) == 0
        assert borrowed(pool, cosell, "lent/333333333333") is client
        assert count(client) == 1


def test_the_clients_that_a_test_has_at_once_are_different(pool, cosell):
    settings = SETTINGS | {"endpoint_url": cosell.url}
    with Loan(pool) as loan:
        one, two = (loan.client(key, settings) for key in ["111111111111", "222222222222"])
        create(one)
        assert (count(one), count(two)) == (1, 0)


def test_a_client_is_not_lent_for_other_settings(pool, cosell):
    client = borrowed(pool, cosell, config=Config(retries=ONCE))
    assert borrowed(pool, cosell, config=Config(retries=ONCE)) is client
    assert borrowed(pool, cosell) is not client
    assert borrowed(pool, cosell, config=Config(retries=TWICE)) is not client
    assert borrowed(pool, cosell, region_name="eu-west-1").meta.region_name == "eu-west-1"


def stub(client):
    Stubber(client).activate()


def register(client):
    client.meta.events.register("before-send.*", fail)


def unregister(client):
    client.meta.events.unregister("before-send.*", fail)


def patch(client):
    client.list_opportunities = fail


def patch_class(client):
    type(client).list_opportunities = fail


def configure(client):
    client.meta.config.retries["total_max_attempts"] = 7


def configure_otherwise(client):
    client.meta.config.read_timeout = 1


def fail(*_, **__):
    raise AssertionError("a test sees what another one did")


@pytest.mark.parametrize(
    "change", [register, unregister, stub, patch, patch_class, configure, configure_otherwise]
)
def test_a_client_that_a_test_changed_is_not_lent_again(pool, cosell, change):
    settings = SETTINGS | {"endpoint_url": cosell.url, "config": Config(retries=TWICE)}
    with Loan(pool) as loan:
        client = loan.client("111111111111", settings)
        change(client)
    with Loan(pool) as loan:
        after = loan.client("111111111111", settings)
    assert after is not client
    assert count(after) == 0
    assert after.meta.config.retries["total_max_attempts"] == 2
    assert after.meta.config.read_timeout == 60


def test_a_client_is_not_lent_again_while_a_thread_may_use_it(pool, cosell):
    end = threading.Event()
    with Loan(pool) as loan:
        client = loan.client("111111111111", SETTINGS | {"endpoint_url": cosell.url})
        thread = threading.Thread(target=end.wait)
        thread.start()
    assert borrowed(pool, cosell) is not client
    end.set()
    thread.join()


def test_a_client_is_made_as_boto3_would_make_it_now(pool, cosell, monkeypatch):
    client = borrowed(pool, cosell)
    monkeypatch.setenv("AWS_RETRY_MODE", "adaptive")
    assert borrowed(pool, cosell).meta.config.retries["mode"] == "adaptive"
    monkeypatch.delenv("AWS_RETRY_MODE")
    assert borrowed(pool, cosell) is client

    seen = []
    boto3.DEFAULT_SESSION.events.register("before-send.*", lambda **_: seen.append(1))
    count(borrowed(pool, cosell))
    assert seen == [1]
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    count(borrowed(pool, cosell))
    assert seen == [1]


def test_few_clients_wait(pool, cosell):
    settings = SETTINGS | {"endpoint_url": cosell.url}
    with Loan(pool) as loan:
        for _ in range(IDLE + 2):
            loan.client("111111111111", settings)
    assert len(pool._idle) == IDLE


@pytest.mark.parametrize("turn", range(2))
def test_the_fixtures_lend(selling, cosell_space, turn):
    """The handler of the first turn would fail the second one."""
    assert count(selling) == 0
    assert count(cosell_space.client("222222222222")) == 0
    selling.meta.events.register("before-send.*", fail)


def test_keys_of_the_test_itself_make_a_client_of_its_own(cosell_space):
    client = cosell_space.client(aws_access_key_id="555555555555", aws_secret_access_key="any")
    create(client)
    assert count(client) == 1
    assert count(cosell_space.client("555555555555")) == 1
    assert count(cosell_space.client()) == 0
