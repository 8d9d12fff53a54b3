import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { DETECTIONS, type DetectionId } from "../../src/detections";
import type { Detection } from "../../src/detections/detection";
import { objectEvent } from "../support/cloudtrail/data-events";
import { eventBridgeEvents } from "../support/cloudtrail/event-bridge-event";
import { rootUser } from "../support/cloudtrail/identities";
import { quietDay } from "../support/cloudtrail/quiet-day";
import { type CloudTrailRecord, cloudTrailRecord, inRegion } from "../support/cloudtrail/record";
import { example } from "../support/synthesized";
import { CASES, SIGNAL_CASES } from "./cases";
import { large } from "./organizations";
import { deliveredEvent, watchOf } from "./watch";

const onBus = (id: string): boolean => {
  const detection: Detection = DETECTIONS[id as DetectionId];
  return detection.kind === "events" && detection.by.includes("event-rule");
};
const CASES_ON_BUS = CASES.filter(([id]) => onBus(id));

/** The case's calls, made in an account. */
function madeIn(accountId: string, records: readonly CloudTrailRecord[]): readonly CloudTrailRecord[] {
  return records.map((record) => ({
    ...record,
    recipientAccountId: accountId,
    ...(record.userIdentity.type === "Root" ? { userIdentity: rootUser(accountId) } : {}),
  }));
}

const accountsOf = ({ accounts }: Organization): readonly string[] =>
  [
    accounts.management,
    accounts.logArchive,
    ...(accounts.security ? [accounts.security] : []),
    ...accounts.workloads,
  ].map(({ id }) => id);

describe("what a rule of the audit bus is about", () => {
  it.each(CASES_ON_BUS)("%s: reaches it from the account and Region that the call is recorded in", (id, { fires }) => {
    const { tells } = watchOf(example);
    expect(fires.filter((record) => !tells(id as DetectionId, record))).toEqual([]);
  });

  it.each(CASES_ON_BUS.filter(([, { anywhere }]) => anywhere))(
    "%s: reaches it from every account and forwarded Region",
    (id, { fires }) => {
      for (const organization of [example, large]) {
        const { tells, names } = watchOf(organization);
        const lost = accountsOf(organization).flatMap((account) =>
          madeIn(account, fires).flatMap((record) =>
            names.forwardedRegions
              .filter((region) => !tells(id as DetectionId, inRegion(record, region)))
              .map((region) => `${record.eventName} in ${account}, ${region}`),
          ),
        );
        expect(lost).toEqual([]);
      }
    },
  );

  it("reaches it as a service's own event, of which AWS's examples do not say `managementEvent`", () => {
    const { tells } = watchOf(example);
    const [departed] = CASES.filter(([id]) => id === "organization-changed")
      .flatMap(([, { fires }]) => fires)
      .filter(({ eventType }) => eventType === "AwsServiceEvent");
    if (departed === undefined) throw new Error("no case has an account's departure");
    const { managementEvent: _, ...record } = departed;
    expect(tells("organization-changed", departed)).toBe(true);
    expect(tells("organization-changed", record)).toBe(true);
  });

  it("reaches it as S3's or CloudWatch's own event from the log-archive account", () => {
    const { forwarded, names } = watchOf(example);
    const events = SIGNAL_CASES.filter(([id]) => id !== "sentinel-finding").flatMap(([, { fires }]) => fires);
    expect(events.filter((event) => event.account !== names.logArchiveAccountId || !forwarded(event))).toEqual([]);
    expect(events.filter((event) => forwarded({ ...event, account: names.managementAccountId }))).toEqual([]);
  });
});

describe("what a busy account does", () => {
  const { forwarded, names } = watchOf(example);
  const forwardedRecords = (records: readonly CloudTrailRecord[]) =>
    records.filter((record) => {
      const event = deliveredEvent(record);
      return event !== undefined && forwarded(event);
    });

  it("is not forwarded where it only reads", () => {
    const reads = quietDay(example).filter(({ record }) => record.readOnly && record.managementEvent);
    expect(reads.length).toBeGreaterThan(40);
    expect(forwardedRecords(reads.map(({ record }) => record))).toEqual([]);
  });

  it("is not forwarded where it is data events, in the log-archive account neither", () => {
    const data = quietDay(example).filter(({ record }) => !record.managementEvent);
    const delivery = objectEvent({
      eventName: "PutObject",
      bucketName: names.archive.bucket.name,
      key: "AWSLogs/log.json.gz",
      accountId: names.logArchiveAccountId,
      by: { type: "AWSService", invokedBy: "cloudtrail.amazonaws.com" },
    });
    expect(data.length).toBeGreaterThan(5);
    expect(forwardedRecords([...data.map(({ record }) => record), delivery])).toEqual([]);
  });

  it("is not forwarded where root looks at things, as its console does with every click", () => {
    const [prod = ""] = accountsOf(example).slice(-1);
    const look = (accountId: string, eventName: string) =>
      cloudTrailRecord({ eventSource: "ec2.amazonaws.com", eventName, accountId, by: rootUser(accountId) });
    const looks = [prod, names.managementAccountId].flatMap((account) =>
      ["DescribeInstances", "ListImagesInRecycleBin", "GetConsoleOutput"].map((event) => look(account, event)),
    );
    expect(forwardedRecords(looks)).toEqual([]);
    // A rule may be shown reads, too: the pattern itself leaves them out.
    expect(looks.map((record) => eventBridgeEvents(record)).filter((event) => event && forwarded(event))).toEqual([]);
    expect(forwardedRecords([look(prod, "TerminateInstances")])).toHaveLength(1);
  });

  it("is not forwarded where the trail opens a stream", () => {
    const opened = cloudTrailRecord({
      eventSource: "logs.amazonaws.com",
      eventName: "CreateLogStream",
      accountId: names.managementAccountId,
      requestParameters: { logGroupName: names.trailLogGroup.name },
    });
    expect(forwardedRecords([opened])).toEqual([]);
  });

  it("is forwarded in part where it releases: from workload accounts, changes by a few services", () => {
    const workloads = example.accounts.workloads.map(({ id }) => id);
    const changes = quietDay(example)
      .map(({ record }) => record)
      .filter(({ recipientAccountId }) => workloads.includes(recipientAccountId));
    const sources = forwardedRecords(changes).map(({ eventSource }) => eventSource);
    expect([...new Set(sources)].sort()).toEqual(["events.amazonaws.com", "iam.amazonaws.com"]);
  });
});
