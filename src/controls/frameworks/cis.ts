import type { DetectionId } from "../../detections";
import type { Framework, Requirement } from "../requirement";

/** The monitoring recommendations: a metric filter and an alarm for each, with the benchmark's own pattern. */
const MONITORING: readonly [id: string, what: string, detection: DetectionId][] = [
  ["4.1", "unauthorized API calls", "cis-4-1-unauthorized-calls"],
  ["4.2", "console sign-in without MFA", "cis-4-2-sign-in-without-mfa"],
  ["4.3", "use of root", "cis-4-3-root-used"],
  ["4.4", "changes of IAM policies", "cis-4-4-iam-policy-changed"],
  ["4.5", "changes of CloudTrail's configuration", "cis-4-5-cloudtrail-changed"],
  ["4.6", "failed console sign-ins", "cis-4-6-console-sign-in-failed"],
  ["4.7", "disabled customer keys, and keys to be deleted", "cis-4-7-key-disabled"],
  ["4.8", "changes of bucket policies", "cis-4-8-bucket-policy-changed"],
  ["4.9", "changes of AWS Config", "cis-4-9-config-changed"],
  ["4.10", "changes of security groups", "cis-4-10-security-group-changed"],
  ["4.11", "changes of network ACLs", "cis-4-11-network-acl-changed"],
  ["4.12", "changes of network gateways", "cis-4-12-gateway-changed"],
  ["4.13", "changes of route tables", "cis-4-13-route-changed"],
  ["4.14", "changes of VPCs", "cis-4-14-vpc-changed"],
  ["4.15", "changes of AWS Organizations", "cis-4-15-organization-changed"],
];

function monitored([id, what, detection]: (typeof MONITORING)[number]): Requirement {
  return {
    id,
    asks: `A metric filter and an alarm watch ${what}.`,
    by: {
      settings: ["trail-to-log-group"],
      detections: [detection],
      checks: ["metric-filters", "alarms", "subscriptions"],
    },
    left: "A confirmed recipient in alerts.",
  };
}

/** The logging and monitoring sections. Numbers are those of v3.0.0. Security Hub checks the monitoring section in its standards of v1.2.0 and v1.4.0. */
export const CIS: Framework = {
  id: "cis",
  name: "CIS AWS Foundations Benchmark v3.0.0",
  source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html",
  requirements: [
    {
      id: "1.7",
      asks: "Root is not used for daily tasks.",
      by: {
        checks: ["metric-filters", "event-rules"],
        detections: ["root-used", "root-session-opened", "cis-4-3-root-used"],
        queries: ["root-activity"],
      },
      left: "Not to use it; central management of root access removes its credentials from members.",
    },
    {
      id: "3.1",
      asks: "CloudTrail is on in every Region.",
      by: {
        checks: ["trail", "trail-delivery"],
        settings: ["every-region", "global-services", "logging-on", "event-selectors"],
        detections: ["trail-changed"],
      },
    },
    {
      id: "3.2",
      asks: "Log file validation is on.",
      by: { checks: ["trail"], settings: ["signed-digests"], pages: ["runbooks/verify-the-logs.md"] },
      left: "To validate: npx org-trail verify.",
    },
    {
      id: "3.3",
      asks: "AWS Config is on in every Region.",
      by: {
        checks: ["guardrails", "event-rules"],
        statements: ["DenySecurityServicesOff"],
        detections: ["cis-4-9-config-changed", "security-service-off"],
      },
      left: "To switch AWS Config on: we guard it, and do not make it.",
    },
    {
      id: "3.4",
      asks: "Access to the bucket of the logs is logged.",
      by: { checks: ["archive-bucket"], settings: ["archive-access-logged"], queries: ["archive-readers"] },
    },
    {
      id: "3.5",
      asks: "Logs are encrypted with KMS keys.",
      by: { checks: ["trail", "archive-key"], settings: ["trail-encrypted", "archive-encrypted"] },
    },
    {
      id: "3.6",
      asks: "Customer keys are rotated.",
      by: { checks: ["archive-key"], settings: ["key-rotation"] },
      left: "Keys that are not the trail's.",
    },
    {
      id: "3.8, 3.9",
      asks: "Object-level writes and reads of S3 buckets are recorded.",
      by: { checks: ["event-selectors"], settings: ["event-selectors"], queries: ["bucket-data-events"] },
      left: "To name the buckets in trail.dataEvents: every object of every bucket is recorded only where the description says so.",
    },
    ...MONITORING.map(monitored),
    {
      id: "4.16",
      asks: "Security Hub is on.",
      by: {
        checks: ["guardrails", "event-rules"],
        statements: ["DenySecurityServicesOff"],
        detections: ["security-service-off"],
      },
      left: "To switch Security Hub on: we guard it, and do not make it.",
    },
  ],
};
