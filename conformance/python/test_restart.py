"""Acknowledged changes are still in the store after the process was killed."""

from bodies import CATALOG, create_ready, start_task, token
from conftest import FIRST_ACCOUNT, make_client
from cosell_server import Server


def test_an_acknowledged_task_survives_a_kill(tmp_path):
    server = Server(tmp_path).start()
    try:
        client = make_client(server.url, FIRST_ACCOUNT)
        identifier, once = create_ready(client), token()
        before = start_task(client, identifier, client_token=once)
        assert before["TaskStatus"] == "COMPLETE"
        create_ready(client)
        page = client.list_opportunities(Catalog=CATALOG, MaxResults=1)
    finally:
        server.kill()

    server.start()
    try:
        client = make_client(server.url, FIRST_ACCOUNT)
        after = start_task(client, identifier, client_token=once)
        assert after["TaskId"] == before["TaskId"]
        assert after["EngagementId"] == before["EngagementId"]
        stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
        assert stored["LifeCycle"]["ReviewStatus"] == "Submitted"
        rest = client.list_opportunities(Catalog=CATALOG, NextToken=page["NextToken"])
        assert [summary["Id"] for summary in rest["OpportunitySummaries"]] == [identifier]
    finally:
        assert server.stop() == 0
