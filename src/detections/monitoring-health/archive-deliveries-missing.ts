import type { MetricDetection } from "../detection";
import { archiveBucket, inLogArchive } from "../next-query";
import { archiveRequests } from "./metrics";

export const archiveDeliveriesMissing = {
  id: "archive-deliveries-missing",
  kind: "metric",
  group: "monitoring-health",
  title: "Nothing is written to the log archive",
  why: "undelivered events exist only in the log group, for as long as it keeps them, and cannot be proven",
  severity: "critical",
  controls: ["OWN-6", "HIPAA 164.312(b)"],
  techniques: ["T1562.008"],
  next: inLogArchive("archive-changes", archiveBucket),
  metric: (context) =>
    archiveRequests(context, {
      metricName: "PutRequests",
      statistic: "Sum",
      periodMinutes: 15,
      periods: 4,
      comparison: "LessThanThreshold",
      threshold: 1,
      missingData: "breaching",
    }),
  runbook: {
    seen: "After an hour, in the log-archive account, and its event `archive-alarm-raised`.",
    means:
      "S3 counts no put in the archive. The trail is stopped, or refused, or the bucket's request metrics are off.",
    falseAlarm: [
      "metrics off: then `archive-bucket-changed` came before, and objects are there:",
      {
        commands: [
          "aws s3api list-objects-v2 --profile LOG_ARCHIVE_PROFILE --bucket ARCHIVE_BUCKET --prefix AWSLogs/ORGANIZATION_ID/MANAGEMENT_ACCOUNT/CloudTrail/HOME_REGION/$(date -u +%Y/%m/%d)/ --query 'Contents[-1].[Key,LastModified]' --output text",
        ],
      },
    ],
    restore:
      "as [trail-delivery-check](#trail-delivery-check). The log group has what the archive misses, for as long as its retention says: export nothing, delete nothing, and write the gap down.",
  },
} as const satisfies MetricDetection;
