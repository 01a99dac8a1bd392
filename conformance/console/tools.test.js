// The console's pages of requests, events and controls in a browser.

import assert from "node:assert/strict";
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
