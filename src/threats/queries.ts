import { type Attack, detected, each, NO_SCP_THERE, onDetection, residual } from "./attack";

const from = onDetection(["DenyDetectionTampering"], ["query-catalog-changed"], [], []);

const POLICY_OF_ALL = "the catalog is the whole account's, and has a policy for other uses";
const OWN_CATALOG = residual(
  "the tables over the archive are not in that account's catalog, whose policy is its team's",
);

/** What is asked of the archive, and what answers. Databases and work groups whose names begin as ours do. */
export const QUERY_ATTACKS: readonly Attack[] = [
  {
    id: "redirect-table",
    plane: "queries",
    title: "Point a table elsewhere, or delete it",
    effect: "queries read the attacker's data, or nothing",
    techniques: ["T1565.001", "T1562.006"],
    steps: [
      ...each("database", "glue:DeleteDatabase", "glue:UpdateDatabase"),
      ...each("table", "glue:BatchDeleteTable", "glue:DeleteTable", "glue:UpdateTable"),
    ],
    from,
  },
  {
    id: "share-catalog",
    plane: "queries",
    title: "Share or cut off the catalog",
    effect: "strangers see the tables, or readers in other accounts do not",
    techniques: ["T1537", "T1562.006"],
    steps: each("catalog", "glue:DeleteResourcePolicy", "glue:PutResourcePolicy"),
    from: {
      workload: OWN_CATALOG,
      unplaced: OWN_CATALOG,
      "log-archive": detected(POLICY_OF_ALL, "query-catalog-changed"),
      security: detected(POLICY_OF_ALL, "query-catalog-changed"),
      management: detected(NO_SCP_THERE, "query-catalog-changed"),
    },
  },
  {
    id: "redirect-query-results",
    plane: "queries",
    title: "Change a work group",
    effect: "results go to a bucket of the attacker's, in the clear",
    techniques: ["T1537"],
    steps: each("workGroup", "athena:DeleteWorkGroup", "athena:UpdateWorkGroup"),
    from,
  },
];
