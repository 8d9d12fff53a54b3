import type { Detection, Scope } from "./detection";
import { DETECTIONS, type DetectionId } from "./index";

/** What EventBridge makes of an event before it is sent. */
export interface InputTransformer {
  /** Variables, each with its path in the event. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** Who, what, where and when, by their paths in an event of CloudTrail's. A path that is not there says nothing. */
const RECORD_PATHS = {
  service: "$.detail.eventSource",
  call: "$.detail.eventName",
  error: "$.detail.errorCode",
  who: "$.detail.userIdentity.arn",
  type: "$.detail.userIdentity.type",
  address: "$.detail.sourceIPAddress",
  eventId: "$.detail.eventID",
} as const;

/** Where the runbooks of alerts stand: a link, or the path in this repository. */
export function alertRunbooks({ organization }: Scope): string {
  return `${organization.alerts.runbooks ?? "docs/runbooks"}/alerts`;
}

export function runbookOf(id: DetectionId, scope: Scope): string {
  return `${alertRunbooks(scope)}/${DETECTIONS[id].group}.md#${id}`;
}

/** Description of a detection's alarm: what a message of CloudWatch's says besides the metric. */
export function alarmDescription(id: DetectionId, scope: Scope): string {
  const { severity, title, why } = DETECTIONS[id];
  return `[${severity}] ${title}: ${why}. What to do: ${runbookOf(id, scope)}`;
}

/** The message of a detection's rule. */
export function ruleMessage(id: DetectionId, scope: Scope): InputTransformer {
  return id === "self-test" ? receipt(id, scope) : text(id, scope);
}

/**
 * Lines of text, each quoted, as EventBridge wants a template that is no JSON.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function text(id: DetectionId, scope: Scope): InputTransformer {
  const detection: Detection = DETECTIONS[id];
  const { severity, title, why } = detection;
  const { paths, lines } = saidBy(detection);
  const template = [
    `[${severity}] ${scope.organization.name}: ${title}`,
    "",
    ...lines,
    "Where: account <account>, <region>",
    "When: <time>",
    "",
    `Why it matters: ${why}.`,
    `What to do: ${runbookOf(id, scope)}`,
  ];
  return {
    inputPaths: { account: "$.account", region: "$.region", time: "$.time", ...paths },
    inputTemplate: template.map((line) => JSON.stringify(line)).join("\n"),
  };
}

/** What the event says, as variables and as the lines that name them. */
function saidBy(detection: Detection) {
  if (detection.kind !== "signal") {
    return {
      paths: RECORD_PATHS,
      lines: ["What: <call> of <service> <error>", "Who: <who> (<type>) from <address>", "Event: <eventId>"],
    };
  }
  const labels = Object.keys(detection.says);
  return {
    paths: Object.fromEntries(labels.map((label) => [label.toLowerCase(), detection.says[label] ?? ""])),
    lines: labels.map((label) => `${label}: <${label.toLowerCase()}>`),
  };
}

/** In JSON, so that the topic can tell this message from every other, and leave a receipt of it in a queue. */
function receipt(id: DetectionId, scope: Scope): InputTransformer {
  const { title, why } = DETECTIONS[id];
  return {
    inputPaths: { time: "$.time" },
    inputTemplate: JSON.stringify({
      detection: id,
      message: `${scope.organization.name}: ${title}; ${why}.`,
      when: "<time>",
      runbook: runbookOf(id, scope),
    }),
  };
}
