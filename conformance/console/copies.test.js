// A request that is copied as JavaScript is a program of the public SDK, which sends it again.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { call, create, start } from "./server.js";

let server;
// In this folder, from where node finds the SDK.
const folder = mkdtempSync(join(import.meta.dirname, ".copies-"));

before(async () => {
  server = await start("--reviewer", "manual");
});

after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.stop();
});

const admin = (path) => fetch(`${server.url}/_cosell/${path}`);

async function newest() {
  const { requests: [{ id }] } = await (await admin("requests?limit=1")).json();
  return (await admin(`requests/${id}?reveal=true`)).json();
}

// Runs the copy of the newest request, and returns what the SDK answered.
async function again() {
  const { id, operation } = await newest();
  const copied = await (await admin(`requests/${id}/copy?as=javascript`)).text();
  writeFileSync(join(folder, `${operation}.mjs`), copied);
  // Prints the same as JSON.
  writeFileSync(join(folder, "json.mjs"),
    "const { log } = console;\nconsole.log = (value) => log(JSON.stringify(value));\n");
  const program = ["--import", "./json.mjs", `${operation}.mjs`];
  const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: folder });
  const { $metadata, ...answer } = JSON.parse(stdout);
  return answer;
}

// The SDK leaves out what is null, and has times with the milliseconds of JavaScript.
function plain(answer) {
  const time = (name, value) => /Date|Time/.test(name) && typeof value === "string"
    ? new Date(value).toISOString() : value ?? undefined;
  return JSON.parse(JSON.stringify(answer), time);
}

// The call, and its copy.
async function check(operation, input) {
  await call(server, operation, input);
  const sent = await newest();
  const answer = await again();
  const repeated = await newest();
  assert.notEqual(repeated.id, sent.id, operation);
  assert.deepEqual(repeated.body, sent.body, operation);
  assert.equal(repeated.account, sent.account);
  assert.deepEqual(plain(answer), plain(sent.answer), operation);
}

test("a copied program gets the same answer from the SDK", async () => {
  const id = await create(server, `It's "Quarry" \${stone} \\ GmbH`);
  const created = await newest();
  // The same client token has the same result.
  assert.deepEqual(plain(await again()), plain(created.answer));
  await check("GetOpportunity", { Identifier: id });
  await check("ListOpportunities", { MaxResults: 5, LifeCycleStage: ["Prospect"],
    LastModifiedDate: { AfterLastModifiedDate: "2020-01-02T03:04:05Z" } });
  await check("ListSolutions", { Status: ["Active"] });
  await check("GetSellingSystemSettings", {});
});
