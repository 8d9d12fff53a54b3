import { guid } from "../deterministic-ids";
import { assumedRole, awsAccount, awsInternal, awsService, serviceLinkedRoleSession } from "../identities";
import { type Day, type QuietRecord, quiet } from "./day";

/** AWS's services do their work. */
export function services(day: Day): readonly QuietRecord[] {
  return [...cloudTrailAtWork(day), ...rolesAssumed(day), ...keysUsed(day), ...serviceLinkedRolesAtWork(day)];
}

const CLOUD_TRAIL = "cloudtrail.amazonaws.com";
const KMS = "kms.amazonaws.com";
const STS = "sts.amazonaws.com";

const keyArn = (accountId: string, region: string) =>
  `arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const keyResource = (accountId: string, region: string) => [
  { accountId, type: "AWS::KMS::Key", ARN: keyArn(accountId, region) },
];

function cloudTrailAtWork(day: Day): readonly QuietRecord[] {
  const { names, management, logArchive, prod, homeRegion: region } = day;
  const logFile = `${names.archive.bucket.arn}/${names.archive.accountPrefix(prod)}CloudTrail/${region}/2026/11/20/`;
  return [
    quiet("CloudTrail checks that the archive is its to write", logArchive, "s3.amazonaws.com", "GetBucketAcl", {
      by: awsService(CLOUD_TRAIL),
      region,
      requestParameters: { bucketName: names.archive.bucket.name, acl: "" },
    }),
    quiet("CloudTrail gets a data key for a log file", logArchive, KMS, "GenerateDataKey", {
      by: awsService(CLOUD_TRAIL),
      region,
      readOnly: true,
      sharedEventID: guid("log file"),
      requestParameters: {
        keySpec: "AES_256",
        encryptionContext: { "aws:cloudtrail:arn": names.trail.arn, "aws:s3:arn": logFile },
      },
      resources: keyResource(logArchive, region),
    }),
    quiet("CloudTrail assumes its role", management, STS, "AssumeRole", {
      by: awsService(CLOUD_TRAIL),
      region,
      readOnly: true,
      requestParameters: { roleArn: names.trailLogsRole.arn, roleSessionName: "CLOUDWATCH_LOGS_DELIVERY_SESSION" },
      resources: [{ ARN: names.trailLogsRole.arn, accountId: management, type: "AWS::IAM::Role" }],
    }),
    quiet("and opens a log stream", management, "logs.amazonaws.com", "CreateLogStream", {
      by: assumedRole(management, names.trailLogsRole.name, {
        session: "CLOUDWATCH_LOGS_DELIVERY_SESSION",
        invokedBy: CLOUD_TRAIL,
      }),
      region,
      requestParameters: {
        logGroupName: names.trailLogGroup.name,
        logStreamName: `${names.organizationId}_${prod}_CloudTrail_${region}`,
      },
    }),
    quiet(
      "CloudTrail learns of the organization's accounts",
      management,
      "organizations.amazonaws.com",
      "ListAccounts",
      {
        by: serviceLinkedRoleSession(management, CLOUD_TRAIL, "AWSServiceRoleForCloudTrail"),
      },
    ),
  ];
}

function rolesAssumed(day: Day): readonly QuietRecord[] {
  const { prod, dev, security, homeRegion: region, otherRegion } = day;
  const assumed = (what: string, accountId: string, by: string, role: string, at = region): QuietRecord => {
    const roleArn = `arn:aws:iam::${accountId}:role/${role}`;
    return quiet(what, accountId, STS, "AssumeRole", {
      by: awsService(by),
      region: at,
      readOnly: true,
      requestParameters: { roleArn, roleSessionName: role },
      responseElements: {
        credentials: { accessKeyId: "ASIAIOSFODNN7EXAMPLE", expiration: "Nov 20, 2026, 9:15:00 PM" },
      },
      resources: [{ ARN: roleArn, accountId, type: "AWS::IAM::Role" }],
    });
  };
  return [
    assumed("a function gets its role's session", prod, "lambda.amazonaws.com", "claims-export"),
    assumed("an instance gets its role's session", dev, "ec2.amazonaws.com", "build-agent", otherRegion),
    assumed("a container gets its role's session", prod, "ecs-tasks.amazonaws.com", "checkout-task"),
    assumed("a schedule gets its role's session", dev, "scheduler.amazonaws.com", "nightly-report"),
    quiet("an auditor of the security account comes to a workload account", prod, STS, "AssumeRole", {
      by: awsAccount(security),
      region,
      readOnly: true,
      sharedEventID: guid("auditor"),
      requestParameters: { roleArn: `arn:aws:iam::${prod}:role/LogReader`, roleSessionName: "bob@example.com" },
      resources: [{ ARN: `arn:aws:iam::${prod}:role/LogReader`, accountId: prod, type: "AWS::IAM::Role" }],
    }),
  ];
}

function keysUsed(day: Day): readonly QuietRecord[] {
  const { management, logArchive, prod, dev, homeRegion: region, otherRegion } = day;
  return [
    quiet("a function's environment is decrypted", prod, KMS, "Decrypt", {
      by: assumedRole(prod, "claims-export", { session: "claims-export", invokedBy: "lambda.amazonaws.com" }),
      region,
      readOnly: true,
      requestParameters: {
        encryptionContext: { "aws:lambda:FunctionArn": `arn:aws:lambda:${region}:${prod}:function:claims-export` },
      },
      resources: keyResource(prod, region),
    }),
    quiet("a secret is encrypted", dev, KMS, "GenerateDataKey", {
      by: assumedRole(dev, "ci-deploy", { session: "release-42", invokedBy: "secretsmanager.amazonaws.com" }),
      region,
      readOnly: true,
      requestParameters: { keySpec: "AES_256", keyId: "alias/aws/secretsmanager" },
    }),
    quiet("a volume is attached, so its key is granted", dev, KMS, "CreateGrant", {
      by: serviceLinkedRoleSession(dev, "autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling"),
      region: otherRegion,
      requestParameters: {
        keyId: keyArn(dev, otherRegion),
        granteePrincipal: "ec2.amazonaws.com",
        operations: ["Decrypt", "CreateGrant"],
      },
      responseElements: { grantId: "abcde1237f76e4ba7987489ac329fbfba6ad343d6f7075dbd1ef191f0120514a" },
      resources: keyResource(dev, otherRegion),
    }),
    quiet("and the grant is given back", dev, KMS, "RetireGrant", {
      by: serviceLinkedRoleSession(dev, "autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling"),
      region: otherRegion,
      resources: keyResource(dev, otherRegion),
    }),
    quiet("a database's key is granted to a snapshot", prod, KMS, "CreateGrant", {
      by: assumedRole(prod, "ci-deploy", { session: "release-42", invokedBy: "rds.amazonaws.com" }),
      region,
      requestParameters: { keyId: keyArn(prod, region), operations: ["Encrypt", "Decrypt"] },
      resources: keyResource(prod, region),
    }),
    // https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html
    quiet("a key rotates, as it does every year", management, KMS, "RotateKey", {
      eventType: "AwsServiceEvent",
      by: awsInternal(management),
      region,
      serviceEventDetails: { rotationType: "AUTOMATIC", keyId: keyArn(management, region).split("/").at(-1) },
      resources: keyResource(management, region),
    }),
    quiet("and so does the archive's", logArchive, KMS, "RotateKey", {
      eventType: "AwsServiceEvent",
      by: awsInternal(logArchive),
      region,
      serviceEventDetails: { rotationType: "AUTOMATIC", keyId: keyArn(logArchive, region).split("/").at(-1) },
      resources: keyResource(logArchive, region),
    }),
    quiet("a secret has rotated", prod, "secretsmanager.amazonaws.com", "RotationSucceeded", {
      eventType: "AwsServiceEvent",
      by: awsInternal(prod),
      region,
      additionalEventData: { SecretId: `arn:aws:secretsmanager:${region}:${prod}:secret:checkout-db-AbCdEf` },
    }),
  ];
}

function serviceLinkedRolesAtWork(day: Day): readonly QuietRecord[] {
  const { logArchive, security, prod, dev, homeRegion: region, otherRegion } = day;
  const config = (accountId: string) =>
    serviceLinkedRoleSession(accountId, "config.amazonaws.com", "AWSServiceRoleForConfig");
  return [
    quiet("AWS Config records the archive", logArchive, "s3.amazonaws.com", "GetBucketVersioning", {
      by: config(logArchive),
      region,
      requestParameters: { bucketName: day.names.archive.bucket.name },
    }),
    quiet("AWS Config records instances", dev, "ec2.amazonaws.com", "DescribeInstances", {
      by: config(dev),
      region: otherRegion,
    }),
    quiet("Security Hub looks at the recorder", security, "config.amazonaws.com", "DescribeConfigurationRecorders", {
      by: serviceLinkedRoleSession(security, "securityhub.amazonaws.com", "AWSServiceRoleForSecurityHub"),
      region,
    }),
    quiet("Access Analyzer looks at security groups", prod, "ec2.amazonaws.com", "DescribeSecurityGroups", {
      by: serviceLinkedRoleSession(prod, "access-analyzer.amazonaws.com", "AWSServiceRoleForAccessAnalyzer"),
      region,
    }),
    quiet("a group scales in", dev, "ec2.amazonaws.com", "TerminateInstances", {
      by: serviceLinkedRoleSession(dev, "autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling"),
      region: otherRegion,
      requestParameters: { instancesSet: { items: [{ instanceId: "i-1234567890abcdef0" }] } },
    }),
    quiet("a function in a VPC gets its interface", prod, "ec2.amazonaws.com", "CreateNetworkInterface", {
      by: assumedRole(prod, "claims-export", { session: "claims-export", invokedBy: "lambda.amazonaws.com" }),
      region,
    }),
    quiet("a first function makes its log group", dev, "logs.amazonaws.com", "CreateLogGroup", {
      by: assumedRole(dev, "nightly-report", { session: "nightly-report" }),
      region,
      requestParameters: { logGroupName: "/aws/lambda/nightly-report" },
    }),
    quiet("a service makes its linked role", dev, "iam.amazonaws.com", "CreateServiceLinkedRole", {
      by: assumedRole(dev, "ci-deploy", { session: "release-42", invokedBy: "ecs.amazonaws.com" }),
      requestParameters: { aWSServiceName: "ecs.amazonaws.com" },
    }),
    quiet("a backup begins", prod, "backup.amazonaws.com", "StartBackupJob", {
      by: serviceLinkedRoleSession(prod, "backup.amazonaws.com", "AWSServiceRoleForBackup"),
      region,
    }),
  ];
}
