import type { EventDetection } from "../detection";
import { anyFieldIs, CHANGES, inRequest } from "../event-clause";
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
    { sources: ["glue"], names: ["*ResourcePolicy"], where: [CHANGES] },
  ],
  by: ["metric-filter", "event-rule"],
  runbook: {
    means:
      "a Glue database or table, or an Athena work group of ours, or the catalog's resource policy in some account was changed.",
    falseAlarm: "other teams' `PutResourcePolicy` of Glue.",
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
