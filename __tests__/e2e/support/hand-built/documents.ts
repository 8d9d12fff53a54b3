import type { Document } from "./hand-built";

/** The documents that AWS's pages and console give a person to paste, for one trail. */

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" };

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function keyPolicy(accountId: string, trailArn: string, organizationId: string): Document {
  const trails = trailArn.replace(/:cloudtrail:[^:]+:(\d+):.*/, ":cloudtrail:*:$1:trail/*");
  return document(
    {
      Sid: "Enable IAM User Permissions",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "Allow CloudTrail to encrypt logs",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails },
      },
    },
    {
      Sid: "Allow CloudTrail to describe key",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      Sid: "Allow principals of the organization to decrypt log files",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Decrypt", "kms:ReEncryptFrom"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": organizationId },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails },
      },
    },
  );
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy */
export function trailMayDeliver(
  bucket: string,
  trailArn: string,
  organizationId: string,
  prefix = "",
): Document["Statement"] {
  const [, , , , managementId] = trailArn.split(":");
  const below = (id = "") => `arn:aws:s3:::${bucket}/${prefix}AWSLogs/${id}/*`;
  const put = (Sid: string, Resource: string) => ({
    Sid,
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "s3:PutObject",
    Resource,
    Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": trailArn } },
  });
  return [
    {
      Sid: "AWSCloudTrailAclCheck20150319",
      Effect: "Allow",
      Principal: CLOUDTRAIL,
      Action: "s3:GetBucketAcl",
      Resource: `arn:aws:s3:::${bucket}`,
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    put("AWSCloudTrailWrite20150319", below(managementId)),
    put("AWSCloudTrailOrganizationWrite20150319", below(organizationId)),
  ];
}

export function denyPlainHttp(bucket: string): Document["Statement"] {
  return [
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}

/** Without the digests, whose delivery the same deny broke elsewhere: see ADR 0005. */
export function denyUnencryptedPuts(bucket: string): Document["Statement"] {
  return [
    {
      Sid: "DenyUnencryptedPuts",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      NotResource: `arn:aws:s3:::${bucket}/AWSLogs/*/CloudTrail-Digest/*`,
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
    },
  ];
}

export function mayRead(Sid: string, bucket: string, ...roles: readonly string[]): Document["Statement"] {
  return [
    {
      Sid,
      Effect: "Allow",
      Principal: { AWS: roles.length === 1 ? roles[0] : roles },
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
export function mayDeliverAccessLogs(bucket: string, prefix: string, ofBucket: string): Document {
  return document({
    Sid: "S3ServerAccessLogsPolicy",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `arn:aws:s3:::${bucket}/${prefix}*`,
    Condition: { ArnLike: { "aws:SourceArn": `arn:aws:s3:::${ofBucket}` } },
  });
}

/** Whoever assumes an SSO permission set's role does so by IAM Identity Center's SAML provider of the account. */
export function ssoTrust(accountId: string): Document {
  return document({
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${accountId}:saml-provider/AWSSSO_1a2b3c4d5e6f7a8b_DO_NOT_DELETE` },
    Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
    Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
  });
}

export const cloudTrailTrust: Document = document({
  Effect: "Allow",
  Principal: CLOUDTRAIL,
  Action: "sts:AssumeRole",
});

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html */
export function mayWriteStreams(managementId: string, organizationId: string, logGroup: string): Document {
  const stream = (name: string) => `arn:aws:logs:us-east-1:${managementId}:log-group:${logGroup}:log-stream:${name}`;
  const Resource = [stream(`${managementId}_CloudTrail_us-east-1*`), stream(`${organizationId}_*`)];
  return document(
    { Sid: "AWSCloudTrailCreateLogStream2014110", Effect: "Allow", Action: ["logs:CreateLogStream"], Resource },
    { Sid: "AWSCloudTrailPutLogEvents20141101", Effect: "Allow", Action: ["logs:PutLogEvents"], Resource },
  );
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html */
export function mayPublish(topicArn: string, trailArn: string): Document {
  return document({
    Sid: "AWSCloudTrailSNSPolicy20150319",
    Effect: "Allow",
    Principal: CLOUDTRAIL,
    Action: "SNS:Publish",
    Resource: topicArn,
    Condition: { StringEquals: { "aws:SourceArn": trailArn } },
  });
}

export function denyTrailChanges(Sid: string): Document["Statement"] {
  return [
    {
      Sid,
      Effect: "Deny",
      Action: [
        "cloudtrail:StopLogging",
        "cloudtrail:DeleteTrail",
        "cloudtrail:UpdateTrail",
        "cloudtrail:PutEventSelectors",
      ],
      Resource: "*",
    },
  ];
}

export function document(...Statement: Document["Statement"]): Document {
  return { Version: "2012-10-17", Statement };
}
