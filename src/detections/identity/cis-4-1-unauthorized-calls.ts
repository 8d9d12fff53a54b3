import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis41UnauthorizedCalls = {
  id: "cis-4-1-unauthorized-calls",
  kind: "benchmark",
  group: "identity",
  title: "AWS refused calls",
  why: "a few refused calls are mistakes; many are somebody searching for what stolen credentials can do",
  severity: "medium",
  controls: ["CIS 4.1", "CloudWatch.2", "HIPAA 164.308(a)(1)(ii)(D)"],
  techniques: ["T1580", "T1087.004"],
  next: anywhere("denied-calls"),
  // An organization refuses some calls every minute of the day.
  threshold: 25,
  periodMinutes: 15,
  pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  cases: ({ prod }) => ({
    about: ["outcome"],
    fires: [
      { call: "s3:GetBucketPolicy", in: prod, refused: "AccessDenied" },
      { call: "ec2:RunInstances", in: prod, refused: "Client.UnauthorizedOperation" },
    ],
    misses: [
      { call: "s3:GetBucketPolicy", in: prod },
      { call: "s3:GetBucketPolicy", in: prod, refused: "NoSuchBucketPolicy" },
    ],
  }),
  runbook: {
    means: "calls are refused: a broken deployment, or somebody finding out what a stolen key may do.",
    falseAlarm: "one principal, one call, again and again, after a release.",
    restore:
      "many calls by one principal: contain it. Refused calls to cloudtrail, organizations, or in LOG_ARCHIVE_ACCOUNT, the log archive, count more.",
  },
} as const satisfies BenchmarkDetection;
