import type { Names } from "../naming";
import { dataPerimeter } from "./data-perimeter";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { BUCKET_CHANGES_NOBODY_NEEDS, OBJECT_CHANGES_NOBODY_NEEDS } from "./protected-actions";

/** Policy of the bucket that records who read the archive: S3 writes, nobody rewrites. */
export function accessLogBucketPolicy(names: Names): PolicyDocument {
  return policyDocument([
    allowAccessLogDelivery(names),
    denyAccessLogWritesExceptByS3(names),
    denyAccessLogChanges(names),
    ...dataPerimeter(names, names.archive.accessLogBucket.arn, {
      outsiders: "DenyAccessLogPrincipalsOutsideOrganization",
      accessPoints: "DenyAccessLogAccessPoints",
      insecureTransport: "DenyAccessLogInsecureTransport",
      outdatedTls: "DenyAccessLogOutdatedTls",
    }),
  ]);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general */
function allowAccessLogDelivery({ archive, logArchiveAccountId }: Names): Statement {
  return {
    Sid: "AllowAccessLogDelivery",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${archive.accessLogBucket.arn}/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": logArchiveAccountId },
      ArnEquals: { "aws:SourceArn": archive.bucket.arn },
    },
  };
}

function denyAccessLogWritesExceptByS3({ archive }: Names): Statement {
  return {
    Sid: "DenyAccessLogWritesExceptByS3",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:PutObject", "s3:ReplicateObject"],
    Resource: `${archive.accessLogBucket.arn}/*`,
    Condition: { StringNotEquals: { "aws:SourceArn": archive.bucket.arn } },
  };
}

/** S3 cannot deliver access logs to a bucket with a default Object Lock: this deny stands in for the lock. */
function denyAccessLogChanges({ archive }: Names): Statement {
  return {
    Sid: "DenyAccessLogChanges",
    Effect: "Deny",
    Principal: "*",
    Action: [...OBJECT_CHANGES_NOBODY_NEEDS, ...BUCKET_CHANGES_NOBODY_NEEDS],
    Resource: [archive.accessLogBucket.arn, `${archive.accessLogBucket.arn}/*`],
  };
}
