import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis414VpcChanged = {
  id: "cis-4-14-vpc-changed",
  kind: "benchmark",
  group: "network",
  title: "A VPC was changed",
  why: "a network was created, connected to another, or deleted",
  severity: "low",
  controls: ["CIS 4.14", "CloudWatch.14"],
  techniques: ["T1562.007"],
  next: anywhere("network-changes"),
  periodMinutes: 60,
  pattern:
    "{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || ($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || ($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection) || ($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || ($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}",
  cases: ({ prod }) => ({
    fires: [{ call: "ec2:CreateVpc AcceptVpcPeeringConnection", in: prod }],
    misses: [{ call: "ec2:DescribeVpcs CreateVpcEndpoint", in: prod }],
  }),
  runbook: {
    means: "a VPC was made, changed, peered or deleted.",
    falseAlarm: "deployments.",
    restore: [
      "a peering that nobody knows:",
      {
        commands: [
          "aws ec2 describe-vpc-peering-connections --profile PROFILE_OF_ITS_ACCOUNT --query 'VpcPeeringConnections[].[VpcPeeringConnectionId,RequesterVpcInfo.OwnerId,AccepterVpcInfo.OwnerId,Status.Code]' --output text",
          "aws ec2 delete-vpc-peering-connection --profile PROFILE_OF_ITS_ACCOUNT --vpc-peering-connection-id pcx-xxxx",
        ],
      },
    ],
  },
} as const satisfies BenchmarkDetection;
