import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis412GatewayChanged = {
  id: "cis-4-12-gateway-changed",
  kind: "benchmark",
  group: "network",
  title: "A network gateway was changed",
  why: "a way in or out was opened or closed",
  severity: "low",
  controls: ["CIS 4.12", "CloudWatch.12"],
  techniques: ["T1562.007"],
  next: anywhere("network-changes"),
  periodMinutes: 60,
  pattern:
    "{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || ($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || ($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}",
  cases: ({ prod }) => ({
    fires: [{ call: "ec2:AttachInternetGateway DeleteCustomerGateway", in: prod }],
    misses: [{ call: "ec2:DescribeInternetGateways CreateNatGateway", in: prod }],
  }),
  runbook: {
    means: "an internet or customer gateway was made, attached or taken away.",
    falseAlarm: "a new VPC by its team.",
    restore: [
      {
        commands: [
          "aws ec2 detach-internet-gateway --profile PROFILE_OF_ITS_ACCOUNT --internet-gateway-id igw-xxxx --vpc-id vpc-xxxx",
        ],
      },
    ],
  },
} as const satisfies BenchmarkDetection;
