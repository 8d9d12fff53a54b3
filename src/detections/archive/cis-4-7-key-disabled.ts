import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis47KeyDisabled = {
  id: "cis-4-7-key-disabled",
  kind: "benchmark",
  group: "archive",
  title: "A KMS key was disabled or is to be deleted",
  why: "nobody can read what it encrypts any more",
  severity: "high",
  controls: ["CIS 4.7", "CloudWatch.7"],
  techniques: ["T1486", "T1490"],
  next: anywhere("key-changes"),
  pattern: "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}",
  cases: ({ prod }) => ({
    fires: [{ call: "kms:DisableKey ScheduleKeyDeletion", in: prod }],
    misses: [{ call: "kms:PutKeyPolicy EnableKey", in: prod }],
  }),
  runbook: {
    means:
      "a KMS key, anywhere in the organization, was disabled or is to be deleted. Ours raise `archive-key-changed` or `watchers-key-changed` besides.",
    falseAlarm: "a team that retires a key: ask it, before the window (7 to 30 days) ends.",
    restore: "in that account, `aws kms cancel-key-deletion` and `aws kms enable-key` with its key's id.",
  },
} as const satisfies BenchmarkDetection;
