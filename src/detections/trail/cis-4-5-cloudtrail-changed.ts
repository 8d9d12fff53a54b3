import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis45CloudtrailChanged = {
  id: "cis-4-5-cloudtrail-changed",
  kind: "benchmark",
  group: "trail",
  title: "A trail was created, changed, started, stopped or deleted",
  why: "what is recorded may have changed",
  severity: "critical",
  controls: ["CIS 4.5", "CloudWatch.5", "HIPAA 164.312(b)"],
  techniques: ["T1562.008"],
  next: anywhere("trail-changes"),
  pattern:
    "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
  runbook: {
    means:
      "as `trail-changed`, in the words of the CIS benchmark: trails made, updated, deleted, started, stopped. Both come for the same call; this one alone means that `trail-changed`'s filter or alarm is broken: [trail-log-group-changed](detection-pipeline.md#trail-log-group-changed).",
    falseAlarm: "as [trail-changed](#trail-changed).",
    restore: "as [trail-changed](#trail-changed).",
  },
} as const satisfies BenchmarkDetection;
