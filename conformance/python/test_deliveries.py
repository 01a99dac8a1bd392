"""What was sent to whom: the outcome of an event at each target, and patterns on past events."""

import json
import subprocess
import urllib.request

from bodies import opportunity
from conftest import FIRST_ACCOUNT, make_client
from cosell_server import Server, binary
from inbox import Inbox


def admin(server, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{server.url}/_cosell/{path}", data) as answer:
        return json.load(answer)


def test_each_target_says_what_has_become_of_an_event(tmp_path):
    inbox = Inbox()
    (tmp_path / "targets.toml").write_text(
        f'[[target]]\nname = "crm"\nurl = "{inbox.url}"\n'
        '[[target]]\nname = "closed"\nurl = "http://127.0.0.1:9/"\n'
        '[[target]]\nname = "live"\nkind = "file"\npath = "live.jsonl"\n'
        'filter = { detail = { catalog = ["AWS"] } }\n'
    )
    server = Server(tmp_path, "--event-targets", "targets.toml").start()
    try:
        make_client(server.url, FIRST_ACCOUNT).create_opportunity(**opportunity())
        for _ in range(100):
            with urllib.request.urlopen(f"{server.url}/_cosell/events/log?after=0") as answer:
                events = json.load(answer)["events"]
            found = admin(server, f"events/log/{events[0]['position']}/deliveries")["deliveries"]
            by_name = {one["target"]: one for one in found}
            if by_name["crm"]["outcome"] == "delivered" and by_name["closed"]["attempts"]:
                break
        assert by_name["crm"]["outcome"] == "delivered", by_name
        assert len(by_name["crm"]["attempts"]) == 1
        assert by_name["live"]["outcome"] == "filtered"
        assert by_name["live"]["mismatches"] == [
            {"field": "detail.catalog", "wanted": ["AWS"], "found": ["Sandbox"]}
        ]
        assert by_name["closed"]["outcome"] == "pending"
        assert by_name["closed"]["attempts"][0]["error"]
        tried = admin(
            server, "events/match", {"pattern": {"detail-type": ["Opportunity Created"]}}
        )
        assert tried["matched"] == 1 and tried["events"][0]["matches"]
        tried = admin(server, "events/match", {"pattern": '{"source": ["other"]}', "limit": 5})
        assert tried["matched"] == 0
        assert tried["events"][0]["mismatches"][0]["field"] == "source"
        position = str(events[0]["position"])
        for words in (
            ("deliveries", position),
            ("match", '{"source": ["other"]}'),
        ):
            command = [str(binary()), "events", *words, "--url", server.url]
            ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
            assert ended.returncode == 0, ended.stderr
            assert "detail.catalog" in ended.stdout or "0 of 1 events match" in ended.stdout
    finally:
        server.stop()
        inbox.close()
