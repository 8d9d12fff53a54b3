import type { DetectionContext } from "./detection";

/** Stands for a name of the organization in a runbook. What only a responder knows, as `ROLE` or `ACCOUNT`, is not here. */
export const RUNBOOK_WORDS: Readonly<Record<string, (context: DetectionContext) => string | undefined>> = {
  ACCESS_LOG_BUCKET: ({ names }) => names.archive.accessLogBucket.name,
  ALARM_TOPIC_ARN: ({ names }) => names.alarmTopic.arn,
  ALERT_KEY_ALIAS: ({ names }) => names.alertKeyAlias,
  ARCHIVE_BUCKET: ({ names }) => names.archive.bucket.name,
  ARCHIVE_KEY_ID: ({ names }) => names.archiveKeyArn?.split("/").at(-1),
  AUDIT_PREFIX: ({ names }) => names.auditPrefix,
  CENTRAL_PROFILE: ({ organization: { accounts } }) => (accounts.security ?? accounts.management).deploy?.profile,
  EVENT_TOPIC_ARN: ({ names }) => names.eventTopic.arn,
  HOME_REGION: ({ names }) => names.homeRegion,
  IAM_REGION: ({ names }) => names.eventsRegionOf.iam,
  LOG_ARCHIVE_ACCOUNT: ({ names }) => names.logArchiveAccountId,
  LOG_ARCHIVE_PROFILE: ({ organization }) => organization.accounts.logArchive.deploy?.profile,
  MANAGEMENT_ACCOUNT: ({ names }) => names.managementAccountId,
  MANAGEMENT_PROFILE: ({ organization }) => organization.accounts.management.deploy?.profile,
  ORGANIZATION_ID: ({ names }) => names.organizationId,
  TRAIL_ARN: ({ names }) => names.trail.arn,
  TRAIL_KEY_ALIAS: ({ names }) => names.trailKeyAlias,
  TRAIL_LOGS_ROLE: ({ names }) => names.trailLogsRole.name,
  TRAIL_LOGS_ROLE_ARN: ({ names }) => names.trailLogsRole.arn,
  TRAIL_LOG_GROUP: ({ names }) => names.trailLogGroup.name,
  TRAIL_LOG_GROUP_ARN: ({ names }) => names.trailLogGroup.arn,
};

/** A text with the organization's own names. A word that the description does not answer stays, as a profile that it lacks. */
export function inOwnWords(text: string, context: DetectionContext): string {
  return text.replace(/\b[A-Z]+(?:_[A-Z]+)+\b/g, (word) => RUNBOOK_WORDS[word]?.(context) ?? word);
}
