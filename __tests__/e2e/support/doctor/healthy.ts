import { CloudTrailClient, CreateTrailCommand, PutEventSelectorsCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import type { Organization } from "../../../../src/config/organization";
import { namesOf } from "../../../../src/naming";
import type { Emulator } from "../../../../src/tools/emulator/emulator";
import { allAccounts } from "../../../../src/tools/emulator/organization-seed";
import { Digests } from "../digests";

/**
 * What time and people bring after an apply, and the emulator does not: digests, runs of the sentinel, confirmed subscriptions.
 * In each account stands a trail of its own, of data events alone, which is nobody else's business.
 */
export async function becomeHealthy(live: { readonly emulator: Emulator; readonly organization: Organization }) {
  const { emulator, organization } = live;
  const names = namesOf(organization);
  const { homeRegion, metricNamespace, managementAccountId } = names;
  await Digests.whileOpen(emulator, names, async (digests) => {
    for (const { id } of allAccounts(emulator.seed)) await digests.deliver(id, organization.governedRegions, 60);
  });
  await new CloudWatchClient(emulator.clientConfig(managementAccountId, homeRegion)).send(
    new PutMetricDataCommand({
      Namespace: metricNamespace,
      MetricData: [{ MetricName: "Runs", Value: 1, Unit: "Count" }],
    }),
  );
  await emulator.confirmSubscriptions();
  for (const { id } of allAccounts(emulator.seed))
    await makeTrail(emulator, id, homeRegion, "data-events-alone", false);
}

/** A trail of one Region in an account, with a bucket of its own. */
export async function makeTrail(
  emulator: Emulator,
  accountId: string,
  region: string,
  Name: string,
  recordsManagementEvents: boolean,
): Promise<void> {
  const config = emulator.clientConfig(accountId, region);
  const Bucket = `${Name.toLowerCase()}-${accountId}-${region}`;
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const place =
    region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" } };
  await s3.send(new CreateBucketCommand({ Bucket, ...place }));
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: trailPolicy(Bucket, accountId) }));
  const cloudTrail = new CloudTrailClient(config);
  await cloudTrail.send(new CreateTrailCommand({ Name, S3BucketName: Bucket }));
  if (recordsManagementEvents) return;
  await cloudTrail.send(
    new PutEventSelectorsCommand({
      TrailName: Name,
      AdvancedEventSelectors: [
        {
          Name: "objects",
          FieldSelectors: [
            { Field: "eventCategory", Equals: ["Data"] },
            { Field: "resources.type", Equals: ["AWS::S3::Object"] },
          ],
        },
      ],
    }),
  );
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function trailPolicy(bucket: string, accountId: string): string {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  const arn = `arn:aws:s3:::${bucket}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "AclCheck", Effect: "Allow", Principal, Action: "s3:GetBucketAcl", Resource: arn },
      { Sid: "Write", Effect: "Allow", Principal, Action: "s3:PutObject", Resource: `${arn}/AWSLogs/${accountId}/*` },
    ],
  });
}
