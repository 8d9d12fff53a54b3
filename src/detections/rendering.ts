import { numbered } from "../naming";
import type { BenchmarkDetection, Detection, DetectionContext, EventDetection, MetricWatch } from "./detection";
import { type EventPattern, eventPatterns } from "./event-pattern";
import { DETECTION_IDS, DETECTIONS, type DetectionId } from "./index";
import { metricFilterPatterns } from "./metric-filter-pattern";

/** A metric filter of the trail's log group. */
export interface MetricFilter {
  readonly id: DetectionId;
  /** Names the filter: the id, with a number behind it where one pattern would be too long. */
  readonly name: string;
  readonly pattern: string;
  /** Names the metric that it counts for, and the metric's alarm: the id, or what detections of its severity share. */
  readonly counts: string;
  /** When the alarm calls. */
  readonly threshold: number;
  readonly periodMinutes: number;
}

/** An alarm on what metric filters count. */
export interface FilterAlarm {
  /** Names the metric, and the alarm. */
  readonly name: string;
  /** The detections whose filters count for it: one, or all that share it. */
  readonly ids: readonly [DetectionId, ...DetectionId[]];
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

/** When a detection that says nothing else calls. */
const AT_ONCE = { threshold: 1, periodMinutes: 5 };

/** Metric filters that an organization gets; the first of each detection has the detection's name. */
export function metricFilters(context: DetectionContext): readonly MetricFilter[] {
  const sharing = DETECTION_IDS.filter((id) => sharesAlarm(id, context));
  const shares = (id: DetectionId) =>
    sharing.includes(id) &&
    sharing.some((other) => other !== id && DETECTIONS[other].severity === DETECTIONS[id].severity);
  return DETECTION_IDS.flatMap((id) => {
    const detection: Detection = DETECTIONS[id];
    if (detection.kind !== "benchmark" && detection.kind !== "events") return [];
    const { threshold = AT_ONCE.threshold, periodMinutes = AT_ONCE.periodMinutes } = detection;
    const counts = shares(id) ? `${detection.severity}-changes` : id;
    return filterPatterns(detection, context).map((pattern, index) => ({
      id,
      name: numbered(id, index),
      pattern,
      counts,
      threshold,
      periodMinutes,
    }));
  });
}

/** Alarms on what those filters count. */
export function filterAlarms(context: DetectionContext): readonly FilterAlarm[] {
  const alarms = new Map<string, FilterAlarm>();
  for (const { counts: name, id, threshold, periodMinutes } of metricFilters(context)) {
    const { ids } = alarms.get(name) ?? { ids: [id] };
    alarms.set(name, { name, ids: ids.includes(id) ? ids : [...ids, id], threshold, periodMinutes });
  }
  return [...alarms.values()];
}

/** What a benchmark asks for has an alarm of its own, and so has what no rule names; the self-test has to come out by its name. */
function sharesAlarm(id: DetectionId, { organization }: DetectionContext): boolean {
  const detection: Detection = DETECTIONS[id];
  return (
    organization.alerts.sharedAlarms &&
    detection.kind === "events" &&
    detection.by.includes("event-rule") &&
    detection.threshold === undefined &&
    detection.periodMinutes === undefined &&
    id !== "self-test" &&
    reachesPeople(id)
  );
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
