// A browser on the console of a started server: what people see, with the keyboard and without,
// in light and dark, on a phone and on a wide screen.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { confirm, findings, live, open as openPage } from "./browser.js";
import { call, create, start, submit } from "./server.js";
import { browser, server, stage } from "./stage.js";

const TOKEN = "0f6b2c-a-token-for-tests";

stage();

const open = (t, path, { url = server.url, ...context } = {}) =>
  openPage(browser, t, url, path, context);

test("no page has an error, a request to another host, or a finding of axe-core", async (t) => {
  const id = await create(server, "Quarrystone Dental Group");
  const task = await submit(server, id);
  const paths = ["/", "/console/?view=table", "/console/?customer=nobody", "/console/tasks",
    `/console/opportunities/${id}`, `/console/tasks/${task}`, "/console/events",
    "/console/controls"];
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1440]) {
      const viewport = { width, height: 900 };
      const { page, wrong } = await open(t, "/console/", { colorScheme, viewport });
      for (const path of paths) {
        const where = `${path} ${colorScheme} ${width}`;
        const answer = await page.goto(path);
        assert.equal(answer.status(), 200, where);
        assert.deepEqual(await findings(page), [], where);
        const wide = () => document.documentElement.scrollWidth - innerWidth;
        assert.ok((await page.evaluate(wide)) <= 0, `${where} scrolls sideways`);
        const narrow = () => [...document.querySelectorAll("dd")].filter((one) =>
          one.checkVisibility() && one.clientWidth < 80).length;
        assert.equal(await page.evaluate(narrow), 0, `${where} has columns too narrow to read`);
        assert.deepEqual(wrong, [], where);
      }
      await page.context().close();
    }
  }
});

test("a call of a client appears without a reload", async (t) => {
  const { page, wrong } = await open(t, "/console/");
  await live(page);
  await page.evaluate(() => (globalThis.stayed = true));
  await create(server, "Harbourlight Freight");
  await page.getByRole("link", { name: "Harbourlight Freight" }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.stayed), true, "the page was not loaded again");
  assert.deepEqual(wrong, []);
});

test("an opportunity is approved from its page, which then shows the event", async (t) => {
  const id = await create(server, "Ninepin Logistics");
  await submit(server, id);
  const { page, wrong } = await open(t, `/console/opportunities/${id}`);
  await page.getByLabel("Comments for the partner").fill("<b>Welcome</b>");
  await page.getByRole("button", { name: "Approve" }).click();
  await page.locator("#state").getByText("Approved", { exact: true }).waitFor();
  await page.locator("#state").getByText("<b>Welcome</b>").waitFor();
  const events = page.locator("#events summary");
  await events.filter({ hasText: "Opportunity Updated" }).first().waitFor();
  const read = await call(server, "GetOpportunity", { Identifier: id });
  assert.equal(read.LifeCycle.ReviewStatus, "Approved");
  assert.deepEqual(wrong, []);
});

test("a fault of the page fails a task of the page, and a restart completes it", async (t) => {
  const id = await create(server, "Fernhollow Clinics");
  const { page, wrong } = await open(t, "/console/controls");
  const rule = "step.SubmitOpportunity.before=error:OpportunitySubmissionFailed;count=1";
  await page.getByLabel("Rule", { exact: true }).fill(rule);
  await page.getByRole("button", { name: "Add" }).click();
  await page.locator("#faults code").getByText(rule).waitFor();
  const task = await submit(server, id);
  await page.goto(`/console/tasks/${task}`);
  await page.locator("#state").getByText("FAILED", { exact: true }).waitFor();
  await page.getByText("Next: Choose another involvement").waitFor();
  assert.ok((await page.locator("svg .bar.REFUSED").count()) === 1, "the failed step is a bar");
  await page.getByRole("button", { name: "Restart" }).click();
  await page.locator("#state").getByText("COMPLETE", { exact: true }).waitFor();
  await page.goto("/console/controls");
  await confirm(page, "Remove all");
  await page.getByText("No fault is injected.").waitFor();
  assert.deepEqual(wrong, []);
});

test("the keyboard alone leads from the pipeline to an approval", async (t) => {
  const id = await create(server, "Keyholder Bank");
  await submit(server, id);
  const { page, wrong } = await open(t, "/console/");
  await page.keyboard.press("Tab");
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  assert.equal(await focused(), "Skip to the content");
  await page.keyboard.press("Enter");
  const press = async (name) => {
    for (let count = 0; count < 300 && (await focused()) !== name; count += 1) {
      await page.keyboard.press("Tab");
    }
    assert.equal(await focused(), name);
    const outline = () => getComputedStyle(document.activeElement).outlineStyle;
    assert.notEqual(await page.evaluate(outline), "none", "the focus is seen");
    await page.keyboard.press("Enter");
  };
  await press("Keyholder Bank");
  await page.waitForURL(`**/console/opportunities/${id}*`);
  await press("Approve");
  await page.locator("#state").getByText("Approved", { exact: true }).waitFor();
  assert.deepEqual(wrong, []);
});

test("what somebody writes is not lost when the page refreshes itself", async (t) => {
  const id = await create(server, "Slowpen Writers");
  await submit(server, id);
  const { page } = await open(t, `/console/opportunities/${id}`);
  await live(page);
  await page.getByLabel("Comments for the partner").fill("half a sentence");
  await page.getByRole("heading", { level: 1 }).click();
  const other = await call(server, "GetOpportunity", { Identifier: id });
  assert.equal(other.LifeCycle.ReviewStatus, "Submitted");
  const path = `/_cosell/aws/opportunities/${id}/review`;
  const body = JSON.stringify({ decision: "take-into-review" });
  await fetch(server.url + path, { method: "POST", body });
  await page.locator("#state").getByText("In review", { exact: true }).waitFor();
  const field = page.getByLabel("Comments for the partner");
  assert.equal(await field.inputValue(), "half a sentence");
});

test("a strict server asks for the admin token once", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "cosell-token-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "token");
  writeFileSync(file, TOKEN, { mode: 0o600 });
  const strict = await start("--auth", "strict", "--admin-token-file", file);
  t.after(() => strict.stop());
  const { page } = await open(t, "/console/controls", { url: strict.url });
  assert.deepEqual(await findings(page), []);
  await page.getByLabel("Admin token").fill("not-the-token-at-all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The admin token is not one of this server's.").waitFor();
  await page.getByLabel("Admin token").fill(TOKEN);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/console/controls");
  await live(page);
  await page.getByRole("button", { name: "Freeze" }).click();
  await page.getByText("mode frozen").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Admin token").waitFor();
});

// A webhook that refuses everything; the server's settings for it are in `file`.
async function refusing(t) {
  const hook = createServer((request, answer) => {
    request.resume();
    answer.writeHead(hook.accepts ? 204 : 400).end();
  });
  await new Promise((resolve) => hook.listen(0, "127.0.0.1", resolve));
  const folder = mkdtempSync(join(tmpdir(), "cosell-targets-"));
  t.after(() => {
    hook.close();
    rmSync(folder, { recursive: true, force: true });
  });
  hook.file = join(folder, "targets.toml");
  const url = `http://127.0.0.1:${hook.address().port}/in`;
  writeFileSync(hook.file, `[[target]]\nname = "crm"\nurl = "${url}"\n` +
    "max_attempts = 1\n");
  return hook;
}

test("a dead letter is seen in the inbox and sent again from there", async (t) => {
  const hook = await refusing(t);
  const other = await start("--event-targets", hook.file);
  t.after(() => other.stop());
  await create(other, "Undelivered Parcels");
  const { page, wrong } = await open(t, "/console/events", { url: other.url });
  const letters = page.getByRole("heading", { name: "Dead letters of crm" });
  await assert.doesNotReject(async () => {
    for (let count = 0; count < 100 && !(await letters.isVisible()); count += 1) {
      await page.waitForTimeout(100);
      await page.reload();
    }
    await letters.waitFor({ timeout: 1000 });
  });
  await page.getByText("status 400").first().waitFor();
  assert.deepEqual(await findings(page), []);
  hook.accepts = true;
  await page.getByRole("button", { name: "Retry all" }).click();
  await page.waitForURL("**/console/events");
  await letters.waitFor({ state: "detached" });
  await page.locator("#targets").getByRole("rowheader", { name: "crm" }).waitFor();
  await page.getByRole("button", { name: "Send a test" }).click();
  assert.deepEqual(wrong, []);
});

test("markup in a stored field is text on every page and in no script", async (t) => {
  const markup = "<img src=x onerror=\"globalThis.hurt=1\"><script>globalThis.hurt=1</script>";
  const { page, wrong } = await open(t, "/console/");
  await live(page);
  const id = await create(server, markup);
  await page.getByRole("link", { name: markup }).waitFor();
  const task = await submit(server, id);
  const paths = ["/console/?view=table", `/console/opportunities/${id}`, `/console/tasks/${task}`,
    "/console/events"];
  for (const path of paths) {
    await page.goto(path);
    await live(page);
    assert.equal(await page.locator("img[src=x]").count(), 0, path);
    assert.equal(await page.evaluate(() => globalThis.hurt), undefined, path);
  }
  const stream = await fetch(`${server.url}/console/live?follow=false&after=0`);
  assert.equal(stream.headers.get("content-type"), "text/event-stream");
  assert.equal(stream.headers.get("x-content-type-options"), "nosniff");
  assert.deepEqual(wrong, []);
});
