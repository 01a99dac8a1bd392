// The pipeline: search, filters, orders, columns, and what it is worth.

import assert from "node:assert/strict";
import { test } from "node:test";

import { everywhere, open } from "./browser.js";
import { scene, update } from "./scene.js";
import { create } from "./server.js";
import { browser, server, stage } from "./stage.js";

stage(() => scene(server));

const visit = (t, path) => open(browser, t, server.url, path);

const names = (page) => page.locator("#opportunities tbody th").allInnerTexts();

test("a search finds opportunities by a part of a text", async (t) => {
  const { page, wrong } = await visit(t, "/console/");
  await page.getByLabel("Search").fill("logist");
  await page.getByRole("button", { name: "Show" }).click();
  await page.locator("#opportunities table").waitFor();
  assert.deepEqual(await names(page), ["Ninepin Logistics"]);
  await page.locator("#stage").selectOption("Launched");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText("No opportunity is like that.").waitFor();
  await page.goto("/console/?q=imaging&status=Approved&created_after=2020-01-01");
  assert.deepEqual(await names(page), ["Quarrystone Dental Group"]);
  assert.deepEqual(wrong, []);
});

test("the address keeps the columns and the order that somebody chose", async (t) => {
  const { page, wrong } = await visit(t, "/console/?view=table");
  await page.getByText("Columns", { exact: true }).click();
  await page.getByLabel("Your id").uncheck();
  await page.getByLabel("Country").check();
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: "Customer", exact: true }).click();
  const heads = page.locator("#opportunities thead th");
  const texts = await heads.allInnerTexts();
  assert.ok(texts.includes("Country") && !texts.includes("Your id"), texts.join());
  assert.equal(await heads.first().getAttribute("aria-sort"), "ascending");
  const sorted = await names(page);
  assert.deepEqual(sorted, [...sorted].sort());
  await page.getByRole("link", { name: "Customer ↑" }).click();
  assert.deepEqual(await names(page), sorted.reverse());
  assert.match(page.url(), /column=country/);
  assert.deepEqual(wrong, []);
});

test("a pipeline is worth what its opportunities say, and shows it without a reload", async (t) => {
  const { page, wrong } = await visit(t, "/console/?view=worth");
  const count = page.locator("#opportunities tbody tr").first().locator("td").last();
  assert.equal(await count.innerText(), "7");
  // Seven of the scene from 1,900 to 6,100; the bulk job's row is in catalog AWS as well.
  const total = page.locator("#opportunities strong.spend");
  const before = Number((await total.innerText()).replace(/\D/g, ""));
  assert.equal(before, 7 * 1900 + 21 * 700 + 800);
  const id = await create(server, "Twice the spend");
  await update(server, id, (next) => {
    next.Project.ExpectedCustomerSpend[0].Amount = "100000.75";
    next.LifeCycle.TargetCloseDate = "2041-03-01";
  });
  const bar = page.locator(".plot rect.stage-0").filter({ hasText: "2041-03 · Prospect" });
  await bar.waitFor({ state: "attached" });
  assert.equal(Number((await total.innerText()).replace(/\D/g, "")), before + 100_001);
  await page.getByText("The same as a table").click();
  const row = page.getByRole("row").filter({ hasText: "2041-03" });
  assert.deepEqual((await row.innerText()).split(/\s*\t\s*/),
    ["2041-03", "Prospect", "1", "100,000.75", "USD"]);
  assert.deepEqual(wrong, []);
});

test("the pages of the pipeline are right everywhere", async (t) => {
  const paths = ["/console/", "/console/?view=table", "/console/?view=worth", "/console/?q=dental",
    "/console/?q=nothing+like+that", "/console/?catalog=Sandbox&view=worth"];
  assert.deepEqual(await everywhere(browser, t, server.url, paths), []);
});
