import type { Names } from "../naming";
import { type PolicyDocument, policyDocument } from "./document";
import { ofSource } from "./event-source";

/**
 * Lambda, for this function. No page of AWS's says that Lambda names the function when it assumes a function's role; people
 * report that it does (https://repost.aws/questions/QU-GhwnOYFRsa2gIe1UaDMSQ/iam-role-policy-specific-to-a-single-lambda).
 * So the Allow does not ask, and another function is denied where it is named. Who may give a function this role, IAM
 * decides, within the account. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function sentinelTrustPolicy({ sentinel }: Names): PolicyDocument {
  const lambdaToAssume = { Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  return policyDocument([
    { Sid: "AllowSentinelToAssume", Effect: "Allow", ...lambdaToAssume },
    {
      Sid: "DenyOtherFunctionsToAssume",
      Effect: "Deny",
      ...lambdaToAssume,
      Condition: {
        // A version's ARN, and that of $LATEST, go on behind the function's.
        ArnNotLike: { "aws:SourceArn": [sentinel.function.arn, `${sentinel.function.arn}:*`] },
        Null: { "aws:SourceArn": "false" },
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
      Condition: { StringLike: { "s3:prefix": archive.digestPattern } },
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
