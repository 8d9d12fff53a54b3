import type { CheckDetection } from "../detection";
import { anywhere } from "../next-query";

export const guardrailsCheck = {
  id: "guardrails-check",
  kind: "check",
  group: "organization",
  title: "A guardrail or trusted access differs from the description",
  why: "attacks on the trail and its archive may not be prevented everywhere",
  severity: "critical",
  controls: ["SOC 2 CC6.1"],
  techniques: ["T1562.001", "T1666"],
  next: anywhere("organization-policy-changes"),
  runbook: {
    seen: "It turns OK by itself at the next run.",
    means:
      "the sentinel finds a policy missing, changed or not attached, a policy type off, a unit missing, or trusted access lost. Alone, without `organization-policy-changed`, it means that the call was not seen.",
    falseAlarm: "description and deploy differ: deploy management.",
    restore: [
      "the finding names policy and target; then [organization-policy-changed](#organization-policy-changed) or [trusted-access-changed](#trusted-access-changed).",
      {
        commands: [
          "aws logs filter-log-events --profile MANAGEMENT_PROFILE --log-group-name /aws/lambda/AUDIT_PREFIX-sentinel --start-time $(($(date +%s) - 3600))000 --filter-pattern '\"guardrails-check\"' --query 'events[].message' --output text",
        ],
      },
      "It does not notice policies that were added.",
    ],
  },
} as const satisfies CheckDetection;
