import type { Names } from "../../naming";
import type { EventDetection } from "../detection";
import { type EventClause, fieldIs, inAccount } from "../event-clause";
import { changesOf } from "../next-query";

export const trailLogsRoleChanges = ({ trailLogsRole, managementAccountId }: Names): EventClause => ({
  sources: ["iam"],
  where: [inAccount(managementAccountId), fieldIs("requestParameters.roleName", trailLogsRole.name)],
});

export const trailLogsRoleChanged = {
  id: "trail-logs-role-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "The role that writes the trail's log group was changed",
  why: "without this role nothing reaches the log group, and its alarms cannot fire",
  severity: "critical",
  controls: ["HIPAA 164.312(b)"],
  techniques: ["T1562.008"],
  next: changesOf(({ names }) => names.trailLogsRole.name),
  events: ({ names }) => [trailLogsRoleChanges(names)],
  by: ["metric-filter"],
  cases: ({ names, management, prod }) => ({
    about: ["parameters"],
    fires: [{ call: "iam:DeleteRolePolicy", in: management, parameters: { roleName: names.trailLogsRole.name } }],
    misses: [
      { call: "iam:DeleteRolePolicy", in: prod, parameters: { roleName: names.trailLogsRole.name } },
      { call: "iam:DeleteRole", in: management, parameters: { roleName: `${names.trailLogsRole.name}-trial` } },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`.",
    means: "`TRAIL_LOGS_ROLE` was changed: CloudTrail can no longer write the log group, or somebody else can.",
    falseAlarm: "an announced deploy.",
    restore: [
      "a deleted role, its trust, its inline policy and a permissions boundary show. A policy that was added, a deny perhaps, does not: `WriteTrailLogStreams` is all there should be.",
      {
        commands: [
          "aws iam list-role-policies --profile MANAGEMENT_PROFILE --role-name TRAIL_LOGS_ROLE --query PolicyNames --output text",
          "aws iam list-attached-role-policies --profile MANAGEMENT_PROFILE --role-name TRAIL_LOGS_ROLE --query 'AttachedPolicies[].PolicyArn' --output text",
          "aws iam delete-role-policy --profile MANAGEMENT_PROFILE --role-name TRAIL_LOGS_ROLE --policy-name NAME",
          "aws iam detach-role-policy --profile MANAGEMENT_PROFILE --role-name TRAIL_LOGS_ROLE --policy-arn ARN",
        ],
      },
    ],
  },
} as const satisfies EventDetection;
