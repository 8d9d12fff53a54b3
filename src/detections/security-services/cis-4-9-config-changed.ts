import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis49ConfigChanged = {
  id: "cis-4-9-config-changed",
  kind: "benchmark",
  group: "security-services",
  title: "AWS Config was changed",
  why: "the history of resources may have a gap from now on",
  severity: "medium",
  controls: ["CIS 4.9", "CloudWatch.9"],
  techniques: ["T1562.001"],
  next: anywhere("security-service-changes"),
  pattern:
    "{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}",
  cases: ({ prod }) => ({
    fires: [{ call: "config:StopConfigurationRecorder PutDeliveryChannel", in: prod }],
    misses: [{ call: "config:DescribeDeliveryChannels PutConfigRule", in: prod }],
  }),
  runbook: {
    means:
      "AWS Config's recorder or channel was stopped, deleted or put. Stopped and deleted raise `security-service-off` too; this alone is a put: another bucket, or fewer resources.",
    falseAlarm: "a rollout of Config.",
    restore: "as above; a wrong bucket or recording group is put back by whoever made it.",
  },
} as const satisfies BenchmarkDetection;
