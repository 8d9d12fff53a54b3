import type { EventDetection } from "../detection";
import { CHANGES, fieldIs } from "../event-clause";
import { anywhere } from "../next-query";

export const evidenceSourceStopped = {
  id: "evidence-source-stopped",
  kind: "events",
  group: "trail",
  title: "An account stopped or deleted other audit records",
  why: "flow logs, query logs, access logs and audit logs show what a trail does not",
  severity: "medium",
  controls: ["SOC 2 CC7.2", "HIPAA 164.312(b)"],
  techniques: ["T1562.008", "T1562.001", "T1070"],
  next: anywhere("destructive-calls"),
  periodMinutes: 15,
  events: ({ organization }) =>
    organization.alerts.memberEvidence
      ? [
          { sources: ["ec2"], names: ["DeleteFlowLogs", "DisableEbsEncryptionByDefault"] },
          // A snapshot that others may make a volume of; the field is as public records have it.
          {
            sources: ["ec2"],
            names: ["ModifySnapshotAttribute"],
            where: [fieldIs("requestParameters.attributeType", "CREATE_VOLUME_PERMISSION"), CHANGES],
          },
          {
            sources: ["rds"],
            names: ["ModifyDBClusterSnapshotAttribute", "ModifyDBSnapshotAttribute", "StopActivityStream"],
          },
          {
            sources: ["route53resolver"],
            names: ["DeleteResolverQueryLogConfig", "DisassociateResolverQueryLogConfig"],
          },
          { sources: ["wafv2"], names: ["DeleteLoggingConfiguration"] },
          // A group's name says what is in it: teams make and delete their own all day.
          {
            sources: ["logs"],
            names: ["DeleteLogGroup", "DeleteLogStream"],
            where: [
              fieldIs(
                "requestParameters.logGroupName",
                "/aws/eks/*",
                "/aws/rds/*",
                "/aws/route53*",
                "/aws/vpc*",
                "*flow-logs*",
                "*flowlogs*",
                "aws-waf-logs-*",
              ),
            ],
          },
          {
            sources: ["eks"],
            names: ["UpdateClusterConfig"],
            where: [
              { kind: "is", field: "requestParameters.logging.clusterLogging[0].enabled", value: false },
              CHANGES,
            ],
          },
          { sources: ["bedrock"], names: ["DeleteModelInvocationLoggingConfiguration"] },
        ]
      : [],
  // In thousands of accounts and by services that nobody forwards from: the trail has them all.
  by: ["metric-filter"],
  cases: ({ prod }) => ({
    about: ["parameters"],
    fires: [
      { call: "ec2:DeleteFlowLogs DisableEbsEncryptionByDefault", in: prod },
      {
        call: "ec2:ModifySnapshotAttribute",
        in: prod,
        parameters: {
          snapshotId: "snap-0123456789abcdef0",
          attributeType: "CREATE_VOLUME_PERMISSION",
          createVolumePermission: { add: { items: [{ userId: "999988887777" }] } },
        },
      },
      { call: "rds:StopActivityStream ModifyDBSnapshotAttribute", in: prod },
      { call: "logs:DeleteLogGroup", in: prod, parameters: { logGroupName: "/aws/vpc/flow-logs" } },
      {
        call: "eks:UpdateClusterConfig",
        in: prod,
        parameters: {
          name: "main",
          logging: { clusterLogging: [{ types: ["audit"], enabled: false }] },
        },
      },
      { call: "bedrock:DeleteModelInvocationLoggingConfiguration", in: prod },
    ],
    misses: [
      { call: "ec2:CreateFlowLogs", in: prod },
      { call: "ec2:ModifySnapshotAttribute", in: prod, parameters: { attributeType: "PRODUCT_CODES" } },
      {
        call: "eks:UpdateClusterConfig",
        in: prod,
        parameters: { name: "main", resourcesVpcConfig: { endpointPublicAccess: true } },
      },
      {
        call: "eks:UpdateClusterConfig",
        in: prod,
        parameters: {
          logging: { clusterLogging: [{ types: ["audit"], enabled: true }] },
        },
      },
      { call: "logs:CreateLogGroup", in: prod },
      { call: "logs:DeleteLogGroup", in: prod, parameters: { logGroupName: "/aws/lambda/report" } },
    ],
  }),
  runbook: {
    seen: "Switched off by `alerts.memberEvidence: false`.",
    means:
      "somewhere in the organization somebody deleted flow logs, a Resolver's or a firewall's log, a log group that says in its name that it holds such, stopped a database's activity stream, Bedrock's invocation log or EBS encryption by default, or shared a snapshot.",
    falseAlarm: "a team that takes a test apart.",
    restore:
      "ask the account's owner, who switches it on again. What was deleted is gone. Look for other alerts of the same account: attackers do this before or after.",
  },
} as const satisfies EventDetection;
