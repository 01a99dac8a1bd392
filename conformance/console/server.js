// Starts the server under test and calls it as an SDK does.
//
// The contract with the binary is that of conformance/python/cosell_server.py: it prints one line
// `listening on http://127.0.0.1:PORT` once it answers. The binary is COSELL_BIN, or a debug build.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BINARY = process.env.COSELL_BIN ?? join(ROOT, "target/debug/cosell");
const READY = /^listening on (https?:\/\/127\.0\.0\.1:\d+)$/m;
const ACCOUNT = "111111111111";

export async function start(...options) {
  const folder = mkdtempSync(join(tmpdir(), "cosell-console-"));
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("COSELL_"));
  const environment = { ...Object.fromEntries(inherited), COSELL_SECRETS_KEY: "07".repeat(32) };
  const child = spawn(BINARY, ["serve", "--listen", "127.0.0.1:0", "--store",
    `sqlite:${join(folder, "cosell.sqlite")}`, ...options],
    { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let log = "";
  child.stderr.on("data", (data) => (log += data));
  const url = await new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => {
      said += data;
      const ready = READY.exec(said);
      if (ready) resolve(ready[1]);
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${log}`)));
    child.on("error", reject);
  });
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function call(server, operation, input, key = ACCOUNT) {
  const answer = await fetch(server.url, {
    method: "POST",
    headers: {
      "x-amz-target": `AWSPartnerCentralSelling.${operation}`,
      "content-type": "application/x-amz-json-1.0",
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20261122/us-east-1/` +
        "partnercentral-selling/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
    },
    body: JSON.stringify({ Catalog: "AWS", ...input }),
  });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${operation}: ${body}`);
  return body ? JSON.parse(body) : {};
}

// Creates an opportunity of a customer, and returns its id.
export async function create(server, customer, key = ACCOUNT) {
  const created = await call(server, "CreateOpportunity", {
    ClientToken: randomUUID(),
    Origin: "Partner Referral",
    OpportunityType: "Net New Business",
    PrimaryNeedsFromAws: ["Co-Sell - Deal Support"],
    Customer: {
      Account: {
        CompanyName: customer,
        Industry: "Healthcare",
        WebsiteUrl: "https://www.quarrystone-dental.example",
        Address: { CountryCode: "US", StateOrRegion: "Oregon", PostalCode: "97201" },
      },
      Contacts: [{ FirstName: "Oksana", LastName: "Brightwater", Email: "oksana@quarry.example" }],
    },
    Project: {
      Title: "Imaging archive",
      CustomerBusinessProblem: "X-ray images are kept on the machines that took them.",
      CustomerUseCase: "Storage & Backup",
      DeliveryModels: ["SaaS or PaaS"],
      SalesActivities: ["Conducted POC / Demo"],
      ExpectedCustomerSpend: [
        { Amount: "1900", CurrencyCode: "USD", Frequency: "Monthly", TargetCompany: "AWS" },
      ],
    },
    LifeCycle: { Stage: "Prospect", TargetCloseDate: "2040-12-31" },
    Marketing: { Source: "None" },
  }, key);
  return created.Id;
}

// Starts the task that submits an opportunity, and returns its id.
export async function submit(server, id) {
  await call(server, "AssociateOpportunity", {
    OpportunityIdentifier: id,
    RelatedEntityType: "Solutions",
    RelatedEntityIdentifier: "S-1234567",
  });
  const started = await call(server, "StartEngagementFromOpportunityTask", {
    ClientToken: randomUUID(),
    Identifier: id,
    AwsSubmission: { InvolvementType: "Co-Sell", Visibility: "Full" },
  });
  return started.TaskId;
}
