import { isIP } from "node:net";
import { AccountClient } from "@aws-sdk/client-account";
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

type Common = Pick<S3ClientConfig, "credentials" | "profile" | "requestHandler"> & {
  readonly region: string;
  readonly maxAttempts: number;
  readonly retryMode: string;
};

const MAKERS = {
  account: (common: Common) => new AccountClient(common),
  athena: (common: Common) => new AthenaClient(common),
  cloudFormation: (common: Common) => new CloudFormationClient(common),
  cloudTrail: (common: Common) => new CloudTrailClient(common),
  cloudWatch: (common: Common) => new CloudWatchClient(common),
  events: (common: Common) => new EventBridgeClient(common),
  glue: (common: Common) => new GlueClient(common),
  iam: (common: Common) => new IAMClient(common),
  kms: (common: Common) => new KMSClient(common),
  lambda: (common: Common) => new LambdaClient(common),
  logs: (common: Common) => new CloudWatchLogsClient(common),
  organizations: (common: Common) => new OrganizationsClient(common),
  // A bucket in another Region than ours is found, not taken for an error.
  s3: (common: Common) => new S3Client({ ...common, followRegionRedirects: true }),
  s3Control: (common: Common) => new S3ControlClient({ ...common, ...withoutHostPrefix(process.env) }),
  scheduler: (common: Common) => new SchedulerClient(common),
  sns: (common: Common) => new SNSClient(common),
  sqs: (common: Common) => new SQSClient(common),
};

export type Clients = { readonly [Name in keyof typeof MAKERS]: ReturnType<(typeof MAKERS)[Name]> };

/**
 * Clients of one account in one Region, each made when it is first used: of a thousand accounts most need two. Where calls are
 * throttled the clients slow down by themselves.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function makeClients(
  region: string,
  access: Pick<S3ClientConfig, "credentials" | "profile" | "requestHandler">,
): Clients {
  const common = { ...access, region, maxAttempts: 8, retryMode: "adaptive" };
  const clients = {};
  for (const [name, make] of Object.entries(MAKERS)) {
    Object.defineProperty(clients, name, {
      configurable: true,
      get: () => {
        const value = make(common);
        Object.defineProperty(clients, name, { value });
        return value;
      },
    });
  }
  return clients as Clients;
}
