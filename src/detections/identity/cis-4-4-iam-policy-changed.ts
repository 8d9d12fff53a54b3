import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis44IamPolicyChanged = {
  id: "cis-4-4-iam-policy-changed",
  kind: "benchmark",
  group: "identity",
  title: "An IAM policy was changed",
  why: "somebody's permissions changed",
  severity: "low",
  controls: ["CIS 4.4", "CloudWatch.4"],
  techniques: ["T1098", "T1098.003"],
  next: anywhere("policy-changes"),
  periodMinutes: 60,
  pattern:
    "{($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy)}",
  cases: ({ prod }) => ({
    fires: [{ call: "iam:AttachRolePolicy CreatePolicyVersion DeleteUserPolicy", in: prod }],
    misses: [{ call: "iam:UpdateAssumeRolePolicy GetPolicy", in: prod }],
  }),
  runbook: {
    means: "an IAM policy was changed somewhere.",
    falseAlarm: "deployments, all day.",
    restore:
      "read it next to another alert; a policy that lets somebody in or up (`sts:AssumeRole`, `iam:*`, `*`) is taken off by its owner.",
  },
} as const satisfies BenchmarkDetection;
