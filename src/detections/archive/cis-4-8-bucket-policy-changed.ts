import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis48BucketPolicyChanged = {
  id: "cis-4-8-bucket-policy-changed",
  kind: "benchmark",
  group: "archive",
  title: "Access to a bucket was changed",
  why: "a bucket may have been opened, copied or emptied",
  severity: "low",
  controls: ["CIS 4.8", "CloudWatch.8"],
  techniques: ["T1537"],
  next: anywhere("shared-outward"),
  periodMinutes: 60,
  pattern:
    "{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}",
  cases: ({ prod }) => ({
    fires: [{ call: "s3:PutBucketPolicy DeleteBucketLifecycle PutBucketReplication", in: prod }],
    misses: [{ call: "s3:PutBucketVersioning GetBucketPolicy", in: prod }],
  }),
  runbook: {
    means:
      "policy, ACL, CORS, lifecycle or replication of a bucket, anywhere, was changed. Ours raises `archive-bucket-changed` besides.",
    falseAlarm: "daily deployments.",
    restore: [
      "read the event; was the bucket opened, replicated to a stranger, or made to expire? Its owner puts it back. Quick stop for one bucket:",
      {
        commands: [
          "aws s3api put-public-access-block --profile PROFILE_OF_ITS_ACCOUNT --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
        ],
      },
    ],
  },
} as const satisfies BenchmarkDetection;
