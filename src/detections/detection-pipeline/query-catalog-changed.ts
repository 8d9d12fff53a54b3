import { databasePrefix } from "../../naming/workbench-names";
import type { EventDetection } from "../detection";
import { anyFieldIs, CHANGES, inAccount, inRequest } from "../event-clause";
import { changesOf } from "../next-query";
import { ours, tableChanges } from "./ours";

export const queryCatalogChanged = {
  id: "query-catalog-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "The tables or the results bucket of the audit queries were changed",
  why: "query answers may come from an attacker's data, or go to an attacker's bucket",
  severity: "high",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1562.006", "T1537"],
  next: changesOf(({ names }) => names.auditPrefix),
  events: (context) => [
    // Athena counts a query among the changes: whoever asks changes nothing here.
    {
      sources: ["athena"],
      names: ["*WorkGroup"],
      where: [CHANGES, anyFieldIs(["name", "workGroup"].map(inRequest), ours(context))],
    },
    tableChanges(context),
    // A catalog's policy is its whole account's: a member's own is nothing of ours.
    { sources: ["glue"], names: ["*ResourcePolicy"], where: [CHANGES, inAccount(...context.names.auditAccountIds)] },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ names, security, prod }) => ({
    about: ["parameters"],
    fires: [
      { call: "athena:UpdateWorkGroup", in: security, parameters: { workGroup: names.auditPrefix } },
      { call: "glue:UpdateTable", in: security, parameters: { databaseName: databasePrefix(names.auditPrefix) } },
      { call: "glue:DeleteDatabase", in: security, parameters: { name: databasePrefix(names.auditPrefix) } },
      { call: "glue:PutResourcePolicy", in: security, parameters: { enableHybrid: "TRUE" } },
    ],
    misses: [
      { call: "glue:PutResourcePolicy", in: prod, parameters: { enableHybrid: "TRUE" } },
      { call: "athena:StartQueryExecution", in: security, parameters: { workGroup: names.auditPrefix } },
      { call: "athena:GetWorkGroup", in: security, parameters: { workGroup: names.auditPrefix } },
      { call: "athena:DeleteWorkGroup", in: security, parameters: { workGroup: "findings" } },
      { call: "glue:DeleteTable", in: security, parameters: { databaseName: "findings", name: "cloudtrail" } },
      {
        call: "glue:GetTable",
        in: security,
        parameters: { databaseName: databasePrefix(names.auditPrefix), name: "cloudtrail" },
      },
      { call: "glue:GetResourcePolicy", in: security },
    ],
  }),
  runbook: {
    means:
      "a Glue database or table, or an Athena work group of ours, or the resource policy of a catalog in the management, log-archive or central account was changed.",
    falseAlarm: "an announced deploy; another team's tables in that account, whose catalog has one policy for all.",
    restore: [
      "ours by `npm run deploy`. A catalog policy is its account's: read it, and delete it if nobody knows it.",
      {
        commands: [
          "aws glue get-resource-policy --profile PROFILE_OF_ITS_ACCOUNT --query PolicyInJson --output text",
          "aws glue delete-resource-policy --profile PROFILE_OF_ITS_ACCOUNT",
        ],
      },
    ],
  },
} as const satisfies EventDetection;
