import { AccountClient } from "@aws-sdk/client-account";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";

/** How to reach AWS; for tests. @default - the function's own role and AWS's endpoints */
export type ClientConfiguration = Pick<S3ClientConfig, "endpoint" | "credentials" | "forcePathStyle">;

export interface Clients {
  readonly account: AccountClient;
  readonly cloudTrail: CloudTrailClient;
  readonly cloudWatch: CloudWatchClient;
  readonly eventBridge: EventBridgeClient;
  readonly organizations: OrganizationsClient;
  readonly s3: S3Client;
}

/**
 * Digests looked for at a time. At 20 ms each that is 3,200 a second, below the 5,500 that S3 serves from one prefix before
 * it has divided it; with TLS's buffers, 64 connections still fit into the memory.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
 */
export const S3_CONCURRENCY = 64;

/**
 * Calls at a time to Organizations, and to Account Management. The latter answers five ListRegions a second, and an
 * organization's calls share Organizations' limits: more at a time would only be throttled.
 * https://docs.aws.amazon.com/accounts/latest/reference/quotas.html
 */
export const CONTROL_PLANE_CONCURRENCY = 4;

/** Made once for a container: connections and credentials are kept between runs. */
export function makeClients(region: string, configuration: ClientConfiguration): Clients {
  const common = {
    ...configuration,
    region,
    maxAttempts: 8,
    requestHandler: {
      // A lost packet must not use up the time: 8 attempts of this length do not, one without end would.
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
      // The SDK's default of 50 would be the smaller limit.
      httpAgent: { maxSockets: S3_CONCURRENCY },
      httpsAgent: { maxSockets: S3_CONCURRENCY },
    },
  };
  // Where a fixed quota throttles all calls alike, the client itself has to slow down: in the standard mode each call
  // would use up its attempts. Not S3, whose SlowDown passes: with one listing in 1,000 answered so, a run of bench/sentinel
  // took 13 to 21 s in the standard mode and 60 s in the adaptive one.
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
  const paced = { ...common, retryMode: "adaptive" };
  return {
    account: new AccountClient(paced),
    cloudTrail: new CloudTrailClient(common),
    cloudWatch: new CloudWatchClient(common),
    eventBridge: new EventBridgeClient(common),
    organizations: new OrganizationsClient(paced),
    s3: new S3Client(common),
  };
}
