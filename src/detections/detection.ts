import type { Organization } from "../config/organization";
import type { Names } from "../naming";
import type { Technique } from "../queries/techniques";
import type { AlertGroupId } from "./alert-group";
import type { CaseSetting, Cases, SignalCases } from "./case";
import type { EventClause } from "./event-clause";
import type { EventPattern } from "./event-pattern";
import type { NextQuery } from "./next-query";
import type { Text } from "./text";

/** `critical`: somebody gets up at night; `high`: within the hour; `medium`: the same day; `low`: counted on the dashboard, sent to nobody. */
export type Severity = "critical" | "high" | "medium" | "low";

/** What a detection's events and metrics are written with. */
export interface DetectionContext {
  readonly names: Names;
  readonly organization: Organization;
}

interface About {
  /** Names the file, the alarm, the metric filter and the rule. */
  readonly id: string;
  readonly group: AlertGroupId;
  /** What happened, as the message begins. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  readonly severity: Severity;
  /** Requirements that it serves: `CIS 4.5` of the AWS Foundations Benchmark, `OWN-2` of ours, HIPAA, SOC 2. */
  readonly controls: readonly string[];
  /** Techniques of MITRE ATT&CK that it reveals, by their ids; src/queries/techniques.ts has their names. */
  readonly techniques: readonly Technique[];
  /** What to ask next, which the alert says with what is known of its parameters. */
  readonly next: NextQuery;
  readonly runbook: AlertRunbook;
}

/**
 * What whoever is on call does, as its section of the runbook says it. Words in capitals are names of the organization:
 * runbook-words.ts has them.
 */
export interface AlertRunbook {
  /** When it comes, where that is not what its kind says. */
  readonly seen?: string;
  readonly means: Text;
  readonly falseAlarm: Text;
  readonly restore: Text;
  readonly more?: Text;
}

/** Where a detection matches records, its cases stand beside it. */
interface Tried {
  /** What it must see, and near misses. */
  readonly cases: (setting: CaseSetting) => Cases;
}

/** When a filter's alarm calls: so many events within so many minutes. */
interface Threshold {
  /** @default 1 */
  readonly threshold?: number;
  /** @default 5 */
  readonly periodMinutes?: number;
}

/**
 * Seen in what CloudTrail records. `metric-filter`: counted in the trail's log group, which has every account and Region,
 * some minutes later, many events in one message. `event-rule`: matched on the audit bus, which has what is forwarded to
 * it, within seconds, a message for each event.
 */
export interface EventDetection extends About, Threshold, Tried {
  readonly kind: "events";
  /** None where the organization has nothing that could be meant. */
  readonly events: (context: DetectionContext) => readonly EventClause[];
  readonly by: readonly ("metric-filter" | "event-rule")[];
}

/** A pattern that a benchmark asks for to the letter, as a metric filter. */
export interface BenchmarkDetection extends About, Threshold, Tried {
  readonly kind: "benchmark";
  readonly pattern: string;
  /** The same calls in other words that a checker compares. Both count for one metric, and one alarm. @default - none */
  readonly otherPattern?: string;
}

/**
 * What a message says of an event. EventBridge writes an object or list into its template as JSON, and leaves a hole where
 * there is none; what it puts inside a text it does not escape, and leaves out what is not there.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export type Said =
  /** A path in the event, at which there always is an object or a list, whatever somebody else wrote into it. */
  | { readonly value: string }
  /** Words with `<variables>`, and their paths: at each stands, if anything, what AWS writes, without quotation marks. */
  | { readonly words: string; readonly paths: Readonly<Record<string, string>> };

/** Seen in an event that is no record of CloudTrail's, on the audit bus. */
export interface SignalDetection extends About {
  readonly kind: "signal";
  readonly pattern: (context: DetectionContext) => EventPattern;
  /** What the message says besides, by its label. */
  readonly says: Readonly<Record<string, Said>>;
  /** What it must see, and near misses. */
  readonly cases: (setting: CaseSetting) => SignalCases;
}

/** Looked up by the trail sentinel, which counts its findings. */
export interface CheckDetection extends About {
  readonly kind: "check";
}

/** Seen in a metric that AWS writes. */
export interface MetricDetection extends About {
  readonly kind: "metric";
  /** None where the description leaves it out. */
  readonly metric: (context: DetectionContext) => MetricWatch | undefined;
}

export type Detection = EventDetection | BenchmarkDetection | SignalDetection | CheckDetection | MetricDetection;

/** An alarm on a metric that AWS writes. */
export interface MetricWatch {
  /** Account and home Region of the metric, and of its alarm. */
  readonly account: "management" | "central" | "log-archive";
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Sum" | "Maximum";
  readonly periodMinutes: number;
  /** So many periods in a row. */
  readonly periods: number;
  readonly comparison: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** What a period without data is. */
  readonly missingData: "breaching" | "notBreaching";
}
