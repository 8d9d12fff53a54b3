import { sessionRoleName } from "../../naming/deployers";
import type { DetectionContext, EventDetection } from "../detection";
import {
  anyFieldIs,
  type Condition,
  type EventClause,
  fieldIs,
  fieldIsNone,
  fieldIsOther,
  inAccount,
} from "../event-clause";
import { anywhere } from "../next-query";
import { LOG_GROUP_FIELDS } from "./ours";
import { SESSION_ROLE } from "./terraform";

/** What reads events of a group that it names. */
const READS = ["FilterLogEvents", "GetLogEvents", "GetLogGroupFields"];

/**
 * What reads or copies events of groups in a list, of groups that a query finds by itself, or of an event by a pointer: in the
 * management account any of these counts. GetQueryResults only fetches what StartQuery asked.
 */
const READS_OF_ANY = [
  "AssociateSourceToS3TableIntegration",
  "CreateLogAnomalyDetector",
  "CreateScheduledQuery",
  "GetLogObject",
  "GetLogRecord",
  "StartLiveTail",
  "StartQuery",
  "UpdateScheduledQuery",
];

export const trailLogGroupRead = {
  id: "trail-log-group-read",
  kind: "events",
  group: "detection-pipeline",
  title: "Somebody read the trail's log group",
  why: "it holds every account's events of a year: who works where, with which roles and from which addresses",
  severity: "medium",
  controls: ["HIPAA 164.312(b)", "SOC 2 CC6.1"],
  techniques: ["T1654", "T1530"],
  next: anywhere("resource-activity", ({ names }) => ({ resource: names.trailLogGroup.name, readonly: "true" })),
  periodMinutes: 60,
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html says what CloudTrail records of it.
  events: (context) =>
    reads(context).flatMap((clause) =>
      byStrangers(context).map((who) => ({ ...clause, where: [...(clause.where ?? []), ...who] })),
    ),
  // Who reads page by page makes hundreds of calls: a count of an hour, and no message for each.
  by: ["metric-filter"],
  cases: ({ names, management, security, prod }) => ({
    about: ["caller", "parameters"],
    fires: [
      {
        call: "logs:FilterLogEvents",
        in: management,
        parameters: { logGroupName: names.trailLogGroup.name },
        readOnly: true,
      },
      {
        call: "logs:GetLogEvents",
        in: security,
        parameters: { logGroupIdentifier: names.trailLogGroup.arn },
        readOnly: true,
      },
      {
        call: "logs:StartLiveTail",
        in: security,
        parameters: { logGroupIdentifiers: [names.trailLogGroup.arn] },
        readOnly: true,
      },
      { call: "logs:StartQuery", in: management, parameters: { queryString: "SOURCE logGroups()" }, readOnly: true },
      { call: "logs:CreateScheduledQuery", in: management, parameters: { name: "daily" } },
      // Called as a reader, in an account that has none.
      {
        call: "logs:StartQuery",
        in: security,
        parameters: { logGroupNames: [names.trailLogGroup.arn] },
        readOnly: true,
        by: { permissionSet: "SecurityAudit" },
      },
    ],
    misses: [
      {
        call: "logs:FilterLogEvents",
        in: management,
        parameters: { logGroupName: names.trailLogGroup.name },
        readOnly: true,
        by: { permissionSet: "SecurityAudit" },
      },
      {
        call: "logs:StartQuery",
        in: management,
        parameters: { logGroupName: names.trailLogGroup.name },
        readOnly: true,
        by: { permissionSet: "SecurityAudit" },
      },
      {
        call: "logs:FilterLogEvents",
        in: management,
        parameters: { logGroupName: "/aws/lambda/checkout" },
        readOnly: true,
      },
      { call: "logs:StartQuery", in: prod, parameters: { logGroupName: "/aws/lambda/checkout" }, readOnly: true },
      {
        call: "logs:GetQueryResults",
        in: management,
        parameters: { queryId: "12ab3456-12ab-123a-789e-1234567890ab" },
        readOnly: true,
      },
      {
        call: "logs:DescribeLogStreams",
        in: management,
        parameters: { logGroupName: names.trailLogGroup.name },
        readOnly: true,
      },
    ],
  }),
  runbook: {
    means:
      "somebody read events of the trail's log group, followed them live, or ran any query of Logs Insights in the management account, which may ask that group; or set up something that reads it by itself: a scheduled query, an anomaly detector, a copy to S3 tables. Roles of `trail.logGroupReaders` are left out. Exports and subscriptions raise `trail-log-group-changed`.",
    falseAlarm:
      "a person on call who looked at the dashboard, or asked after another alert: name their role in `trail.logGroupReaders`. Another team's query of another group in the management account.",
    restore: [
      "nothing to put back. Ask the person, by another way. What reads by itself does not show in a plan:",
      {
        commands: [
          "aws logs list-scheduled-queries --profile MANAGEMENT_PROFILE",
          "aws logs list-log-anomaly-detectors --profile MANAGEMENT_PROFILE",
          "aws logs list-integrations --profile MANAGEMENT_PROFILE",
        ],
      },
      "Whoever read it knows how the organization works, and what is watched. A stranger: [contain](first-five-minutes.md#contain).",
    ],
  },
} as const satisfies EventDetection;

/** A monitoring account reads the group by its ARN. A metric filter looks at one place of a list: the first. */
function reads({ names }: DetectionContext): readonly EventClause[] {
  const { managementAccountId, trailLogGroup } = names;
  const lists = ["logGroupIdentifiers", "logGroupNames"].map((list) => `requestParameters.${list}[0]`);
  return [
    { sources: ["logs"], names: READS, where: [anyFieldIs(LOG_GROUP_FIELDS.slice(0, 2), `*${trailLogGroup.name}*`)] },
    { sources: ["logs"], names: READS_OF_ANY, where: [inAccount(managementAccountId)] },
    {
      sources: ["logs"],
      names: ["CreateScheduledQuery", "StartLiveTail", "StartQuery"],
      where: [anyFieldIs(lists, `*${trailLogGroup.name}*`)],
    },
  ];
}

/** Anybody but the roles that the description names, which are the management account's. */
function byStrangers({ names, organization }: DetectionContext): readonly (readonly Condition[])[] {
  const readers = organization.trail.logGroupReaders.map(sessionRoleName);
  if (readers.length === 0) return [[]];
  return [
    [fieldIsNone(SESSION_ROLE, ...readers)],
    [fieldIs(SESSION_ROLE, ...readers), fieldIsOther("userIdentity.accountId", names.managementAccountId)],
  ];
}
