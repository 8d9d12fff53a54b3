import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis411NetworkAclChanged = {
  id: "cis-4-11-network-acl-changed",
  kind: "benchmark",
  group: "network",
  title: "A network ACL was changed",
  why: "a subnet may now let in traffic that it blocked before",
  severity: "low",
  controls: ["CIS 4.11", "CloudWatch.11"],
  techniques: ["T1562.007"],
  next: anywhere("network-changes"),
  periodMinutes: 60,
  pattern:
    "{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry) || ($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}",
  cases: ({ prod }) => ({
    fires: [{ call: "ec2:CreateNetworkAclEntry ReplaceNetworkAclAssociation", in: prod }],
    misses: [{ call: "ec2:DescribeNetworkAcls CreateSubnet", in: prod }],
  }),
  runbook: {
    means: "a network ACL, or which subnet has it, was changed.",
    falseAlarm: "deployments.",
    restore: [
      {
        commands: [
          "aws ec2 delete-network-acl-entry --profile PROFILE_OF_ITS_ACCOUNT --network-acl-id acl-xxxx --rule-number 100 --ingress",
        ],
      },
    ],
  },
} as const satisfies BenchmarkDetection;
