import type { CheckDetection } from "../detection";
import { changesOf } from "../next-query";

export const sentinelBlind = {
  id: "sentinel-blind",
  kind: "check",
  group: "monitoring-health",
  title: "The trail sentinel could not read everything it checks",
  why: "what it could not read, it did not check",
  severity: "high",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1562.001"],
  next: changesOf(({ names }) => names.sentinel.function.name),
  runbook: {
    means: "the sentinel could not read something; what it could not read was not checked.",
    falseAlarm: "throttling, once.",
    restore:
      "the reason is in the finding (command of [trail-delivery-check](#trail-delivery-check)). `AccessDenied`: its role or a policy against it, [detection-role-changed](detection-pipeline.md#detection-role-changed); digests alone: the archive's bucket policy. `time ran out`: more accounts than a run can look at; raise the function's memory.",
  },
} as const satisfies CheckDetection;
