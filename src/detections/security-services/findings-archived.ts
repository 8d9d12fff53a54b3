import type { EventDetection } from "../detection";
import { anywhere } from "../next-query";

export const findingsArchived = {
  id: "findings-archived",
  kind: "events",
  group: "security-services",
  title: "Findings of GuardDuty or Access Analyzer were archived",
  why: "nobody looks at an archived finding any more",
  severity: "low",
  controls: ["SOC 2 CC7.1"],
  techniques: ["T1562.001"],
  next: anywhere("security-service-changes"),
  periodMinutes: 60,
  // Security Hub's BatchUpdateFindings is left out: its automation rules and integrations call it all day.
  events: () => [
    { sources: ["guardduty"], names: ["ArchiveFindings"] },
    { sources: ["access-analyzer"], names: ["ApplyArchiveRule", "UpdateFindings"] },
  ],
  // Analysts do it every day: a count of an hour, and no message for each.
  by: ["metric-filter"],
  cases: ({ prod }) => ({
    anywhere: true,
    fires: [
      { call: "guardduty:ArchiveFindings", in: prod },
      { call: "access-analyzer:UpdateFindings ApplyArchiveRule", in: prod },
    ],
    misses: [
      { call: "securityhub:BatchUpdateFindings", in: prod },
      { call: "guardduty:UnarchiveFindings", in: prod },
    ],
  }),
  runbook: {
    means: "somebody archived findings, one by one or by a rule that they applied to those that were there.",
    falseAlarm: "the security team, at work.",
    restore:
      "read it beside another alert: was a finding archived that tells of it? In the account and Region of the call, `aws guardduty unarchive-findings` brings it back.",
  },
} as const satisfies EventDetection;
