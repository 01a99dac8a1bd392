"""Traces and metrics arrive at a collector of OpenTelemetry as the page observability.md says."""

import contextlib
import json
import os
import re
import socket
import subprocess
import time
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from botocore.exceptions import ClientError

from bodies import CATALOG, create_ready, opportunity, start_task
from collector import SECONDS, Collector
from conftest import FIRST_ACCOUNT, make_client
from cosell_server import POSTGRES, ROOT, Server
from inbox import Inbox
from test_bulk import HEADERS, text
from test_uploads import BUCKET, make_s3

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
CALLER = f"00-{TRACE}-{SPAN}-01"
SERVER, PRODUCER = 2, 4
RUN = "engagement-from-opportunity-task run"
SOON = {"OTEL_BSP_SCHEDULE_DELAY": "50", "OTEL_METRIC_EXPORT_INTERVAL": "200"}


@pytest.fixture
def collector():
    collector = Collector()
    yield collector
    collector.close()


@pytest.fixture(params=["http/protobuf", "http/json"])
def traced(request, tmp_path, collector):
    """Starts a server that sends to the collector, by each of the protocols."""
    protocol = {"OTEL_EXPORTER_OTLP_PROTOCOL": request.param}
    started = []

    def start(*options, **variables):
        set_by_test = SOON | protocol | variables
        server = Server(tmp_path, "--otlp", collector.url, *options, **set_by_test).start()
        started.append(server)
        return server

    yield start
    for server in started:
        assert server.stop() == 0


def calling(server, traceparent=CALLER):
    """A client of boto3 that sends this header."""
    client = make_client(server.url, FIRST_ACCOUNT)

    def add(request, **_):
        request.headers["traceparent"] = traceparent

    client.meta.events.register("before-sign.partnercentral-selling", add)
    return client


def add_fault(server, rule):
    data = json.dumps({"text": rule}).encode()
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"{server.url}/_cosell/faults", data, headers, method="POST")
    urllib.request.urlopen(request).close()


def counted(server, name):
    """The value of a metric without labels on the page."""
    with urllib.request.urlopen(f"{server.url}/_cosell/metrics") as page:
        return float(re.search(rf"^{name} (\S+)$", page.read().decode(), re.MULTILINE).group(1))


def until(holds):
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.02)


def test_a_call_is_a_span_in_the_trace_of_its_caller(traced, collector):
    server = traced(OTEL_SERVICE_NAME="crm-test", OTEL_RESOURCE_ATTRIBUTES="team=alliances")
    answer = calling(server).create_opportunity(**opportunity())
    span = collector.span("PartnerCentralSelling/CreateOpportunity")
    assert (span.trace, span.parent, span.kind) == (TRACE, SPAN, SERVER)
    assert not span.failed
    assert span.ended > span.began
    assert span.resource["service.name"] == "crm-test"
    assert span.resource["team"] == "alliances"
    expected = {
        "rpc.system": "aws-api",
        "rpc.service": "PartnerCentralSelling",
        "rpc.method": "CreateOpportunity",
        "cosell.account": FIRST_ACCOUNT,
        "cosell.catalog": "Sandbox",
        "http.request.method": "POST",
        "http.response.status_code": 200,
        "url.path": "/",
        "url.scheme": "http",
        "aws.request_id": answer["ResponseMetadata"]["RequestId"],
    }
    assert expected.items() <= span.attributes.items()
    assert "error.type" not in span.attributes
    permission, transaction = collector.children(span)
    assert (permission.name, transaction.name) == ("permission", "transaction")
    assert permission.attributes["cosell.permission"] == "granted"
    assert transaction.attributes["cosell.transaction.access"] == "write"
    assert transaction.attributes["cosell.transaction.runs"] >= 1
    assert transaction.attributes["cosell.transaction.outcome"] == "committed"
    assert span.began <= transaction.began <= transaction.ended <= span.ended


def test_a_read_is_a_transaction_that_reads(traced, collector):
    client = calling(traced())
    client.list_opportunities(Catalog="Sandbox")
    span = collector.span("PartnerCentralSelling/ListOpportunities")
    _, transaction = collector.children(span)
    assert transaction.attributes["cosell.transaction.access"] == "read"


@pytest.mark.parametrize("header", ["", "00-0-0-01", CALLER + "-more", CALLER.upper()])
def test_a_malformed_header_begins_a_new_trace(traced, collector, header):
    calling(traced(), header).list_solutions(Catalog="Sandbox")
    span = collector.span("PartnerCentralSelling/ListSolutions")
    assert span.parent is None
    assert span.trace != TRACE


def test_probes_are_traced_only_for_a_caller(traced, collector):
    server = traced()
    url = f"{server.url}/_cosell/health"
    urllib.request.urlopen(url).close()
    urllib.request.urlopen(urllib.request.Request(url, headers={"traceparent": CALLER})).close()
    span = collector.span("_cosell/health")
    assert (span.trace, span.parent) == (TRACE, SPAN)


def test_a_caller_that_does_not_record_is_not_recorded(traced, collector):
    server = traced()
    calling(server, CALLER[:-2] + "00").list_opportunities(Catalog="Sandbox")
    calling(server).list_solutions(Catalog="Sandbox")
    collector.span("PartnerCentralSelling/ListSolutions")
    assert {span.name for span in collector.spans() if span.kind == SERVER} & {
        "PartnerCentralSelling/ListOpportunities"
    } == set()


def test_a_refused_request_names_its_error(traced, collector):
    with pytest.raises(ClientError):
        calling(traced()).get_opportunity(Catalog="Sandbox", Identifier="O404")
    span = collector.span("PartnerCentralSelling/GetOpportunity")
    assert span.attributes["error.type"] == "ResourceNotFoundException"
    assert span.attributes["http.response.status_code"] == 400
    assert not span.failed, "a refusal is not a failure of the server"
    transaction = collector.children(span)[-1]
    assert transaction.attributes["cosell.transaction.outcome"] == "rolled back"


def test_the_first_run_of_a_task_is_within_its_request(traced, collector):
    server = traced()
    identifier = create_ready(make_client(server.url, FIRST_ACCOUNT))
    task = start_task(calling(server), identifier)
    run = collector.span(RUN)
    request = collector.span("PartnerCentralSelling/StartEngagementFromOpportunityTask")
    assert run.trace == TRACE
    assert run.links == []
    assert run.attributes["cosell.task.id"] == task["TaskId"]
    assert run.attributes["cosell.task.outcome"] == "COMPLETE"
    transaction = next(span for span in collector.children(request) if span.name == "transaction")
    assert run.parent == transaction.id
    steps = collector.children(run)
    assert [step.name for step in steps][:2] == ["GetOpportunity", "CreateEngagement"]
    assert {step.attributes["cosell.step.outcome"] for step in steps} == {"DONE"}


def test_a_retried_step_is_linked_to_the_request(traced, collector):
    server = traced("--task-wait", "0s")
    identifier = create_ready(make_client(server.url, FIRST_ACCOUNT))
    add_fault(server, "step.CreateEngagement.before=error:InternalError;count=1")
    start_task(calling(server), identifier)
    first = collector.span(RUN, cosell__task__outcome="RETRY")
    last = collector.span(RUN, cosell__task__outcome="COMPLETE")
    request = collector.span("PartnerCentralSelling/StartEngagementFromOpportunityTask")
    for run in (first, last):
        assert run.links == [(TRACE, request.id)]
        assert run.parent is None
        assert run.trace != TRACE
    failed = collector.children(first)[-1]
    assert (failed.name, failed.failed) == ("CreateEngagement", True)
    assert failed.attributes["cosell.step.outcome"] == "RETRIED"
    assert failed.attributes["cosell.step.attempt"] == 1
    assert failed.attributes["error.type"] == "InternalError"
    again = collector.children(last)[0]
    assert again.name == "CreateEngagement"
    assert again.attributes["cosell.step.attempt"] == 2


def test_a_task_that_runs_after_a_restart_is_linked_to_its_request(tmp_path, collector):
    server = Server(tmp_path, "--otlp", collector.url, "--task-wait", "0s", **SOON).start()
    identifier = create_ready(make_client(server.url, FIRST_ACCOUNT))
    add_fault(server, "step.CreateEngagement.before=delay:1h")
    start_task(calling(server), identifier)
    request = collector.span("PartnerCentralSelling/StartEngagementFromOpportunityTask")
    until(lambda: any("run" in span.name for span in collector.spans()))
    assert server.stop() == 0
    due = datetime.now(timezone.utc) + timedelta(hours=2)
    clock = ("--clock", f"moved:{due:%Y-%m-%dT%H:%M:%SZ}")
    later = Server(tmp_path, "--otlp", collector.url, *clock, **SOON).start()
    run = collector.span(RUN, cosell__task__outcome="COMPLETE")
    assert later.stop() == 0
    assert run.links == [(TRACE, request.id)]


def test_a_delivered_event_is_linked_to_the_request_that_stored_it(traced, collector):
    inbox = Inbox()
    server = traced("--events-to", inbox.url)
    calling(server).create_opportunity(**opportunity())
    headers, body = inbox.arrived.get(timeout=SECONDS)
    send = collector.span("send default")
    request = collector.span("PartnerCentralSelling/CreateOpportunity")
    assert send.kind == PRODUCER
    assert send.links == [(TRACE, request.id)]
    assert send.attributes["messaging.message.id"] == json.loads(body)["id"]
    assert send.attributes["messaging.destination.name"] == "default"
    assert send.attributes["cosell.delivery.attempt"] == 1
    assert headers["traceparent"] == f"00-{send.trace}-{send.id}-01"
    assert not send.failed
    inbox.close()


def test_an_event_that_is_sent_after_a_restart_is_linked_to_its_request(tmp_path, collector):
    inbox = Inbox()
    inbox.status = 503
    options = ("--otlp", collector.url, "--events-to", inbox.url)
    first = Server(tmp_path, *options, **SOON).start()
    calling(first).create_opportunity(**opportunity())
    request = collector.span("PartnerCentralSelling/CreateOpportunity")
    assert first.stop() == 0
    inbox.status = 204
    again = Server(tmp_path, *options, **SOON).start()
    headers, _ = inbox.arrived.get(timeout=SECONDS)
    until(lambda: any(span.id in headers["traceparent"] for span in collector.spans()))
    (send,) = [span for span in collector.spans() if span.id in headers["traceparent"]]
    assert again.stop() == 0
    assert send.links == [(TRACE, request.id)]
    inbox.close()


@pytest.mark.skipif(not POSTGRES, reason="COSELL_TEST_POSTGRES names no database")
def test_an_event_that_another_node_sends_is_linked_to_its_request(tmp_path, collector):
    inbox = Inbox()
    store = f"{POSTGRES}?options=-csearch_path%3Dobserved_{os.getpid()}"
    options = ("--store", store, "--otlp", collector.url)
    folders = [tmp_path / "sending", tmp_path / "called"]
    for folder in folders:
        folder.mkdir()
    sending = Server(folders[0], *options, "--events-to", inbox.url, **SOON).start()
    called = Server(folders[1], *options, **SOON).start()
    calling(called).create_opportunity(**opportunity())
    headers, _ = inbox.arrived.get(timeout=SECONDS)
    send = collector.span("send default")
    request = collector.span("PartnerCentralSelling/CreateOpportunity")
    assert called.stop() == 0
    assert sending.stop() == 0
    inbox.close()
    nodes = [span.resource["service.instance.id"] for span in (send, request)]
    assert nodes[0] != nodes[1]
    assert send.links == [(TRACE, request.id)]
    assert headers["traceparent"] == f"00-{send.trace}-{send.id}-01"


def test_the_batches_of_a_bulk_job_and_their_events_are_linked_to_its_request(traced, collector):
    inbox = Inbox()
    server = traced("--events-to", inbox.url)
    content = text([HEADERS, ["1", "Fjordline Paper", "US", "Pulp telemetry", "Prospect"]])
    key = f"{FIRST_ACCOUNT}/deals.csv"
    uploaded = make_s3(server.url, FIRST_ACCOUNT).put_object(
        Bucket=BUCKET, Key=key, Body=content.encode()
    )
    uri = f"s3://{BUCKET}/{key}?versionId={uploaded['VersionId']}"
    calling(server).start_opportunity_bulk_job(Catalog=CATALOG, FileURI=uri, FileFormat="CSV")
    request = collector.span("PartnerCentralSelling/StartOpportunityBulkJob")

    def linked(name):
        named = [span for span in collector.spans() if span.name == name]
        return [span for span in named if span.links == [(TRACE, request.id)]]

    until(lambda: len(linked("bulk jobs")) >= 2 and linked("send default"))
    assert all(span.attributes["cosell.timer.effects"] == 1 for span in linked("bulk jobs"))
    inbox.close()


def test_an_event_of_a_task_is_linked_to_the_request_that_started_it(traced, collector):
    inbox = Inbox()
    server = traced("--events-to", inbox.url)
    identifier = create_ready(make_client(server.url, FIRST_ACCOUNT))
    start_task(calling(server), identifier)
    request = collector.span("PartnerCentralSelling/StartEngagementFromOpportunityTask")
    until(lambda: any((TRACE, request.id) in span.links for span in collector.spans()))
    inbox.close()


def test_metrics_are_those_of_the_page(traced, collector):
    server = traced()
    calling(server).list_solutions(Catalog="Sandbox")
    until(lambda: collector.metrics())
    with urllib.request.urlopen(f"{server.url}/_cosell/metrics") as page:
        families = re.findall(r"^# TYPE (\S+) (\S+)$", page.read().decode(), re.MULTILINE)
    kinds = {"counter": "sum", "gauge": "gauge", "histogram": "histogram"}
    families = {name.removesuffix("_total"): kind for name, kind in families}
    assert len(families) > 40
    until(lambda: set(families) <= set(collector.metrics()))
    for name, kind in families.items():
        assert kinds[kind] in collector.metrics()[name], name

    def calls():
        points = collector.metrics()["cosell_requests"]["sum"]["dataPoints"]
        return [
            point["asDouble"]
            for point in points
            if {"key": "operation", "value": {"stringValue": "ListSolutions"}}
            in point["attributes"]
        ]

    until(lambda: calls() == [1])


@pytest.fixture
def rotel(tmp_path, collector):
    """A released collector, which passes on to the test's what it has read and written again."""
    package = pytest.importorskip("rotel", reason="rotel has no wheel for this Python")
    with contextlib.ExitStack() as unused:
        sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        ports = [unused.enter_context(each).getsockname()[1] for each in sockets]
    program = Path(package.__file__).parent / "rotel-agent"
    options = {
        "otlp-http-endpoint": f"127.0.0.1:{ports[0]}",
        "otlp-grpc-endpoint": f"127.0.0.1:{ports[1]}",
        "exporter": "otlp",
        "otlp-exporter-endpoint": collector.url,
        "otlp-exporter-protocol": "http",
        "batch-timeout": "50ms",
    }
    words = [f"--{name}={value}" for name, value in options.items()]
    with (tmp_path / "rotel.log").open("w") as log:
        process = subprocess.Popen([program, "start", *words], stdout=log, stderr=log)
    until(lambda: socket.socket().connect_ex(("127.0.0.1", ports[0])) == 0)
    yield f"http://127.0.0.1:{ports[0]}"
    process.terminate()
    process.wait(timeout=SECONDS)


def test_a_released_collector_reads_what_is_sent(tmp_path, collector, rotel):
    server = Server(tmp_path, "--otlp", rotel, **SOON).start()
    identifier = create_ready(make_client(server.url, FIRST_ACCOUNT))
    start_task(calling(server), identifier)
    request = collector.span("PartnerCentralSelling/StartEngagementFromOpportunityTask")
    assert (request.trace, request.parent, request.kind) == (TRACE, SPAN, SERVER)
    run = collector.span(RUN)
    assert run.attributes["cosell.task.outcome"] == "COMPLETE"
    assert [step.name for step in collector.children(run)][0] == "GetOpportunity"
    until(lambda: "cosell_requests" in collector.metrics())
    with urllib.request.urlopen(f"{server.url}/_cosell/metrics") as page:
        families = re.findall(r"^# TYPE (\S+) \S+$", page.read().decode(), re.MULTILINE)
    until(lambda: {name.removesuffix("_total") for name in families} <= set(collector.metrics()))
    assert counted(server, "cosell_telemetry_failures_total") == 0
    assert server.stop() == 0


def test_headers_are_sent_and_a_busy_collector_is_asked_again(traced, collector):
    server = traced(
        OTEL_METRICS_EXPORTER="none", OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20abc"
    )
    collector.answers += [(503, {"retry-after": "0"}), (429, {})]
    calling(server).list_solutions(Catalog="Sandbox")
    collector.span("PartnerCentralSelling/ListSolutions")
    assert len(collector.headers) >= 3
    assert {headers["authorization"] for headers in collector.headers} == {"Bearer abc"}
    until(lambda: counted(server, "cosell_telemetry_failures_total") == 2)
    assert counted(server, "cosell_telemetry_spans_dropped_total") == 0


def test_what_a_collector_refuses_is_dropped_and_counted(traced, collector):
    server = traced(OTEL_METRICS_EXPORTER="none")
    collector.answers += [(400, {})]
    calling(server).list_opportunities(Catalog="Sandbox")
    until(lambda: counted(server, "cosell_telemetry_spans_dropped_total") >= 1)
    calling(server).list_solutions(Catalog="Sandbox")
    collector.span("PartnerCentralSelling/ListSolutions")


def test_a_collector_that_is_down_changes_no_answer(tmp_path, collector):
    """The queue has room for 4096 spans, and a call has three."""
    collector.close()
    server = Server(tmp_path, "--otlp", collector.url, **SOON).start()
    client = calling(server)
    for _ in range(1700):
        client.list_solutions(Catalog="Sandbox")
    assert counted(server, "cosell_telemetry_spans_dropped_total") > 0
    assert counted(server, "cosell_telemetry_spans_total") == 0
    assert counted(server, "cosell_telemetry_failures_total") > 0
    assert server.stop() == 0
    log = server.log.read_text()
    assert "spans could not be sent to the collector" in log
    assert "spans were dropped" in log


def test_what_is_queued_is_sent_at_the_stop(tmp_path, collector):
    hour = {"OTEL_BSP_SCHEDULE_DELAY": "3600000"}
    server = Server(tmp_path, "--otlp", collector.url, **hour).start()
    calling(server).list_solutions(Catalog="Sandbox")
    assert collector.spans() == []
    assert server.stop() == 0
    collector.span("PartnerCentralSelling/ListSolutions")
    assert "cosell_requests" in collector.metrics()


@pytest.mark.parametrize("disabled", [{}, {"OTEL_SDK_DISABLED": "true"}])
def test_nothing_is_sent_unless_it_is_asked_for(tmp_path, collector, disabled):
    endpoint = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url} if disabled else {}
    server = Server(tmp_path, **SOON, **endpoint, **disabled).start()
    calling(server).list_solutions(Catalog="Sandbox")
    assert server.stop() == 0
    assert collector.headers == []


def test_the_standard_variables_are_enough(tmp_path, collector):
    variables = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_TRACES_SAMPLER": "always_off"}
    server = Server(tmp_path, **SOON, **variables).start()
    calling(server).list_solutions(Catalog="Sandbox")
    until(lambda: "cosell_requests" in collector.metrics())
    assert server.stop() == 0
    assert collector.spans() == []


def written_expressions():
    """The expressions of the dashboard and of the alert rules, by where they stand."""
    folder = ROOT / "docs" / "observability"
    dashboard = json.loads((folder / "dashboard.json").read_text())
    charts = [panel for panel in dashboard["panels"] if panel["type"] != "row"]
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
    shown = [(panel["title"], of["expr"]) for panel in charts for of in panel["targets"]]
    shown += [
        (variable["name"], variable["definition"])
        for variable in dashboard["templating"]["list"]
        if variable["type"] == "query"
    ]
    (group,) = yaml.safe_load((folder / "alerts.yaml").read_text())["groups"]
    for rule in group["rules"]:
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}, rule
        assert set(rule["annotations"]) == {"summary", "description"}, rule
        assert rule["labels"]["severity"] in {"critical", "warning", "info"}, rule
    assert len({rule["alert"] for rule in group["rules"]}) == len(group["rules"])
    assert len(shown) > 30
    assert len(group["rules"]) > 10
    return shown + [(rule["alert"], rule["expr"]) for rule in group["rules"]]


def test_the_dashboard_and_the_rules_name_metrics_and_labels_that_exist(traced):
    server = traced("--events-to", "http://127.0.0.1:1/", "--task-wait", "0s")
    client = make_client(server.url, FIRST_ACCOUNT)
    add_fault(server, "step.CreateEngagement.before=delay:1h")
    start_task(client, create_ready(client))
    until(lambda: counted(server, "cosell_tasks_parked") == 1)
    with urllib.request.urlopen(f"{server.url}/_cosell/metrics") as page:
        text = page.read().decode()
    kinds = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
    # What Prometheus adds to each sample.
    labels = {"instance", "job"} | set(re.findall(r'[{,](\w+)="', text))
    for place, expression in written_expressions():
        assert expression.count("(") == expression.count(")"), place
        for name in re.findall(r"\bcosell_\w+", re.sub(r'"[^"]*"', '""', expression)):
            histogram = kinds.get(name.removesuffix("_bucket")) == "histogram"
            assert name in kinds or histogram and name.endswith("_bucket"), f"{place}: {name}"
            if kinds.get(name) == "counter":
                assert re.search(rf"(rate|increase)\({name}\b", expression), f"{place}: {name}"
        for group in re.findall(r"\bby \(([^)]*)\)", expression):
            assert {label.strip() for label in group.split(",")} <= labels, f"{place}: {group}"
