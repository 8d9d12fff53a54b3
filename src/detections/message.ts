import type { Detection, DetectionContext, Said } from "./detection";
import { DETECTIONS, type DetectionId } from "./index";
import { CALLERS_COMMAND, nextCommand, nextCommandOfAlarm } from "./next-query";

/** What EventBridge makes of an event before it is sent. */
export interface InputTransformer {
  /** Variables, each with its path in the event. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** Who, what, where and when, by their paths in an event of CloudTrail's. */
const SAID_OF_RECORDS: Readonly<Record<string, Said>> = {
  what: { words: "<call> of <service>", paths: { call: "$.detail.eventName", service: "$.detail.eventSource" } },
  error: { words: "<error>", paths: { error: "$.detail.errorCode" } },
  // Whole: which of its parts are there depends on who it is, and a user's name may have a quotation mark in its path.
  who: { value: "$.detail.userIdentity" },
  from: { words: "<address>", paths: { address: "$.detail.sourceIPAddress" } },
  event: { words: "<eventId>", paths: { eventId: "$.detail.eventID" } },
};

/** Where the runbooks of alerts stand: a link, or the path in this repository. */
export function alertRunbooks({ organization }: DetectionContext): string {
  return `${organization.alerts.runbooks ?? "docs/runbooks"}/alerts`;
}

export function runbookOf(id: DetectionId, context: DetectionContext): string {
  return `${alertRunbooks(context)}/${DETECTIONS[id].group}.md#${id}`;
}

/** Description of a detection's alarm: what a message of CloudWatch's says besides the metric. */
export function alarmDescription(id: DetectionId, context: DetectionContext): string {
  const { severity, title, why, next } = DETECTIONS[id];
  return `[${severity}] ${title}: ${why}. Ask next: ${nextCommandOfAlarm(next, context)} What to do: ${runbookOf(id, context)}`;
}

/** Description of an alarm that detections share: the event says what an alarm of their own would. */
export function sharedAlarmDescription(
  ids: readonly [DetectionId, ...DetectionId[]],
  context: DetectionContext,
): string {
  const { severity } = DETECTIONS[ids[0]];
  return `[${severity}] One of these was counted: ${ids.join(", ")}. An event of the audit bus says which, who and where; of an account that forwards nothing there is none: ask what changed there. What to do: ${alertRunbooks(context)}/first-five-minutes.md`;
}

/**
 * The message of a detection's rule: JSON, so that an incident tool reads its fields, and the topic tells one message from
 * another; a field a line, in the order in which a person wants them. Text that is no JSON would arrive with quotation marks
 * around each line.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function ruleMessage(id: DetectionId, context: DetectionContext): InputTransformer {
  const detection: Detection = DETECTIONS[id];
  const { severity, title, why, next } = detection;
  const ofRecords = detection.kind !== "signal";
  const said = Object.entries(ofRecords ? SAID_OF_RECORDS : detection.says);
  return {
    inputPaths: {
      ...Object.assign({}, ...said.map(([label, about]) => pathsOf(label, about))),
      // Letters and digits alone, unlike a name or an ARN: it may stand inside a text.
      ...(ofRecords ? { key: "$.detail.userIdentity.accessKeyId" } : {}),
      account: "$.account",
      region: "$.region",
      time: "$.time",
    },
    inputTemplate: jsonTemplate([
      ["alert", JSON.stringify(`[${severity}] ${context.organization.name}: ${title}`)],
      ...said.map(([label, about]) => [label, placeOf(label, about)] as const),
      ["account", '"<account>"'],
      ["region", '"<region>"'],
      ["time", '"<time>"'],
      ["next", JSON.stringify(nextCommand(next, context))],
      ...(ofRecords ? [["caller", JSON.stringify(CALLERS_COMMAND)] as const] : []),
      ["why", JSON.stringify(`${why}.`)],
      ["runbook", JSON.stringify(runbookOf(id, context))],
      ["severity", JSON.stringify(severity)],
      ["detection", JSON.stringify(id)],
    ]),
  };
}

function pathsOf(label: string, about: Said): Readonly<Record<string, string>> {
  return "value" in about ? { [label]: about.value } : about.paths;
}

function placeOf(label: string, about: Said): string {
  return "value" in about ? `<${label}>` : JSON.stringify(about.words);
}

function jsonTemplate(fields: readonly (readonly [label: string, value: string])[]): string {
  return `{\n${fields.map(([label, value]) => `  ${JSON.stringify(label)}: ${value}`).join(",\n")}\n}`;
}
