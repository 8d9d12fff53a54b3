import type { AlertGroup } from "./alert-group";
import { CATALOGUE } from "./catalogue";
import type { Detection } from "./detection";
import { markdownOf, type Text } from "./text";

/** docs/runbooks/alerts/<group>.md: what to do first, and what each detection of the group means. */
export function runbookPage({ id, title, about, firstSteps, beforeTheDetections, tried }: AlertGroup): string {
  const detections: readonly Detection[] = CATALOGUE.filter(({ group }) => group === id);
  return [
    `# Alerts: ${title}`,
    markdownOf(about),
    "## First five minutes",
    firstSteps.map((step, index) => listItem(index + 1, step)).join("\n"),
    ...(beforeTheDetections === undefined ? [] : [markdownOf(beforeTheDetections)]),
    "## Detections",
    ...detections.flatMap(section),
    ...(tried === undefined ? [] : ["## What has been tried", tried]),
  ]
    .join("\n\n")
    .concat("\n");
}

function section(detection: Detection): readonly string[] {
  const { id, title, runbook } = detection;
  return [
    `### ${id}`,
    `${title}. ${howItComes(detection)}`,
    labelled("Means", runbook.means),
    ...(runbook.more === undefined ? [] : [markdownOf(runbook.more)]),
    labelled("False alarm", runbook.falseAlarm),
    labelled("Restore", runbook.restore),
  ];
}

/** `Critical; alarm and event. ATT&CK: T1562.008.` */
function howItComes(detection: Detection): string {
  const { severity, techniques, runbook } = detection;
  const seen = runbook.seen === undefined ? "" : ` ${runbook.seen}`;
  const shown = techniques.length === 0 ? "" : ` ATT&CK: ${techniques.join(", ")}.`;
  return `${capitalised(severity)}; ${waysOf(detection)}.${seen}${shown}`;
}

function waysOf(detection: Detection): string {
  switch (detection.kind) {
    case "events": {
      const ways = detection.by.map((way) => (way === "metric-filter" ? "alarm" : "event"));
      return `${ways.join(" and ")}${detection.by.includes("metric-filter") ? whenItCalls(detection) : ""}`;
    }
    case "benchmark":
      return `alarm${whenItCalls(detection)}`;
    case "signal":
      return "event";
    case "check":
      return "alarm, and an event `sentinel-finding` for what is new";
    case "metric":
      return "alarm";
  }
}

function whenItCalls({ threshold, periodMinutes }: { threshold?: number; periodMinutes?: number }): string {
  if (threshold !== undefined) return `, from ${threshold} calls within ${periodMinutes ?? 5} minutes`;
  return periodMinutes === undefined ? "" : `, one for all calls of ${periodMinutes} minutes`;
}

function labelled(label: string, text: Text): string {
  const body = markdownOf(text);
  return body.startsWith("```") ? `**${label}:**\n\n${body}` : `**${label}:** ${body}`;
}

function listItem(number: number, step: Text): string {
  return `${number}. ${markdownOf(step).replaceAll("\n\n", "\n").replaceAll("\n", "\n   ")}`;
}

const capitalised = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
