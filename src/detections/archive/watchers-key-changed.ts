import type { Names } from "../../naming";
import type { EventDetection } from "../detection";
import { type EventClause, inAccount, isAbsent } from "../event-clause";
import { inItsAccount } from "../next-query";

/** What takes a key away, or says who may use it. */
const KEY_CHANGES = [
  "CancelKeyDeletion",
  "DeleteAlias",
  "DeleteImportedKeyMaterial",
  // KMS reports it, when the waiting period is over.
  "DeleteKey",
  "DisableKey",
  "DisableKeyRotation",
  "ImportKeyMaterial",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "UpdateAlias",
] as const;

/**
 * Ids of keys are known to AWS alone: any of those accounts. Services make grants for their own use all day, and say so in
 * `invokedBy`. So does CloudFormation where it changes a key on somebody's behalf: of the other changes none is left out.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export const watchersKeyChanges = ({ managementAccountId, centralAccountId }: Names): readonly EventClause[] => [
  { sources: ["kms"], names: KEY_CHANGES, where: [inAccount(managementAccountId, centralAccountId)] },
  {
    sources: ["kms"],
    names: ["CreateGrant", "RetireGrant", "RevokeGrant"],
    where: [inAccount(managementAccountId, centralAccountId), isAbsent("userIdentity.invokedBy")],
  },
];

export const watchersKeyChanged = {
  id: "watchers-key-changed",
  kind: "events",
  group: "archive",
  title: "A KMS key of the management or central account was changed",
  why: "these keys encrypt the trail's log group, the alert topics and their queues: without them no alert is sent",
  severity: "critical",
  controls: ["OWN-3"],
  techniques: ["T1562.001", "T1486"],
  next: inItsAccount("key-changes"),
  events: ({ names }) => watchersKeyChanges(names),
  by: ["metric-filter"],
  cases: ({ management, security, prod }) => ({
    about: ["caller"],
    fires: [
      { call: "kms:DisableKey RevokeGrant UpdateAlias", in: management },
      { call: "kms:PutKeyPolicy ScheduleKeyDeletion", in: security },
      { call: "kms:PutKeyPolicy", in: management, by: { role: "Admin", invokedBy: "cloudformation.amazonaws.com" } },
    ],
    misses: [
      { call: "kms:CreateGrant", in: management, by: { role: "OrgAuditDeployer", invokedBy: "lambda.amazonaws.com" } },
      { call: "kms:EnableKeyRotation", in: management },
      { call: "kms:DisableKey", in: prod },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`.",
    means:
      "some key of the management or central account was disabled, scheduled for deletion, given another policy, grant or alias, by a person. Of those, two are ours: `TRAIL_KEY_ALIAS` (log group, delivery topic) and `ALERT_KEY_ALIAS` (topics, queues, sentinel).",
    falseAlarm: "a key of another team's in that account: compare the key's id.",
    restore: [
      "as the archive's, **cancel before any deploy**. While one is disabled, alarms and events do not reach you: watch the dashboard.",
      {
        commands: [
          "aws kms list-aliases --profile MANAGEMENT_PROFILE --query \"Aliases[?AliasName=='TRAIL_KEY_ALIAS'||AliasName=='ALERT_KEY_ALIAS'].[AliasName,TargetKeyId]\" --output text",
          "aws kms cancel-key-deletion --profile MANAGEMENT_PROFILE --key-id KEY_ID",
          "aws kms enable-key --profile MANAGEMENT_PROFILE --key-id KEY_ID",
          "npm run plan management",
          "npm run deploy management",
        ],
      },
      "Look for grants with `list-grants`, as above. Then [self-test](monitoring-health.md#self-test) by hand.",
    ],
  },
} as const satisfies EventDetection;
