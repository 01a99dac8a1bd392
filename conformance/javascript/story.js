// What a framework's tests do with the helper: the same in each of them.
import { useCosell } from "cosell-testing";

/** Declares the tests with the hooks and the functions of a framework. */
export function tell({ hooks, test, expect }) {
  const cosell = useCosell(hooks);

  async function call(operation, body) {
    const { endpoint, credentials } = cosell.client;
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: {
        authorization:
          `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/us-east-1/` +
          "partnercentral-selling/aws4_request, SignedHeaders=host, Signature=0",
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `AWSPartnerCentralSelling.${operation}`,
      },
      body: JSON.stringify({ Catalog: "Sandbox", ...body }),
    });
    return answer.json();
  }

  const create = () =>
    call("CreateOpportunity", {
      ClientToken: "one",
      Origin: "Partner Referral",
      LifeCycle: { Stage: "Prospect", TargetCloseDate: "2040-12-31" },
    });

  for (const turn of [1, 2]) {
    test(`each test begins with nothing: ${turn}`, async () => {
      const { OpportunitySummaries: none } = await call("ListOpportunities");
      expect(none).toEqual([]);
      await create();
    });
  }

  test("events are those of the test", async () => {
    const { Id: id } = await create();
    const events = await cosell.events.named("Opportunity Created");
    expect(events.map((event) => event.detail.opportunity.identifier)).toEqual([id]);
  });

  test("the clock moves and is put back for the next test", async () => {
    const began = await cosell.clock.now();
    const moved = await cosell.clock.advance({ days: 3 });
    expect(moved - began).toBeGreaterThanOrEqual(3 * 86_400_000);
  });

  test("the clock was put back", async () => {
    expect((await cosell.server.admin("GET", "clock")).mode).toBe("system");
  });

  // The run with this variable is expected to fail here, and to show the server's log.
  if (process.env.COSELL_TEST_FAILS) {
    test(
      "it fails",
      cosell.reporting(async () => {
        await create();
        expect("the answer of the server").toBe("another one");
      }),
    );
  }
}
