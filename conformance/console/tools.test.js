// The console's pages of requests, events and controls in a browser.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { confirm, everywhere, findings, live, open } from "./browser.js";
import { call, create, start, submit } from "./server.js";
import { browser, server, stage } from "./stage.js";

stage();

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

test("every page and link stays in the namespace that somebody switched to", async (t) => {
  await create(server, "Outside Industries");
  const { page, wrong } = await open(browser, t, server.url, "/console/data");
  await page.getByLabel("Name of the namespace").fill("orders.v1");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("link", { name: "orders.v1" }).click();
  await page.waitForURL("**/console/@orders.v1/");
  await live(page);
  assert.ok(!(await page.content()).includes("Outside Industries"), "it is of another space");
  await create(server, "Inside Trading", "orders.v1/111111111111");
  await page.getByRole("link", { name: "Inside Trading" }).click();
  await page.waitForURL("**/console/@orders.v1/opportunities/*");
  for (const name of ["Pipeline", "Tasks", "Events", "Requests", "Controls", "Access", "Data"]) {
    await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
    await page.waitForURL("**/console/@orders.v1/**");
    await page.getByText("namespace orders.v1").first().waitFor();
    const links = await page.locator("a[href^='/console/']").evaluateAll((all) =>
      all.map((one) => one.getAttribute("href")));
    const outside = links.filter((link) => !link.startsWith("/console/@"));
    assert.deepEqual(outside, [], name);
  }
  const paths = ["/console/@orders.v1/", "/console/@orders.v1/data"];
  assert.deepEqual(await everywhere(browser, t, server.url, paths), []);
  await page.goto("/console/@orders.v1/controls");
  await page.getByRole("button", { name: "Freeze" }).click();
  await page.waitForURL("**/console/@orders.v1/controls");
  await page.getByText("mode frozen").waitFor();
  const clock = await (await fetch(`${server.url}/_cosell/clock`)).json();
  assert.equal(clock.mode, "system", "the configured store has its own clock");
  await page.goto("/console/@orders.v1/data");
  await page.getByLabel("All of its data").check();
  await page.getByRole("button", { name: "Reset" }).click();
  await page.goto("/console/@orders.v1/?view=table");
  assert.ok(!(await page.content()).includes("Inside Trading"), "the namespace is empty again");
  await page.goto("/console/@orders.v1/data");
  await page.getByRole("link", { name: "Show the configured store" }).click();
  await page.getByRole("link", { name: "Outside Industries" }).first().waitFor();
  await page.goto("/console/data");
  await confirm(page, "Drop");
  await page.getByText("There are no namespaces.").waitFor();
  assert.deepEqual(wrong, []);
  const gone = await page.goto("/console/@orders.v1/");
  assert.equal(gone.status(), 404, "a namespace is not made by a link to it");
});

test("a state is saved, and switched back to", async (t) => {
  const other = await start("--reviewer", "manual");
  t.after(() => other.stop());
  const { page, wrong } = await open(browser, t, other.url, "/console/data");
  await page.getByText("No state is saved.").waitFor();
  await page.getByLabel("Name of the state").fill("empty");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator("#states").getByText("empty", { exact: true }).waitFor();
  await create(other, "Shortlived Ltd");
  await page.goto("/console/?view=table");
  await page.getByText("Shortlived Ltd").waitFor();
  await page.goto("/console/data");
  await page.locator("#states li").filter({ hasText: "empty" })
    .getByRole("button", { name: "Switch to it" }).click();
  await page.waitForURL("**/console/data");
  await page.goto("/console/?view=table");
  assert.ok(!(await page.content()).includes("Shortlived Ltd"));
  const download = await fetch(`${other.url}/console/state`);
  assert.equal(download.headers.get("content-type"), "application/gzip");
  await download.arrayBuffer();
  assert.deepEqual(await everywhere(browser, t, other.url, ["/console/data"]), []);
  assert.deepEqual(wrong, []);
});

test("a file of a saved state is loaded, and a damaged one changes nothing", async (t) => {
  const other = await start("--reviewer", "manual");
  t.after(() => other.stop());
  await create(other, "Kept Ltd");
  const saved = Buffer.from(await (await fetch(`${other.url}/_cosell/state`)).arrayBuffer());
  await create(other, "Shortlived Ltd");
  const { page, wrong } = await open(browser, t, other.url, "/console/data");
  const load = async (buffer) => {
    const file = { name: "cosell.state", mimeType: "application/gzip", buffer };
    await page.getByLabel("All data that is not in the file may go").check();
    await page.getByLabel("File of a saved state").setInputFiles(file);
    await page.getByRole("button", { name: "Load", exact: true }).click();
  };
  const damaged = Buffer.from(saved);
  damaged.fill(0, Math.floor(damaged.length / 2));
  await load(damaged);
  await page.getByRole("alert").getByText("state").first().waitFor();
  assert.deepEqual(await findings(page), []);
  await page.goto("/console/?view=table");
  await page.getByText("Shortlived Ltd").waitFor();
  await page.goto("/console/data");
  await load(saved);
  await page.waitForURL("**/console/data");
  await page.getByRole("alert").waitFor({ state: "detached" });
  await page.goto("/console/?view=table");
  await page.getByText("Kept Ltd").waitFor();
  assert.ok(!(await page.content()).includes("Shortlived Ltd"));
  const { acts } = await (await fetch(`${other.url}/_cosell/audit`)).json();
  assert.ok(acts.some((act) => act.act === "state.load"));
  // The browser says that the refused page had no success.
  assert.deepEqual(wrong.filter((one) => !one.includes("400")), []);
});

test("a user gets a policy and a key, and a decision is explained", async (t) => {
  const { page, wrong } = await open(browser, t, server.url, "/console/access");
  await page.getByLabel("Account id, 12 digits").fill("777777777777");
  await page.getByLabel("Company (optional)").fill("<b>Fernhollow</b>");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("<b>Fernhollow</b>").waitFor();
  await page.getByRole("link", { name: "777777777777" }).click();
  await page.getByLabel("Name of the new user").fill("ines");
  await page.getByRole("button", { name: "Create user" }).click();
  await page.getByLabel("Name; a policy of the same name is replaced").fill("reader");
  await page.getByRole("button", { name: "Store policy" }).click();
  await page.getByLabel("Policy for ines").selectOption("reader");
  await page.getByRole("button", { name: "Attach" }).click();
  await page.getByRole("button", { name: "Detach" }).waitFor();
  await page.getByRole("button", { name: "Create key" }).click();
  await page.getByText("The secret is shown this once; copy it now.").waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole("link", { name: "Back to the account" }).click();
  await page.getByRole("link", { name: "Explain", exact: true }).click();
  await page.getByLabel("Operation", { exact: true }).fill("GetOpportunity");
  await page.getByRole("button", { name: "Explain" }).click();
  await page.locator("#decision").getByText("allowed", { exact: true }).first().waitFor();
  await page.locator("#decision").getByText(/reader, Statement\[0\]/).first().waitFor();
  await page.getByLabel("Operation", { exact: true }).fill("CreateOpportunity");
  await page.getByRole("button", { name: "Explain" }).click();
  await page.locator("#decision").getByText("denied", { exact: true }).first().waitFor();
  const paths = ["/console/access", "/console/access/777777777777", "/console/access/explain",
    "/console/access/explain?principal=x&operation=y"];
  assert.deepEqual(await everywhere(browser, t, server.url, paths), []);
  assert.deepEqual(wrong, []);
});

test("the keyboard alone leads to a request and replays it", async (t) => {
  await create(server, "Keyholder Requests");
  const { page, wrong } = await open(browser, t, server.url, "/console/requests");
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  const press = async (name) => {
    for (let count = 0; count < 200 && (await focused()) !== name; count += 1) {
      await page.keyboard.press("Tab");
    }
    assert.equal(await focused(), name);
    const outline = () => getComputedStyle(document.activeElement).outlineStyle;
    assert.notEqual(await page.evaluate(outline), "none", "the focus is seen");
    await page.keyboard.press("Enter");
  };
  await press("CreateOpportunity");
  await page.waitForURL("**/console/requests/*");
  await press("Replay");
  await page.getByText("Replay of").waitFor();
  assert.deepEqual(wrong, []);
});

test("the reviewers are shown, and approve what is submitted when they are told to", async (t) => {
  const other = await start();
  t.after(() => other.stop());
  const { page, wrong } = await open(browser, t, other.url, "/console/controls");
  await page.getByText("An opportunity stays Submitted until somebody decides.").waitFor();
  await page.getByRole("button", { name: "Approve all at once" }).click();
  await page.locator("#reviewer").getByText("every opportunity").waitFor();
  const id = await create(other, "Quickly Approved");
  await submit(other, id);
  await page.goto(`/console/opportunities/${id}`);
  await page.locator("#state").getByText("Approved", { exact: true }).waitFor();
  await page.goto("/console/controls");
  assert.deepEqual(await everywhere(browser, t, other.url, ["/console/controls"]), []);
  await page.getByRole("button", { name: "Leave decisions to people" }).click();
  await page.getByText("An opportunity stays Submitted until somebody decides.").waitFor();
  assert.deepEqual(wrong, []);
});
