import { accessKeyId } from "./organization-seed";

/** moto checks no signature: only the access key, which names the account, has a meaning. */
export const SECRET_ACCESS_KEY = "emulator";

/** Settings for any client of the AWS SDK acting as this account of the emulator at an endpoint. */
export function clientConfigOf(endpoint: string, accountId: string, region: string) {
  return {
    region,
    endpoint,
    credentials: { accessKeyId: accessKeyId(accountId), secretAccessKey: SECRET_ACCESS_KEY },
    // S3 Control's host name, with the account's id before the endpoint's, would not resolve.
    disableHostPrefix: true,
  };
}
