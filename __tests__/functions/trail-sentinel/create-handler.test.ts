import { describe, expect, it } from "vitest";
import { createHandler, handlerOf } from "../../../src/functions/trail-sentinel/create-handler";
import { fakeClients, healthyAws, type Input } from "./fake-aws";
import { declared } from "./healthy";

const context = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });

/** AWS as ever, with digests of just now. */
function lively() {
  const now = new Date();
  return {
    ...healthyAws(),
    GetTrailStatus: () => ({
      IsLogging: true,
      LatestDeliveryTime: now,
      LatestDigestDeliveryTime: now,
      LatestCloudWatchLogsDeliveryTime: now,
    }),
    ListObjectsV2: ({ StartAfter }: { StartAfter?: unknown }) => ({ Contents: [{ Key: `${StartAfter}.json.gz` }] }),
    // All joined long ago by the time this runs.
    ListAccounts: () => ({ Accounts: [{ Id: "444455556666", State: "ACTIVE" }] }),
  };
}

describe("the handler", () => {
  it("observes, decides and reports, and says what it counted", async () => {
    const { clients, calls } = fakeClients(lively());
    const lines: string[] = [];
    const handler = handlerOf(clients, declared(), (line) => lines.push(line));
    const summary = { findings: 0, accountsChecked: 1, accountsPending: 0 };
    expect(await handler({}, context(300_000.5))).toEqual(summary);
    expect(lines.map((line) => JSON.parse(line))).toEqual([{ type: "run", ...summary, newFindings: 0 }]);
    expect(calls.map(({ command }) => command)).toContain("PutMetricData");
    expect(calls.map(({ command }) => command)).not.toContain("PutEvents");
  });

  it("keeps 30 seconds for the report: with no more than that it checks nothing, and reports so", async () => {
    const { clients, calls } = fakeClients({ PutMetricData: () => ({}), PutEvents: () => ({}) });
    const handler = handlerOf(clients, declared(), () => undefined);
    expect(await handler({}, context(30_000))).toMatchObject({ accountsChecked: 0 });
    expect(new Set(calls.map(({ command }) => command))).toEqual(new Set(["PutMetricData", "PutEvents"]));
  });

  it("ends before the function does, however long the report takes", async () => {
    const { clients } = fakeClients({ ...lively(), PutMetricData: () => new Promise(() => {}) });
    const handler = handlerOf(clients, declared(), () => undefined);
    const started = performance.now();
    await expect(handler({}, context(2_050))).rejects.toThrow("The report is incomplete: TimeoutError");
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("counts the accounts of a trail that has just begun as pending, and none as checked", async () => {
    const begun = { ...lively(), GetTrailStatus: () => ({ IsLogging: true, StartLoggingTime: new Date() }) };
    const { clients } = fakeClients({ ...begun, ListObjectsV2: () => ({}) });
    const handler = handlerOf(clients, declared(), () => undefined);
    expect(await handler({}, context(300_000))).toEqual({ findings: 0, accountsChecked: 0, accountsPending: 1 });
  });

  it("of two runs at once tells once, and counts the same twice over", async () => {
    const { clients, calls } = fakeClients({ ...lively(), GetTrailStatus: () => ({ IsLogging: false }) });
    const [scheduled, joined] = [1, 2].map(() => handlerOf(clients, declared(), () => undefined));
    const [one, other] = await Promise.all([
      scheduled?.({ "detail-type": "Scheduled Event" }, context(300_000)),
      joined?.({ countOnly: true }, context(300_000)),
    ]);
    expect(one?.findings).toBeGreaterThan(0);
    expect(other).toEqual(one);
    const inputs = (name: string) => calls.filter(({ command }) => command === name).map(({ input }) => input);
    expect(inputs("PutEvents")).toHaveLength(1);
    const counted = inputs("PutMetricData").map(({ MetricData }) =>
      (MetricData as readonly Input[]).map(({ Timestamp: _, ...datum }) => datum),
    );
    expect(counted).toHaveLength(2);
    expect(counted[1]).toEqual(counted[0]);
  });

  it("leaves what a counting run found to the next that tells", async () => {
    const { clients, calls } = fakeClients({ ...lively(), GetTrailStatus: () => ({ IsLogging: false }) });
    const handler = handlerOf(clients, declared(), () => undefined);
    const told = () => calls.filter(({ command }) => command === "PutEvents").length;
    await handler({ countOnly: true }, context(300_000));
    expect(told()).toBe(0);
    await handler({}, context(300_000));
    expect(told()).toBe(1);
  });

  it.each([{}, { ARCHIVE_KEY_ARN: "" }])("refuses to start without the archive key's ARN: %o", (environment) => {
    expect(() => createHandler({}, declared(), environment)).toThrow("ARCHIVE_KEY_ARN is not set");
  });
});
