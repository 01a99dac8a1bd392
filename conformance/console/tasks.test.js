// Tasks step by step, why they failed, and the rows of bulk jobs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { everywhere, open } from "./browser.js";
import { scene } from "./scene.js";
import { create, submit } from "./server.js";
import { browser, server, stage } from "./stage.js";

let ids;

stage(async () => {
  ids = await scene(server);
});

const visit = (t, path) => open(browser, t, server.url, path);

test("a failed task says why, what stays and what to do next", async (t) => {
  const { page, wrong } = await visit(t, `/console/tasks/${ids.failed}`);
  const state = page.locator("#state");
  await state.getByText("OpportunitySubmissionFailed").waitFor();
  await state.getByText(/What stays done: .*CreateEngagementInvitation\.$/).waitFor();
  assert.ok(!(await state.innerText()).includes("Opportunity task:"), "it is about this kind");
  await state.getByText("Next: choose another involvement or visibility").waitFor();
  assert.equal(await page.locator("svg .bar.REFUSED").count(), 1);
  assert.deepEqual(wrong, []);
});

test("a wait between two attempts is drawn, and the fault rule behind it is named", async (t) => {
  const rule = { point: "step.CreateEngagement.before", action: "error",
    error: "ThrottlingException", count: 1 };
  const set = await fetch(`${server.url}/_cosell/faults`,
    { method: "POST", body: JSON.stringify(rule) });
  const { id } = await set.json();
  const task = await submit(server, await create(server, "Slowly Does It"));
  const { page, wrong } = await visit(t, `/console/tasks/${task}`);
  await page.locator("#state").getByText("COMPLETE", { exact: true }).waitFor();
  assert.equal(await page.locator("svg .bar.RETRIED").count(), 1);
  assert.ok(await page.locator("svg .wait").count() >= 1);
  const attempts = page.locator("#timeline tbody tr").filter({ hasText: "CreateEngagement" });
  assert.ok(await attempts.count() >= 2);
  const struck = `fault rule ${id}: error ThrottlingException, before`;
  await attempts.first().getByText(struck).waitFor();
  assert.equal(await attempts.filter({ hasText: struck }).count(), 1, "the other attempts are done");
  await page.locator("#faults").getByText("step.CreateEngagement.before").waitFor();
  await fetch(`${server.url}/_cosell/faults`, { method: "DELETE" });
  assert.deepEqual(wrong, []);
});

test("a bulk job shows how far it is and why rows failed", async (t) => {
  const { page, wrong } = await visit(t, "/console/tasks?kind=opportunity-bulk-job");
  await page.getByRole("link", { name: ids.job }).click();
  await page.locator("#rows").getByText("2 of 2 done, 1 of them failed").waitFor();
  const row = page.locator("#rows tbody tr");
  assert.deepEqual((await row.innerText()).split(/\s*\t\s*/).slice(0, 2), ["q2", "MISSING_COMPANY"]);
  assert.deepEqual(wrong, []);
});

test("the pages of tasks are right everywhere", async (t) => {
  const paths = ["/console/tasks", "/console/tasks?status=FAILED", `/console/tasks/${ids.task}`,
    `/console/tasks/${ids.failed}`, `/console/tasks/${ids.job}`];
  assert.deepEqual(await everywhere(browser, t, server.url, paths), []);
});
