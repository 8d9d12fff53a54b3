import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis43RootUsed = {
  id: "cis-4-3-root-used",
  kind: "benchmark",
  group: "identity",
  title: "A root user was used",
  why: "root can do everything that no organization policy denies, and nobody needs it day to day",
  severity: "high",
  controls: ["CIS 4.3", "CloudWatch.1"],
  techniques: ["T1078.004"],
  next: anywhere("root-activity"),
  pattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  cases: ({ prod }) => ({
    about: ["caller"],
    fires: [{ call: "s3:ListBuckets", in: prod, by: { root: "without MFA" } }],
    misses: [
      { call: "s3:ListBuckets", in: prod },
      { call: "kms:Decrypt", in: prod, by: { root: "without MFA", invokedBy: "s3.amazonaws.com" } },
      { call: "account:CloseAccountResult", in: prod, by: { root: "without MFA" }, eventType: "AwsServiceEvent" },
    ],
  }),
  runbook: {
    means:
      "a root user of some account did something, in whatever Region. [root-used](#root-used) is its event; an account without a stack has none.",
    falseAlarm: "as [root-used](#root-used).",
    restore: "as [root-used](#root-used).",
  },
} as const satisfies BenchmarkDetection;
