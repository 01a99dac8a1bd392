"""Events arrive at targets that others have written: a webhook that verifies with the public
library of Standard Webhooks, and the EventBridge and SQS of moto."""

import json
import os
import subprocess
import urllib.request
from pathlib import Path

import boto3
import pytest
import standardwebhooks
from moto.server import ThreadedMotoServer

import doc_packages
from bodies import opportunity
from conftest import FIRST_ACCOUNT, make_client
from cosell_server import Server
from inbox import Inbox

SECONDS = 30
KEYS = {
    "region_name": "us-east-1",
    "aws_access_key_id": "testing",
    "aws_secret_access_key": "testing",
}
# As events of the live service were recorded.
MEMBERS = {
    "version",
    "id",
    "detail-type",
    "source",
    "account",
    "time",
    "region",
    "resources",
    "detail",
}
OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NEW = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"


def sending(folder, targets):
    """A server with these targets, and the id of an opportunity that was created on it."""
    (folder / "targets.toml").write_text(targets)
    server = Server(folder, "--event-targets", "targets.toml").start()
    return server, make_client(server.url, FIRST_ACCOUNT)


def check_event(event, identifier):
    assert set(event) == MEMBERS
    assert event["version"] == "0"
    assert event["detail-type"] == "Opportunity Created"
    assert event["source"] == "aws.partnercentral-selling"
    assert event["account"] == FIRST_ACCOUNT
    assert event["resources"] == []
    assert event["detail"] == {
        "schemaVersion": "1",
        "catalog": "Sandbox",
        "opportunity": {"identifier": identifier},
    }


@pytest.fixture
def inbox():
    """The URL of a webhook, and what arrives there: headers and body."""
    inbox = Inbox()
    yield inbox.url, inbox.arrived
    inbox.close()


@pytest.mark.parametrize("known", [OLD, NEW])
def test_the_public_library_verifies_a_webhook_with_either_of_two_secrets(tmp_path, inbox, known):
    url, arrived = inbox
    server, client = sending(
        tmp_path, f'[[target]]\nname = "crm"\nurl = "{url}"\nsecrets = ["{OLD}", "{NEW}"]\n'
    )
    created = client.create_opportunity(**opportunity())["Id"]
    headers, body = arrived.get(timeout=SECONDS)
    verified = standardwebhooks.Webhook(known).verify(body, headers)
    check_event(verified, created)
    assert headers["webhook-id"] == verified["id"]
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(known).verify(body + b" ", headers)
    assert server.stop() == 0


VERIFY = """
const { Webhook } = require("standardwebhooks");
const { secret, headers, body } = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(new Webhook(secret).verify(body, headers)));
"""


def test_the_public_library_for_javascript_verifies_a_webhook(tmp_path, inbox):
    settings = doc_packages.npm()
    modules = Path(settings["npm_config_cache"]) / "project" / "node_modules"
    url, arrived = inbox
    server, client = sending(
        tmp_path, f'[[target]]\nname = "crm"\nurl = "{url}"\nsecrets = ["{OLD}", "{NEW}"]\n'
    )
    created = client.create_opportunity(**opportunity())["Id"]
    headers, body = arrived.get(timeout=SECONDS)
    verified = subprocess.run(
        ["node", "-e", VERIFY],
        input=json.dumps({"secret": NEW, "headers": headers, "body": body.decode()}),
        env={**os.environ, **settings, "NODE_PATH": str(modules)},
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
    )
    check_event(json.loads(verified.stdout), created)
    assert server.stop() == 0


@pytest.fixture(scope="module")
def moto():
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


def receive(queues, url, count):
    """The bodies of so many messages, and the whole of the last one."""
    bodies = []
    for _ in range(SECONDS):
        answer = queues.receive_message(
            QueueUrl=url,
            WaitTimeSeconds=1,
            MaxNumberOfMessages=10,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        for message in answer.get("Messages", []):
            bodies.append(json.loads(message["Body"]))
            last = message
            queues.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        if len(bodies) >= count:
            return bodies, last
    raise AssertionError(f"{len(bodies)} of {count} messages arrived")


def test_a_queue_of_sqs_receives_events_in_the_order_of_their_resource(tmp_path, moto):
    queues = boto3.client("sqs", endpoint_url=moto, **KEYS)
    url = queues.create_queue(QueueName="partner.fifo", Attributes={"FifoQueue": "true"})
    url = url["QueueUrl"]
    server, client = sending(
        tmp_path,
        f'[[target]]\nname = "queue"\nkind = "sqs"\nurl = "{url}"\nregion = "us-east-1"\n'
        'access_key_id = "testing"\nsecret_access_key = "testing"\n',
    )
    created = client.create_opportunity(**opportunity())["Id"]
    related = {
        "Catalog": "Sandbox",
        "OpportunityIdentifier": created,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": "S-1234567",
    }
    client.associate_opportunity(**related)
    bodies, last = receive(queues, url, 2)
    check_event(bodies[0], created)
    assert bodies[1]["detail-type"] == "Opportunity Updated"
    assert last["Attributes"]["MessageGroupId"] == f"{FIRST_ACCOUNT}/{created}"
    assert last["Attributes"]["MessageDeduplicationId"] == bodies[1]["id"]
    assert last["MessageAttributes"]["cosell-sequence"]["StringValue"] == "2"
    assert server.stop() == 0


def test_a_bus_of_eventbridge_receives_events_under_a_source_of_its_own(tmp_path, moto):
    events = boto3.client("events", endpoint_url=moto, **KEYS)
    queues = boto3.client("sqs", endpoint_url=moto, **KEYS)
    url = queues.create_queue(QueueName="of-the-bus")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    arn = arn["Attributes"]["QueueArn"]
    events.create_event_bus(Name="partner")
    pattern = json.dumps({"source": ["cosell.partnercentral-selling"]})
    events.put_rule(Name="all", EventBusName="partner", EventPattern=pattern)
    events.put_targets(Rule="all", EventBusName="partner", Targets=[{"Id": "q", "Arn": arn}])
    server, client = sending(
        tmp_path,
        f'[[target]]\nname = "bus"\nkind = "eventbridge"\nurl = "{moto}"\nbus = "partner"\n'
        'source = "cosell.partnercentral-selling"\nregion = "us-east-1"\n'
        'access_key_id = "testing"\nsecret_access_key = "testing"\n',
    )
    created = client.create_opportunity(**opportunity())["Id"]
    (event,), _ = receive(queues, url, 1)
    assert event["detail-type"] == "Opportunity Created"
    assert event["detail"]["opportunity"]["identifier"] == created
    assert server.stop() == 0


def test_a_stream_of_events_goes_on_after_the_last_event_of_its_reader(tmp_path):
    server, client = sending(tmp_path, "")
    created = [client.create_opportunity(**opportunity())["Id"] for _ in range(2)]
    request = urllib.request.Request(f"{server.url}/_cosell/events", headers={"Last-Event-ID": "1"})
    with urllib.request.urlopen(request, timeout=SECONDS) as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        created.append(client.create_opportunity(**opportunity())["Id"])
        seen = []
        while len(seen) < 2:
            line = stream.readline().decode().rstrip("\n")
            if line.startswith("data: "):
                seen.append(json.loads(line.removeprefix("data: ")))
        told = [event["detail"]["opportunity"]["identifier"] for event in seen]
        assert told == created[1:]
    assert server.stop() == 0
