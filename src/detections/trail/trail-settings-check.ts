import type { CheckDetection } from "../detection";
import { anywhere } from "../next-query";

export const trailSettingsCheck = {
  id: "trail-settings-check",
  kind: "check",
  group: "trail",
  title: "The live trail differs from the description",
  why: "a setting, a selector or Insights differs, so what is recorded differs",
  severity: "critical",
  controls: ["HIPAA 164.312(b)"],
  techniques: ["T1562.008"],
  next: anywhere("trail-changes"),
  runbook: {
    seen: "It turns OK by itself at the sentinel's next run.",
    means:
      "the sentinel, which looks every 15 minutes, finds the live trail different from the description. It does not depend on any event: alone, without `trail-changed`, it means that the call was not seen.",
    falseAlarm:
      "the description was changed and the management stack not deployed, or the other way round: deploy it, so that trail and sentinel have the same declaration.",
    restore: [
      "what differs is in the sentinel's log:",
      {
        commands: [
          "aws logs filter-log-events --profile MANAGEMENT_PROFILE --log-group-name /aws/lambda/AUDIT_PREFIX-sentinel --start-time $(($(date +%s) - 3600))000 --filter-pattern '\"trail-settings-check\"' --query 'events[].message' --output text",
        ],
      },
      "Then as [trail-changed](#trail-changed). Selectors and Insights: by the two commands there, since a plan may not show them.",
    ],
  },
} as const satisfies CheckDetection;
