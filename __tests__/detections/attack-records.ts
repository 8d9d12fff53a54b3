import type { Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { recordedEvents } from "../../src/threats";
import type { Step } from "../../src/threats/attack";
import { type Place, TARGETS, type Target } from "../../src/threats/targets";
import { administrator, awsAccount, type Identity } from "../support/cloudtrail/identities";
import { type CloudTrailRecord, cloudTrailRecord, type Fields } from "../support/cloudtrail/record";

const ARCHIVE_KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** Records of one step of an attack, tried from an account; none where the organization has no such target. */
export function recordsOf(step: Step, account: string, organization: Organization): readonly CloudTrailRecord[] {
  const names = namesOf(organization);
  const archiveKeyArn = `arn:${names.partition}:kms:${names.homeRegion}:${names.logArchiveAccountId}:key/${ARCHIVE_KEY_ID}`;
  const place: Place = { names, account, archiveKeyArn };
  const arn = TARGETS[step.target](place);
  if (arn === undefined || step.recorded === "as a data event") return [];
  return recordedEvents(step).map(({ source, name }) =>
    cloudTrailRecord({
      eventSource: source,
      eventName: name,
      ...whereAndWho(step, account, place),
      readOnly: READS.includes(step.action),
      region: regionOf(source, place),
      requestParameters: parametersOf(step, name, arn, place),
    }),
  );
}

/** CloudTrail counts them among the reads. */
const READS: readonly string[] = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:StartLiveTail",
  "logs:StartQuery",
  "sts:AssumeRole",
  "sts:AssumeRoot",
];

/** Of who assumes a role elsewhere, the role's account has a record too, which knows only the caller's account. */
function whereAndWho({ action }: Step, account: string, { names }: Place): { accountId: string; by: Identity } {
  return action === "sts:AssumeRole" && account !== names.logArchiveAccountId
    ? { accountId: names.logArchiveAccountId, by: awsAccount(account) }
    : { accountId: account, by: administrator(account) };
}

function regionOf(source: string, { names }: Place): string {
  const regions: Readonly<Record<string, string>> = names.eventsRegionOf;
  return regions[source.replace(".amazonaws.com", "")] ?? names.homeRegion;
}

/** The last part of an ARN: a name, without its type or path. */
const nameIn = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;

function parametersOf({ action, target }: Step, event: string, arn: string, { names }: Place): Fields | null {
  // The action names no resource: which bus, the request says.
  if (/^events:(?:Put|Remove)Permission$/.test(action)) return { eventBusName: names.auditBus.name };
  return PARAMETERS[target]?.(arn, event) ?? null;
}

/** What of the target stands in the request, under the name that the service's API has for it; of the others nothing. */
const PARAMETERS: Readonly<Partial<Record<Target, (arn: string, event: string) => Fields>>> = {
  trail: trailParameters,
  ownTrail: trailParameters,
  archiveBucket: (arn) => ({ bucketName: nameIn(arn) }),
  accessLogBucket: (arn) => ({ bucketName: nameIn(arn) }),
  archiveKey: (arn) => ({ keyId: arn }),
  trailKey: (arn) => ({ keyId: arn }),
  archiveAlias: (arn) => ({ aliasName: arn.split(":").at(-1) }),
  logGroup: logGroupParameters,
  sentinelLogGroup: logGroupParameters,
  logStream: (arn) => {
    const [, logGroupName, logStreamName] = /log-group:([^:]+):log-stream:(.+)$/.exec(arn) ?? [];
    return { logGroupName, logStreamName };
  },
  alarm: (arn, event) => alarmParameters(event, nameIn(arn)),
  dashboard: (arn, event) =>
    event === "DeleteDashboards" ? { dashboardNames: [nameIn(arn)] } : { dashboardName: nameIn(arn) },
  rule: (arn, event) => (/Targets$/.test(event) ? { rule: nameIn(arn) } : { name: nameIn(arn) }),
  auditRule: (arn, event) => (/Targets$/.test(event) ? { rule: nameIn(arn) } : { name: nameIn(arn) }),
  defaultBus: (arn) => ({ name: nameIn(arn) }),
  ownBus: (arn) => ({ name: nameIn(arn) }),
  schedule: (arn) => ({ name: nameIn(arn), groupName: "default" }),
  function: (arn, event) => (/ResourcePolicy$/.test(event) ? { resourceArn: arn } : { functionName: arn }),
  topic: topicParameters,
  deliveryTopic: topicParameters,
  queue: (arn) => ({ queueUrl: queueUrlOf(arn) }),
  logsRole: (arn) => ({ roleName: nameIn(arn) }),
  forwarderRole: (arn) => ({ roleName: nameIn(arn) }),
  readerRole: (arn) => ({ roleName: nameIn(arn) }),
  deployRole: (arn) => ({ roleName: nameIn(arn) }),
  assignableAccount: (arn) => ({ targetId: nameIn(arn), targetType: "AWS_ACCOUNT" }),
  stackSetRole: (arn) => ({ roleName: nameIn(arn) }),
  accessRole: (arn) => ({ roleArn: arn, roleSessionName: "mallory" }),
  openRole: (arn) => ({ roleArn: arn, roleSessionName: "mallory" }),
  logArchiveRoot: (arn) => ({ targetPrincipal: arn.split(":")[4] }),
  database: (arn) => ({ name: nameIn(arn) }),
  table: (arn) => ({ databaseName: arn.split("/")[1], name: nameIn(arn) }),
  workGroup: (arn) => ({ workGroup: nameIn(arn) }),
  forwardingStackSet: (arn) => ({ stackSetName: arn.split("/")[1] }),
  forwardingStack: (arn) => ({ stackName: arn }),
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html */
function trailParameters(trail: string, event: string): Fields {
  if (/Tags$/.test(event)) return { resourceId: trail };
  return /Selectors|Configuration/.test(event) ? { trailName: trail } : { name: trail };
}

function queueUrlOf(arn: string): string {
  const [, , , region, account, name] = arn.split(":");
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html */
function logGroupParameters(arn: string, event: string): Fields {
  const logGroupName = arn.split(":log-group:")[1];
  if (event === "CreateLogAnomalyDetector") return { logGroupArnList: [arn] };
  if (event === "StartLiveTail") return { logGroupIdentifiers: [arn] };
  return /DeletionProtection|DataProtection|Transformer|IndexPolicy/.test(event)
    ? { logGroupIdentifier: arn }
    : { logGroupName };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
function alarmParameters(event: string, alarmName: string): Fields {
  if (event === "PutAlarmMuteRule") return { name: "quiet-night", muteTargets: { alarmNames: [alarmName] } };
  return /^(?:DeleteAlarms|DisableAlarmActions|EnableAlarmActions)$/.test(event)
    ? { alarmNames: ["other", alarmName] }
    : { alarmName };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
function topicParameters(topicArn: string, event: string): Fields {
  if (event === "PutDataProtectionPolicy") return { resourceArn: topicArn };
  return event === "Unsubscribe" || event === "SetSubscriptionAttributes"
    ? { subscriptionArn: `${topicArn}:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55` }
    : { topicArn };
}
