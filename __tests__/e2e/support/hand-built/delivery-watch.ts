import { CloudTrailClient, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetKeyPolicyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { liveArchiveKeyId } from "../../../../src/config/adoption";
import type { Organization } from "../../../../src/config/organization";
import { namesOf } from "../../../../src/naming";
import type { Emulator } from "../../../../src/tools/emulator/emulator";
import { service } from "../../../support/iam/caller";
import { decide } from "../../../support/iam/decide";
import type { Environment } from "../../../support/iam/environment";

/** What was seen of a trail while something else went on. */
export interface Watched {
  /** How often it was looked at. */
  readonly looks: number;
  /** Everything that was not as it should be. */
  readonly troubles: readonly string[];
}

/**
 * Looks at a trail again and again while `work` goes on: that it logs, that the policies that stand at that moment let it
 * deliver, and that events reach its log group. The simulator decides on the policies: the emulator takes a Deny for
 * everybody, and looks at no condition.
 */
export async function watchDelivery(
  emulator: Emulator,
  organization: Organization,
  work: Promise<unknown>,
): Promise<Watched> {
  const names = namesOf(organization);
  const inManagement = emulator.clientConfig(names.managementAccountId);
  const inLogArchive = emulator.clientConfig(names.logArchiveAccountId);
  const cloudTrail = new CloudTrailClient(inManagement);
  const logs = new CloudWatchLogsClient(inManagement);
  const kms = new KMSClient(inLogArchive);
  const s3 = new S3Client({ ...inLogArchive, forcePathStyle: true });
  const Bucket = names.archive.bucket.name;
  const keyId = liveArchiveKeyId(organization);
  const stream = { logGroupName: names.trailLogGroup.name, logStreamName: `${names.organizationId}_watched` };
  await logs.send(new CreateLogStreamCommand(stream));

  const troubles = new Set<string>();
  let looks = 0;
  const look = async () => {
    looks += 1;
    const { IsLogging } = await cloudTrail.send(new GetTrailStatusCommand({ Name: names.trail.arn }));
    if (IsLogging !== true) troubles.add("the trail does not log");
    const { Policy: bucketPolicy = "{}" } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    const { Policy: keyPolicy = "{}" } = await kms.send(
      new GetKeyPolicyCommand({ KeyId: keyId, PolicyName: "default" }),
    );
    for (const refusal of await refusals(organization, JSON.parse(bucketPolicy), JSON.parse(keyPolicy)))
      troubles.add(refusal);
    const event = { timestamp: Date.now(), message: `{"eventName":"Look${looks}"}` };
    await logs.send(new PutLogEventsCommand({ ...stream, logEvents: [event] }));
  };

  let done = false;
  const ended = work.finally(() => {
    done = true;
  });
  const failed = (error: unknown) => troubles.add(String(error));
  do await look().catch(failed);
  while (!done);
  await look().catch(failed);
  await ended;
  return { looks, troubles: [...troubles] };
}

/** What the trail does to deliver, and may not, by the policies of the moment. */
async function refusals(
  organization: Organization,
  bucketPolicy: NonNullable<NonNullable<Environment["resources"]>[number]["policy"]>,
  keyPolicy: typeof bucketPolicy,
): Promise<readonly string[]> {
  const names = namesOf(organization);
  const key = names.archiveKeyArn ?? "";
  const account = names.logArchiveAccountId;
  const environment: Environment = {
    organizationId: names.organizationId,
    managementAccount: names.managementAccountId,
    accounts: { [names.managementAccountId]: ["r-root"], [account]: ["r-root"] },
    resources: [
      { arn: names.archive.bucket.arn, account, policy: bucketPolicy },
      { arn: key, account, policy: keyPolicy },
    ],
  };
  const trail = service("cloudtrail.amazonaws.com", { arn: names.trail.arn });
  const put = { action: "s3:PutObject", owner: account, context: { "s3:x-amz-acl": "bucket-owner-full-control" } };
  const encryption = {
    "s3:x-amz-server-side-encryption": "aws:kms",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": key,
  };
  const requests = [
    { action: "s3:GetBucketAcl", resource: names.archive.bucket.arn, owner: account },
    ...names.archive.deliveryPrefixes.map((prefix) => ({
      ...put,
      resource: `${names.archive.bucket.arn}/${prefix}us-east-1/log.json.gz`,
      context: { ...put.context, ...encryption },
    })),
    {
      action: "kms:GenerateDataKey",
      resource: key,
      owner: account,
      context: { "kms:EncryptionContext:aws:cloudtrail:arn": names.trail.arn },
    },
    { action: "kms:DescribeKey", resource: key, owner: account },
  ];
  const decisions = await Promise.all(requests.map((request) => decide(environment, trail, request)));
  return requests.flatMap(({ action, resource }, index) =>
    decisions[index]?.decision === "allowed" ? [] : [`${action} of ${resource} is refused`],
  );
}
