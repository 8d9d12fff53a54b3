import type { EventDetection } from "../detection";
import { fieldIsOther, inAccount } from "../event-clause";
import { inLogArchive } from "../next-query";

export const archiveKeyChanged = {
  id: "archive-key-changed",
  kind: "events",
  group: "archive",
  title: "The log archive's key was changed",
  why: "without the key, years of locked logs cannot be read",
  severity: "critical",
  controls: ["OWN-3", "HIPAA 164.312(a)(2)(iv)"],
  techniques: ["T1486", "T1490"],
  next: inLogArchive("key-changes"),
  events: ({ names }) => [
    {
      sources: ["kms"],
      // KMS itself reports that it rotates the key every year, and that it deletes a key whose time has come: that counts.
      // https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html
      // https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html
      where: [inAccount(names.logArchiveAccountId), fieldIsOther("eventName", "RotateKey")],
    },
  ],
  by: ["metric-filter"],
  cases: ({ logArchive, prod }) => ({
    fires: [
      { call: "kms:PutKeyPolicy ScheduleKeyDeletion CreateGrant CreateKey ImportKeyMaterial", in: logArchive },
      { call: "kms:DeleteKey", in: logArchive, by: { itself: true }, eventType: "AwsServiceEvent" },
    ],
    misses: [
      { call: "kms:Decrypt", in: logArchive, readOnly: true },
      { call: "kms:PutKeyPolicy", in: prod },
      { call: "kms:RotateKey", in: logArchive, by: { itself: true }, eventType: "AwsServiceEvent" },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`.",
    means:
      "any change by KMS's API in the log-archive account: disabled, scheduled for deletion, policy, grant, alias, rotation, another key.",
    falseAlarm:
      "an announced deploy of log-archive (KMS's own yearly rotation is left out); `CreateKey` after an apply that was [killed](../deploy.md#apply).",
    restore: [
      "scheduled for deletion: **cancel first, do not deploy**. Until then the plan of log-archive would make a new key, and the plan of management fails with `PendingDeletion`. After cancelling, a key is disabled.",
      {
        commands: [
          "aws kms cancel-key-deletion --profile LOG_ARCHIVE_PROFILE --key-id ARCHIVE_KEY_ID",
          "aws kms enable-key --profile LOG_ARCHIVE_PROFILE --key-id ARCHIVE_KEY_ID",
          "npm run plan log-archive",
        ],
      },
      "A changed policy, rotation or alias shows; deploy log-archive. Management's plan fails while the alias points elsewhere, and should: an attacker's key would be the trail's. Grants do not show; ours has none:",
      {
        commands: [
          "aws kms list-grants --profile LOG_ARCHIVE_PROFILE --key-id ARCHIVE_KEY_ID --query 'Grants[].[GrantId,GranteePrincipal]' --output text",
          "aws kms revoke-grant --profile LOG_ARCHIVE_PROFILE --key-id ARCHIVE_KEY_ID --grant-id GRANT",
          "npm run deploy log-archive",
        ],
      },
      "Refused although you are the administrator: [rotate-the-deploy-role.md](../rotate-the-deploy-role.md#locked-out).",
    ],
  },
} as const satisfies EventDetection;
