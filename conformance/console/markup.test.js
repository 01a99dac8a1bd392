// Markup in what partners and AWS write is text on every page, in attributes and in the stream.
//
// The members are those of the model: each text of each operation that stores something, unless it
// is of a closed list. The server itself says which of them it would store with markup in them,
// by its check of a request; all of these are then stored together.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { live, open } from "./browser.js";
import { PARTNER, bulk, lead, review, until } from "./scene.js";
import { call, create, submit } from "./server.js";
import { browser, server, stage } from "./stage.js";

const MODEL = JSON.parse(readFileSync(
  new URL("../../model/partnercentral-selling.json", import.meta.url)));

// What would act if it were read as markup, the longest first; a number tells them apart.
const MARKUP = [(n) => `<img src=x onerror=hurt=${n}>`, (n) => `"><i id=i${n}>`, () => "<b>"];

// Operations that change something and store no text of the caller's but names of resources.
const WITHOUT_TEXT = ["AcceptEngagementInvitation", "AssociateOpportunity",
  "CreateResourceSnapshot", "CreateResourceSnapshotJob", "DeleteCustomerAccount",
  "DeleteResourceSnapshotJob", "DisassociateOpportunity", "PutSellingSystemSettings",
  "StartResourceSnapshotJob", "StopResourceSnapshotJob", "SubmitOpportunity", "UntagResource",
  // Their texts are tags, which TagResource plants, and files.
  "StartCustomerAccountBulkJob", "StartEngagementByAcceptingInvitationTask",
  "StartEngagementFromOpportunityTask", "StartOpportunityBulkJob",
  "StartOpportunityFromEngagementTask", "StartProspectingFromEngagementTask"];

stage();

// The paths of all texts of a shape that have no closed list.
function texts(name, path = [], through = []) {
  const shape = MODEL.shapes[name];
  if (through.includes(name)) return [];
  const inside = [...through, name];
  switch (shape.type) {
    case "structure":
      return Object.entries(shape.members).flatMap(([member, { shape: of }]) =>
        texts(of, [...path, member], inside));
    case "list":
      return texts(shape.member.shape, [...path, 0], inside);
    case "map":
      return texts(shape.value.shape, [...path, "key"], inside);
    case "string":
      return shape.enum ? [] : [path];
    default:
      return [];
  }
}

function planted(request, path, value) {
  const next = structuredClone(request);
  let place = next;
  path.slice(0, -1).forEach((part, index) => {
    place[part] ??= typeof path[index + 1] === "number" ? [] : {};
    place = place[part];
  });
  place[path.at(-1)] = value;
  return next;
}

async function accepts(operation, request, account) {
  const answer = await fetch(`${server.url}/_cosell/check`, {
    method: "POST", body: JSON.stringify({ operation, account, request }),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()).accepted;
}

let count = 0;
const everything = [];

// Stores a request with markup in every member that takes it.
async function plant(operation, base, account = "111111111111") {
  let request = { Catalog: "AWS", ...base };
  assert.ok(await accepts(operation, request, account), `${operation} takes its base`);
  const members = texts(MODEL.operations[operation].input.shape);
  const named = ([first]) => ["Catalog", "ClientToken", "Identifier"].includes(first);
  const found = [];
  for (const path of members.filter((path) => !named(path))) {
    count += 1;
    for (const markup of MARKUP) {
      const value = markup(count);
      const next = planted(request, path, value);
      if (!(await accepts(operation, next, account))) continue;
      request = next;
      found.push({ member: `${operation} ${path.join(".")}`, value });
      break;
    }
  }
  everything.push(...found);
  return { stored: await call(server, operation, request, account), found };
}

// A request without what is only in answers.
function again({ Arn, Id, CreatedDate, OpportunityTeam, RelatedEntityIdentifiers, ...stored }) {
  return Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== null));
}

test("markup that anybody stored is text on every page", async (t) => {
  const writes = Object.keys(MODEL.operations).filter((name) => !/^(Get|List|Search)/.test(name));
  const { page, wrong } = await open(browser, t, server.url, "/console/");
  await live(page);

  const model = await create(server, "Model of a request");
  const base = again(await call(server, "GetOpportunity", { Identifier: model }));
  delete base.LastModifiedDate;
  delete base.LifeCycle.ReviewStatus;
  const token = () => ({ ClientToken: randomUUID() });
  const made = await plant("CreateOpportunity", { ...token(), ...base,
    Origin: "Partner Referral", Customer: { ...base.Customer, Contacts: [{}] } });
  const id = made.stored.Id;
  const now = again(await call(server, "GetOpportunity", { Identifier: id }));
  await plant("UpdateOpportunity", { ...now, Identifier: id });
  await plant("AssignOpportunity", { Identifier: id, Assignee: {
    FirstName: "Ann", LastName: "Day", Email: "ann@example.com", BusinessTitle: "OpportunityOwner",
  } });
  const arn = (await call(server, "GetOpportunity", { Identifier: id })).Arn;
  const tagged = { ResourceArn: arn, Tags: [{ Key: "team", Value: "west" }] };
  // Tags have a narrow alphabet, so nothing of theirs may be markup.
  assert.equal(await accepts("TagResource", { ...tagged,
    Tags: [{ Key: "team", Value: MARKUP[0](0) }] }), false);
  await call(server, "TagResource", tagged);
  const shared = await lead(server, { title: "Base", name: "Base", accepted: false });
  const engagement = await call(server, "GetEngagement", { Identifier: shared.engagement });
  const [{ Type, Payload }] = engagement.Contexts;
  const context = { Type, Payload };
  const other = await plant("CreateEngagement", { ...token(), Title: "T", Description: "D",
    Contexts: [context] });
  const of = { EngagementIdentifier: other.stored.Id };
  await plant("CreateEngagementContext", { ...token(), ...of, ...context });
  const [first] = (await call(server, "GetEngagement", { Identifier: other.stored.Id })).Contexts;
  await plant("UpdateEngagementContext", { ...of, ContextIdentifier: first.Id, Type,
    Payload: first.Payload, EngagementLastModifiedAt:
      (await call(server, "GetEngagement", { Identifier: other.stored.Id })).ModifiedAt });
  const invited = await plant("CreateEngagementInvitation", { ...token(), ...of, Invitation: {
    Message: "M", Receiver: { Account: { AwsAccountId: PARTNER } },
    Payload: { LeadInvitation: {
      Customer: { CompanyName: "C", CountryCode: "US", Industry: "Manufacturing" },
      Interaction: { ContactBusinessTitle: "T", SourceType: "Event", Usecase: "IOT" },
    } },
  } });
  await plant("RejectEngagementInvitation", { Identifier: shared.invitation }, PARTNER);
  const customer = await plant("CreateCustomerAccount", { ...token(),
    Account: { CompanyName: "C", WebsiteUrl: "https://c.example.com" } });
  const account = await until(async () => {
    const found = await call(server, "GetCustomerAccount", { Identifier: customer.stored.Id });
    return found.EnrichmentStatus !== "PENDING" && found;
  });
  await plant("UpdateCustomerAccount", { Identifier: account.Id, Account: account.Account,
    LastModifiedDate: account.LastModifiedDate });
  const tried = new Set(everything.map(({ member }) => member.split(" ")[0]));
  tried.add("TagResource");
  const missing = writes.filter((name) => !tried.has(name) && !WITHOUT_TEXT.includes(name));
  assert.deepEqual(missing, [], "an operation that stores text is neither tried nor excused");
  const members = everything.map(({ member }) => member);
  for (const known of ["CreateOpportunity Customer.Account.CompanyName",
    "CreateOpportunity Project.Title", "CreateEngagement Title",
    "CreateCustomerAccount Account.CompanyName"]) {
    assert.ok(members.includes(known), `${known} is not among ${members.join(", ")}`);
  }
  assert.ok(everything.length >= 40, members.join(", "));

  // What is shared with AWS, which does not take everything above.
  const sent = await create(server, MARKUP[0](997));
  const task = await submit(server, sent);
  const comments = MARKUP[0](999);
  await review(server, sent, "action-required", comments);
  const job = await bulk(server, [`"${MARKUP[0](998)}",,<b>,US,<b>,<b>,<b>,<b>,<b>,<b>`]);
  const records = await call(server, "ListEngagementResourceAssociations",
    { ResourceType: "Opportunity", ResourceIdentifier: sent });
  const [{ EngagementId }] = records.EngagementResourceAssociationSummaries;

  const story = `/console/opportunities/${id}`;
  const reviewed = `/console/opportunities/${sent}`;
  const paths = ["/console/", "/console/?view=table&column=title&column=next_steps&column=yours",
    "/console/?view=worth", `/console/?q=${encodeURIComponent("<img")}`, story, `${story}/edit`,
    `${story}/edit?unlock=all`, reviewed,
    `${reviewed}/edit`, `${reviewed}/snapshots?engagement=${EngagementId}`,
    "/console/engagements", `/console/engagements/${other.stored.Id}`,
    `/console/engagements/${EngagementId}`, "/console/customers",
    `/console/engagements?account=${PARTNER}`, `/console/customers/${account.Id}`,
    "/console/tasks", `/console/tasks/${task}`, `/console/tasks/${job}`, "/console/events",
    "/console/requests", "/console/controls"];
  const shown = new Set();
  for (const path of paths) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, path);
    await live(page);
    const acted = await page.evaluate(() => ({
      elements: document.querySelectorAll("img[src=x], i, b").length,
      hurt: globalThis.hurt,
      handlers: [...document.querySelectorAll("*")].filter((one) =>
        [...one.attributes].some(({ name }) => name.startsWith("on"))).length,
    }));
    assert.deepEqual(acted, { elements: 0, hurt: undefined, handlers: 0 }, path);
    const text = await page.evaluate(() => document.body.textContent +
      [...document.querySelectorAll("input, textarea, select")].map((one) => one.value).join());
    for (const { member, value } of everything) if (text.includes(value)) shown.add(member);
    if (path === reviewed) assert.ok(text.includes(comments), "AWS's comments are shown");
  }
  // All that the API itself gives back is shown.
  const given = JSON.stringify(await call(server, "GetOpportunity", { Identifier: id }));
  const unseen = everything.filter(({ member, value }) => !shown.has(member) &&
    given.includes(JSON.stringify(value).slice(1, -1))).map(({ member }) => member);
  assert.deepEqual(unseen, [], "stored and shown nowhere");
  assert.ok(invited.stored.Id);
  const stream = await fetch(`${server.url}/console/live?follow=false&after=0`);
  assert.equal(stream.headers.get("content-type"), "text/event-stream");
  assert.equal(stream.headers.get("x-content-type-options"), "nosniff");
  assert.deepEqual(wrong, []);
});
