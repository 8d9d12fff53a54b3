import { isIP } from "node:net";
import { AthenaClient } from "@aws-sdk/client-athena";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GlueClient } from "@aws-sdk/client-glue";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";

/**
 * S3 Control puts the account's id before the host's name. Before an address it would make none: an emulator is told by a
 * header which account is meant. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function withoutHostPrefix({ AWS_ENDPOINT_URL }: NodeJS.ProcessEnv) {
  if (AWS_ENDPOINT_URL === undefined) return {};
  const url = new URL(AWS_ENDPOINT_URL);
  return isIP(url.hostname) === 0 ? {} : { endpointProvider: () => ({ url }) };
}

export type Clients = ReturnType<typeof makeClients>;

/**
 * Clients of one account in one Region. Where calls are throttled the clients slow down by themselves.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function makeClients(region: string, access: Pick<S3ClientConfig, "credentials" | "profile">) {
  const common = { ...access, region, maxAttempts: 8, retryMode: "adaptive" } as const;
  return {
    athena: new AthenaClient(common),
    cloudFormation: new CloudFormationClient(common),
    cloudTrail: new CloudTrailClient(common),
    cloudWatch: new CloudWatchClient(common),
    events: new EventBridgeClient(common),
    glue: new GlueClient(common),
    iam: new IAMClient(common),
    kms: new KMSClient(common),
    lambda: new LambdaClient(common),
    logs: new CloudWatchLogsClient(common),
    organizations: new OrganizationsClient(common),
    // A bucket in another Region than ours is found, not taken for an error.
    s3: new S3Client({ ...common, followRegionRedirects: true }),
    s3Control: new S3ControlClient({ ...common, ...withoutHostPrefix(process.env) }),
    scheduler: new SchedulerClient(common),
    sns: new SNSClient(common),
    sqs: new SQSClient(common),
  };
}
