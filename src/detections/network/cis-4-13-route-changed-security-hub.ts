import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis413RouteChangedSecurityHub = {
  id: "cis-4-13-route-changed-security-hub",
  kind: "benchmark",
  group: "network",
  title: "A route was changed",
  why: "the same as cis-4-13-route-changed, in the wording that Security Hub compares",
  severity: "low",
  controls: ["CIS 4.13", "CloudWatch.13"],
  techniques: ["T1562.007"],
  next: anywhere("network-changes"),
  periodMinutes: 60,
  pattern:
    "{($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable)}",
  runbook: {
    means:
      "the same calls as [cis-4-13-route-changed](#cis-4-13-route-changed), in the words that Security Hub compares; both come. This one alone: the other's filter is broken, or another service has a call of that name.",
    falseAlarm: "as there.",
    restore: "as there.",
  },
} as const satisfies BenchmarkDetection;
