import type { Names } from "../naming";
import { type PolicyDocument, policyDocument } from "./document";
import { ofSource } from "./event-source";

/** https://docs.aws.amazon.com/lambda/latest/dg/permissions-executionrole-cross-service-confused-deputy-prevention.html */
export function sentinelTrustPolicy({ managementAccountId, sentinel }: Names): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowSentinelToAssume",
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": managementAccountId },
        ArnEquals: { "aws:SourceArn": sentinel.function.arn },
      },
    },
  ]);
}

/**
 * What the trail sentinel reads, and where it reports. What has no resource of its own stands under `*`.
 *
 * @param keyArn ARN of the key that encrypts what it keeps, a Terraform reference
 */
export function sentinelPolicy(names: Names, keyArn: string): PolicyDocument {
  const { archive, auditBus, metricNamespace, sentinel, trail } = names;
  return policyDocument([
    {
      Sid: "AllowReadingTrail",
      Effect: "Allow",
      Action: [
        "cloudtrail:GetEventSelectors",
        "cloudtrail:GetInsightSelectors",
        "cloudtrail:GetTrail",
        "cloudtrail:GetTrailStatus",
      ],
      Resource: trail.arn,
    },
    {
      Sid: "AllowReadingOrganization",
      Effect: "Allow",
      Action: [
        "account:ListRegions",
        "organizations:DescribePolicy",
        "organizations:ListAWSServiceAccessForOrganization",
        "organizations:ListAccounts",
        "organizations:ListAccountsForParent",
        "organizations:ListOrganizationalUnitsForParent",
        "organizations:ListPolicies",
        "organizations:ListRoots",
        "organizations:ListTargetsForPolicy",
      ],
      Resource: "*",
    },
    {
      Sid: "AllowListingDigests",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: archive.bucket.arn,
      Condition: { StringLike: { "s3:prefix": archive.digestPatterns } },
    },
    {
      Sid: "AllowReporting",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: auditBus.arn,
      Condition: ofSource(sentinel.eventSource),
    },
    {
      Sid: "AllowCounting",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": metricNamespace } },
    },
    {
      Sid: "AllowLogging",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${sentinel.logGroup.arn}:*`,
    },
    {
      Sid: "AllowTracing",
      Effect: "Allow",
      Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      Resource: "*",
    },
    {
      Sid: "AllowKeepingFailures",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: sentinel.failedQueue.arn,
    },
    {
      Sid: "AllowKeepingEncrypted",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
    },
  ]);
}
