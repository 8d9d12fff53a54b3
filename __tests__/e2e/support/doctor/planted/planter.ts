import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Names } from "../../../../../src/naming";
import type { Emulator } from "../../../../../src/tools/emulator/emulator";

/** A member account without a role of its own in the trail. */
export const MEMBER = "123456789012";

/** The organization as whoever plants something in it meets it: as the administrator of each account. */
export class Planter {
  readonly cloudTrail;
  readonly cloudWatch;
  readonly logs;
  readonly organizations;
  /** In the log-archive account. */
  readonly s3;
  readonly kms;
  /** Of the member account. */
  readonly iam;
  /** In the central account. */
  readonly centralEvents;
  readonly alarmTopicSns;

  constructor(
    readonly emulator: Emulator,
    readonly names: Names,
  ) {
    const { managementAccountId, logArchiveAccountId, centralAccountId, homeRegion } = names;
    const of = (accountId: string) => emulator.clientConfig(accountId, homeRegion);
    this.cloudTrail = new CloudTrailClient(of(managementAccountId));
    this.cloudWatch = new CloudWatchClient(of(managementAccountId));
    this.logs = new CloudWatchLogsClient(of(managementAccountId));
    this.organizations = new OrganizationsClient(of(managementAccountId));
    this.s3 = new S3Client({ ...of(logArchiveAccountId), forcePathStyle: true });
    this.kms = new KMSClient(of(logArchiveAccountId));
    this.iam = new IAMClient(of(MEMBER));
    this.centralEvents = new EventBridgeClient(of(centralAccountId));
    this.alarmTopicSns = new SNSClient(of(managementAccountId));
  }

  get bucket() {
    return { Bucket: this.names.archive.bucket.name };
  }

  get key() {
    return { KeyId: this.names.archiveKeyAlias };
  }
}

/** Something that differs from the description, done by a call as an attacker or a colleague would do it. */
export interface Planted {
  readonly title: string;
  /** The one line that turns. */
  readonly line: string;
  readonly subject: RegExp;
  readonly what: RegExp;
  readonly remedy: RegExp;
  /** @returns what puts it right */
  readonly plant: (planter: Planter) => Promise<() => Promise<unknown>>;
}
