import type { MetricDetection } from "../detection";
import { inLogArchive } from "../next-query";
import { archiveRequests } from "./metrics";

export const archiveRequestsRefused = {
  id: "archive-requests-refused",
  kind: "metric",
  group: "monitoring-health",
  title: "The log archive refuses requests",
  why: "S3 refuses the trail's deliveries, or somebody is testing the locks",
  severity: "high",
  controls: ["OWN-6"],
  techniques: ["T1562.008", "T1485"],
  next: inLogArchive("denied-calls"),
  metric: (context) =>
    archiveRequests(context, {
      metricName: "4xxErrors",
      statistic: "Sum",
      // A reader's slip is over by the next period; a trail that is refused tries again.
      periodMinutes: 15,
      periods: 2,
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 3,
      missingData: "notBreaching",
    }),
  runbook: {
    seen: "After 30 minutes, in the log-archive account, and its event `archive-alarm-raised`.",
    means:
      "in each of two quarters of an hour S3 answered three requests for logs or digests with 4xx: the trail's puts are refused, and it tries again; or somebody tries the locks.",
    falseAlarm: "a reader's job that asks again and again for what is not there (404), or has no permission yet.",
    restore: [
      "`LatestDeliveryError` empty: it is not the trail. Who it was is in the access logs; 403 on deletes is an attack that failed: [contain](first-five-minutes.md#contain).",
      {
        commands: [
          "aws s3 ls s3://ACCESS_LOG_BUCKET/archive/ --profile LOG_ARCHIVE_PROFILE | tail -3",
          "aws s3 cp s3://ACCESS_LOG_BUCKET/archive/NAME - --profile LOG_ARCHIVE_PROFILE | grep -E '\" 4[0-9]{2} '",
        ],
      },
    ],
  },
} as const satisfies MetricDetection;
