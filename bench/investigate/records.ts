import type { Random } from "./random";

/** What a generated record is about; the rest of it follows. */
export interface Setting {
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** A record as CloudTrail writes it: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export type CloudTrailRecord = Readonly<Record<string, unknown>>;

interface Call {
  readonly source: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly request: (random: Random, setting: Setting) => unknown;
  readonly response?: (random: Random, setting: Setting) => unknown;
}

const nothing = () => null;

/** The calls of an ordinary organization, the most frequent first. */
const CALLS: readonly Call[] = [
  {
    source: "sts.amazonaws.com",
    name: "AssumeRole",
    readOnly: true,
    request: (random, { account }) => ({
      roleArn: `arn:aws:iam::${account}:role/${random.skewed(ROLES)}`,
      roleSessionName: `session-${random.hex(8)}`,
      durationSeconds: 3600,
    }),
    response: (random, { account, time }) => ({
      credentials: {
        accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
        sessionToken: random.hex(200),
        expiration: new Date(time + 3_600_000).toUTCString(),
      },
      assumedRoleUser: {
        assumedRoleId: `AROA${random.hex(17).toUpperCase()}:session`,
        arn: `arn:aws:sts::${account}:assumed-role/${random.skewed(ROLES)}/session`,
      },
    }),
  },
  {
    source: "kms.amazonaws.com",
    name: "Decrypt",
    readOnly: true,
    request: (random, { account, region }) => ({
      encryptionContext: { "aws:s3:arn": `arn:aws:s3:::data-${account}/${random.hex(8)}` },
      encryptionAlgorithm: "SYMMETRIC_DEFAULT",
      keyId: `arn:aws:kms:${region}:${account}:key/${random.hex(8)}`,
    }),
    response: nothing,
  },
  {
    source: "ec2.amazonaws.com",
    name: "DescribeInstances",
    readOnly: true,
    request: (random) => ({
      instancesSet: { items: [{ instanceId: `i-0${random.hex(16)}` }] },
      filterSet: { items: [{ name: "instance-state-name", valueSet: { items: [{ value: "running" }] } }] },
    }),
  },
  {
    source: "logs.amazonaws.com",
    name: "CreateLogStream",
    readOnly: false,
    request: (random) => ({ logGroupName: "/aws/lambda/worker", logStreamName: `2026/11/[$LATEST]${random.hex(32)}` }),
  },
  {
    source: "s3.amazonaws.com",
    name: "GetBucketAcl",
    readOnly: true,
    request: (_, { account }) => ({ bucketName: `data-${account}`, Host: `data-${account}.s3.amazonaws.com`, acl: "" }),
  },
  {
    source: "dynamodb.amazonaws.com",
    name: "DescribeTable",
    readOnly: true,
    request: (random) => ({ tableName: `orders-${random.below(9)}` }),
  },
  {
    source: "ssm.amazonaws.com",
    name: "UpdateInstanceInformation",
    readOnly: false,
    request: (random) => ({
      agentVersion: "3.3.1957.0",
      agentStatus: "Active",
      platformType: "Linux",
      platformName: "Amazon Linux",
      iPAddress: `10.0.${random.below(256)}.${random.below(256)}`,
      computerName: `ip-10-0-${random.below(256)}-${random.below(256)}.ec2.internal`,
      agentName: "amazon-ssm-agent",
    }),
  },
  {
    source: "iam.amazonaws.com",
    name: "GetRole",
    readOnly: true,
    request: (random) => ({ roleName: random.skewed(ROLES) }),
  },
  {
    source: "ec2.amazonaws.com",
    name: "CreateTags",
    readOnly: false,
    request: (random) => ({
      resourcesSet: { items: [{ resourceId: `i-0${random.hex(16)}` }] },
      tagSet: { items: [{ key: "team", value: "payments" }] },
    }),
    response: (random) => ({ requestId: random.hex(32), _return: true }),
  },
  {
    source: "iam.amazonaws.com",
    name: "PutRolePolicy",
    readOnly: false,
    request: (random) => ({
      roleName: random.skewed(ROLES),
      policyName: "inline",
      policyDocument:
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
    }),
  },
  {
    source: "iam.amazonaws.com",
    name: "CreateAccessKey",
    readOnly: false,
    request: (random) => ({ userName: random.skewed(USERS) }),
    response: (random, { time }) => ({
      accessKey: {
        userName: "user",
        accessKeyId: `AKIA${random.hex(16).toUpperCase()}`,
        status: "Active",
        createDate: new Date(time).toUTCString(),
      },
    }),
  },
];

const ROLES = [
  "app",
  "ci-deploy",
  "ecsTaskRole",
  "lambda-worker",
  "AWSReservedSSO_ReadOnly_0123456789abcdef",
  "backup",
  "admin",
];
const USERS = ["terraform", "alice", "bob", "legacy-backup", "carol"];
const AGENTS = [
  "aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/sts#1.30.3",
  "Boto3/1.34.106 md/Botocore#1.34.106 ua/2.0 os/linux#6.1.91 md/arch#x86_64 lang/python#3.12.3",
  "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-aws/5.100.0",
  "AWS Internal",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
];
const REFUSALS = ["AccessDenied", "Client.UnauthorizedOperation", "ThrottlingException", "NoSuchEntityException"];

/** So many records are a sign-in of an account's root at the console: what people look for first. */
const ROOT_SHARE = 1e-4;

/** One record; of the same `random` and settings come the same records. */
export function generatedRecord(random: Random, setting: Setting): CloudTrailRecord {
  if (random.chance(0.03)) return serviceEvent(random, setting);
  if (random.chance(ROOT_SHARE)) return rootSignIn(random, setting);
  const call = random.skewed(CALLS);
  const isRefused = random.chance(0.06);
  const refusal = random.skewed(REFUSALS);
  return {
    eventVersion: "1.10",
    userIdentity: identity(random, setting),
    eventTime: timeOf(setting),
    eventSource: call.source,
    eventName: call.name,
    awsRegion: setting.region,
    sourceIPAddress: random.chance(0.3) ? call.source : `203.0.${random.below(114)}.${random.below(256)}`,
    userAgent: random.skewed(AGENTS),
    ...(isRefused && {
      errorCode: refusal,
      errorMessage: `User: arn:aws:sts::${setting.account}:assumed-role/app/session is not authorized to perform: ${call.name}`,
    }),
    // Refused calls carry no parameters for most services.
    requestParameters: isRefused ? null : call.request(random, setting),
    responseElements: isRefused || call.response === undefined ? null : call.response(random, setting),
    requestID: uuid(random),
    eventID: uuid(random),
    readOnly: call.readOnly,
    ...(call.source === "kms.amazonaws.com" && {
      resources: [
        {
          accountId: setting.account,
          type: "AWS::KMS::Key",
          ARN: `arn:aws:kms:${setting.region}:${setting.account}:key/${random.hex(8)}`,
        },
      ],
    }),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: setting.account,
    eventCategory: "Management",
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: call.source.replace(".amazonaws", `.${setting.region}.amazonaws`),
    },
  };
}

function identity(random: Random, { account, time }: Setting): unknown {
  const kind = random.below(100);
  if (kind < 15) return { type: "AWSService", invokedBy: "ecs-tasks.amazonaws.com" };
  if (kind < 25) {
    const userName = random.skewed(USERS);
    return {
      type: "IAMUser",
      principalId: `AIDA${random.hex(17).toUpperCase()}`,
      arn: `arn:aws:iam::${account}:user/${userName}`,
      accountId: account,
      accessKeyId: `AKIA${random.hex(16).toUpperCase()}`,
      userName,
    };
  }
  const role = random.skewed(ROLES);
  const principalId = `AROA${random.hex(17).toUpperCase()}`;
  return {
    type: "AssumedRole",
    principalId: `${principalId}:session-${random.below(500)}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/session-${random.below(500)}`,
    accountId: account,
    accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId,
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      ...(random.chance(0.1) && {
        webIdFederationData: {
          federatedProvider: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
          attributes: { aud: "sts.amazonaws.com", sub: "repo:askflorence/app:ref:refs/heads/main" },
        },
      }),
      attributes: { creationDate: new Date(time - 600_000).toISOString(), mfaAuthenticated: "false" },
      ...(random.chance(0.2) && { ec2RoleDelivery: "2.0" }),
    },
  };
}

/** A service's own event: it has no `userIdentity.type`. */
function serviceEvent(random: Random, setting: Setting): CloudTrailRecord {
  return {
    eventVersion: "1.10",
    userIdentity: { accountId: setting.account, invokedBy: "kms.amazonaws.com" },
    eventTime: timeOf(setting),
    eventSource: "kms.amazonaws.com",
    eventName: "RotateKey",
    awsRegion: setting.region,
    sourceIPAddress: "kms.amazonaws.com",
    userAgent: "kms.amazonaws.com",
    requestParameters: null,
    responseElements: null,
    eventID: uuid(random),
    readOnly: false,
    eventType: "AwsServiceEvent",
    managementEvent: true,
    recipientAccountId: setting.account,
    serviceEventDetails: { keyId: uuid(random), rotationType: "AUTOMATIC" },
    eventCategory: "Management",
  };
}

function rootSignIn(random: Random, setting: Setting): CloudTrailRecord {
  return {
    eventVersion: "1.08",
    userIdentity: {
      type: "Root",
      principalId: setting.account,
      arn: `arn:aws:iam::${setting.account}:root`,
      accountId: setting.account,
      accessKeyId: "",
    },
    eventTime: timeOf(setting),
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    awsRegion: setting.region,
    sourceIPAddress: `198.51.100.${random.below(256)}`,
    userAgent: AGENTS[4],
    requestParameters: null,
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: {
      LoginTo: "https://console.aws.amazon.com/console/home",
      MobileVersion: "No",
      MFAUsed: "No",
    },
    eventID: uuid(random),
    readOnly: false,
    eventType: "AwsConsoleSignIn",
    managementEvent: true,
    recipientAccountId: setting.account,
    eventCategory: "Management",
    tlsDetails: { tlsVersion: "TLSv1.3", cipherSuite: "TLS_AES_128_GCM_SHA256" },
  };
}

function timeOf({ time }: Setting): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function uuid(random: Random): string {
  return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`;
}
