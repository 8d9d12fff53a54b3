import type { CheckDetection } from "../detection";
import { anywhere } from "../next-query";

export const trailDeliveryCheck = {
  id: "trail-delivery-check",
  kind: "check",
  group: "monitoring-health",
  title: "The trail is stopped or does not deliver",
  why: "log files, digests or CloudWatch's copy are late or were refused",
  severity: "critical",
  controls: ["OWN-6", "HIPAA 164.312(b)"],
  techniques: ["T1562.008"],
  next: anywhere("trail-changes"),
  runbook: {
    seen: "It turns OK by itself.",
    means:
      "the sentinel asked `GetTrailStatus`: stopped, an error, or log files, digests or CloudWatch's copy late (60 minutes; digests 180).",
    falseAlarm: "AWS is late. A trail that was made within the hour.",
    restore: [
      "the finding says which:",
      {
        commands: [
          "aws logs filter-log-events --profile MANAGEMENT_PROFILE --log-group-name /aws/lambda/AUDIT_PREFIX-sentinel --start-time $(($(date +%s) - 3600))000 --filter-pattern '\"remedy\"' --query 'events[].message' --output text",
        ],
      },
      [
        "| it says | do |",
        "|---|---|",
        "| not logging | [trail.md](trail.md#first-five-minutes) |",
        "| log files or digests to the archive | `npm run plan log-archive`; no drift: an RCP ([organization-policy-changed](organization.md#organization-policy-changed)), the key ([archive-key-changed](archive.md#archive-key-changed)) |",
        "| events to the log group | [trail-heartbeat](#trail-heartbeat) |",
        "| notifications | `npm run plan management`: the delivery topic, its policy or key |",
      ].join("\n"),
    ],
  },
} as const satisfies CheckDetection;
