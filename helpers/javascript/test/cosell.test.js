// The helper, against a server. The API is called without the SDK: these tests install nothing.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { AdminError, Server, useCosell } from "../index.js";

const cosell = useCosell({ beforeAll: before, afterAll: after, beforeEach, afterEach });

async function call(operation, body) {
  const { endpoint, credentials } = cosell.client;
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization:
        `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/us-east-1/` +
        "partnercentral-selling/aws4_request, SignedHeaders=host, Signature=0",
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `AWSPartnerCentralSelling.${operation}`,
    },
    body: JSON.stringify({ Catalog: "Sandbox", ...body }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

function create() {
  return call("CreateOpportunity", {
    ClientToken: "one",
    Origin: "Partner Referral",
    LifeCycle: { Stage: "Prospect", TargetCloseDate: "2040-12-31" },
  });
}

for (const turn of [1, 2]) {
  test(`each test begins with nothing: ${turn}`, async () => {
    const { OpportunitySummaries: none } = await call("ListOpportunities");
    assert.deepEqual(none, []);
    await create();
  });
}

test("events are those of the test", async () => {
  const { Id: id } = await create();
  const [event, ...more] = await cosell.events.named("Opportunity Created");
  assert.equal(event.detail.opportunity.identifier, id);
  assert.deepEqual(more, []);
});

test("the clock moves", async () => {
  const began = await cosell.clock.now();
  const moved = await cosell.clock.advance({ days: 3 });
  assert.ok(moved - began >= 3 * 86_400_000);
  await cosell.clock.freeze(new Date("2030-01-01T00:00:00Z"));
  assert.equal((await cosell.clock.now()).toISOString(), "2030-01-01T00:00:00.000Z");
  await assert.rejects(cosell.clock.advance({ weeks: 1 }), /no unit of time/);
});

test("the clock was put back", async () => {
  assert.equal((await cosell.server.admin("GET", "clock")).mode, "system");
});

test("AWS sends a referral", async () => {
  const sent = await cosell.aws.sendReferral({ seed: 7 });
  const { EngagementInvitationSummaries: listed } = await call("ListEngagementInvitations", {
    ParticipantType: "RECEIVER",
  });
  assert.deepEqual(listed.map((one) => one.Id), [sent.id]);
  const { Id: id } = await create();
  await assert.rejects(cosell.aws.approve(id), AdminError);
});

test("a failed test shows the log and the open tasks", async () => {
  const failing = cosell.reporting(async () => {
    await call("ListSolutions");
    assert.fail("on purpose");
  });
  await assert.rejects(failing(), (error) => {
    assert.match(error.message, /on purpose[^]*ListSolutions[^]*open tasks\nnone/);
    return true;
  });
});

test("a server that does not start says why", async () => {
  await assert.rejects(Server.start(["--no-such-option"]), /unexpected argument/);
});
