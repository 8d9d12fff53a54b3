import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import type { Construct } from "constructs";
import { AuditorAccess } from "../constructs/auditor-access";
import { LogArchiveBucket } from "../constructs/log-archive-bucket";
import { MetricAlarms } from "../constructs/metric-alarms";
import { OrgLogsKey } from "../constructs/org-logs-key";
import { AccountStack, type AccountStackProps } from "./account-stack";

/** The log-archive account: the archive bucket and its key. Applied first. */
export class LogArchiveStack extends AccountStack {
  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, props);
    const { organization, names } = props;

    new S3AccountPublicAccessBlock(this, "public-access-block", {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const key = new OrgLogsKey(this, "org-logs-key", { names, organization });
    const { bucket } = new LogArchiveBucket(this, "log-archive-bucket", {
      names,
      organization,
      keyArn: key.keyArn,
    });
    key.comesAfter(bucket);
    // The account has no topic of its own: its alarms tell the management account's, and are forwarded as events besides.
    new MetricAlarms(this, "alarms", {
      context: { names, organization },
      account: "log-archive",
      topicArns: [names.alarmTopic.arn],
    });
    this.answerQueries();
    new AuditorAccess(this, "auditor-access", { names });
    this.forwardEvents();
    this.tell("archive_bucket", "The bucket that keeps the logs and digests", names.archive.bucket.name);
    this.tell("access_log_bucket", "The bucket that records who read them", names.archive.accessLogBucket.name);
    this.tell("archive_key_arn", "The key that encrypts them", key.keyArn);
    for (const { role, suffix } of names.auditors) {
      this.tell(
        `auditor${suffix.replaceAll("-", "_")}_role_arn`,
        "A role that reads them; the description says who may take it, until when",
        role.arn,
      );
    }
  }
}
