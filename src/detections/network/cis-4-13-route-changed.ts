import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis413RouteChanged = {
  id: "cis-4-13-route-changed",
  kind: "benchmark",
  group: "network",
  title: "A route was changed",
  why: "traffic takes another way now",
  severity: "low",
  controls: ["CIS 4.13", "CloudWatch.13"],
  techniques: ["T1562.007"],
  next: anywhere("network-changes"),
  periodMinutes: 60,
  pattern:
    "{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}",
  // Security Hub compares the benchmark's older words, which also count routes of API Gateway's.
  // https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-13
  otherPattern:
    "{($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable)}",
  cases: ({ prod }) => ({
    // The older words count other services' routes too.
    fires: [
      { call: "ec2:CreateRoute DisassociateRouteTable", in: prod },
      { call: "appmesh:CreateRoute", in: prod },
    ],
    misses: [{ call: "ec2:DescribeRouteTables AssociateRouteTable", in: prod }],
  }),
  runbook: {
    means: "a route or route table was changed: traffic goes another way, through somebody else's machine perhaps.",
    falseAlarm: "deployments; AWS services that manage routes; routes of an HTTP API, which the older words count too.",
    restore: [
      {
        commands: [
          "aws ec2 replace-route --profile PROFILE_OF_ITS_ACCOUNT --route-table-id rtb-xxxx --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-xxxx",
          "aws ec2 delete-route --profile PROFILE_OF_ITS_ACCOUNT --route-table-id rtb-xxxx --destination-cidr-block 203.0.113.0/24",
        ],
      },
    ],
  },
} as const satisfies BenchmarkDetection;
