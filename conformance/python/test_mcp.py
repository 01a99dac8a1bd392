"""Agents over the Model Context Protocol, through its official Python client.

Both transports carry the same tools: `cosell mcp` over standard input and output, and the server's
`/mcp` over HTTP. The client checks each message against the schema of its revision.
"""

import contextlib
import http.client
import json
import re
import subprocess
import urllib.request

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters

from bodies import CATALOG, COSELL, SOLUTION, opportunity
from cosell_server import Server, binary
from test_strict import ADMIN, attach, done, strict, user

__all__ = ["strict", "user"]
CURRENT = "2026-07-28"
VERSION = "io.modelcontextprotocol/protocolVersion"
META = {VERSION: CURRENT, "io.modelcontextprotocol/clientCapabilities": {}}
KEYS = {"AWS_ACCESS_KEY_ID": "111111111111", "AWS_SECRET_ACCESS_KEY": "any"}


def command(url, *options, **variables):
    """`cosell mcp`, as the configuration of an agent's program names it."""
    arguments = ["mcp", "--url", url, *options]
    # Without a home, no profile of a developer signs the calls.
    variables = {"HOME": "/nonexistent", **variables}
    return StdioServerParameters(command=str(binary()), args=arguments, env=variables)


def endpoints(url, allow=""):
    """A server's tools over both transports."""
    options = [f"--allow-{word}" for word in allow.split(",") if word]
    return {"stdio": command(url, *options), "http": f"{url}/mcp?allow={allow}"}


@contextlib.asynccontextmanager
async def connected(endpoint, **settings):
    with anyio.fail_after(60):
        async with Client(endpoint, **settings) as client:
            yield client


async def all_tools(client):
    tools, cursor = [], None
    while True:
        page = await client.list_tools(cursor=cursor)
        tools += page.tools
        cursor = page.next_cursor
        if cursor is None:
            return tools


async def call(client, tool, **arguments):
    """What a tool returned, which must be the same as document and as text."""
    result = await client.call_tool(tool, arguments)
    assert json.loads(result.content[0].text) == result.structured_content
    return result.is_error, result.structured_content


async def done_by(client, tool, **arguments):
    is_error, document = await call(client, tool, **arguments)
    assert not is_error, document
    return document


async def with_solution(client, opportunity_id):
    return await done_by(
        client,
        "AssociateOpportunity",
        Catalog=CATALOG,
        OpportunityIdentifier=opportunity_id,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )


async def submitted(client, opportunity_id):
    return await done_by(
        client,
        "StartEngagementFromOpportunityTask",
        Catalog=CATALOG,
        Identifier=opportunity_id,
        AwsSubmission=COSELL,
    )


def without_token():
    body = opportunity()
    del body["ClientToken"]
    return body


@pytest.fixture(params=["stdio", "http"])
def transport(request):
    return request.param


@pytest.fixture(params=["auto", "legacy"])
def mode(request):
    return request.param


def test_a_client_of_either_era_lists_the_tools_that_change_nothing(server, transport, mode):
    async def run():
        async with connected(endpoints(server.url)[transport], mode=mode) as client:
            version = client.protocol_version
            assert (version == CURRENT) == (mode == "auto"), version
            assert client.server_info.name == "cosell"
            assert "Sandbox" in client.instructions
            tools = await all_tools(client)
            names = [tool.name for tool in tools]
            assert len(set(names)) == len(names) > 30
            assert {"GetOpportunity", "ListSolutions", "CheckRequest"} <= set(names)
            assert "CreateOpportunity" not in names
            assert all(tool.annotations.read_only_hint for tool in tools)

    anyio.run(run)


def test_every_schema_is_valid_and_accepts_what_the_api_accepts(server):
    async def run():
        async with connected(endpoints(server.url, "writes,admin")["http"]) as client:
            tools = {tool.name: tool for tool in await all_tools(client)}
        assert len(tools) > 80
        for tool in tools.values():
            Draft202012Validator.check_schema(tool.input_schema)
            assert tool.description and tool.description.endswith("."), tool.name
            text = json.dumps(tool.input_schema)
            for pattern in re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', text):
                re.compile(json.loads(f'"{pattern}"'))
        create = Draft202012Validator(tools["CreateOpportunity"].input_schema)
        assert create.is_valid(without_token())
        assert not create.is_valid(without_token() | {"Catalogue": CATALOG})
        assert not create.is_valid({})

    anyio.run(run)


def test_an_operation_says_what_it_returns(server, transport):
    """The client checks each result of a tool against the schema of its output."""

    async def run():
        async with connected(endpoints(server.url, "writes")[transport]) as client:
            tools = {tool.name: tool for tool in await all_tools(client)}
            for name, tool in tools.items():
                if tool.output_schema is not None:
                    Draft202012Validator.check_schema(tool.output_schema)
            assert sum(tool.output_schema is not None for tool in tools.values()) > 50
            create = tools["CreateOpportunity"].output_schema
            assert create["properties"]["Id"] == {"type": "string"}
            created = await done_by(client, "CreateOpportunity", **without_token())
            named = {"Catalog": CATALOG, "Identifier": created["Id"]}
            read = await done_by(client, "GetOpportunity", **named)
            Draft202012Validator(tools["GetOpportunity"].output_schema).validate(read)
            listed = await done_by(client, "ListOpportunities", Catalog=CATALOG)
            Draft202012Validator(tools["ListOpportunities"].output_schema).validate(listed)
            wrong = read | {"LifeCycle": []}
            assert not Draft202012Validator(tools["GetOpportunity"].output_schema).is_valid(wrong)

    anyio.run(run)


def test_what_is_stored_is_read_by_its_address(server, transport, mode):
    async def run():
        endpoint = endpoints(server.url, "writes")[transport]
        async with connected(endpoint, mode=mode) as client:
            created = await done_by(client, "CreateOpportunity", **without_token())
            await with_solution(client, created["Id"])
            task = await submitted(client, created["Id"])
            assert (await client.list_resources()).resources == []
            templates = (await client.list_resource_templates()).resource_templates
            templates = {one.name: one.uri_template for one in templates}
            known = {
                "opportunities": created["Id"],
                "aws-summaries": created["Id"],
                "engagements": task["EngagementId"],
                "tasks": task["TaskId"],
            }
            assert set(templates) == set(known)
            for name, identifier in known.items():
                address = templates[name].replace("{catalog}", CATALOG)
                read = await client.read_resource(address.replace("{id}", identifier))
                (content,) = read.contents
                assert content.mime_type == "application/json"
                assert identifier in json.dumps(json.loads(content.text)), name
                for wrong in ["O1", ""]:
                    with pytest.raises(MCPError):
                        await client.read_resource(address.replace("{id}", wrong))

    anyio.run(run)


def test_prompts_serve_the_main_job(server, transport, mode):
    async def run():
        async with connected(endpoints(server.url)[transport], mode=mode) as client:
            prompts = {one.name: one for one in (await client.list_prompts()).prompts}
            assert {"why-was-this-refused", "what-is-open-in-my-pipeline"} <= set(prompts)
            for name, prompt in prompts.items():
                required = {one.name: "O123" for one in prompt.arguments if one.required}
                (message,) = (await client.get_prompt(name, required)).messages
                assert "Sandbox" in message.content.text
                assert ("O123" in message.content.text) == ("opportunity" in required)
                assert "{" not in message.content.text
            with pytest.raises(MCPError):
                await client.get_prompt("why-was-this-refused", {})
            with pytest.raises(MCPError, match="Unknown prompt"):
                await client.get_prompt("nonsense", {})

    anyio.run(run)


def test_a_call_of_a_tool_is_among_the_requests_with_its_caller(tmp_path):
    running = Server(tmp_path, "--store", "memory").start()

    def page(path):
        with urllib.request.urlopen(f"{running.url}/_cosell/{path}") as answer:
            return json.load(answer)

    async def run():
        endpoint = f"{running.url}/mcp?allow=writes&account=222222222222"
        async with connected(endpoint) as client:
            created = await done_by(client, "CreateOpportunity", **without_token())
            is_error, _ = await call(client, "GetOpportunity", Catalog=CATALOG, Identifier="O1")
            assert is_error
            address = f"cosell://{CATALOG}/opportunities/{created['Id']}"
            await client.read_resource(address)
            # Neither a list of tools nor a page is a call of an operation.
            await client.list_tools()
        return created["Id"]

    identifier = anyio.run(run)
    read, missing, created = page("requests")["requests"]
    assert [one["operation"] for one in (created, missing, read)] == [
        "CreateOpportunity",
        "GetOpportunity",
        "GetOpportunity",
    ]
    assert [one["status"] for one in (created, missing, read)] == [200, 400, 200]
    assert {one["account"] for one in (created, missing, read)} == {"222222222222"}
    assert missing["error"] == "ResourceNotFoundException"
    detail = page(f"requests/{created['id']}?reveal=true")
    assert detail["body"]["Project"]["Title"] == opportunity()["Project"]["Title"]
    assert detail["answer"]["Id"] == identifier
    assert running.stop() == 0


def test_an_agent_does_the_main_task(server, transport):
    """From an opportunity to its engagement, AWS's approval and the event of it."""

    async def run():
        async with connected(endpoints(server.url, "writes,admin")[transport]) as client:
            checked = await done_by(
                client, "CheckRequest", operation="CreateOpportunity", request=without_token()
            )
            assert checked["accepted"], checked
            created = await done_by(client, "CreateOpportunity", **without_token())
            solutions = await done_by(client, "ListSolutions", Catalog=CATALOG)
            assert SOLUTION in [row["Id"] for row in solutions["SolutionSummaries"]]
            empty = await with_solution(client, created["Id"])
            assert empty == {}
            task = await submitted(client, created["Id"])
            assert task["TaskStatus"] == "COMPLETE"
            journal = await done_by(client, "ShowTask", id=task["TaskArn"])
            assert "CreateEngagement" in json.dumps(journal["steps"])
            await done_by(client, "ReviewOpportunity", id=created["Id"], decision="approve")
            named = {"Catalog": CATALOG, "Identifier": created["Id"]}
            read = await done_by(client, "GetOpportunity", **named)
            assert read["LifeCycle"]["ReviewStatus"] == "Approved"
            events = await done_by(client, "ListEvents", limit=100)
            assert created["Id"] in json.dumps(events)

    anyio.run(run)


def test_a_write_is_refused_without_the_flag_and_says_how_it_is_allowed(server, transport):
    async def run():
        async with connected(endpoints(server.url)[transport]) as client:
            is_error, refused = await call(client, "CreateOpportunity", **without_token())
            assert is_error and refused["error"] == "NotAllowed"
            assert "--allow-writes" in refused["message"]
            is_error, refused = await call(client, "ShowClock")
            assert is_error and "--allow-admin" in refused["message"]
        async with connected(endpoints(server.url, "writes")[transport]) as client:
            await done_by(client, "CreateOpportunity", **without_token())
            is_error, _ = await call(client, "ListFaults")
            assert is_error

    anyio.run(run)


def test_an_error_of_the_api_is_a_result_that_says_why(server, transport):
    async def run():
        async with connected(endpoints(server.url, "writes")[transport]) as client:
            is_error, missing = await call(
                client, "GetOpportunity", Catalog=CATALOG, Identifier="O1"
            )
            assert is_error and missing["__type"].endswith("ResourceNotFoundException")
            named = {"Catalog": CATALOG, "Identifier": "?"}
            is_error, invalid = await call(client, "GetOpportunity", **named)
            assert is_error and invalid["Reason"] == "REQUEST_VALIDATION_FAILED", invalid
            assert invalid["ErrorList"]
            with pytest.raises(MCPError, match="Unknown tool"):
                await client.call_tool("DeleteOpportunity", {})

    anyio.run(run)


def test_no_tool_fails_on_arguments_that_it_does_not_take(tmp_path):
    """On a server of its own, because some tools need no arguments to change something."""
    running = Server(tmp_path, "--store", "memory").start()

    async def run():
        async with connected(endpoints(running.url, "writes,admin")["http"]) as client:
            for tool in await all_tools(client):
                for arguments in [{}, {"nonsense": 1}, {"Catalog": ["x"], "id": {}, "body": None}]:
                    result = await client.call_tool(tool.name, arguments)
                    text = json.dumps(result.structured_content)
                    assert "InternalServerException" not in text, (tool.name, arguments, text)

    anyio.run(run)
    assert running.stop() == 0


def test_a_check_changes_nothing_and_names_the_rules(server):
    async def run():
        async with connected(endpoints(server.url)["http"]) as client:
            body = without_token() | {"PrimaryNeedsFromAws": []}
            body["LifeCycle"] = {"Stage": "Launched", "ClosedLostReason": "Other"}
            checked = await done_by(
                client, "CheckRequest", operation="CreateOpportunity", request=body
            )
            assert not checked["accepted"] and checked["findings"], checked
            is_error, refused = await call(client, "CheckRequest", operation="Nonsense", request={})
            assert is_error and "Nonsense" in refused["message"]

    anyio.run(run)


def test_the_account_is_that_of_the_key_or_of_the_address(server, fresh_client, fresh_account):
    created = fresh_client.create_opportunity(**opportunity())["Id"]
    mine = {**KEYS, "AWS_ACCESS_KEY_ID": fresh_account}

    async def sees(endpoint):
        async with connected(endpoint) as client:
            is_error, _ = await call(client, "GetOpportunity", Catalog=CATALOG, Identifier=created)
            return not is_error

    url = server.url
    assert anyio.run(sees, command(url, **mine))
    assert anyio.run(sees, command(url, "--account", fresh_account))
    assert anyio.run(sees, f"{url}/mcp?account={fresh_account}")
    assert not anyio.run(sees, command(url, **KEYS))
    assert not anyio.run(sees, command(url))
    assert not anyio.run(sees, f"{url}/mcp")


def test_a_namespace_is_that_of_the_command(server):
    async def run():
        endpoint = command(server.url, "--allow-writes", "--namespace", "agents")
        async with connected(endpoint) as client:
            created = await done_by(client, "CreateOpportunity", **without_token())
        async with connected(endpoints(server.url)["stdio"]) as client:
            is_error, _ = await call(
                client, "GetOpportunity", Catalog=CATALOG, Identifier=created["Id"]
            )
            assert is_error

    anyio.run(run)
    # The server is that of other tests, too.
    drop = [binary(), "namespace", "drop", "agents", "--url", server.url]
    subprocess.run(drop, check=True, capture_output=True)


def test_in_strict_an_agent_has_the_rights_of_its_key_and_of_its_token(strict, user):
    name, key = user
    keys = {"AWS_ACCESS_KEY_ID": key["id"], "AWS_SECRET_ACCESS_KEY": key["secret"]}
    all_of_it = ["--allow-writes", "--allow-admin"]

    async def run():
        endpoint = command(strict.url, *all_of_it, COSELL_ADMIN_TOKEN=ADMIN, **keys)
        async with connected(endpoint) as client:
            await done_by(client, "CreateOpportunity", **without_token())
            await done_by(client, "ListTasks")
        async with connected(command(strict.url, *all_of_it, **keys)) as client:
            await done_by(client, "ListSolutions", Catalog=CATALOG)
            is_error, refused = await call(client, "ListTasks")
            assert is_error and refused["error"] == "Unauthorized"
        attach(strict, name, "detach")
        async with connected(command(strict.url, *all_of_it, **keys)) as client:
            for tool, arguments in [
                ("CreateOpportunity", without_token()),
                ("CheckRequest", {"operation": "CreateOpportunity", "request": without_token()}),
            ]:
                is_error, refused = await call(client, tool, **arguments)
                text = json.dumps(refused)
                assert "AccessDeniedException" in text, refused
        # The token alone administers, and is nobody's key.
        endpoint = command(strict.url, *all_of_it, COSELL_ADMIN_TOKEN=ADMIN)
        async with connected(endpoint) as client:
            await done_by(client, "ListTasks")
            is_error, refused = await call(client, "ListSolutions", Catalog=CATALOG)
            assert is_error and refused["__type"].endswith("AccessDeniedException")

    anyio.run(run)


def test_in_strict_nobody_is_answered_without_key_and_token(strict):
    status, _, body = post(strict, request("tools/list"))
    assert status == 401, body
    wrong = {"Authorization": "Bearer wrong-horse-battery"}
    assert post(strict, request("tools/list"), **wrong)[0] == 401
    right = {"Authorization": f"Bearer {ADMIN}"}
    assert post(strict, request("tools/list"), **right)[0] == 200
    assert post(strict, request("tools/list"), **right, Origin="https://evil.example")[0] == 403


def test_cosell_mcp_can_start_its_own_server():
    async def run():
        parameters = StdioServerParameters(
            command=str(binary()), args=["mcp", "--start", "--allow-writes"]
        )
        async with connected(parameters) as client:
            await done_by(client, "CreateOpportunity", **without_token())

    anyio.run(run)


# What no well-made client sends.


def request(method, **params):
    params["_meta"] = META
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


def post(server, message, path="/mcp", **changed):
    """Posts a message with the headers of its body. Returns status, headers and document."""
    headers = {"Content-Type": "application/json"}
    if isinstance(message, dict) and "_meta" in message.get("params", {}):
        headers["MCP-Protocol-Version"] = CURRENT
        headers["Mcp-Method"] = message["method"]
        if "name" in message["params"]:
            headers["Mcp-Name"] = message["params"]["name"]
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    text = message if isinstance(message, (str, bytes)) else json.dumps(message)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        kept = {name: value for name, value in headers.items() if value is not None}
        connection.request("POST", path, text, kept)
        response = connection.getresponse()
        body = response.read()
        return response.status, response.headers, json.loads(body) if body else None
    finally:
        connection.close()


def code(answer):
    return answer[0], answer[2].get("error", {}).get("code")


def test_headers_must_say_what_the_body_says(server):
    asked = request("tools/call", name="ListSolutions", arguments={"Catalog": CATALOG})
    assert post(server, asked)[0] == 200
    assert post(server, asked, Mcp_Name="=?base64?TGlzdFNvbHV0aW9ucw==?=")[0] == 200
    for changed in [
        {"MCP_Protocol_Version": None},
        {"MCP_Protocol_Version": "2025-11-25"},
        {"Mcp_Method": None},
        {"Mcp_Method": "tools/list"},
        {"Mcp_Name": None},
        {"Mcp_Name": "GetOpportunity"},
    ]:
        assert code(post(server, asked, **changed)) == (400, -32020), changed


def test_versions_and_methods_are_those_of_the_revision(server):
    other = request("tools/list")
    other["params"]["_meta"] = {**META, VERSION: "1900-01-01"}
    refused = post(server, other, MCP_Protocol_Version="1900-01-01")
    assert code(refused) == (400, -32022)
    assert CURRENT in refused[2]["error"]["data"]["supported"]
    for method in ["ping", "initialize", "resources/subscribe"]:
        assert code(post(server, request(method))) == (404, -32601), method
    older = {"jsonrpc": "2.0", "id": "a", "method": "ping"}
    assert post(server, older)[2] == {"jsonrpc": "2.0", "id": "a", "result": {}}
    assert code(post(server, older | {"method": "resources/subscribe"})) == (200, -32601)
    assert code(post(server, older, MCP_Protocol_Version="2024-11-05")) == (400, -32022)
    initialize = older | {"method": "initialize", "params": {"protocolVersion": "2025-06-18"}}
    assert post(server, initialize)[2]["result"]["protocolVersion"] == "2025-06-18"
    initialize["params"]["protocolVersion"] = "2024-11-05"
    assert post(server, initialize)[2]["result"]["protocolVersion"] == "2025-11-25"


def test_what_is_no_request_is_refused_or_taken_in_silence(server):
    assert code(post(server, "{")) == (400, -32700)
    assert code(post(server, b"\xff")) == (400, -32700)
    assert code(post(server, [request("tools/list")])) == (400, -32600)
    notification = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    status, _, body = post(server, notification)
    assert (status, body) == (202, None)
    assert code(post(server, request("tools/list", cursor="nonsense"))) == (200, -32602)
    assert code(post(server, request("tools/call", name=1), Mcp_Name="1"))[1] in (-32602, -32020)


def test_a_page_of_another_site_and_other_types_of_body_are_refused(server):
    asked = request("tools/list")
    assert post(server, asked, Origin="https://evil.example")[0] == 403
    assert post(server, asked, Host="evil.example")[0] == 403
    assert post(server, asked, Origin=f"http://localhost:{server.port}")[0] == 200
    assert post(server, asked, Content_Type="text/plain")[0] == 415
    for path in ["/mcp?allow=everything", "/mcp?account=1", "/mcp?nonsense=1"]:
        assert post(server, asked, path=path)[0] == 400, path
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/mcp", headers={"Accept": "text/event-stream"})
    response = connection.getresponse()
    assert (response.status, response.headers["Allow"]) == (405, "POST")
    connection.close()


def test_a_message_larger_than_a_mebibyte_is_refused(server):
    large = request("tools/list", cursor="x" * (1 << 20))
    assert post(server, large)[0] == 413


def talk(url, lines):
    """Writes lines to `cosell mcp`, and returns the answers and the exit status."""
    talked = subprocess.run(
        [binary(), "mcp", "--url", url],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        timeout=60,
        env={"HOME": "/nonexistent"},
    )
    answers = [json.loads(line) for line in talked.stdout.splitlines()]
    return answers, talked


def test_standard_output_has_answers_only_one_on_a_line(server):
    lines = [
        "nonsense",
        "",
        "x" * (3 << 20),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}),
        json.dumps(request("tools/list")),
    ]
    answers, talked = talk(server.url, lines)
    assert talked.returncode == 0, talked.stderr
    found = {(answer["id"], answer.get("error", {}).get("code")) for answer in answers}
    assert found == {(None, -32700), (None, -32600), (1, None), (7, None)}


def test_a_server_that_does_not_answer_is_an_error_of_each_request():
    ping = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"})
    notification = json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"})
    answers, talked = talk("http://127.0.0.1:9", [ping, notification])
    assert talked.returncode == 0
    assert [answer["error"]["code"] for answer in answers] == [-32603]
    assert "cosell serve" in answers[0]["error"]["message"]
    assert "cosell serve" in talked.stderr


def test_a_cancelled_request_is_not_answered(tmp_path):
    """A fault rule holds the call up for longer than the cancellation takes to be read."""
    rule = "request.received=delay:1s;operation=ListSolutions"
    asked = {"name": "ListSolutions", "arguments": {"Catalog": CATALOG}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asked},
        {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}},
        {"jsonrpc": "2.0", "id": 2, "method": "ping"},
    ]
    running = Server(tmp_path, "--fault", rule).start()
    answers, talked = talk(running.url, [json.dumps(line) for line in lines])
    assert talked.returncode == 0
    assert [answer["id"] for answer in answers] == [2]
    assert running.stop() == 0
