import { numbered } from "../naming";
import type { BenchmarkDetection, Detection, DetectionContext, EventDetection, MetricWatch } from "./detection";
import { type EventPattern, eventPatterns } from "./event-pattern";
import { DETECTION_IDS, DETECTIONS, type DetectionId } from "./index";
import { metricFilterPatterns } from "./metric-filter-pattern";

/** A metric filter of the trail's log group, and when its alarm calls. */
export interface MetricFilter {
  readonly id: DetectionId;
  /** Names the filter: the id, with a number behind it where one pattern would be too long. All count for the id's metric. */
  readonly name: string;
  readonly pattern: string;
  readonly threshold: number;
  readonly periodMinutes: number;
}

/** A rule of the audit bus. */
export interface EventRule {
  readonly id: DetectionId;
  /** Names the rule: the id, with a number behind it where one pattern would be too long. */
  readonly name: string;
  readonly pattern: EventPattern;
}

/** Whether its messages are sent to people. What is `low` is counted, and the self-test is what people wait for. */
export const reachesPeople = (id: DetectionId): boolean => DETECTIONS[id].severity !== "low" || id === "self-test";

/** Metric filters that an organization gets; the first of each detection has the detection's name. */
export function metricFilters(context: DetectionContext): readonly MetricFilter[] {
  return DETECTION_IDS.flatMap((id) => {
    const detection: Detection = DETECTIONS[id];
    if (detection.kind !== "benchmark" && detection.kind !== "events") return [];
    const { threshold = 1, periodMinutes = 5 } = detection;
    return filterPatterns(detection, context).map((pattern, index) => ({
      id,
      name: numbered(id, index),
      pattern,
      threshold,
      periodMinutes,
    }));
  });
}

/** Rules of the audit bus that an organization gets. */
export function eventRules(context: DetectionContext): readonly EventRule[] {
  return DETECTION_IDS.flatMap((id) =>
    rulePatterns(DETECTIONS[id], context).map((pattern, index) => ({
      id,
      name: numbered(id, index),
      pattern,
    })),
  );
}

/** Alarms on AWS's own metrics, in the home Region of an account. */
export function metricWatches(
  context: DetectionContext,
  account: MetricWatch["account"],
): readonly (readonly [DetectionId, MetricWatch])[] {
  return DETECTION_IDS.flatMap((id) => {
    const detection: Detection = DETECTIONS[id];
    if (detection.kind !== "metric") return [];
    const metric = detection.metric(context);
    return metric?.account === account ? [[id, metric] as const] : [];
  });
}

/** What the trail sentinel checks. */
export const CHECK_IDS = DETECTION_IDS.filter((id) => DETECTIONS[id].kind === "check");

function filterPatterns(detection: EventDetection | BenchmarkDetection, context: DetectionContext): readonly string[] {
  if (detection.kind === "benchmark") {
    const { pattern, otherPattern } = detection;
    return otherPattern === undefined ? [pattern] : [pattern, otherPattern];
  }
  return detection.by.includes("metric-filter") ? metricFilterPatterns(detection.events(context)) : [];
}

function rulePatterns(detection: Detection, context: DetectionContext): readonly EventPattern[] {
  if (detection.kind === "signal") return [detection.pattern(context)];
  if (detection.kind !== "events" || !detection.by.includes("event-rule")) return [];
  return eventPatterns(detection.events(context));
}
