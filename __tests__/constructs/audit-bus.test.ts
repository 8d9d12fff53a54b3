import { describe, expect, it } from "vitest";
import { DETECTIONS } from "../../src/detections";
import { eventRules } from "../../src/detections/emission";
import { namesOf } from "../../src/naming";
import {
  alarmStateChange,
  customEvent,
  eventBridgeEvents,
  objectDeleted,
} from "../support/cloudtrail/event-bridge-event";
import { cloudTrailRecord, denied } from "../support/cloudtrail/record";
import { askflorence, example, stackOf } from "../support/synthesized";
import { inputTransformerOf, renderedInput } from "./rendered-input";

const HUBS = [
  { organization: askflorence, stack: "management" },
  { organization: example, stack: "security" },
];

const security = () => stackOf(example, "security");
const target = (rule: string) => security().at(`audit-hub/bus/target-${rule}`);

/** As its author reads it, line by line, the quotes taken off that EventBridge wants around each. */
function message(rule: string, event: object | undefined): readonly string[] {
  if (event === undefined) throw new Error("no such event reaches EventBridge");
  return renderedInput(target(rule), event)
    .split("\n")
    .map((line) => line.slice(1, -1));
}

describe.each(HUBS)("AuditBus of $organization.name", ({ organization, stack }) => {
  const names = namesOf(organization);
  const hub = stackOf(organization, stack);
  const inBus = (type: string) =>
    hub.resources(type).filter(([, block]) => hub.pathOf(block).startsWith("audit-hub/bus/"));

  it("has one rule for each pattern of the catalogue, named after its detection", () => {
    const emitted = inBus("aws_cloudwatch_event_rule").map(([, { name, description, event_pattern }]) => [
      name,
      { description, pattern: JSON.parse(String(event_pattern)) },
    ]);
    const expected = eventRules({ names, organization }).map(({ id, name, pattern }) => [
      `${organization.name}-org-audit-${name}`,
      { description: DETECTIONS[id].title, pattern },
    ]);
    expect(Object.fromEntries(emitted)).toEqual(Object.fromEntries(expected));
    expect(emitted).toHaveLength(expected.length);
  });

  it("shows its rules every event, those of calls that only read too", () => {
    for (const [, rule] of inBus("aws_cloudwatch_event_rule")) {
      expect(rule).toMatchObject({
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        event_bus_name: expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\.audit-hub_bus_.+\.name\}$/),
      });
    }
  });

  it("gives every rule one target: the topic; tries for an hour, and keeps what it cannot deliver", () => {
    const targets = inBus("aws_cloudwatch_event_target").map(([, block]) => block);
    expect(targets.map(({ rule }) => rule).sort()).toEqual(
      inBus("aws_cloudwatch_event_rule")
        .map(([address]) => `\${${address}.name}`)
        .sort(),
    );
    for (const one of targets) {
      expect(one).toMatchObject({
        arn: expect.stringMatching(/^\$\{aws_sns_topic\.audit-hub_topic_.+\.arn\}$/),
        retry_policy: { maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 185 },
        dead_letter_config: { arn: names.undeliveredQueue.arn },
        depends_on: [expect.stringMatching(/^aws_sqs_queue\.audit-hub_bus_undelivered_queue_/)],
      });
    }
  });

  it("keeps undelivered alerts for a person: in a queue that exists, encrypted, for as long as SQS can", () => {
    expect(hub.at("audit-hub/bus/undelivered/queue")).toMatchObject({
      name: names.undeliveredQueue.name,
      kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.alert-key_.+\.arn\}$/),
      message_retention_seconds: 14 * 24 * 60 * 60,
    });
  });

  it("says in every message what it is, how bad, why it matters and what to do", () => {
    const runbooks = organization.alerts.runbooks ?? "docs/runbooks";
    for (const { id, name } of eventRules({ names, organization })) {
      const { input_template } = inputTransformerOf(hub.at(`audit-hub/bus/target-${name}`));
      const { title, why, severity, group } = DETECTIONS[id];
      expect(input_template).toContain(`${organization.name}: ${title}`);
      expect(input_template).toContain(`${why}.`);
      expect(input_template).toContain(`${runbooks}/alerts/${group}.md#${id}`);
      if (id !== "self-test") expect(input_template).toContain(`[${severity}]`);
    }
  });

  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
  it("stays within what EventBridge takes for a message: variables all used, all with a path, 8,192 characters", () => {
    for (const [, block] of inBus("aws_cloudwatch_event_target")) {
      const { input_paths, input_template } = inputTransformerOf(block);
      const used = [...input_template.matchAll(/<([^<>]*)>/g)].map(([, variable]) => variable);
      expect([...new Set(used)].sort()).toEqual(Object.keys(input_paths).sort());
      for (const [variable, path] of Object.entries(input_paths)) {
        expect(variable).toMatch(/^(?!aws\.)[A-Za-z0-9_-]+$/);
        expect(path).toMatch(/^\$(?:\.[\w-]+(?:\[\d+\])?)+$/);
      }
      expect(input_template.length).toBeLessThanOrEqual(8192);
    }
  });

  it("writes every message as lines of quoted text, or as one JSON object", () => {
    for (const [, block] of inBus("aws_cloudwatch_event_target")) {
      const { input_template } = inputTransformerOf(block);
      const texts = input_template.startsWith("{") ? [input_template] : input_template.split("\n");
      for (const text of texts) expect(() => JSON.parse(text)).not.toThrow();
    }
  });
});

describe("an alert of the audit bus", () => {
  const stopLogging = cloudTrailRecord({
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    accountId: "123456789012",
    region: "eu-west-1",
  });
  const why = "Why it matters: stopped, narrowed or redirected, a trail no longer says who did what.";
  const toDo =
    "What to do: https://github.com/example/org-audit-trail/blob/main/docs/runbooks/alerts/trail.md#trail-changed";

  it("says who did what, where, when, and what to do", () => {
    expect(message("trail-changed", eventBridgeEvents(stopLogging))).toEqual([
      "[critical] example: Somebody changed a trail, or tried to",
      "",
      "What: StopLogging of cloudtrail.amazonaws.com ",
      `Who: ${stopLogging.userIdentity.arn} (AssumedRole) from ${stopLogging.sourceIPAddress}`,
      `Event: ${stopLogging.eventID}`,
      "Where: account 123456789012, eu-west-1",
      "When: 2026-11-20T09:15:00Z",
      "",
      why,
      toDo,
    ]);
  });

  it("says that a call was refused", () => {
    expect(message("trail-changed", eventBridgeEvents(denied(stopLogging)))).toContain(
      "What: StopLogging of cloudtrail.amazonaws.com AccessDenied",
    );
  });

  it("says what is left where an event does not say who", () => {
    const { userIdentity: _, sourceIPAddress: __, ...anonymous } = stopLogging;
    const event = { ...eventBridgeEvents(stopLogging), detail: anonymous };
    expect(message("trail-changed", event)).toContain("Who:  () from ");
    expect(message("trail-changed", {})).toContain(toDo);
  });

  it("says which object of the archive is gone, and how", () => {
    const event = objectDeleted({
      accountId: "444455556666",
      bucketName: example.archive.bucketName,
      key: "AWSLogs/o-exampleorgid/1.json.gz",
    });
    const said = message("archive-object-deleted", event);
    expect(said).toContain("Object: AWSLogs/o-exampleorgid/1.json.gz");
    expect(said.find((line) => line.startsWith("How: "))).toMatch(/^How: (Permanently Deleted|Delete Marker Created)$/);
    expect(said.find((line) => line.startsWith("Who: "))).not.toBe("Who: ");
    expect(said).toContain("Where: account 444455556666, eu-central-1");
  });

  it("says which alarm of the log archive was raised", () => {
    const event = alarmStateChange({
      accountId: "444455556666",
      alarmName: "example-org-audit-archive-requests-refused",
      state: "ALARM",
    });
    const said = message("archive-alarm-raised", event);
    expect(said).toContain("Alarm: example-org-audit-archive-requests-refused");
    expect(said.find((line) => line.startsWith("Reason: "))).not.toBe("Reason: ");
  });

  it("says what the trail sentinel found, the first finding in its own words", () => {
    const event = customEvent({
      source: "org-audit-trail.sentinel",
      detailType: "Audit Trail Finding",
      detail: { check: "coverage-check", count: 3, findings: [{ what: "no digest since yesterday" }] },
      accountId: "111122223333",
    });
    const said = message("sentinel-finding", event);
    expect(said).toContain("Check: coverage-check");
    expect(said).toContain("Findings: 3");
    expect(said).toContain("First: no digest since yesterday");
  });
});
