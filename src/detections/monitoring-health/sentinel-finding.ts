import type { SignalDetection } from "../detection";
import { AROUND_IT } from "../next-query";

export const sentinelFinding = {
  id: "sentinel-finding",
  kind: "signal",
  group: "monitoring-health",
  title: "The trail sentinel found a difference",
  why: "the live trail, policies or digests differ from the description",
  severity: "high",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1562.001"],
  next: AROUND_IT,
  pattern: ({ names }) => ({
    source: [names.sentinel.eventSource],
    "detail-type": [names.sentinel.eventDetailType],
  }),
  says: {
    check: { words: "<check>", paths: { check: "$.detail.check" } },
    count: { words: "<count>", paths: { count: "$.detail.count" } },
    // The worst: its severity, what it is about, what it is, and what to do.
    first: { value: "$.detail.findings[0]" },
    checkRunbook: { words: "<checkRunbook>", paths: { checkRunbook: "$.detail.runbook" } },
  },
  cases: ({ names, management }) => {
    const finding = { source: names.sentinel.eventSource, detailType: "Audit Trail Finding", in: management };
    return {
      fires: [finding],
      misses: [
        { ...finding, source: "org-audit-trail.other" },
        { ...finding, detailType: "Audit Trail Finding Resolved" },
      ],
    };
  },
  runbook: {
    seen: "Twins: the alarms of the checks, one each, which are its history.",
    means: "the sentinel found something new; `check` says which, and `checkRunbook` what to do.",
    falseAlarm:
      "as the check's: [trail-settings-check](trail.md#trail-settings-check), [guardrails-check](organization.md#guardrails-check), [trail-delivery-check](#trail-delivery-check), [coverage-check](#coverage-check), [sentinel-blind](#sentinel-blind). The message has the first finding; the log has all. After a cold start of the function it is told again. What is found because an account joined shows in the alarms at once, and is told here by the next scheduled run. The event without the alarm: somebody may have forged it from the central account, or the sentinel cannot write metrics.",
    restore:
      "as the check's: [trail-settings-check](trail.md#trail-settings-check), [guardrails-check](organization.md#guardrails-check), [trail-delivery-check](#trail-delivery-check), [coverage-check](#coverage-check), [sentinel-blind](#sentinel-blind). The message has the first finding; the log has all. After a cold start of the function it is told again. What is found because an account joined shows in the alarms at once, and is told here by the next scheduled run. The event without the alarm: somebody may have forged it from the central account, or the sentinel cannot write metrics.",
  },
} as const satisfies SignalDetection;
