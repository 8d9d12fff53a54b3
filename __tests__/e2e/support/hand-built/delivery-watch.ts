import { CloudTrailClient, GetTrailCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetKeyPolicyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
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
  /** Of that, what is so still at the end. */
  readonly left: readonly string[];
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
  // One of its own for each watch: an organization may be adopted in two deploys.
  const logStreamName = `${names.organizationId}_watched_${Date.now()}`;
  const stream = { logGroupName: names.trailLogGroup.name, logStreamName };
  await logs.send(new CreateLogStreamCommand(stream));

  const troubles = new Set<string>();
  let left: readonly string[] = [];
  let looks = 0;
  const look = async () => {
    looks += 1;
    const { IsLogging } = await cloudTrail.send(new GetTrailStatusCommand({ Name: names.trail.arn }));
    const { Trail } = await cloudTrail.send(new GetTrailCommand({ Name: names.trail.arn }));
    const { Policy: bucketPolicy = "{}" } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    const key = Trail?.KmsKeyId && (await keyOf(kms, Trail.KmsKeyId));
    left = [
      ...(IsLogging === true ? [] : ["the trail does not log"]),
      ...(await refusals(organization, JSON.parse(bucketPolicy), key || undefined)),
    ];
    for (const trouble of left) troubles.add(trouble);
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
  return { looks, troubles: [...troubles], left };
}

type Policy = NonNullable<NonNullable<Environment["resources"]>[number]["policy"]>;

/** What a trail encrypts with. */
interface Key {
  readonly arn: string;
  readonly policy: Policy;
}

async function keyOf(kms: KMSClient, arn: string): Promise<Key> {
  const { Policy = "{}" } = await kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: "default" }));
  return { arn, policy: JSON.parse(Policy) };
}

/** What the trail does to deliver, and may not, by the policies of the moment. */
async function refusals(
  organization: Organization,
  bucketPolicy: Policy,
  key: Key | undefined,
): Promise<readonly string[]> {
  const names = namesOf(organization);
  const account = names.logArchiveAccountId;
  const environment: Environment = {
    organizationId: names.organizationId,
    managementAccount: names.managementAccountId,
    accounts: { [names.managementAccountId]: ["r-root"], [account]: ["r-root"] },
    resources: [
      { arn: names.archive.bucket.arn, account, policy: bucketPolicy },
      ...(key === undefined ? [] : [{ arn: key.arn, account, policy: key.policy }]),
    ],
  };
  const trail = service("cloudtrail.amazonaws.com", { arn: names.trail.arn });
  const put = { action: "s3:PutObject", owner: account, context: { "s3:x-amz-acl": "bucket-owner-full-control" } };
  // Without a key of its own a trail asks for S3's.
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
  const encryption =
    key === undefined
      ? { "s3:x-amz-server-side-encryption": "AES256" }
      : {
          "s3:x-amz-server-side-encryption": "aws:kms",
          "s3:x-amz-server-side-encryption-aws-kms-key-id": key.arn,
        };
  const keyRequests = (of: string) => [
    {
      action: "kms:GenerateDataKey",
      resource: of,
      owner: account,
      context: { "kms:EncryptionContext:aws:cloudtrail:arn": names.trail.arn },
    },
    { action: "kms:DescribeKey", resource: of, owner: account },
  ];
  const requests = [
    { action: "s3:GetBucketAcl", resource: names.archive.bucket.arn, owner: account },
    ...names.archive.deliveryPrefixes.map((prefix) => ({
      ...put,
      resource: `${names.archive.bucket.arn}/${prefix}us-east-1/log.json.gz`,
      context: { ...put.context, ...encryption },
    })),
    ...(key === undefined ? [] : keyRequests(key.arn)),
  ];
  const decisions = await Promise.all(requests.map((request) => decide(environment, trail, request)));
  return requests.flatMap(({ action, resource }, index) =>
    decisions[index]?.decision === "allowed" ? [] : [`${action} of ${resource} is refused`],
  );
}
