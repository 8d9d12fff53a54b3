import { describe, expect, it } from "vitest";
import { DETECTIONS, type DetectionId } from "../../src/detections";
import type { About } from "../../src/detections/case";
import type { Detection } from "../../src/detections/detection";
import { type EventBridgeEvent, eventBridgeEvents } from "../support/cloudtrail/event-bridge-event";
import {
  federatedUser,
  type Identity,
  iamUser,
  permissionSetSession,
  rootUser,
} from "../support/cloudtrail/identities";
import { type CloudTrailRecord, cloudTrailRecord, denied, inRegion, omitted } from "../support/cloudtrail/record";
import { example } from "../support/synthesized";
import { CASES, SIGNAL_CASES } from "./cases";
import { type Watch, watchOf } from "./watch";

/** The same call in other circumstances, and what a detection must not ask about to see it all the same. */
const VARIANTS: readonly {
  readonly what: string;
  readonly of: (record: CloudTrailRecord) => CloudTrailRecord;
  readonly unless?: About;
}[] = [
  { what: "as it is", of: (record) => record },
  { what: "refused", of: denied, unless: "outcome" },
  { what: "by root", of: by(rootUser), unless: "caller" },
  { what: "by an IAM user", of: by((account) => iamUser(account, "mallory")), unless: "caller" },
  { what: "by a federated user", of: by((account) => federatedUser(account, "mallory")), unless: "caller" },
  { what: "through Identity Center", of: by((account) => permissionSetSession(account, "Admin")), unless: "caller" },
  { what: "in another Region", of: (record) => inRegion(record, "ap-southeast-2") },
  { what: "without its parameters", of: omitted, unless: "parameters" },
];

function by(caller: (accountId: string) => Identity): (record: CloudTrailRecord) => CloudTrailRecord {
  return (record) => ({ ...record, userIdentity: caller(record.recipientAccountId) });
}

/** Whether each way that the detection is emitted on sees the record, under every reading of AWS's pages. */
function isSeen(id: DetectionId, record: CloudTrailRecord, watch: Watch): boolean {
  const ways = waysOf(DETECTIONS[id]);
  return (
    (!ways.includes("metric-filter") || watch.counted(record).includes(id)) &&
    (!ways.includes("event-rule") || watch.matched(eventOf(record)).includes(id))
  );
}

/** Whether any way sees the record, under some reading. */
function mayBeSeen(id: DetectionId, record: CloudTrailRecord, watch: Watch): boolean {
  return watch.maybeCounted(record).includes(id) || watch.matched(eventOf(record)).includes(id);
}

function waysOf(detection: Detection): readonly string[] {
  if (detection.kind === "events") return detection.by;
  return detection.kind === "benchmark" ? ["metric-filter"] : [];
}

function eventOf(record: CloudTrailRecord): EventBridgeEvent {
  const event = eventBridgeEvents(record);
  if (event === undefined) throw new Error(`CloudTrail does not send ${record.eventName}: it is too large`);
  return event;
}

function said({ eventSource, eventName, recipientAccountId, requestParameters }: CloudTrailRecord): string {
  return `${eventSource} ${eventName} in ${recipientAccountId} ${JSON.stringify(requestParameters)}`;
}

it.each([...CASES, ...SIGNAL_CASES])("%s has something to see, and something not to", (id, { fires, misses }) => {
  const file = `src/detections/${DETECTIONS[id].group}/${id}.ts`;
  expect(fires.length, `say under \`cases.fires\` of ${file} what fires ${id}`).toBeGreaterThan(0);
  expect(misses.length, `say under \`cases.misses\` of ${file} what comes close to ${id}`).toBeGreaterThan(0);
});

describe.each(CASES)("%s", (id, row) => {
  const watch = watchOf(row.organization);

  it("sees its calls by whomever, refused or not, wherever, parameters or not, unless it asks about that", () => {
    const variants = VARIANTS.filter(({ unless }) => unless === undefined || !row.about.includes(unless));
    const unseen = variants.flatMap(({ what, of }) =>
      row.fires.filter((record) => !isSeen(id, of(record), watch)).map((record) => `${said(record)} ${what}`),
    );
    expect(unseen).toEqual([]);
  });

  it("sees none of its near misses", () => {
    expect(row.misses.filter((record) => mayBeSeen(id, record, watch)).map(said)).toEqual([]);
  });
});

describe.each(SIGNAL_CASES)("%s", (id, { fires, misses }) => {
  const { matched } = watchOf(example);

  it("sees its events, and none of its near misses", () => {
    expect(fires.filter((event) => !matched(event).includes(id))).toEqual([]);
    expect(misses.filter((event) => matched(event).includes(id))).toEqual([]);
  });
});

describe("a request too long to record", () => {
  const { counted, told, names } = watchOf(example);
  const padded = (service: string, eventName: string, accountId: string) =>
    omitted(cloudTrailRecord({ eventSource: `${service}.amazonaws.com`, eventName, accountId }));

  it.each([
    ["monitoring", "PutMetricAlarm"],
    ["logs", "PutMetricFilter"],
    ["events", "PutTargets"],
    ["lambda", "UpdateFunctionConfiguration20150331v2"],
    ["sns", "SetTopicAttributes"],
    ["scheduler", "UpdateSchedule"],
  ])("is told of whatever it changes in the accounts that watch: %s %s", (service, eventName) => {
    const records = names.auditAccountIds.map((account) => padded(service, eventName, account));
    expect(records.filter((record) => !counted(record).includes("oversized-request"))).toEqual([]);
    expect(records.filter((record) => !told(record).includes("oversized-request"))).toEqual([]);
  });

  it("is everyday in the others, but for IAM's", () => {
    const [prod = ""] = example.accounts.workloads.map(({ id }) => id);
    expect(counted(padded("monitoring", "PutMetricAlarm", prod))).not.toContain("oversized-request");
    expect(counted(padded("iam", "PutRolePolicy", prod))).toContain("oversized-request");
  });
});

describe("the self-test", () => {
  it("raises itself on both ways, and nothing else", () => {
    const { counted, maybeCounted, told } = watchOf(example);
    const [, { fires }] = CASES.find(([id]) => id === "self-test") ?? ["", { fires: [] }];
    expect(fires.length).toBeGreaterThan(0);
    for (const record of fires) {
      expect([counted(record), maybeCounted(record), told(record)]).toEqual([
        ["self-test"],
        ["self-test"],
        ["self-test"],
      ]);
    }
  });
});
