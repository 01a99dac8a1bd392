// Every page of the console, where there is something to see.

import { scene } from "./scene.js";

export async function pages(server) {
  const ids = await scene(server);
  const recorded = await (await fetch(`${server.url}/_cosell/requests?limit=1`)).json();
  return {
    pipeline: "/console/",
    table: "/console/?view=table",
    worth: "/console/?view=worth",
    opportunity: `/console/opportunities/${ids.returned}`,
    edit: `/console/opportunities/${ids.draft}/edit`,
    snapshots: `/console/opportunities/${ids.approved}/snapshots?engagement=${ids.engagement}`,
    engagements: "/console/engagements",
    engagement: `/console/engagements/${ids.engagement}`,
    customers: "/console/customers",
    customer: `/console/customers/${ids.enriched}`,
    tasks: "/console/tasks",
    task: `/console/tasks/${ids.failed}`,
    job: `/console/tasks/${ids.job}`,
    events: "/console/events",
    event: "/console/events/1",
    try: "/console/events/try",
    requests: "/console/requests",
    request: `/console/requests/${recorded.requests[0].id}`,
    controls: "/console/controls",
    data: "/console/data",
    access: "/console/access",
    account: "/console/access/111111111111",
    explain: "/console/access/explain",
  };
}
