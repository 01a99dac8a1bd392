// What the pages show in tests and in the pictures of docs/console.md: a pipeline, a shared lead,
// customer accounts with every outcome of the match, a failed task, and a bulk job.

import { randomUUID } from "node:crypto";

import { call, create, submit } from "./server.js";

export const PARTNER = "222222222222";

const NAMES = ["Quarrystone Dental Group", "Harbourlight Freight", "Ninepin Logistics",
  "Fernhollow Clinics", "Tidewater Mills", "Copperline Labs", "Sandpiper Optics"];

const token = () => randomUUID();

async function admin(server, method, path, body) {
  const answer = await fetch(`${server.url}/_cosell/${path}`, {
    method, body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

export const review = (server, id, decision, comments) =>
  admin(server, "POST", `aws/opportunities/${id}/review`, { decision, comments });

// Replaces an opportunity by what `change` makes of it.
export async function update(server, id, change) {
  const { Arn, Id, CreatedDate, OpportunityTeam, RelatedEntityIdentifiers, ...stored } =
    await call(server, "GetOpportunity", { Identifier: id });
  const next = Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== null));
  change(next);
  await call(server, "UpdateOpportunity", { ...next, Identifier: id });
}

// Waits until `found` gives something.
export async function until(found) {
  for (let count = 0; count < 200; count += 1) {
    const value = await found();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not happen in ten seconds");
}

// A lead that another partner is invited to, accepted unless told otherwise.
export async function lead(server, { title, name, accepted = true }) {
  const contact = { BusinessTitle: "Plant Director", Email: "signe@fjordline-paper.example",
    FirstName: "Signe", LastName: "Amundsen" };
  const customer = { CompanyName: name, Industry: "Manufacturing" };
  const engagement = await call(server, "CreateEngagement", {
    ClientToken: token(), Title: title, Description: "A lead from the pulp and paper days",
    Contexts: [{ Type: "Lead", Payload: { Lead: {
      Customer: { ...customer, Address: { CountryCode: "US" } },
      Interactions: [{ SourceType: "Event", SourceName: "Pulp and paper days", SourceId: "ppd-26",
        CustomerAction: "Asked for a call", Contact: contact }],
    } } }],
  });
  const invitation = await call(server, "CreateEngagementInvitation", {
    ClientToken: token(), EngagementIdentifier: engagement.Id,
    Invitation: {
      Message: "A paper maker needs telemetry that you have built before.",
      Receiver: { Account: { AwsAccountId: PARTNER } },
      Payload: { LeadInvitation: {
        Customer: { ...customer, CountryCode: "US" },
        Interaction: { ContactBusinessTitle: "Plant Director", SourceType: "Event",
          Usecase: "IOT" },
      } },
    },
  });
  if (accepted) {
    await call(server, "AcceptEngagementInvitation", { Identifier: invitation.Id }, PARTNER);
  }
  return { engagement: engagement.Id, invitation: invitation.Id };
}

export async function customer(server, name, details) {
  const made = await call(server, "CreateCustomerAccount", {
    ClientToken: token(), Account: { CompanyName: name, ...details },
  });
  await until(async () => {
    const found = await call(server, "GetCustomerAccount", { Identifier: made.Id });
    return found.EnrichmentStatus !== "PENDING";
  });
  return made.Id;
}

// A job that reads a file of rows.
export async function bulk(server, rows) {
  const bucket = "aws-partner-central-marketplace-ephemeral-writeonly-files";
  const heads = "Row Id,Customer Company Name,Industry Vertical,Country,Customer Website," +
    "Partner Project Title,Delivery Model,Estimated AWS Monthly Recurring Revenue," +
    "Target Close Date,Stage";
  const path = `${bucket}/111111111111/deals-${token()}.csv`;
  const sent = await fetch(`${server.url}/${path}`, {
    method: "PUT", body: [heads, ...rows, ""].join("\n"),
  });
  if (!sent.ok) throw new Error(await sent.text());
  const job = await call(server, "StartOpportunityBulkJob", {
    ClientToken: token(), FileURI: `s3://${path}`, FileFormat: "CSV",
  });
  await until(async () => {
    const task = await (await fetch(`${server.url}/_cosell/tasks/${job.JobId}`)).json();
    return task.status !== "IN_PROGRESS";
  });
  return job.JobId;
}

// Waits for a revision of an opportunity's snapshot, and returns the engagement that has it.
async function revision(server, id, number) {
  const resource = { ResourceType: "Opportunity", ResourceIdentifier: id };
  const { EngagementResourceAssociationSummaries: [association] } =
    await call(server, "ListEngagementResourceAssociations", resource);
  const snapshot = { ...resource, EngagementIdentifier: association.EngagementId,
    ResourceSnapshotTemplateIdentifier: "OpportunitySummaryView", Revision: number };
  await until(() => call(server, "GetResourceSnapshot", snapshot).catch(() => undefined));
  return association.EngagementId;
}

export async function scene(server) {
  const ids = [];
  for (const name of NAMES) ids.push(await create(server, name));
  const [approved, waiting, returned, draft] = ids;
  for (const [place, id] of ids.entries()) {
    await update(server, id, (next) => {
      next.Project.ExpectedCustomerSpend[0].Amount = String(1900 + 700 * place);
      next.LifeCycle.TargetCloseDate = `2040-${String(12 - (place % 4)).padStart(2, "0")}-15`;
    });
  }
  const task = await submit(server, approved);
  await review(server, approved, "approve", "Welcome. Tell us when the archive goes live.");
  const engagement = await revision(server, approved, 2);
  await update(server, approved, (next) => {
    next.LifeCycle.Stage = "Qualified";
    next.Project.SalesActivities.push("In evaluation / planning stage");
  });
  await revision(server, approved, 3);
  await submit(server, waiting);
  await submit(server, returned);
  await review(server, returned, "action-required", "What is the expected spend?");
  await admin(server, "POST", "faults", { point: "step.SubmitOpportunity.before",
    action: "error", error: "OpportunitySubmissionFailed", count: 1 });
  const failed = await submit(server, ids[4]);
  await admin(server, "DELETE", "faults");
  const shared = await lead(server, {
    title: "Water telemetry initiative", name: "Fjordline Paper",
  });
  await lead(server, { title: "Harbour cranes", name: "Cranewell", accepted: false });
  const enriched = await customer(server, "Quay and Sons",
    { Domain: "quay.example.com", Address: { CountryCode: "SE" } });
  await customer(server, "Reef", { Domain: "reef.invalid" });
  const duplicate = await customer(server, "The Quay",
    { WebsiteUrl: "https://www.quay.example.com/about" });
  const row = "SaaS or PaaS,800,2040-12-31,Prospect";
  const job = await bulk(server, [
    `q1,Pier Nine,Agriculture,NO,https://pier.example.com,Catch reports,${row}`,
    `q2,,Agriculture,US,https://acre.example.com,Greenhouses,${row}`,
  ]);
  return { approved, waiting, returned, draft, task, failed, shared: shared.engagement,
    engagement, enriched, duplicate, job };
}
