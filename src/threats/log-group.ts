import { type Attack, detected, each, NO_SCP_THERE } from "./attack";

const seen = ["trail-log-group-changed", "changed-outside-terraform"] as const;
const changed: Attack["from"] = { management: detected(NO_SCP_THERE, ...seen) };
const silenced: Attack["from"] = {
  management: detected(NO_SCP_THERE, ...seen, "trail-heartbeat", "trail-delivery-check"),
};

const read: Attack["from"] = {
  management: detected("no policy of ours says who reads it: the account's own do", "trail-log-group-read"),
};

/** The trail's log group, which the alarms count in. It is in the management account, where nothing is prevented. */
export const LOG_GROUP_ATTACKS: readonly Attack[] = [
  {
    id: "delete-log-group",
    plane: "log-group",
    title: "Delete the log group",
    effect: "every metric filter and its alarm is gone",
    techniques: ["T1562.008", "T1070"],
    steps: each("logGroup", "logs:DeleteLogGroup"),
    from: silenced,
  },
  {
    id: "unprotect-log-group",
    plane: "log-group",
    title: "Switch its deletion protection off",
    effect: "delete-log-group becomes possible",
    techniques: ["T1562.008"],
    steps: each("logGroup", "logs:PutLogGroupDeletionProtection"),
    from: changed,
  },
  {
    id: "copy-log-group-out",
    plane: "log-group",
    title: "Copy it out, or delete a subscription",
    effect: "the attacker reads along, or whoever did hears nothing",
    techniques: ["T1537", "T1654", "T1562.008"],
    steps: each("logGroup", "logs:CreateExportTask", "logs:DeleteSubscriptionFilter", "logs:PutSubscriptionFilter"),
    from: changed,
  },
  {
    id: "read-log-group",
    plane: "log-group",
    title: "Read it",
    effect: "the attacker learns who works where, with which roles, and what is watched",
    techniques: ["T1654"],
    steps: [
      ...each("logGroup", "logs:FilterLogEvents", "logs:StartLiveTail", "logs:StartQuery"),
      ...each("logStream", "logs:GetLogEvents"),
    ],
    from: read,
  },
  {
    id: "have-log-group-read",
    plane: "log-group",
    title: "Have it read regularly",
    effect: "a query, a detector or a copy reads on, whoever is contained",
    techniques: ["T1654"],
    steps: [
      ...each("logGroup", "logs:CreateLogAnomalyDetector"),
      ...each("scheduledQuery", "logs:CreateScheduledQuery"),
      ...each("account", "logs:AssociateSourceToS3TableIntegration"),
    ],
    from: read,
  },
  {
    id: "shorten-log-retention",
    plane: "log-group",
    title: "Shorten its retention",
    effect: "evidence is gone after a day; S3 has it still",
    techniques: ["T1562.008"],
    steps: [...each("logGroup", "logs:PutRetentionPolicy", "logs:DeleteRetentionPolicy")],
    from: changed,
  },
  {
    id: "delete-metric-filter",
    plane: "log-group",
    title: "Delete a metric filter",
    effect: "its alarm stays green for ever",
    techniques: ["T1562.001"],
    steps: each("logGroup", "logs:DeleteMetricFilter"),
    from: changed,
  },
  {
    id: "overwrite-metric-filter",
    plane: "log-group",
    title: "Overwrite a metric filter",
    effect: "the same, quieter",
    techniques: ["T1562.001"],
    steps: each("logGroup", "logs:PutMetricFilter"),
    from: changed,
  },
  {
    id: "delete-log-stream",
    plane: "log-group",
    title: "Delete a log stream",
    effect: "an account's latest events are gone; S3 has them still",
    techniques: ["T1562.008", "T1070"],
    steps: each("logStream", "logs:DeleteLogStream"),
    from: changed,
  },
  {
    id: "replace-log-group-key",
    plane: "log-group",
    title: "Take its key, or give it another",
    effect: "logs in the clear, or such as nobody reads",
    techniques: ["T1562.008", "T1486"],
    steps: each("logGroup", "logs:AssociateKmsKey", "logs:DisassociateKmsKey"),
    from: changed,
  },
  {
    id: "mask-log-fields",
    plane: "log-group",
    title: "Mask fields before anyone reads them",
    effect: "filters match nothing",
    techniques: ["T1562.006"],
    steps: [...each("logGroup", "logs:PutDataProtectionPolicy"), ...each("account", "logs:PutAccountPolicy")],
    from: changed,
  },
  {
    id: "transform-log-events",
    plane: "log-group",
    title: "Rewrite events as they come in",
    effect: "filters match nothing",
    techniques: ["T1562.006"],
    steps: each("logGroup", "logs:PutTransformer"),
    from: changed,
  },
  {
    id: "take-trail-logs-role",
    plane: "log-group",
    title: "Take the trail's role from it",
    effect: "nothing reaches the log group any more; S3 goes on",
    techniques: ["T1562.008"],
    steps: each(
      "logsRole",
      "iam:AttachRolePolicy",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
    ),
    from: {
      management: detected(
        NO_SCP_THERE,
        "trail-logs-role-changed",
        "changed-outside-terraform",
        "trail-heartbeat",
        "trail-delivery-check",
      ),
    },
  },
];
