"""Namespaces and resets: a test begins with a state that it knows, beside all others."""

import gzip
import hashlib
import http.client
import json
import random
import re
import resource
import signal
import subprocess
import threading
import time
import tomllib
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from bodies import CATALOG, create_ready, opportunity, start_task
from conftest import FIRST_ACCOUNT, make_client
from cosell_server import POSTGRES, Server, binary


def page(url, method, path, body=None, namespace=None):
    """Calls a page of the administrative API. The status and the document."""
    headers = {"content-type": "application/json"}
    if namespace:
        headers["x-cosell-namespace"] = namespace
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{url}/_cosell/{path}", data=data, method=method, headers=headers
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def in_namespace(url, name, account=FIRST_ACCOUNT):
    return make_client(url, f"{name}/{account}")


def ids(client):
    found = client.list_opportunities(Catalog=CATALOG)["OpportunitySummaries"]
    return {summary["Id"] for summary in found}


@pytest.fixture(params=["sqlite", "memory", "postgres"])
def any_store(request, tmp_path):
    if request.param == "postgres" and not POSTGRES:
        pytest.skip("COSELL_TEST_POSTGRES names no database")
    stores = {"sqlite": [], "memory": ["--store", "memory"], "postgres": ["--store", POSTGRES]}
    running = Server(tmp_path, *stores[request.param]).start()
    if request.param == "postgres":
        # An earlier test has used it.
        assert page(running.url, "POST", "reset")[0] == 200
    yield running
    assert running.stop() == 0


def test_a_hundred_namespaces_at_once_see_only_their_own(server):
    url = server.url
    names = [f"parallel-{number}" for number in range(100)]
    random.shuffle(names)

    def main_job(name):
        client = in_namespace(url, name)
        identifier = create_ready(client)
        task = start_task(client, identifier)
        assert task["TaskStatus"] == "COMPLETE"
        assert ids(client) == {identifier}
        assert ids(in_namespace(url, name, "222222222222")) == set()
        status, dropped = page(url, "DELETE", f"namespaces/{name}")
        assert (status, dropped["name"]) == (200, name)
        return identifier

    with ThreadPoolExecutor(16) as tests:
        made = list(tests.map(main_job, names))
    assert len(set(made)) == len(names)
    assert page(url, "GET", "namespaces") == (200, {"namespaces": []})


def test_a_namespace_has_a_clock_faults_and_events_of_its_own(server):
    url = server.url
    client = in_namespace(url, "own")
    # Yesterday, because a target date is some time after the day of the clock.
    yesterday = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    setting = {"mode": "frozen", "time": yesterday.strftime("%Y-%m-%dT%H:%M:%SZ")}
    assert page(url, "PUT", "clock", setting, "own")[0] == 200
    rule = {"text": "operation.read=error:ThrottlingException"}
    assert page(url, "POST", "faults", rule, "own")[0] == 200
    with pytest.raises(ClientError) as refused:
        client.list_opportunities(Catalog=CATALOG)
    assert refused.value.response["Error"]["Code"] == "ThrottlingException"
    assert page(url, "DELETE", "faults", namespace="own")[0] == 200
    identifier = create_ready(client)
    created = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)["CreatedDate"]
    assert created == yesterday
    assert page(url, "GET", "clock")[1]["mode"] == "system"
    assert page(url, "GET", "faults")[1]["rules"] == []
    events = page(url, "GET", "events/log", namespace="own")[1]["events"]
    assert {event["resource"] for event in events} == {identifier}
    page(url, "DELETE", "namespaces/own")
    assert ids(in_namespace(url, "own")) == set()
    page(url, "DELETE", "namespaces/own")


def test_a_header_names_a_namespace_as_the_access_key_does(server):
    url = server.url
    identifier = create_ready(in_namespace(url, "both"))
    client = make_client(url, FIRST_ACCOUNT)

    def name(request, **_):
        request.headers["x-cosell-namespace"] = "both"

    client.meta.events.register("before-sign.partnercentral-selling", name)
    assert ids(client) == {identifier}
    assert identifier not in ids(make_client(url, FIRST_ACCOUNT))
    page(url, "DELETE", "namespaces/both")


def test_a_wrong_name_is_refused(server):
    for name in ("-x", "a b", "x" * 65, "ä"):
        status, refused = page(server.url, "GET", "clock", namespace=name)
        assert (status, refused["error"]) == (400, "InvalidNamespace"), name
    assert page(server.url, "PUT", "namespaces/-x")[0] == 400
    assert page(server.url, "DELETE", "namespaces/unknown")[0] == 404
    for second, status in (("one", 200), ("two", 400)):
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"))
        connection.putrequest("GET", "/_cosell/clock")
        connection.putheader("x-cosell-namespace", "one")
        connection.putheader("x-cosell-namespace", second)
        connection.endheaders()
        assert connection.getresponse().status == status, second
    page(server.url, "DELETE", "namespaces/one")
    with pytest.raises(ClientError) as refused:
        in_namespace(server.url, "-x").list_opportunities(Catalog=CATALOG)
    assert refused.value.response["Error"]["Code"] == "InvalidNamespace"


def test_namespaces_are_limited(tmp_path):
    running = Server(tmp_path, "--max-namespaces", "2").start()
    for name in ("a", "b", "a"):
        assert page(running.url, "PUT", f"namespaces/{name}")[0] == 200
    status, refused = page(running.url, "PUT", "namespaces/c")
    assert (status, refused["error"]) == (409, "TooManyNamespaces")
    page(running.url, "DELETE", "namespaces/a")
    assert page(running.url, "PUT", "namespaces/c")[0] == 200
    assert running.stop() == 0


def memory_of(server):
    """KiB of memory that the server has now."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def threads_of(server):
    return len(list(Path(f"/proc/{server.process.pid}/task").iterdir()))


def test_what_a_namespace_took_is_there_for_the_next_one(tmp_path):
    running = Server(tmp_path).start()
    before = threads_of(running)
    after = []
    for _ in range(4):
        for number in range(40):
            assert page(running.url, "PUT", f"namespaces/n{number}")[0] == 200
        for number in range(40):
            assert page(running.url, "DELETE", f"namespaces/n{number}")[0] == 200
        deadline = time.monotonic() + 20
        while threads_of(running) > before and time.monotonic() < deadline:
            time.sleep(0.05)
        assert threads_of(running) <= before
        after.append(memory_of(running))
    # The allocator keeps what the first round took.
    assert after[-1] < after[0] * 1.25, after
    assert running.stop() == 0


def test_a_reset_goes_back_to_the_beginning(any_store):
    url = any_store.url
    client = make_client(url, FIRST_ACCOUNT)
    for _ in range(3):
        task = start_task(client, create_ready(client))
        assert task["TaskStatus"] == "COMPLETE"
    page(url, "PUT", "clock", {"mode": "frozen"})
    page(url, "POST", "faults", {"text": "engine.claim=delay:1ms"})
    status, reset = page(url, "POST", "reset")
    assert status == 200, reset
    assert ids(client) == set()
    assert page(url, "GET", "clock")[1]["mode"] == "system"
    assert page(url, "GET", "faults")[1]["rules"] == []
    acts = page(url, "GET", "audit")[1]["acts"]
    assert [(act["act"], act["outcome"]) for act in acts] == [("reset", "DONE")]
    # It is a whole service.
    task = start_task(client, create_ready(client))
    assert task["TaskStatus"] == "COMPLETE"
    assert len(ids(client)) == 1
    assert page(url, "GET", "health")[1]["status"] == "ok"


def test_a_reset_while_many_write_leaves_a_service_that_answers(any_store):
    url = any_store.url
    account = FIRST_ACCOUNT

    def write(_):
        client = make_client(url, account)
        codes = set()
        for _ in range(20):
            try:
                client.create_opportunity(**opportunity())
            except ClientError as error:
                codes.add(error.response["Error"]["Code"])
        return codes

    with ThreadPoolExecutor(8) as tests:
        writers = [tests.submit(write, number) for number in range(8)]
        for _ in range(5):
            assert page(url, "POST", "reset")[0] == 200
        codes = set().union(*(writer.result() for writer in writers))
    assert codes == set(), "what is in flight is answered"
    assert page(url, "POST", "reset")[0] == 200
    assert ids(make_client(url, account)) == set()
    assert page(url, "GET", "health")[1]["status"] == "ok"


def test_a_file_is_reset_for_the_next_start_too(tmp_path):
    running = Server(tmp_path).start()
    create_ready(make_client(running.url, FIRST_ACCOUNT))
    assert page(running.url, "POST", "reset")[0] == 200
    kept = create_ready(make_client(running.url, FIRST_ACCOUNT))
    assert running.stop() == 0
    again = Server(tmp_path).start()
    assert ids(make_client(again.url, FIRST_ACCOUNT)) == {kept}
    assert again.stop() == 0


SEED = """
[[account]]
id = "333333333333"
company_name = "Fernhollow Systems"

[[opportunity]]
name = "draft"

[[opportunity]]
name = "won"
state = "approved"
engagement = "with-aws"
stage = "Committed"
age = "40d"
body.Project.Title = "Harbours of the north"

[[referral]]
name = "referred"
state = "accepted"

[[invitation]]
to = "333333333333"
engagement = "with-aws"

[[invitation]]
name = "late"
to = "222222222222"
engagement = "with-aws"
state = "expired"
"""


def command(*arguments, url=None, **options):
    """Runs a command of cosell. The finished process, with its output as text."""
    environment = {"PATH": "/usr/bin:/bin"} | ({"COSELL_URL": url} if url else {})
    return subprocess.run(
        [str(binary()), *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        **options,
    )


def seeded(tmp_path, *options, seed=SEED):
    file = tmp_path / "seed.toml"
    file.write_text(seed)
    return Server(tmp_path, "--seed-file", str(file), *options).start()


def review_states(client):
    found = client.list_opportunities(Catalog=CATALOG)["OpportunitySummaries"]
    return sorted((one["LifeCycle"]["ReviewStatus"], one["LifeCycle"]["Stage"]) for one in found)


SEEDED = [
    ("Approved", "Committed"),
    ("Approved", "Prospect"),
    ("Pending Submission", "Prospect"),
]


@pytest.mark.parametrize("store", ["sqlite", "memory"])
def test_a_seed_file_is_what_a_store_begins_with_and_goes_back_to(tmp_path, store):
    options = ["--store", "memory"] if store == "memory" else []
    running = seeded(tmp_path, *options)
    url = running.url
    client = make_client(url, FIRST_ACCOUNT)
    assert review_states(client) == SEEDED
    before = ids(client)
    invitations = make_client(url, "333333333333").list_engagement_invitations(
        Catalog=CATALOG, ParticipantType="RECEIVER"
    )["EngagementInvitationSummaries"]
    assert [one["Status"] for one in invitations] == ["PENDING"]
    late = make_client(url, "222222222222").list_engagement_invitations(
        Catalog=CATALOG, ParticipantType="RECEIVER"
    )["EngagementInvitationSummaries"]
    assert [one["Status"] for one in late] == ["EXPIRED"]
    # A namespace begins with the same, under the same ids, and a reset goes back to it.
    other = in_namespace(url, "seeded")
    assert ids(other) == before
    for changed, namespace in ((client, None), (other, "seeded")):
        task = start_task(changed, create_ready(changed))
        assert task["TaskStatus"] == "COMPLETE"
        assert len(ids(changed)) == len(before) + 1
        assert page(url, "POST", "reset", namespace=namespace)[0] == 200
        assert ids(changed) == before
        assert review_states(changed) == SEEDED
    create_ready(client)
    assert running.stop() == 0
    if store == "sqlite":
        again = seeded(tmp_path)
        assert len(ids(make_client(again.url, FIRST_ACCOUNT))) == len(before) + 1
        assert again.stop() == 0


def test_ids_go_on_after_a_reset_under_a_seed_and_a_frozen_clock(tmp_path):
    running = seeded(tmp_path, "--seed", "7", "--clock", "frozen:2026-11-22T18:32:24Z")
    client = make_client(running.url, FIRST_ACCOUNT)
    first = create_ready(client)
    assert page(running.url, "POST", "reset")[0] == 200
    assert create_ready(client) == first
    assert create_ready(in_namespace(running.url, "same")) == first
    assert running.stop() == 0


def test_the_starter_is_a_seed_file_that_can_be_made(tmp_path):
    assert command("seed", "init", cwd=tmp_path).stdout == "wrote seed.toml\n"
    assert command("seed", "init", cwd=tmp_path).returncode == 2
    checked = command("seed", "check", "seed.toml", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.startswith("seed.toml: all 9 entries")
    assert command("seed", "init", "seed.json", cwd=tmp_path).returncode == 0
    starter = json.loads((tmp_path / "seed.json").read_text())
    assert starter == tomllib.loads((tmp_path / "seed.toml").read_text())
    checked = command("seed", "check", "seed.json", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr


def test_a_starter_that_the_disk_refuses_leaves_no_file(tmp_path):
    def refuse():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    words = [binary(), "seed", "init"]
    written = subprocess.run(words, cwd=tmp_path, capture_output=True, preexec_fn=refuse)
    assert written.returncode == 1
    assert b"could not write seed.toml" in written.stderr
    assert not (tmp_path / "seed.toml").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[opportunity]]\nname = 'a'\n\n[[opportunity]]\nname = 'a'", "line 4: opportunity `a`"),
        ("\n[[opportunity]]\nstate = 'wonderful'", "line 3: opportunity 1: unknown variant"),
        ("[[opportunity]]\n\nstat = 'created'", "line 3: opportunity 1: unknown key `stat`, ex"),
        ("[[invitation]]\nengagement = 'x'", "line 1: invitation 1: missing field `to`"),
        ("[[opportunity]]\nbody.Origin = 'x'", "line 1: opportunity 1: CreateOpportunity: Valid"),
        ("\n\n[[opportunitys]]\n", "line 3: unknown field"),
        ("[[invitation]]\nto = 'aws'\nengagement = 'x'", "no entry above has the name `x`"),
        ("[[call]]\noperation = 'Fly'", "there is no operation Fly"),
        ("[[opportunity]]\nbody.LifeCycle.TargetCloseDate = '{today+x}'", "is not a date"),
        ("opportunity = 7", "line 1: "),
        ("[[opportunity]]\naccount = '11'", "line 2: opportunity 1: an account id is tw"),
        (SEED.replace('"expired"', '"expired"\nage = "2d"'), "line 25: invitation `late`: the inv"),
    ],
)
def test_a_wrong_seed_file_is_refused_with_the_place(tmp_path, text, says):
    (tmp_path / "seed.toml").write_text(text)
    checked = command("seed", "check", "seed.toml", cwd=tmp_path)
    # 2 if it is no seed file, 1 if one of its entries is refused.
    assert checked.returncode in (1, 2)
    assert says in checked.stderr, checked.stderr
    assert command("serve", "--seed-file", "seed.toml", cwd=tmp_path).returncode == 1
    assert not (tmp_path / "cosell.sqlite").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"opportunity": [\n{"name": "a"},\n {"name": "a"}]}', "line 3: opportunity `a`: two ent"),
        ('{"opportunity": [\n{\n"stat": 1}]}', "line 3: opportunity 1: unknown key `stat`"),
        ('{"opportunity": [\n{},\n7]}', "line 3: opportunity 2: invalid type"),
        ('{"opportunity": [],\n"call": [],\n\n"opportunitys": []}', "line 4: unknown field"),
        ('{"opportunity": [\n', "line 2: EOF while parsing a list\n"),
    ],
)
def test_a_wrong_seed_file_of_json_is_refused_with_the_place(tmp_path, text, says):
    (tmp_path / "seed.json").write_text(text)
    checked = command("seed", "check", "seed.json", cwd=tmp_path)
    assert checked.returncode in (1, 2)
    assert says in checked.stderr, checked.stderr


def test_a_check_of_a_seed_file_warns_of_members_without_effect(tmp_path):
    (tmp_path / "seed.toml").write_text(
        "[[opportunity]]\nname = 'a'\nbody.Project.Titel = 'x'\nbody.Project.Title = 'x'\n"
    )
    checked = command("seed", "check", "seed.toml", cwd=tmp_path)
    assert checked.returncode == 0
    assert checked.stderr == (
        "cosell: warning: seed.toml: line 1: opportunity `a`: Project.Titel: the API has no member "
        "of this name, and ignores it\n"
    )


def test_a_check_of_a_seed_file_names_everything_that_is_wrong(tmp_path):
    (tmp_path / "seed.toml").write_text(
        "[[opportunity]]\nname = 'a'\nstat = 1\n\n[[opportunity]]\nage = 7\n\n[[call]]\n"
    )
    checked = command("seed", "check", "seed.toml", cwd=tmp_path)
    assert checked.returncode == 1
    lines = checked.stderr.splitlines()
    assert [re.search(r"line \d+: \w+ [^:]*", line)[0] for line in lines] == [
        "line 3: opportunity `a`",
        "line 6: opportunity 2",
        "line 8: call 1",
    ]
    (tmp_path / "seed.toml").write_text(
        "[[opportunity]]\nbody.Origin = 'x'\n\n[[opportunity]]\nname = 'good'\n\n"
        "[[call]]\noperation = 'Fly'\n"
    )
    checked = command("seed", "check", "seed.toml", cwd=tmp_path)
    assert checked.returncode == 1
    lines = checked.stderr.splitlines()
    assert [re.search(r"line \d+: \w+ \d", line)[0] for line in lines] == [
        "line 1: opportunity 1",
        "line 7: call 1",
    ]


def raw(url, method, path, body=None, namespace=None):
    """Calls a page that is sent or answers a file. The status and the bytes."""
    headers = {"x-cosell-namespace": namespace} if namespace else {}
    request = urllib.request.Request(
        f"{url}/_cosell/{path}", data=body, method=method, headers=headers
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def everything(client):
    """What a partner reads of its records."""
    read = {}
    for identifier in sorted(ids(client)):
        stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
        del stored["ResponseMetadata"]
        read[identifier] = stored
    tasks = client.list_engagement_from_opportunity_tasks(Catalog=CATALOG)["TaskSummaries"]
    engagements = client.list_engagements(Catalog=CATALOG)["EngagementSummaryList"]
    return json.dumps([read, tasks, engagements], default=str, sort_keys=True)


def test_a_state_is_saved_and_loaded_by_commands(tmp_path, any_store):
    url = any_store.url
    client = make_client(url, FIRST_ACCOUNT)
    for _ in range(3):
        assert start_task(client, create_ready(client))["TaskStatus"] == "COMPLETE"
    page(url, "PUT", "clock", {"mode": "frozen"})
    clock = page(url, "GET", "clock")[1]
    before = everything(client)
    saved = command("state", "save", "a.cosell", url=url, cwd=tmp_path)
    assert saved.returncode == 0, saved.stderr
    assert saved.stdout.startswith("saved a.cosell: ")
    page(url, "PUT", "clock", {"mode": "system"})
    create_ready(client)
    for namespace in ([], ["--namespace", "copy"]):
        loaded = command("state", "load", "a.cosell", *namespace, url=url, cwd=tmp_path)
        assert loaded.returncode == 0, loaded.stderr
    for of, name in ((client, None), (in_namespace(url, "copy"), "copy")):
        assert everything(of) == before
        shown = page(url, "GET", "clock", namespace=name)[1]
        assert (shown["mode"], shown["time"]) == ("frozen", clock["time"])
        page(url, "PUT", "clock", {"mode": "system"}, name)
        # It is a whole service, whose new ids are none of the old ones.
        task = start_task(of, create_ready(of))
        assert task["TaskStatus"] == "COMPLETE"
        assert len(ids(of)) == 4
    if "memory" not in any_store.options:
        assert any_store.stop() == 0
        any_store.start()
        assert len(ids(make_client(any_store.url, FIRST_ACCOUNT))) == 4


def test_a_state_that_cannot_be_loaded_changes_nothing(any_store):
    url = any_store.url
    client = make_client(url, FIRST_ACCOUNT)
    create_ready(client)
    status, state = raw(url, "GET", "state")
    assert status == 200
    create_ready(client)
    before = everything(client)
    lines = gzip.decompress(state).splitlines(keepends=True)
    head = json.loads(lines[0])

    def changed(line, **members):
        return json.dumps(json.loads(line) | members).encode() + b"\n"

    row = next(number for number, line in enumerate(lines) if line.startswith(b"["))
    damaged = {
        b"": "not a saved state",
        b"{}": "not a saved state",
        gzip.compress(b'{"a": 1}\n'): "not a saved state",
        state[:-30]: "damaged",
        state[: len(state) // 2]: "damaged",
        bytes([*state[:900], state[900] ^ 1, *state[901:]]): "damaged",
        gzip.compress(b"".join(lines[:-1])): "it ends too early",
        gzip.compress(b"".join(lines[:row] + lines[row + 1 :])): "its checksum does not match",
        gzip.compress(b"".join([*lines, lines[-1]])): "goes on behind its end",
        gzip.compress(changed(lines[0], cosell_state=2)): "run a newer cosell",
        gzip.compress(changed(lines[0], schema=head["schema"] + 1)): "run a newer cosell",
        gzip.compress(lines[0] + b'{"table": "sqlite_schema", "columns": []}\n'): "no table",
        gzip.compress(lines[0] + b'{"table": "account", "columns": ["x"]}\n'): "no column x",
        gzip.compress(lines[0] + b"[" + b"1," * 9_000_000): "damaged",
    }
    for body, says in damaged.items():
        status, refused = raw(url, "PUT", "state", body)
        refused = json.loads(refused)
        assert (status, refused["error"]) == (400, "StateRefused"), (says, refused)
        assert says in refused["message"], refused
        assert everything(client) == before
    assert raw(url, "PUT", "state", state)[0] == 200
    assert len(ids(client)) == 1
    acts = page(url, "GET", "audit")[1]["acts"]
    assert (acts[0]["act"], acts[0]["outcome"]) == ("state.load", "DONE")


def test_a_state_with_a_document_that_no_operation_could_read_is_refused(server):
    url = server.url
    client = make_client(url, FIRST_ACCOUNT)
    assert start_task(client, create_ready(client))["TaskStatus"] == "COMPLETE"
    before = everything(client)
    # With what all other tests have left.
    status, state = raw(url, "GET", "state")
    assert status == 200, state
    lines = [json.loads(line) for line in gzip.decompress(state).splitlines()]
    # Sent as they are, or not read.
    free = {("event", "document"), ("client_token", "result")}
    tried = {}
    for number, line in enumerate(lines):
        if "table" in line:
            table = line
        if not isinstance(line, list):
            continue
        for at, (column, text) in enumerate(zip(table["columns"], line, strict=True)):
            place = (table["table"], column)
            if place in free or place in tried or not str(text).startswith("{"):
                continue
            document = json.loads(text)
            tried[place] = []
            for member, value in document.items():
                if not isinstance(value, (str, list, dict)):
                    continue
                wrong = list(line)
                wrong[at] = json.dumps(document | {member: 7.5})
                refused = load_of(url, [*lines[:number], wrong, *lines[number + 1 : -1]])
                said = f"line {number + 1}: {'.'.join(place)} is not of its type: "
                assert said in refused["message"], refused
                tried[place].append(member)
    tables = {table for table, _ in tried}
    assert tables >= {"opportunity", "engagement", "invitation", "snapshot", "task"}, tried
    assert all(tried.values()), tried
    assert everything(client) == before


def load_of(url, lines):
    """What the server says to a state of these lines and the one that ends it."""
    text = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    rows = sum(isinstance(line, list) for line in lines)
    end = {"rows": rows, "sha256": hashlib.sha256(text).hexdigest()}
    body = gzip.compress(text + json.dumps(end).encode() + b"\n")
    status, answer = raw(url, "PUT", "state", body)
    answer = json.loads(answer)
    assert (status, answer["error"]) == (400, "StateRefused"), answer
    return answer


def test_switching_between_states_loses_nothing(tmp_path, any_store):
    url = any_store.url
    client = make_client(url, FIRST_ACCOUNT)
    create_ready(client)

    def state(*words):
        done = command("state", *words, url=url, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert state("branch", "one").startswith("saved state one: ")
    create_ready(client)
    two = ids(client)
    assert state("switch", "one").startswith("switched the store to one in ")
    assert len(ids(client)) == 1
    listed = {line.split()[0]: line for line in state("list").splitlines()[1:]}
    assert set(listed) == {"main", "one"}
    assert " yes " in listed["one"]
    assert " yes " not in listed["main"]
    state("switch", "main")
    assert ids(client) == two
    # A name is given to one state: neither a save nor a switch overwrites another one.
    for words, says in (
        (["branch", "one"], "There is a state of this name already"),
        (["switch", "main"], "nothing was changed"),
    ):
        refused = command("state", *words, url=url)
        assert refused.returncode == 1, (words, refused.stdout)
        assert says in refused.stderr, refused.stderr
    assert ids(client) == two
    state("branch", "main")
    state("drop", "one")
    assert command("state", "switch", "one", url=url).returncode != 0
    assert ids(client) == two


def test_saved_states_belong_to_their_space(tmp_path, any_store):
    """A namespace has a `main` of its own, and does not see the states of the store."""
    url = any_store.url
    client = make_client(url, FIRST_ACCOUNT)
    other = in_namespace(url, "other")
    for _ in range(3):
        create_ready(client)
    create_ready(other)
    stored, named = ids(client), ids(other)

    def state(*words):
        return command("state", *words, url=url, cwd=tmp_path)

    def names(*words):
        return [line.split()[0] for line in state("list", *words).stdout.splitlines()[1:]]

    there = ("--namespace", "other")
    assert state("branch", "a").returncode == 0
    assert state("switch", "a").returncode == 0
    create_ready(client)
    refused = state("switch", "a", *there)
    assert refused.returncode == 5
    assert "There is no state of this name" in refused.stderr
    assert names(*there) == ["main"]
    # The same names, and nothing in common.
    assert state("branch", "a", *there).returncode == 0
    create_ready(other)
    assert state("switch", "a", *there).returncode == 0
    assert ids(other) == named
    assert state("switch", "main").returncode == 0
    assert ids(client) == stored
    assert state("switch", "main", *there).returncode == 0
    assert len(ids(other)) == 2
    # They end with the namespace.
    assert command("namespace", "drop", "other", url=url).returncode == 0
    # A command that asks about a namespace does not make it.
    assert state("list", *there).returncode == 5
    assert command("namespace", "create", "other", url=url).returncode == 0
    assert names(*there) == ["main"]
    assert names() == ["a", "main"]


def test_a_store_knows_after_a_start_which_state_it_is_in(tmp_path):
    running = Server(tmp_path).start()
    try:
        client = make_client(running.url, FIRST_ACCOUNT)
        create_ready(client)
        for words in (["branch", "a"], ["switch", "a"]):
            assert command("state", *words, url=running.url).returncode == 0
        create_ready(client)
        here = ids(client)
        assert running.stop() == 0
        running.start()
        client = make_client(running.url, FIRST_ACCOUNT)
        assert ids(client) == here
        for name, count in (("main", 1), ("a", 2)):
            switched = command("state", "switch", name, url=running.url)
            assert switched.returncode == 0, switched.stderr
            assert len(ids(client)) == count
    finally:
        running.stop()


def test_a_change_during_a_switch_is_in_the_state_that_it_leaves(any_store):
    """Opportunities are created all the time, and each is in one of the two states."""
    url = any_store.url
    assert command("state", "branch", "a", url=url).returncode == 0
    created, ends = [], threading.Event()

    def create():
        client = make_client(url, FIRST_ACCOUNT)
        while not ends.is_set():
            created.append(client.create_opportunity(**opportunity())["Id"])

    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(create) for _ in range(2)]
        try:
            for name in ("a", "main", "a", "main"):
                count = len(created)
                while len(created) < count + 4 and not any(run.done() for run in runs):
                    time.sleep(0.01)
                switched = command("state", "switch", name, url=url)
                assert switched.returncode == 0, switched.stderr
        finally:
            ends.set()
        for run in runs:
            run.result()
    client = make_client(url, FIRST_ACCOUNT)
    pages = client.get_paginator("list_opportunities")
    found = set()
    for words in (["list"], ["switch", "a"]):
        assert command("state", *words, url=url).returncode == 0
        listed = pages.paginate(Catalog=CATALOG).search("OpportunitySummaries[].Id")
        found |= set(listed)
    assert not set(created) - found


def test_scripts_and_seed_files_run_in_order_once_the_server_answers(tmp_path):
    folder = tmp_path / "init"
    folder.mkdir()
    (folder / ".hidden.sh").write_text("#!/bin/sh\nexit 9\n")
    (folder / "01-seed.toml").write_text("[[opportunity]]\nname = 'first'\n")
    script = folder / "02-ask.sh"
    ask = 'curl --silent --fail "$COSELL_URL/_cosell/health"'
    script.write_text(f"#!/bin/sh\necho asked; exec {ask}\n")
    script.chmod(0o755)
    running = Server(tmp_path, "--init", str(folder)).start()

    def ended(running, status, said):
        waited = command("wait", "--init", url=running.url)
        assert said in waited.stderr
        assert waited.returncode == status
        return page(running.url, "GET", "init")[1]

    shown = ended(running, 0, "ready: ")
    assert [(step["name"], step["state"]) for step in shown["steps"]] == [
        ("01-seed.toml", "done"),
        ("02-ask.sh", "done"),
    ]
    assert len(ids(make_client(running.url, FIRST_ACCOUNT))) == 1
    assert running.stop() == 0
    assert "asked" in running.log.read_text()
    script.write_text("#!/bin/sh\nexit 3\n")
    (folder / "03-never.toml").write_text("[[opportunity]]\n")
    running = Server(tmp_path, "--init", str(folder), "--store", "memory").start()
    shown = ended(running, 1, "02-ask.sh of --init failed: ")
    assert shown["state"] == "failed"
    assert [step["state"] for step in shown["steps"]] == ["done", "failed", "waiting"]
    assert "exit status: 3" in shown["steps"][1]["message"]
    assert page(running.url, "GET", "health")[1]["status"] == "ok"
    assert running.stop() == 0
    assert command("serve", "--init", "nowhere", cwd=tmp_path).returncode == 1
    script.write_text("#!/bin/nobody\n")
    running = Server(tmp_path, "--init", str(folder), "--store", "memory").start()
    shown = ended(running, 1, "no such program as its first line names")
    assert "no such program as its first line names" in shown["steps"][1]["message"]
    assert running.stop() == 0


def test_a_script_that_runs_ends_with_the_server(tmp_path):
    folder = tmp_path / "init"
    folder.mkdir()
    script = folder / "wait.sh"
    script.write_text("#!/bin/sh\nsleep 600 &\necho $! >id.part\nmv id.part id\nwait\n")
    script.chmod(0o755)
    (folder / "z.toml").write_text("[[opportunity]]\n")
    running = Server(tmp_path, "--init", str(folder)).start()
    deadline = time.monotonic() + 20
    while not (folder / "id").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    waited = command("wait", "--init", "--timeout", "100ms", url=running.url)
    assert "wait.sh of --init has not run to its end yet" in waited.stderr
    assert waited.returncode == 8
    assert running.stop() == 0
    assert "the store was not closed in time" not in running.log.read_text()
    process = Path("/proc") / (folder / "id").read_text().strip() / "stat"
    # Who reaps it is another process.
    while process.exists() and process.read_text().rsplit(")", 1)[1].split()[0] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.02)


SAVED = Path(__file__).resolve().parent / "data"


@pytest.mark.parametrize("file", sorted(SAVED.glob("*.cosell")), ids=lambda file: file.name)
def test_a_state_of_an_earlier_release_is_loaded(server, file):
    url = server.url
    status, loaded = raw(url, "PUT", "state", file.read_bytes(), namespace="old")
    assert status == 200, loaded
    client = in_namespace(url, "old")
    assert review_states(client) == SEEDED
    task = start_task(client, create_ready(client))
    assert task["TaskStatus"] == "COMPLETE"
    page(url, "DELETE", "namespaces/old")


def test_a_strict_server_keeps_its_data(tmp_path):
    token = "an-admin-token-of-it"
    secrets = {"COSELL_SECRETS_KEY": "2a" * 32, "COSELL_ADMIN_TOKEN": token}

    def ask(running, *words):
        options = ["--admin-token", token, "--url", running.url]
        return command(*words, *options, cwd=tmp_path)

    running = Server(tmp_path, "--auth", "strict", **secrets).start()
    for words in (["reset"], ["state", "load", "a.cosell"]):
        (tmp_path / "a.cosell").write_bytes(b"")
        refused = ask(running, *words)
        assert refused.returncode != 0
        assert "--allow-reset allows" in refused.stderr, refused.stderr
    assert "--max-namespaces allows them" in ask(running, "namespace", "create", "a").stderr
    assert raw(running.url, "GET", "state")[0] == 401
    assert raw(running.url, "PUT", "state", b"x")[0] == 401
    assert running.stop() == 0
    running = Server(
        tmp_path, "--auth", "strict", "--allow-reset", "--max-namespaces", "1", **secrets
    ).start()
    assert ask(running, "reset").returncode == 0
    status, refused = page(running.url, "GET", "health", namespace="a")
    assert (status, refused["error"]) == (404, "NamespaceNotFound")
    assert ask(running, "namespace", "create", "a").returncode == 0
    assert ask(running, "account", "list", "--namespace", "a").returncode == 0
    assert running.stop() == 0
