// Engagements as a picture and as tables, invitations with their clocks, snapshots as differences,
// and customer accounts with their match.

import assert from "node:assert/strict";
import { test } from "node:test";

import { everywhere, open } from "./browser.js";
import { PARTNER, lead, scene } from "./scene.js";
import { call } from "./server.js";
import { browser, server, stage } from "./stage.js";

let ids;

stage(async () => {
  ids = await scene(server);
});

const visit = (t, path) => open(browser, t, server.url, path);

test("an engagement shows its members, and who sees which snapshot as the API answers", async (t) => {
  const { page, wrong } = await visit(t, `/console/opportunities/${ids.approved}`);
  await page.locator("#engagements").getByRole("link", { name: "Imaging archive" }).click();
  await page.waitForURL(`**/console/engagements/${ids.engagement}*`);
  const picture = page.getByRole("img", { name: /2 members, 0 invitations, 1 context and 1/ });
  assert.equal(await picture.locator(".box.member").count(), 2);
  assert.equal(await picture.locator("path.line-sees").count(), 2);
  const row = page.locator("#snapshots tr").filter({ hasText: "OpportunitySummaryView of" });
  assert.equal(await row.getByText("sees it").count(), 2);
  await row.getByRole("link", { name: "OpportunitySummaryView" }).click();
  await page.getByRole("heading", { name: "What changed since revision 2" }).waitFor();
  const stage = page.locator(".differences tr").filter({ hasText: "› Stage" });
  assert.deepEqual((await stage.innerText()).split(/\s*\t\s*/),
    ["Lifecycle › Stage", "Prospect", "Qualified"]);
  assert.deepEqual(wrong, []);
});

test("an invitation shows when it expires, and its receiver becomes a member without a reload", async (t) => {
  const { engagement, invitation } =
    await lead(server, { title: "Quay cameras", name: "Quaywatch", accepted: false });
  const { page, wrong } = await visit(t, `/console/engagements/${engagement}`);
  const picture = page.locator("svg.picture");
  assert.match(await picture.locator(".box.invited .note").innerHTML(), /PENDING, expires in 14 days/);
  const row = page.locator("#invitations tbody tr");
  assert.match(await row.innerText(), /in 14 days\s+20\d\d-/);
  await call(server, "AcceptEngagementInvitation", { Identifier: invitation }, PARTNER);
  await picture.locator(".box.member").nth(1).waitFor();
  assert.equal(await picture.locator(".box.invited").count(), 0);
  await page.getByRole("link", { name: "See it as this member" }).click();
  await page.locator("#state").getByText(PARTNER).waitFor();
  assert.deepEqual(wrong, []);
});

test("a customer account says what its match means and leads to its duplicate", async (t) => {
  const { page, wrong } = await visit(t, "/console/customers?company=quay");
  assert.equal(await page.locator("#customers tbody tr").count(), 2);
  await page.getByRole("link", { name: "The Quay" }).click();
  await page.getByText("DUPLICATE_CUSTOMER_MATCH").waitFor();
  await page.locator("#match").getByRole("link", { name: /^cust-acc-/ }).click();
  await page.waitForURL(`**/console/customers/${ids.enriched}*`);
  await page.locator("#enrichment").getByText("Europe").waitFor();
  assert.deepEqual(wrong, []);
});

test("the pages of engagements and customers are right everywhere", async (t) => {
  const paths = ["/console/engagements", "/console/engagements?catalog=Sandbox",
    `/console/engagements/${ids.engagement}`, `/console/engagements/${ids.shared}`,
    `/console/opportunities/${ids.approved}/snapshots?engagement=${ids.engagement}`,
    "/console/customers", "/console/customers?company=nobody",
    `/console/customers/${ids.enriched}`, `/console/customers/${ids.duplicate}`];
  assert.deepEqual(await everywhere(browser, t, server.url, paths), []);
});
