"""The alert rules of docs/observability, as Prometheus itself reads and evaluates them.

`promtool` is Prometheus' own tool. `cargo xtask test` provides it (`COSELL_TEST_PROMTOOL`); without
it the tests look for it on the PATH.
"""

import os
import re
import shlex
import shutil
import subprocess

import pytest
import yaml

from cosell_server import ROOT, binary

RULES = ROOT / "docs" / "observability" / "alerts.yaml"
PROMTOOL = os.environ.get("COSELL_TEST_PROMTOOL") or shutil.which("promtool")
INSTANCE = {"instance": "127.0.0.1:7226", "job": "cosell"}
#: One sample a minute; rules are evaluated at this minute.
SAMPLES = 60
LATE = 40

needs_promtool = pytest.mark.skipif(not PROMTOOL, reason="needs promtool of Prometheus")


def gauge(name, value, **labels):
    return {"series": named(name, labels), "values": f"{value}+0x{SAMPLES}"}


def counter(name, each_minute, **labels):
    return {"series": named(name, labels), "values": f"0+{each_minute}x{SAMPLES}"}


def once(name, at):
    """A counter that goes from 0 to 1 at a minute."""
    return {"series": named(name, {}), "values": f"0x{at - 1} 1x{SAMPLES - at}"}


def named(name, labels):
    pairs = ", ".join(f'{key}="{value}"' for key, value in (labels | INSTANCE).items())
    return f"{name}{{{pairs}}}"


def outcomes(outcome, share):
    """A hundred requests a minute, of which this many have the outcome."""
    return [
        counter("cosell_requests_total", count, operation="GetOpportunity", outcome=kind)
        for kind, count in (("ok", 100 - share), (outcome, share))
    ]


def durations(name, limit, longer, **labels):
    """A thousand samples a minute, of which this many take longer than the limit in seconds."""
    return [
        counter(f"{name}_bucket", count, le=le, **labels)
        for le, count in ((limit, 1000 - longer), ("2.5", 1000), ("+Inf", 1000))
    ]


#: Each alert: the series at which it fires, the labels that it then has beside its severity, and
#: the series at which it does not fire.
REQUESTS = "cosell_request_duration_seconds"
COMMITS = "cosell_store_commit_duration_seconds"
STEP = {"kind": "StartEngagementFromOpportunityTask", "step": "CreateEngagement"}
OF_INSTANCE = {"instance": INSTANCE["instance"]}
CASES = {
    "CosellDown": ([gauge("up", 0)], INSTANCE, [gauge("up", 1)]),
    "CosellStoreUnreadable": (
        [gauge("cosell_store_up", 0)], INSTANCE, [gauge("cosell_store_up", 1)]
    ),
    "CosellStoreNotWritable": (
        [gauge("cosell_store_writable", 0)], INSTANCE, [gauge("cosell_store_writable", 1)]
    ),
    "CosellLoopDown": (
        [gauge("cosell_loop_down", 1, loop="lease"), gauge("cosell_loop_down", 0, loop="log")],
        INSTANCE | {"loop": "lease"},
        [gauge("cosell_loop_down", 0, loop="lease")],
    ),
    "CosellPanics": (
        [once("cosell_panics_total", LATE - 5)], INSTANCE, [once("cosell_panics_total", LATE - 20)]
    ),
    "CosellServerErrors": (
        outcomes("InternalServerException", 2),
        OF_INSTANCE,
        outcomes("InternalServerException", 1) + outcomes("ValidationException", 90)[1:],
    ),
    "CosellThrottling": (
        outcomes("ThrottlingException", 6), OF_INSTANCE, outcomes("ThrottlingException", 4)
    ),
    "CosellSlowRequests": (
        durations(REQUESTS, "0.5", 11, operation="GetOpportunity"),
        OF_INSTANCE,
        # Requests that wait for a task, or for the end of what the administrator asked for.
        durations(REQUESTS, "0.5", 9, operation="GetOpportunity")
        + durations(REQUESTS, "0.5", 900, operation="StartEngagementFromOpportunityTask")
        + durations(REQUESTS, "0.5", 900, operation="_cosell/settle"),
    ),
    "CosellSlowCommits": (
        durations(COMMITS, "0.1", 11), OF_INSTANCE, durations(COMMITS, "0.1", 9)
    ),
    "CosellStepStuck": (
        [gauge("cosell_task_backlog_age_seconds", 301, **STEP)],
        STEP,
        [gauge("cosell_task_backlog_age_seconds", 300, **STEP)],
    ),
    "CosellTasksFail": (
        [counter("cosell_tasks_failed_total", 0.5)],
        INSTANCE,
        [counter("cosell_tasks_failed_total", 0.2)],
    ),
    "CosellTasksRefused": (
        [once("cosell_tasks_refused_total", LATE - 2)],
        INSTANCE,
        [once("cosell_tasks_refused_total", LATE - 10)],
    ),
    "CosellLeaseNotRenewed": (
        [counter("cosell_lease_renewal_failures_total", 1)],
        INSTANCE,
        [once("cosell_lease_renewal_failures_total", LATE - 2)],
    ),
    "CosellEventsLate": (
        [gauge("cosell_events_waiting_age_seconds", 301, target="hook")],
        {"target": "hook"},
        [gauge("cosell_events_waiting_age_seconds", 300, target="hook")],
    ),
    "CosellDeadLetters": (
        [gauge("cosell_event_dead_letters", 1, target="hook")],
        {"target": "hook"},
        [gauge("cosell_event_dead_letters", 0, target="hook")],
    ),
    "CosellLogLost": (
        [once("cosell_log_lines_lost_total", LATE - 5)],
        INSTANCE,
        [once("cosell_log_lines_lost_total", LATE - 20)],
    ),
    "CosellSpansDropped": (
        [once("cosell_telemetry_spans_dropped_total", LATE - 5)],
        INSTANCE,
        [once("cosell_telemetry_spans_dropped_total", LATE - 20)],
    ),
}


def rules():
    (group,) = yaml.safe_load(RULES.read_text())["groups"]
    return {rule["alert"]: rule for rule in group["rules"]}


def promtool(*arguments):
    return subprocess.run([PROMTOOL, *arguments], capture_output=True, text=True)


def written(folder, cases):
    """A file of promtool's tests: each case is the series, the alert, the minute, and the labels of
    the alert that must fire, or None."""
    groups = []
    for series, name, minute, labels in cases:
        rule = rules()[name]
        expected = []
        if labels is not None:
            texts = {
                key: re.sub(r"{{ \$labels\.(\w+) }}", lambda of: labels[of[1]], text)
                for key, text in rule["annotations"].items()
            }
            expected = [{"exp_labels": labels | rule["labels"], "exp_annotations": texts}]
        test = {"alertname": name, "eval_time": f"{minute}m", "exp_alerts": expected}
        groups.append({"interval": "1m", "input_series": series, "alert_rule_test": [test]})
    path = folder / "tests.yaml"
    path.write_text(
        yaml.safe_dump(
            {"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": groups}
        )
    )
    return path


def test_every_alert_has_a_case():
    assert set(CASES) == set(rules())


@needs_promtool
def test_prometheus_accepts_the_rules():
    checked = promtool("check", "rules", RULES)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"{len(CASES)} rules found" in checked.stdout


@needs_promtool
@pytest.mark.parametrize("name", CASES)
def test_an_alert_fires_when_it_should_and_not_before(name, tmp_path):
    fires, labels, quiet = CASES[name]
    cases = [(fires, name, LATE, labels), (quiet, name, LATE, None)]
    lasting = rules()[name].get("for")
    if lasting:
        minutes = int(lasting.removesuffix("m"))
        cases.append((fires, name, minutes - 1, None))
    tested = promtool("test", "rules", written(tmp_path, cases))
    assert tested.returncode == 0, tested.stdout + tested.stderr


@needs_promtool
def test_a_case_that_expects_the_opposite_fails(tmp_path):
    fires, _, _ = CASES["CosellDown"]
    tested = promtool("test", "rules", written(tmp_path, [(fires, "CosellDown", LATE, None)]))
    assert tested.returncode != 0


def test_the_commands_that_alerts_name_exist():
    named = re.findall(r"`cosell ([^`]+)`", RULES.read_text())
    assert len(named) > 3
    for command in named:
        words = [word for word in shlex.split(command) if word != "ID"]
        ran = subprocess.run([binary(), *words, "--help"], capture_output=True, text=True)
        assert ran.returncode == 0, f"{command}: {ran.stderr}"
