import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis45CloudtrailChanged = {
  id: "cis-4-5-cloudtrail-changed",
  kind: "benchmark",
  group: "trail",
  title: "A trail was created, changed, started, stopped or deleted",
  why: "the same calls as trail-changed, counted in the benchmark's words",
  severity: "low",
  controls: ["CIS 4.5", "CloudWatch.5", "HIPAA 164.312(b)"],
  techniques: ["T1562.008"],
  next: anywhere("trail-changes"),
  pattern:
    "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
  cases: ({ management }) => ({
    fires: [{ call: "cloudtrail:CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging", in: management }],
    misses: [{ call: "cloudtrail:PutEventSelectors GetTrail", in: management }],
  }),
  runbook: {
    means:
      "as `trail-changed`, in the words of the CIS benchmark: trails made, updated, deleted, started, stopped. `trail-changed` alerts people; this one alone in ALARM means that `trail-changed`'s filter or alarm is broken: [trail-log-group-changed](detection-pipeline.md#trail-log-group-changed).",
    falseAlarm: "as [trail-changed](#trail-changed).",
    restore: "as [trail-changed](#trail-changed).",
  },
} as const satisfies BenchmarkDetection;
