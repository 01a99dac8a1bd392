// The console's pages of requests, events and controls in a browser.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { everywhere, findings, launch, live, open } from "./browser.js";
import { call, create, start } from "./server.js";

let browser;
let server;

before(async () => {
  browser = await launch();
  server = await start("--reviewer", "manual");
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

// A call that the server refuses; returns its id.
async function refused() {
  const answer = await fetch(server.url, {
    method: "POST",
    headers: {
      "x-amz-target": "AWSPartnerCentralSelling.GetOpportunity",
      "content-type": "application/x-amz-json-1.0",
      authorization: "AWS4-HMAC-SHA256 Credential=111111111111/20261122/us-east-1/" +
        "partnercentral-selling/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
    },
    body: JSON.stringify({ Catalog: "AWS", Identifier: "not an id" }),
  });
  assert.equal(answer.status, 400);
  return answer.headers.get("x-amzn-requestid");
}

test("the pages of requests have no finding in light and dark, on a phone and wide", async (t) => {
  await create(server, "Quarrystone Dental Group");
  const id = await refused();
  const paths = ["/console/requests", "/console/requests?outcome=ThrottlingException",
    `/console/requests/${id}`, `/console/requests/${id}?reveal=true&as=pytest`];
  assert.deepEqual(await everywhere(browser, t, server.url, paths), []);
});

test("a call that changes nothing appears in the list without a reload", async (t) => {
  const { page, wrong } = await open(browser, t, server.url, "/console/requests");
  await live(page);
  await page.evaluate(() => (globalThis.stayed = true));
  await call(server, "ListEngagements", {});
  await page.getByRole("link", { name: "ListEngagements" }).first().waitFor();
  assert.equal(await page.evaluate(() => globalThis.stayed), true, "it was not loaded again");
  assert.deepEqual(wrong, []);
});

test("a request shows why it was refused, what is hidden, and how to send it again", async (t) => {
  await create(server, "Hidden Holdings");
  const { page, wrong } = await open(browser, t, server.url, "/console/requests");
  await page.getByRole("link", { name: "CreateOpportunity" }).first().click();
  await page.locator("#request pre").waitFor();
  assert.ok(!(await page.content()).includes("Hidden Holdings"), "it is sensitive");
  await page.getByRole("link", { name: "Show them" }).click();
  await page.locator("#request").getByText("Hidden Holdings").waitFor();
  await page.getByRole("link", { name: "boto3" }).click();
  await page.locator("#program").getByText("selling.create_opportunity").waitFor();
  await page.getByRole("button", { name: "Copy" }).waitFor();
  await page.getByLabel("with a new client token").check();
  await page.getByRole("button", { name: "Replay" }).click();
  await page.getByText("Replay of").waitFor();
  const id = await refused();
  await page.goto(`/console/requests/${id}`);
  await page.locator("#reasons").getByText("evidence: documented").first().waitFor();
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(wrong, []);
});

// A webhook that takes everything, and a server that sends its events there and to a file that
// wants those of another catalog.
async function sending(t) {
  const hook = createServer((request, answer) => {
    request.resume();
    answer.writeHead(204).end();
  });
  await new Promise((resolve) => hook.listen(0, "127.0.0.1", resolve));
  const folder = mkdtempSync(join(tmpdir(), "cosell-tools-"));
  const file = join(folder, "targets.toml");
  writeFileSync(file, '[[target]]\nname = "crm"\n' +
    `url = "http://127.0.0.1:${hook.address().port}/in"\n` +
    `[[target]]\nname = "sandbox"\nkind = "file"\npath = "${join(folder, "events.jsonl")}"\n` +
    'filter = { detail = { catalog = ["Sandbox"] } }\n');
  const other = await start("--event-targets", file);
  t.after(async () => {
    await other.stop();
    hook.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return other;
}

test("an event says what was sent to whom, and is sent again", async (t) => {
  const other = await sending(t);
  await create(other, "Delivered Goods");
  const { page, wrong } = await open(browser, t, other.url, "/console/events");
  await page.locator("#stored summary").first().click();
  await page.getByRole("link", { name: "What was sent to whom" }).first().click();
  const crm = page.locator("#deliveries li").filter({ hasText: "crm" });
  await crm.getByText("delivered", { exact: true }).first().waitFor();
  const sandbox = page.locator("#deliveries li").filter({ hasText: "sandbox" });
  await sandbox.getByText("detail.catalog").waitFor();
  await crm.getByRole("button", { name: "Send again" }).first().click();
  await page.waitForURL("**/console/events/1");
  const event = new URL(page.url()).pathname;
  const paths = ["/console/events", event, "/console/events/try",
    "/console/events/try?filter=nonsense", "/console/events?after=500"];
  assert.deepEqual(await everywhere(browser, t, other.url, paths), []);
  assert.deepEqual(wrong, []);
});

test("a pattern is tried on past events and says what does not match", async (t) => {
  const other = await sending(t);
  await create(other, "Patterned Cloth");
  const { page, wrong } = await open(browser, t, other.url, "/console/events/try");
  await page.getByText("1 of 1 events match.").waitFor();
  const pattern = page.getByLabel("Event pattern, as of an EventBridge rule");
  await pattern.fill('{"source": ["aws.other"]}');
  await page.getByRole("button", { name: "Try" }).click();
  await page.getByText("0 of 1 events match.").waitFor();
  await page.locator("#tried li").getByText("the pattern wants").first().waitFor();
  await page.goto("/console/events");
  await page.locator("#targets tr").filter({ hasText: "crm" }).getByText("Replay").first().click();
  await page.getByRole("button", { name: "Replay to crm" }).click();
  await page.waitForURL("**/console/events");
  const acts = await (await fetch(`${other.url}/_cosell/audit`)).json();
  assert.equal(acts.acts[0].act, "event.replay");
  assert.deepEqual(wrong, []);
});
