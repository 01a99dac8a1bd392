"""Fixtures of all tests: one server per run, and clients that call as an account."""

import itertools
import os

import boto3
import pytest
from botocore import xform_name as snake_case
from botocore.config import Config

from cosell_server import Server
from packaged import made, packages, stripped  # noqa: F401, fixtures

FIRST_ACCOUNT = "111111111111"
OTHER_ACCOUNT = "222222222222"

# Without these a developer's profile, region or proxy would change what the clients send.
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["AWS_CONFIG_FILE"] = os.devnull
os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
os.environ.pop("AWS_PROFILE", None)

# A test that counts the resources of an account takes an account that no other test uses.
_unused_accounts = itertools.count(300_000_000_001)


# The operations that have succeeded for a boto3 client of this run.
ANSWERED = set()


def _note(http_response, model, **_):
    if http_response.status_code == 200:
        ANSWERED.add(model.name)


def pytest_collection_modifyitems(items):
    """Runs the tests that check the whole run last."""
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


def make_client(url, account, **settings):
    """A boto3 client for `account`. Retries are off: a test needs the first response."""
    client = boto3.client(
        "partnercentral-selling",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=account,
        aws_secret_access_key="not-a-secret",
        config=Config(retries={"total_max_attempts": 1}, **settings),
    )
    client.meta.events.register("after-call.partnercentral-selling", _note)
    return client


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("cosell")).start()
    yield running
    assert running.stop() == 0, "SIGTERM must end the server with status 0"


@pytest.fixture(scope="session")
def client(server):
    """The first account."""
    return make_client(server.url, FIRST_ACCOUNT)


@pytest.fixture(scope="session")
def unchecked(server):
    """The first account, without boto3's parameter checks, so that mistakes reach the server."""
    return make_client(server.url, FIRST_ACCOUNT, parameter_validation=False)


@pytest.fixture(scope="session")
def other_client(server):
    """Another account on the same server."""
    return make_client(server.url, OTHER_ACCOUNT)


@pytest.fixture
def fresh_account():
    """The id of an account without resources."""
    return str(next(_unused_accounts))


@pytest.fixture
def fresh_client(server, fresh_account):
    return make_client(server.url, fresh_account)
