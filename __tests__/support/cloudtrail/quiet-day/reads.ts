import { type Day, type QuietRecord, quiet } from "./day";

/** Everything that is watched may be looked at. */
export function reads(day: Day): readonly QuietRecord[] {
  return [...readsOfTheTrail(day), ...readsOfTheOrganization(day), ...readsOfDetection(day), ...readsOfTheArchive(day)];
}

const CLOUD_TRAIL = "cloudtrail.amazonaws.com";

function readsOfTheTrail(day: Day): readonly QuietRecord[] {
  const { names, management, security, prod, homeRegion: region, otherRegion, auditor, terraform } = day;
  const trail = { region, requestParameters: { name: names.trail.arn } };
  const by = auditor(management);
  return [
    quiet("the trail's status is checked", management, CLOUD_TRAIL, "GetTrailStatus", { ...trail, by }),
    quiet("trails are listed", management, CLOUD_TRAIL, "DescribeTrails", {
      by,
      region,
      requestParameters: { trailNameList: [names.trail.arn], includeShadowTrails: false },
    }),
    quiet("a member sees the organization's trail", prod, CLOUD_TRAIL, "ListTrails", {
      by: auditor(prod),
      region: otherRegion,
    }),
    quiet("Terraform refreshes the trail", management, CLOUD_TRAIL, "GetTrail", {
      ...trail,
      by: terraform(management),
    }),
    quiet("Terraform refreshes its event selectors", management, CLOUD_TRAIL, "GetEventSelectors", {
      region,
      by: terraform(management),
      requestParameters: { trailName: names.trail.arn },
    }),
    quiet("Terraform refreshes its Insights selectors", management, CLOUD_TRAIL, "GetInsightSelectors", {
      region,
      by: terraform(management),
      requestParameters: { trailName: names.trail.arn },
    }),
    quiet("Terraform refreshes its tags", management, CLOUD_TRAIL, "ListTags", {
      region,
      by: terraform(management),
      requestParameters: { resourceIdList: [names.trail.arn] },
    }),
    quiet("the event history is searched for StopLogging", security, CLOUD_TRAIL, "LookupEvents", {
      region,
      readOnly: true,
      by: auditor(security),
      requestParameters: { lookupAttributes: [{ attributeKey: "EventName", attributeValue: "StopLogging" }] },
    }),
  ];
}

const ORGANIZATIONS = "organizations.amazonaws.com";

function readsOfTheOrganization({ management, security, auditor, terraform }: Day): readonly QuietRecord[] {
  return [
    quiet("the accounts are listed", management, ORGANIZATIONS, "ListAccounts", { by: auditor(management) }),
    quiet("Terraform asserts the organization", management, ORGANIZATIONS, "DescribeOrganization", {
      by: terraform(management),
    }),
    quiet("Terraform asserts trusted access", management, ORGANIZATIONS, "ListAWSServiceAccessForOrganization", {
      by: terraform(management),
    }),
    quiet("Terraform refreshes an SCP", management, ORGANIZATIONS, "DescribePolicy", {
      by: terraform(management),
      requestParameters: { policyId: "p-examplepolicyid1" },
    }),
    quiet("and where it is attached", management, ORGANIZATIONS, "ListTargetsForPolicy", {
      by: terraform(management),
      requestParameters: { policyId: "p-examplepolicyid1" },
    }),
    quiet("the delegated administrator lists the organization", security, ORGANIZATIONS, "ListAccountsForParent", {
      by: auditor(security),
      requestParameters: { parentId: "ou-exam-ple12345" },
    }),
  ];
}

const LOGS = "logs.amazonaws.com";
const EVENTS = "events.amazonaws.com";
const LAMBDA = "lambda.amazonaws.com";

function readsOfDetection(day: Day): readonly QuietRecord[] {
  const { names, management, security, prod, homeRegion: region, auditor, terraform } = day;
  const by = auditor(management);
  const logGroupName = names.trailLogGroup.name;
  return [
    quiet("the trail's log group is listed", management, LOGS, "DescribeLogGroups", {
      by,
      region,
      requestParameters: { logGroupNamePrefix: logGroupName },
    }),
    quiet("Terraform refreshes its metric filters", management, LOGS, "DescribeMetricFilters", {
      by: terraform(management),
      region,
      requestParameters: { logGroupName },
    }),
    quiet("the trail's log group is searched", management, LOGS, "FilterLogEvents", {
      by,
      region,
      readOnly: true,
      requestParameters: { logGroupName, filterPattern: "{ $.eventName = DeleteTrail }" },
    }),
    quiet("and queried", management, LOGS, "StartQuery", {
      by,
      region,
      readOnly: true,
      requestParameters: { logGroupName, queryString: "filter eventName = 'StopLogging'" },
    }),
    quiet("our alarms are looked at", management, "monitoring.amazonaws.com", "DescribeAlarms", {
      by,
      region,
      requestParameters: { alarmNamePrefix: names.auditPrefix },
    }),
    quiet("Terraform refreshes a rule of ours", prod, EVENTS, "DescribeRule", {
      by: terraform(prod),
      region,
      requestParameters: { name: `${names.auditPrefix}-forward` },
    }),
    quiet("and its targets", prod, EVENTS, "ListTargetsByRule", {
      by: terraform(prod),
      region,
      requestParameters: { rule: `${names.auditPrefix}-forward` },
    }),
    quiet("Terraform refreshes the bus", security, EVENTS, "DescribeEventBus", {
      by: terraform(security),
      region,
      requestParameters: { name: names.auditBus.name },
    }),
    quiet("Terraform refreshes the delivery topic", management, "sns.amazonaws.com", "GetTopicAttributes", {
      by: terraform(management),
      region,
      requestParameters: { topicArn: names.deliveryTopic.arn },
    }),
    quiet("functions are listed", management, LAMBDA, "ListFunctions20150331", { by, region }),
    quiet("the code of a function of ours is looked at", management, LAMBDA, "GetFunction20150331v2", {
      by,
      region,
      requestParameters: { functionName: `${names.auditPrefix}-sentinel` },
    }),
    quiet("the trail's role is looked at", management, "iam.amazonaws.com", "GetRole", {
      by,
      requestParameters: { roleName: names.trailLogsRole.name },
    }),
    quiet("roles are listed", prod, "iam.amazonaws.com", "ListRoles", { by: auditor(prod) }),
    quiet("a credential report is made", prod, "iam.amazonaws.com", "GenerateCredentialReport", {
      by: auditor(prod),
      readOnly: true,
    }),
  ];
}

const S3 = "s3.amazonaws.com";
const KMS = "kms.amazonaws.com";

function readsOfTheArchive(day: Day): readonly QuietRecord[] {
  const { names, logArchive, security, homeRegion: region, auditor, terraform } = day;
  const archive = { region, by: terraform(logArchive), requestParameters: { bucketName: names.archive.bucket.name } };
  return [
    quiet("buckets are listed", logArchive, S3, "ListBuckets", { by: auditor(logArchive), region }),
    quiet("Terraform refreshes the archive's policy", logArchive, S3, "GetBucketPolicy", archive),
    quiet("and its lifecycle", logArchive, S3, "GetBucketLifecycle", archive),
    quiet("and its Object Lock", logArchive, S3, "GetBucketObjectLockConfiguration", archive),
    quiet("Terraform refreshes the archive's key", logArchive, KMS, "GetKeyPolicy", {
      region,
      by: terraform(logArchive),
      requestParameters: { keyId: names.archiveKeyAlias, policyName: "default" },
    }),
    quiet("Terraform looks the key up", logArchive, KMS, "DescribeKey", {
      region,
      by: terraform(logArchive),
      requestParameters: { keyId: names.archiveKeyAlias },
    }),
    quiet("an auditor reads a log file, so its key decrypts", logArchive, KMS, "Decrypt", {
      region,
      readOnly: true,
      by: auditor(logArchive),
      requestParameters: {
        encryptionAlgorithm: "SYMMETRIC_DEFAULT",
        encryptionContext: { "aws:cloudtrail:arn": names.trail.arn },
      },
    }),
    quiet("a table over the archive is looked at", security, "glue.amazonaws.com", "GetTable", {
      region,
      by: auditor(security),
      requestParameters: { databaseName: names.auditPrefix.replaceAll("-", "_"), name: "cloudtrail" },
    }),
    quiet("and queried", security, "athena.amazonaws.com", "StartQueryExecution", {
      region,
      by: auditor(security),
      requestParameters: { queryString: "***OMITTED***", workGroup: names.auditPrefix },
    }),
  ];
}
