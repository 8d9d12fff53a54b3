import { assumedRole, webIdentityUser } from "../identities";
import type { Day } from "../quiet-day/day";
import { type Caller, type Habits, made, type Occurrence } from "./occurrence";

const GITHUB = "token.actions.githubusercontent.com";

/** Teams release into their workload accounts, from pipelines that an OIDC provider vouches for. */
export function pipelines({ prod, dev, homeRegion: region }: Day, { releases }: Habits): readonly Occurrence[] {
  const of = (accountId: string): Caller => ({
    by: assumedRole(accountId, "ci-deploy", { session: "release-42", path: "/ci/", federatedProvider: GITHUB }),
    accountId,
    region,
  });
  const [inProd, inDev] = [of(prod), of(dev)];
  const oidc = (accountId: string) =>
    made(
      {
        by: webIdentityUser(GITHUB, "sts.amazonaws.com", "repo:example/checkout:ref:refs/heads/main"),
        accountId,
        region,
      },
      "sts:AssumeRoleWithWebIdentity",
      { roleArn: `arn:aws:iam::${accountId}:role/ci/ci-deploy`, roleSessionName: "release-42" },
      { readOnly: true },
    );
  const logGroup = { logGroupName: "/aws/lambda/checkout" };
  return [
    {
      what: "a pipeline releases code",
      perWeek: releases,
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
      records: [
        oidc(prod),
        made(inProd, "lambda:UpdateFunctionCode20150331v2", { functionName: "checkout" }),
        made(inProd, "ecs:UpdateService", { service: "checkout", cluster: "shop" }),
      ],
    },
    {
      what: "a pipeline makes a function with its role, its log group and its alarm",
      perWeek: Math.ceil(releases / 5),
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
      records: [
        oidc(dev),
        made(inDev, "iam:CreateRole", { roleName: "checkout" }),
        made(inDev, "iam:PutRolePolicy", { roleName: "checkout", policyName: "queue" }),
        made(inDev, "iam:AttachRolePolicy", { roleName: "checkout" }),
        made(inDev, "logs:CreateLogGroup", logGroup),
        made(inDev, "logs:PutRetentionPolicy", { ...logGroup, retentionInDays: 30 }),
        made(inDev, "monitoring:PutMetricAlarm", { alarmName: "checkout-5xx" }),
        made(inDev, "events:PutRule", { name: "checkout-hourly", state: "ENABLED" }),
        made(inDev, "events:PutTargets", { rule: "checkout-hourly", targets: [{ id: "1" }] }),
      ],
    },
    {
      what: "a pipeline makes a bucket with its policy and lifecycle",
      perWeek: Math.ceil(releases / 8),
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html",
      records: [
        oidc(dev),
        made(inDev, "s3:CreateBucket", { bucketName: "team-checkout" }),
        made(inDev, "s3:PutBucketPolicy", { bucketName: "team-checkout" }),
        made(inDev, "s3:PutBucketLifecycle", { bucketName: "team-checkout" }),
      ],
    },
    {
      what: "a pipeline makes a key of its team's",
      perWeek: 1,
      page: "https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html",
      records: [
        made(inDev, "kms:CreateKey", { keySpec: "SYMMETRIC_DEFAULT" }),
        made(inDev, "kms:CreateAlias", { aliasName: "alias/checkout" }),
      ],
    },
    {
      what: "a pipeline changes security groups and routes of its VPC",
      perWeek: Math.ceil(releases / 5),
      page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-with-cloudtrail.html",
      records: [
        made(inDev, "ec2:AuthorizeSecurityGroupIngress", { groupId: "sg-0123456789abcdef0" }),
        made(inDev, "ec2:CreateRoute", { routeTableId: "rtb-0123456789abcdef0" }),
      ],
    },
    {
      what: "a pipeline changes routes of an HTTP API",
      perWeek: Math.ceil(releases / 5),
      page: "https://docs.aws.amazon.com/apigateway/latest/developerguide/cloudtrail.html",
      records: ["CreateRoute", "DeleteRoute", "UpdateIntegration"].map((event) =>
        made(inProd, `apigateway:${event}`, { apiId: "a1b2c3d4e5", routeKey: "GET /orders" }),
      ),
    },
    {
      what: "analysts' tables and their catalog's policy change in a member",
      perWeek: 2,
      page: "https://docs.aws.amazon.com/glue/latest/dg/monitor-cloudtrail.html",
      records: [
        made(inDev, "glue:UpdateTable", { databaseName: "orders", tableInput: { name: "daily" } }),
        made(inDev, "glue:PutResourcePolicy", { enableHybrid: "TRUE" }),
      ],
    },
    {
      what: "a team takes a test cluster of EKS apart, its log group with it",
      perWeek: 1,
      page: "https://docs.aws.amazon.com/eks/latest/userguide/logging-using-cloudtrail.html",
      news: "the cluster's audit log is gone: one message, which alerts.memberEvidence switches off",
      records: [
        made(inDev, "eks:DeleteCluster", { name: "test" }),
        made(inDev, "logs:DeleteLogGroup", { logGroupName: "/aws/eks/test/cluster" }),
      ],
    },
  ];
}
