/**
 * Every call that `org-trail doctor` makes, by the IAM action that allows it. Checks name theirs from this table, and so does
 * the policy that `--print-policy` prints. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const DOCTOR_READS = {
  "account:ListRegions": "which Regions are on in an account",
  "cloudtrail:DescribeTrails": "whether a member has the copy of the trail",
  "cloudtrail:GetEventSelectors": "which events the trail records",
  "cloudtrail:GetInsightSelectors": "which Insights are on",
  "cloudtrail:GetTrail": "the trail's settings",
  "cloudtrail:GetTrailStatus": "whether it logs and delivers",
  "cloudtrail:ListTrails": "which other trails there are",
  "cloudwatch:DescribeAlarms": "which alarms there are, and their states",
  "cloudwatch:GetMetricStatistics": "whether the sentinel runs",
  "events:DescribeEventBus": "who may put events on the audit bus",
  "events:ListRules": "which rules there are, and whether they are on",
  "iam:GetAccountAuthorizationDetails": "who may stop a trail",
  "kms:DescribeKey": "which key is behind the archive's alias, and its state",
  "kms:GetKeyPolicy": "who may use the key",
  "kms:GetKeyRotationStatus": "whether the key rotates",
  "logs:DescribeLogGroups": "how long the log group keeps events",
  "logs:DescribeMetricFilters": "which metric filters there are",
  "organizations:DescribeOrganization": "the organization's feature set",
  "organizations:DescribePolicy": "what a policy says",
  "organizations:ListAWSServiceAccessForOrganization": "which services are trusted",
  "organizations:ListAccounts": "which accounts there are",
  "organizations:ListAccountsForParent": "which of them stand in a unit",
  "organizations:ListDelegatedAdministrators": "who administers CloudTrail",
  "organizations:ListOrganizationalUnitsForParent": "which units there are",
  "organizations:ListPolicies": "which policies there are",
  "organizations:ListPoliciesForTarget": "how many policies a target has",
  "organizations:ListRoots": "the root, and which types of policies are on",
  "organizations:ListTargetsForPolicy": "where a policy is attached",
  "s3:GetBucketObjectLockConfiguration": "what locks the archive",
  "s3:GetBucketOwnershipControls": "who owns its objects",
  "s3:GetBucketPolicy": "who reads and writes it",
  "s3:GetBucketPublicAccessBlock": "whether it is closed to the public",
  "s3:GetBucketVersioning": "whether it keeps versions",
  "s3:GetEncryptionConfiguration": "what encrypts it",
  "s3:ListBucket": "whether recent digests are there",
  "sns:GetTopicAttributes": "who may publish and listen",
  "sns:ListSubscriptionsByTopic": "who is subscribed to the topics",
} as const;

/** What `--first-apply` does besides: each is harmless, and undone. */
export const FIRST_APPLY_CALLS = {
  "cloudwatch:DescribeAlarmHistory": "whether the alarm's action reached its topic",
  "cloudwatch:SetAlarmState": "rings the self-test's alarm, and puts it back",
  "events:TestEventPattern": "whether EventBridge takes each pattern",
  "s3:GetObject": "how the newest digest is encrypted; of its head alone",
} as const;

/**
 * Asked of members to be refused: no policy grants it, and it names a trail that is not there.
 */
export const REFUSED_CALL = "cloudtrail:StopLogging";

export type DoctorRead = keyof typeof DOCTOR_READS | keyof typeof FIRST_APPLY_CALLS;
