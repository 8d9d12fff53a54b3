import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis410SecurityGroupChanged = {
  id: "cis-4-10-security-group-changed",
  kind: "benchmark",
  group: "network",
  title: "A security group was changed",
  why: "a resource may now accept traffic that was blocked before",
  severity: "low",
  controls: ["CIS 4.10", "CloudWatch.10"],
  techniques: ["T1562.007"],
  next: anywhere("network-changes"),
  periodMinutes: 60,
  pattern:
    "{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || ($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || ($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}",
  cases: ({ prod }) => ({
    fires: [{ call: "ec2:AuthorizeSecurityGroupIngress DeleteSecurityGroup", in: prod }],
    misses: [{ call: "ec2:DescribeSecurityGroups RunInstances", in: prod }],
  }),
  runbook: {
    means: "a security group was made, changed or deleted.",
    falseAlarm: "deployments.",
    restore: [
      "a rule that opens to the world (`0.0.0.0/0`, `::/0`), by its id in the event:",
      {
        commands: [
          "aws ec2 revoke-security-group-ingress --profile PROFILE_OF_ITS_ACCOUNT --group-id sg-xxxx --security-group-rule-ids sgr-xxxx",
        ],
      },
    ],
  },
} as const satisfies BenchmarkDetection;
