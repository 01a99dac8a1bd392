// The story of an opportunity: the form that edits it, its associations, its snapshots, its
// engagement.

import assert from "node:assert/strict";
import { test } from "node:test";

import { everywhere, findings, open } from "./browser.js";
import { call, create, submit } from "./server.js";
import { browser, server, stage } from "./stage.js";

stage();

const visit = (t, path) => open(browser, t, server.url, path);

const read = (id) => call(server, "GetOpportunity", { Identifier: id });

async function review(id, decision) {
  const answer = await fetch(`${server.url}/_cosell/aws/opportunities/${id}/review`, {
    method: "POST", body: JSON.stringify({ decision }),
  });
  assert.equal(answer.status, 200, await answer.text());
}

test("an edit changes what was edited and nothing else", async (t) => {
  const id = await create(server, "Tidewater Mills");
  const before = await read(id);
  const { page, wrong } = await visit(t, `/console/opportunities/${id}`);
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  assert.deepEqual(await findings(page), []);
  await page.getByLabel("Title", { exact: true }).fill("Imaging archive, second part");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(`**/console/opportunities/${id}`);
  await page.locator("#part-Project").getByText("Imaging archive, second part").waitFor();
  const now = await read(id);
  assert.notEqual(now.LastModifiedDate, before.LastModifiedDate);
  before.Project.Title = "Imaging archive, second part";
  before.LastModifiedDate = now.LastModifiedDate;
  assert.deepEqual(now, before);
  assert.deepEqual(wrong, []);
});

test("a refused edit shows each reason with its rule beside the field", async (t) => {
  const id = await create(server, "Copperline Labs");
  const { page } = await visit(t, `/console/opportunities/${id}/edit`);
  await page.getByLabel("Target close date").fill("2001-01-01");
  await page.getByLabel("Website url").fill("not a website at all");
  await page.getByLabel("Source").selectOption("");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("main > .problem[role=alert]").waitFor();
  for (const label of ["Target close date", "Website url", "Source"]) {
    const field = page.getByLabel(label);
    assert.equal(await field.getAttribute("aria-invalid"), "true", label);
    const notes = page.locator(`[id="${await field.getAttribute("aria-describedby")}"]`);
    assert.ok((await notes.locator(".refused").innerText()).length > 10, label);
  }
  const notes = page.locator('[id="Marketing.Source-notes"]');
  assert.match(await notes.innerText(), /opportunity\.update\.marketing-source \(observed\)/);
  // What was written is still there.
  assert.equal(await page.getByLabel("Target close date").inputValue(), "2001-01-01");
  assert.deepEqual(await findings(page), []);
  assert.equal((await read(id)).LifeCycle.TargetCloseDate, "2040-12-31");
});

test("a field that a rule locks says which, and the API refuses it when it is unlocked", async (t) => {
  const id = await create(server, "Sandpiper Optics");
  await submit(server, id);
  const { page } = await visit(t, `/console/opportunities/${id}`);
  await page.locator("#editing").getByText("Nothing can be edited now.").waitFor();
  await review(id, "approve");
  await page.reload();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  const title = page.getByLabel("Title", { exact: true });
  assert.equal(await title.getAttribute("readonly"), "");
  const notes = page.locator('[id="Project.Title-notes"]');
  assert.match(await notes.innerText(), /Locked by opportunity\.edit\.approved/);
  await page.getByRole("link", { name: "Unlock all fields" }).click();
  await title.fill("Another title");
  await page.getByRole("button", { name: "Check without saving" }).click();
  await notes.locator(".refused").waitFor();
  assert.match(await notes.innerText(), /project\.title is not editable if status is Approved/);
  assert.match(await notes.innerText(), /opportunity\.edit\.approved \(documented\)/);
});

test("an edit of a version that is no longer stored is refused as a conflict", async (t) => {
  const id = await create(server, "Wrenfield Foods");
  const { page } = await visit(t, `/console/opportunities/${id}/edit`);
  const { Id, Arn, CreatedDate, OpportunityTeam, RelatedEntityIdentifiers, ...stored } =
    await read(id);
  const present = Object.entries(stored).filter(([, value]) => value !== null);
  await call(server, "UpdateOpportunity", { ...Object.fromEntries(present), Identifier: id });
  await page.getByLabel("Title", { exact: true }).fill("Too late");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("main > .problem strong").getByText("ConflictException").waitFor();
  await page.getByText("Somebody changed the opportunity").waitFor();
  assert.equal((await read(id)).Project.Title, "Imaging archive");
});

test("a solution is added and removed from the page", async (t) => {
  const id = await create(server, "Alderbrook Credit");
  const { page, wrong } = await visit(t, `/console/opportunities/${id}`);
  await page.getByLabel("Identifier or ARN").fill("S-1234567");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: "Remove S-1234567" }).click();
  await page.locator("#associations").getByText("None yet.").waitFor();
  assert.deepEqual((await read(id)).RelatedEntityIdentifiers.Solutions, []);
  assert.deepEqual(wrong, []);
});

test("the pages of a story are right everywhere", async (t) => {
  const id = await create(server, "Quarrystone Dental Group");
  await submit(server, id);
  const paths = [`/console/opportunities/${id}`, `/console/opportunities/${id}/edit`,
    `/console/opportunities/${id}/edit?unlock=all`];
  assert.deepEqual(await everywhere(browser, t, server.url, paths), []);
});

test("a story on paper has what is known and nothing to press", async (t) => {
  const id = await create(server, "Paperhouse Press");
  await submit(server, id);
  const { page } = await open(browser, t, server.url, `/console/opportunities/${id}`,
    { colorScheme: "dark" });
  const event = page.locator("#events details .tree").first();
  assert.equal(await event.isVisible(), false);
  await page.emulateMedia({ media: "print" });
  for (const selector of [".top", "#seat", "#editing", "form", "button"]) {
    for (const one of await page.locator(selector).all()) {
      assert.equal(await one.isVisible(), false, selector);
    }
  }
  assert.ok(await page.locator("#part-Customer").getByText("Paperhouse Press").isVisible());
  assert.ok(await event.isVisible(), "what can be opened is open");
  const background = () => getComputedStyle(document.body).backgroundColor;
  assert.equal(await page.evaluate(background), "rgb(255, 255, 255)");
});

test("the keyboard alone edits an opportunity", async (t) => {
  const id = await create(server, "Keystone Optics");
  const { page, wrong } = await visit(t, `/console/opportunities/${id}/edit`);
  const focused = () => page.evaluate(() => document.activeElement.id);
  for (let count = 0; count < 100 && (await focused()) !== "Project.Title"; count += 1) {
    await page.keyboard.press("Tab");
  }
  assert.equal(await focused(), "Project.Title");
  await page.keyboard.press("End");
  await page.keyboard.type(", typed");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/console/opportunities/${id}`);
  assert.equal((await read(id)).Project.Title, "Imaging archive, typed");
  assert.deepEqual(wrong, []);
});
