import type { AlertGroup } from "../alert-group";

export const archive = {
  id: "archive",
  title: "Log archive",
  about:
    "Something touched what keeps the logs: the log-archive account's buckets and key (LOG_ARCHIVE_ACCOUNT), or the keys of what watches. Nobody works in that account: a change there is an apply, a mistake or an attack. The Object Lock keeps what is written whatever else happens; **what comes next, and who can read it, is at stake**.",
  firstSteps: [
    [
      "Is the archive whole, and does the trail still deliver?",
      {
        commands: [
          "aws cloudtrail get-trail-status --profile MANAGEMENT_PROFILE --name TRAIL_ARN --query '[IsLogging,LatestDeliveryTime,LatestDeliveryError,LatestDigestDeliveryError]'",
          "aws kms describe-key --profile LOG_ARCHIVE_PROFILE --key-id ARCHIVE_KEY_ID --query 'KeyMetadata.[KeyState,DeletionDate]' --output text",
          "npm run plan log-archive",
        ],
      },
      "`PendingDeletion` or `Disabled`: go to [archive-key-changed](#archive-key-changed) **before any deploy**.",
    ],
    "Who: [find the event](first-five-minutes.md#find-the-event). An error code: refused, nothing to restore. None: it passed the guards, so look whether they are there ([organization.md](organization.md#first-five-minutes), step 2).",
    "Unannounced: [contain](first-five-minutes.md#contain), with credentials of the account that Who belongs to; [call](first-five-minutes.md#whom-to-call). Who came in, and how: [archive-account-entered](identity.md#archive-account-entered).",
    "Alarms are the way here; by anyone but Terraform's role, the event `changed-outside-terraform` is their twin. [Only one came](first-five-minutes.md#read-the-message) after 15 minutes: the other way may be broken.",
    "Was a log file or a digest changed, removed or added? [Verify the logs](../verify-the-logs.md#live) since the day before.",
  ],
  tried:
    "On the emulator (moto 5.2.1): bucket policy and each setting changed or deleted, what the plan showed, the deploys; CORS (no drift); the key disabled, scheduled for deletion, cancelled, enabled, its policy, rotation, alias and a grant; the same for the key of the alerts; every command but those on replication, object versions and foreign buckets, which had nothing to show. Nothing on live AWS. Not tried: a shortened lock, which the emulator refused beside suspended versioning; the guards' denies, which only bucket policies have there.",
} as const satisfies AlertGroup;
