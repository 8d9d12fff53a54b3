/** Ids of the checks, in the order in which they run. */
export const CHECK_IDS = [
  "trail-delivery-check",
  "trail-settings-check",
  "guardrails-check",
  "coverage-check",
  "sentinel-blind",
] as const;

export type CheckId = (typeof CHECK_IDS)[number];

/** Worst first. */
const SEVERITIES = ["critical", "high", "medium"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A deviation of AWS from the declaration. Says the same in every run for as long as it stands. */
export interface Finding {
  readonly check: CheckId;
  readonly severity: Severity;
  /** What it is about: an account, policy, unit, service or the trail. */
  readonly subject: string;
  readonly what: string;
  readonly remedy: string;
}

/** What a check returns: the engine adds whose it is. */
export type Deviation = Omit<Finding, "check">;

/** Equal for two findings that say the same. */
export function identityOf({ check, subject, what }: Finding): string {
  return JSON.stringify([check, subject, what]);
}

/** The worst of the findings' severities; `medium` where there are none. */
export function worstOf(findings: readonly Finding[]): Severity {
  return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? "medium";
}

/** Worst first, then by check, subject and text: the same order in every run. */
export function compareFindings(one: Finding, other: Finding): number {
  return (
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    CHECK_IDS.indexOf(one.check) - CHECK_IDS.indexOf(other.check) ||
    compareText(one.subject, other.subject) ||
    compareText(one.what, other.what)
  );
}

/** By code unit: faster than by locale, and the same on every machine. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
