import { type Attack, detected, each, NO_SCP_THERE, type Step } from "./attack";

const seen = ["trail-log-group-changed", "changed-outside-terraform"] as const;
const changed: Attack["from"] = { management: detected(NO_SCP_THERE, ...seen) };
const silenced: Attack["from"] = {
  management: detected(NO_SCP_THERE, ...seen, "trail-heartbeat", "trail-delivery-check"),
};

const read: Attack["from"] = {
  management: detected("no policy of ours says who reads it: the account's own do", "trail-log-group-read"),
};

const attack = (
  id: string,
  title: string,
  effect: string,
  steps: readonly Step[],
  from: Attack["from"] = changed,
): Attack => ({ id, plane: "log-group", title, effect, steps, from });

/** The trail's log group, which the alarms count in. It is in the management account, where nothing is prevented. */
export const LOG_GROUP_ATTACKS: readonly Attack[] = [
  attack(
    "L01",
    "Delete the log group",
    "every metric filter and its alarm is gone",
    each("logGroup", "logs:DeleteLogGroup"),
    silenced,
  ),
  attack(
    "L02",
    "Switch its deletion protection off",
    "L01 becomes possible",
    each("logGroup", "logs:PutLogGroupDeletionProtection"),
  ),
  attack(
    "L03",
    "Copy it out, or delete a subscription",
    "the attacker reads along, or whoever did hears nothing",
    each("logGroup", "logs:CreateExportTask", "logs:DeleteSubscriptionFilter", "logs:PutSubscriptionFilter"),
  ),
  attack(
    "L12",
    "Read it",
    "the attacker learns who works where, with which roles, and what is watched",
    [
      ...each("logGroup", "logs:FilterLogEvents", "logs:StartLiveTail", "logs:StartQuery"),
      ...each("logStream", "logs:GetLogEvents"),
    ],
    read,
  ),
  attack(
    "L13",
    "Have it read regularly",
    "a query, a detector or a copy reads on, whoever is contained",
    [
      ...each("logGroup", "logs:CreateLogAnomalyDetector"),
      ...each("scheduledQuery", "logs:CreateScheduledQuery"),
      ...each("account", "logs:AssociateSourceToS3TableIntegration"),
    ],
    read,
  ),
  attack("L04", "Shorten its retention", "evidence is gone after a day; S3 has it still", [
    ...each("logGroup", "logs:PutRetentionPolicy", "logs:DeleteRetentionPolicy"),
  ]),
  attack(
    "L05",
    "Delete a metric filter",
    "its alarm stays green for ever",
    each("logGroup", "logs:DeleteMetricFilter"),
  ),
  attack("L06", "Overwrite a metric filter", "the same, quieter", each("logGroup", "logs:PutMetricFilter")),
  attack(
    "L07",
    "Delete a log stream",
    "an account's latest events are gone; S3 has them still",
    each("logStream", "logs:DeleteLogStream"),
  ),
  attack(
    "L08",
    "Take its key, or give it another",
    "logs in the clear, or such as nobody reads",
    each("logGroup", "logs:AssociateKmsKey", "logs:DisassociateKmsKey"),
  ),
  attack("L09", "Mask fields before anyone reads them", "filters match nothing", [
    ...each("logGroup", "logs:PutDataProtectionPolicy"),
    ...each("account", "logs:PutAccountPolicy"),
  ]),
  attack("L10", "Rewrite events as they come in", "filters match nothing", each("logGroup", "logs:PutTransformer")),
  {
    id: "L11",
    plane: "log-group",
    title: "Take the trail's role from it",
    effect: "nothing reaches the log group any more; S3 goes on",
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
