// What holds on every page of the console: ids lead to their records, nothing is empty, and tables
// can be read on a phone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { confirm, everywhere, open } from "./browser.js";
import { pages } from "./pages.js";
import { update } from "./scene.js";
import { call, create, submit } from "./server.js";
import { browser, server, stage } from "./stage.js";

const USED = "123456789012";

let paths;
let untitled;

stage(async () => {
  const { edit, ...shown } = await pages(server);
  untitled = await create(server, "Nameless Works");
  await update(server, untitled, (next) => delete next.Project.Title);
  const task = await submit(server, untitled);
  paths = [edit, ...Object.values(shown), `/console/tasks/${task}`,
    `/console/opportunities/${untitled}`, "/console/tasks?status=FAILED",
    "/console/?q=dental", `${shown.job}?rows=done`, `${shown.snapshots.split("?")[0]}`];
});

// Runs in the page.
function broken() {
  const found = [];
  const id = new RegExp("^(O\\d{5,}|eng-[0-9a-z]{14}|cust-acc-[0-9a-z]{13}|" +
    "(task|oit|bulkjob)-[0-9a-z]{13,14})$");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const value = text.textContent.trim();
    const place = text.parentElement;
    if (!id.test(value) || location.pathname.includes(value)) continue;
    // A picture has no links, and a line that opens shows its own below.
    if (place.closest("a, h1, pre, textarea, option, svg, summary")) continue;
    const row = place.closest("tr, article");
    if (row?.querySelector(`a[href*="/${value}"]`)) continue;
    found.push(`${value} leads nowhere: ${place.outerHTML}`);
  }
  for (const link of document.querySelectorAll("main a")) {
    if (!link.textContent.trim()) found.push(`an empty link: ${link.outerHTML}`);
  }
  // A form inside a paragraph ends it, and leaves an empty one behind.
  for (const one of document.querySelectorAll("main p")) {
    const filled = one.children.length || one.textContent.trim() || one.id === "live";
    const before = one.previousElementSibling;
    if (!filled && before?.matches("form, details, ul, div, dl")) {
      found.push(`something ends a paragraph: ${one.parentElement.outerHTML.slice(0, 300)}`);
    }
  }
  return found;
}

// Runs in the page of a phone.
function unreadable() {
  const found = [];
  for (const row of document.querySelectorAll("main table tr")) {
    if (!row.checkVisibility()) continue;
    for (const cell of row.cells) {
      const text = cell.innerText.trim();
      if (text.length > 12 && cell.clientWidth < 60) found.push(`too narrow: ${text}`);
    }
    const height = row.getBoundingClientRect().height;
    if (height > 180 && !row.querySelector("dl, ul, details")) {
      found.push(`${height} px high: ${row.innerText}`);
    }
  }
  return found;
}

// A server has 64 streams of events at most, and a browser leaves those of earlier pages open for a
// while: a page that is only looked at has none.
async function quiet(t, context) {
  const { page } = await open(browser, t, server.url, "/console/", context);
  await page.route("**/console/live*", (route) => route.abort());
  return page;
}

test("ids lead to their records on every page, and no link or paragraph is empty", async (t) => {
  const page = await quiet(t);
  for (const path of paths) {
    await page.goto(path);
    assert.deepEqual(await page.evaluate(broken), [], path);
  }
});

test("every table can be read on a phone", async (t) => {
  const page = await quiet(t, { viewport: { width: 390, height: 844 } });
  for (const path of paths) {
    await page.goto(path);
    assert.deepEqual(await page.evaluate(unreadable), [], path);
  }
});

// The other pages are in the tests of their own files.
test("the pages with few records are right everywhere", async (t) => {
  const few = paths.filter((path) => path.includes(untitled) || path.includes("rows=") ||
    path.endsWith("/snapshots") || path.includes("status="));
  assert.ok(few.length >= 4, few.join());
  assert.deepEqual(await everywhere(browser, t, server.url, few), []);
});

test("the columns of the board are beside each other on a wide screen", async (t) => {
  for (const width of [1024, 1440]) {
    const viewport = { width, height: 900 };
    const { page } = await open(browser, t, server.url, "/console/", { viewport });
    // In one step: the page puts a new board in the place of the old one when something changes.
    const boxes = await page.locator(".column").evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()).map(({ top, right }) => ({ top, right })));
    const tops = boxes.map(({ top }) => top);
    assert.equal(tops.length, 6);
    assert.equal(new Set(tops).size, 1, `${width}: ${tops}`);
    if (width < 1440) continue;
    assert.ok(boxes.at(-1).right <= width, "the last one is seen without scrolling");
  }
});

test("an engagement without a title is opened by its id", async (t) => {
  const { page } = await open(browser, t, server.url, "/console/engagements");
  const { EngagementResourceAssociationSummaries: [{ EngagementId }] } =
    await call(server, "ListEngagementResourceAssociations",
      { ResourceType: "Opportunity", ResourceIdentifier: untitled });
  await page.locator("#engagements").getByRole("link", { name: EngagementId }).click();
  await page.waitForURL(`**/console/engagements/${EngagementId}*`);
});

test("the address of snapshots without more than the id shows the newest one", async (t) => {
  const path = paths.find((one) => one.endsWith("/snapshots"));
  const { page, wrong } = await open(browser, t, server.url, path);
  await page.getByRole("heading", { name: "What changed since revision 2" }).waitFor();
  await page.goto(`/console/opportunities/${await create(server, "Unshared")}/snapshots`);
  await page.getByText("The opportunity has no such snapshot.").waitFor();
  assert.deepEqual(wrong, []);
});

test("a failed task says which steps are done, and each reason on a line of its own", async (t) => {
  const { page } = await open(browser, t, server.url, `/console/opportunities/${untitled}`);
  await page.locator("#tasks").getByRole("link").first().click();
  const state = page.locator("#state");
  await state.getByText("FAILED", { exact: true }).waitFor();
  assert.match(await state.innerText(), /What stays done: [A-Za-z, ]*CreateEngagement[,.]/);
  assert.ok(!(await state.innerText()).includes("or the acceptance"));
});

test("a bulk job leads to its report and to the records that it made", async (t) => {
  const path = paths.find((one) => one.includes("/tasks/bulkjob-") && !one.includes("?"));
  const { page, wrong } = await open(browser, t, server.url, path);
  const report = page.getByRole("link", { name: "Report of the failed rows" });
  const answer = await fetch(server.url + await report.getAttribute("href"));
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /q2/);
  await page.getByRole("link", { name: "Created and changed records" }).click();
  await page.locator("#rows td a").first().click();
  await page.getByRole("heading", { name: "Pier Nine" }).waitFor();
  assert.deepEqual(wrong, []);
});

test("an edit that nothing allows has one reason, and errors lead to fields", async (t) => {
  const closed = await create(server, "Closed Books");
  await submit(server, closed);
  const { page } = await open(browser, t, server.url, `/console/opportunities/${closed}/edit`);
  assert.equal(await page.getByRole("button", { name: "Save" }).count(), 0);
  assert.equal(await page.getByText("Locked by").count(), 0);
  const draft = await create(server, "Wrong Dates");
  await page.goto(`/console/opportunities/${draft}/edit`);
  await page.getByLabel("Target close date").fill("2001-01-01");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "lifeCycle.targetCloseDate" }).click();
  const focused = await page.evaluate(() => document.querySelector(":target").id);
  assert.equal(focused, "LifeCycle.TargetCloseDate");
});

test("what cannot be taken back needs a second click and a box", async (t) => {
  const { page } = await open(browser, t, server.url, "/console/access/222222222222",
    { javaScriptEnabled: false });
  await page.getByLabel("Name of the new user").fill("ines");
  await page.getByRole("button", { name: "Create user" }).click();
  await page.getByText("The user is created.").waitFor();
  const remove = page.getByRole("button", { name: "Delete" });
  assert.equal(await remove.isVisible(), false);
  await page.locator("details.danger summary").first().click();
  await remove.click();
  assert.ok(await remove.isVisible(), "the browser asks for the box");
  await page.reload();
  await confirm(page, "Delete");
  await page.getByText("The user is deleted.").waitFor();
});

test("what was done is said once", async (t) => {
  const { page, wrong } = await open(browser, t, server.url, "/console/controls");
  await page.getByRole("button", { name: "Settle" }).click();
  await page.getByText("All that is due has happened.").waitFor();
  await page.waitForURL("**/console/controls");
  await page.reload();
  assert.equal(await page.getByText("All that is due has happened.").count(), 0);
  assert.deepEqual(wrong, []);
});

test("an account that exists through use alone is shown with its opportunities", async (t) => {
  const id = await create(server, "Used Goods", USED);
  const { page, wrong } = await open(browser, t, server.url, "/console/");
  await page.locator("#account").selectOption(USED);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: "Used Goods" }).click();
  await page.waitForURL(`**/console/opportunities/${id}*`);
  await page.goto(`/console/opportunities/${id}`);
  await page.getByRole("heading", { name: "Used Goods" }).waitFor();
  assert.deepEqual(wrong, []);
});
