import type { Names } from "../../naming";
import type { EventDetection } from "../detection";
import { anyFieldIs, type EventClause, fieldIsOther, inAccount } from "../event-clause";
import { anywhere } from "../next-query";
import { LOG_GROUP_FIELDS } from "./ours";

/** The trail's log group, and what an account's policy does to every group. CloudTrail opens a stream now and then. */
export const trailLogGroupChanges = ({ trailLogGroup, managementAccountId }: Names): readonly EventClause[] => [
  {
    sources: ["logs"],
    where: [
      inAccount(managementAccountId),
      anyFieldIs(LOG_GROUP_FIELDS, `*${trailLogGroup.name}*`),
      fieldIsOther("eventName", "CreateLogStream"),
    ],
  },
  { sources: ["logs"], names: ["PutAccountPolicy"], where: [inAccount(managementAccountId)] },
];

export const trailLogGroupChanged = {
  id: "trail-log-group-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "The trail's log group was changed",
  why: "half of the alarms count events in this log group",
  severity: "critical",
  controls: ["OWN-5", "HIPAA 164.312(b)"],
  techniques: ["T1562.008", "T1070", "T1537", "T1562.001", "T1562.006"],
  next: anywhere("detection-changes", ({ names }) => ({ name: names.trailLogGroup.name })),
  events: ({ names }) => trailLogGroupChanges(names),
  by: ["metric-filter"],
  cases: ({ names, management, prod }) => ({
    about: ["parameters"],
    fires: [
      { call: "logs:DeleteLogGroup", in: management, parameters: { logGroupName: names.trailLogGroup.name } },
      {
        call: "logs:PutMetricFilter",
        in: management,
        parameters: { logGroupName: names.trailLogGroup.name, filterName: names.detection("trail-changed") },
      },
      { call: "logs:PutTransformer", in: management, parameters: { logGroupIdentifier: names.trailLogGroup.arn } },
      { call: "logs:TagResource", in: management, parameters: { resourceArn: names.trailLogGroup.arn } },
    ],
    misses: [
      { call: "logs:CreateLogStream", in: management, parameters: { logGroupName: names.trailLogGroup.name } },
      { call: "logs:DescribeMetricFilters", in: management, parameters: { logGroupName: names.trailLogGroup.name } },
      { call: "logs:DeleteLogGroup", in: management, parameters: { logGroupName: "/aws/lambda/report" } },
      { call: "logs:DeleteLogGroup", in: prod, parameters: { logGroupName: `/app${names.trailLogGroup.name}` } },
      { call: "logs:PutAccountPolicy", in: prod, parameters: { policyName: "mask" } },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`.",
    means:
      "the trail's log group, its filters, retention, key, subscriptions, protection, or an account-wide policy of CloudWatch Logs was changed.",
    falseAlarm:
      "an announced deploy; a team's own account policy (`PutAccountPolicy`): see that it does not cover this group.",
    restore: [
      "group, retention, key and metric filters show. A deleted group is made again, empty, with its filters; its year of events is gone, the archive has them. CloudTrail must write again within 15 minutes: [trail-heartbeat](monitoring-health.md#trail-heartbeat). Not shown: what was added.",
      {
        commands: [
          "aws logs describe-subscription-filters --profile MANAGEMENT_PROFILE --log-group-name TRAIL_LOG_GROUP --query 'subscriptionFilters[].[filterName,destinationArn]' --output text",
          "aws logs delete-subscription-filter --profile MANAGEMENT_PROFILE --log-group-name TRAIL_LOG_GROUP --filter-name NAME",
          "aws logs delete-data-protection-policy --profile MANAGEMENT_PROFILE --log-group-identifier TRAIL_LOG_GROUP",
          "aws logs delete-transformer --profile MANAGEMENT_PROFILE --log-group-identifier TRAIL_LOG_GROUP",
          "aws logs describe-account-policies --profile MANAGEMENT_PROFILE --policy-type DATA_PROTECTION_POLICY --query 'accountPolicies[].[policyName,policyDocument]' --output text",
        ],
      },
      "A running export (`aws logs describe-export-tasks --status-code RUNNING`) copies events out: `aws logs cancel-export-task --task-id ID`.",
    ],
  },
} as const satisfies EventDetection;
