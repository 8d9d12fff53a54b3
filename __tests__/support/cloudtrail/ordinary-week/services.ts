import { awsService, serviceLinkedRoleSession, webIdentityUser } from "../identities";
import type { Day } from "../quiet-day/day";
import { type Caller, made, type Occurrence, reads } from "./occurrence";

/** A service at work through its service-linked role, whose name its page gives. */
export function linkedRole(accountId: string, region: string, service: string, role: string): Caller {
  const principal = `${service}.amazonaws.com`;
  return {
    by: serviceLinkedRoleSession(accountId, principal, `AWSServiceRoleFor${role}`),
    accountId,
    region,
    sourceIPAddress: principal,
  };
}

/** Identity Center, which makes the roles of permission sets. */
export const identityCenterIn = (accountId: string, region: string): Caller =>
  linkedRole(accountId, region, "sso", "SSO");

/** What AWS's services do for the workloads, and for tools that stand in the accounts that hold the evidence. */
export function services(day: Day): readonly Occurrence[] {
  return [...scaling(day), ...managedRules(day), ...clusters(day), ...keys(day)];
}

function scaling({ management, security, prod, homeRegion: region }: Day): readonly Occurrence[] {
  const tables =
    "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html";
  const scaled = (accountId: string, perWeek: number): Occurrence => {
    const by = linkedRole(
      accountId,
      region,
      "dynamodb.application-autoscaling",
      "ApplicationAutoScaling_DynamoDBTable",
    );
    const alarm = (end: string) => `TargetTracking-table/orders-${end}-01234567-89ab-cdef-0123-456789abcdef`;
    return {
      what: `Application Auto Scaling replaces alarms of its own in ${accountId}`,
      perWeek,
      page: tables,
      records: [
        made(by, "monitoring:PutMetricAlarm", { alarmName: alarm("AlarmHigh") }),
        made(by, "monitoring:DeleteAlarms", { alarmNames: [alarm("AlarmLow")] }),
        made(by, "dynamodb:UpdateTable", { tableName: "orders" }),
      ],
    };
  };
  const group = linkedRole(prod, region, "autoscaling", "AutoScaling");
  return [
    scaled(prod, 60),
    scaled(management, 6),
    scaled(security, 6),
    {
      what: "an Auto Scaling group grows and shrinks",
      perWeek: 100,
      page: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/logging-using-cloudtrail.html",
      records: [
        made(group, "ec2:RunInstances", { instancesSet: { items: [{ minCount: 1, maxCount: 1 }] } }),
        made(group, "kms:CreateGrant", { granteePrincipal: "ec2.amazonaws.com", operations: ["Decrypt"] }),
        made(group, "ec2:TerminateInstances", { instancesSet: { items: [{ instanceId: "i-1234567890abcdef0" }] } }),
      ],
    },
  ];
}

/**
 * Rules that services keep on a default bus for their own use.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html#eb-rules-managed
 */
function managedRules({ management, logArchive, security, homeRegion: region }: Day): readonly Occurrence[] {
  const keeps = (what: string, page: string, perWeek: number, by: Caller, rule: string): Occurrence => ({
    what,
    perWeek,
    page,
    records: [
      made(by, "events:PutRule", { name: rule, state: "ENABLED", managedBy: by.sourceIPAddress }),
      made(by, "events:PutTargets", { rule, targets: [{ id: rule }] }),
    ],
  });
  const inspector = "https://docs.aws.amazon.com/inspector/latest/user/using-service-linked-roles.html";
  const backup =
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/using-service-linked-roles-AWSServiceRoleForBackup.html";
  return [
    ...[management, logArchive, security].map((accountId) =>
      keeps(
        `Inspector keeps its managed rule in ${accountId}`,
        inspector,
        1,
        linkedRole(accountId, region, "inspector2", "AmazonInspector2"),
        "DO-NOT-DELETE-AmazonInspectorEc2ManagedRule",
      ),
    ),
    ...[management, security].map((accountId) =>
      keeps(
        `AWS Backup keeps its managed rule in ${accountId}`,
        backup,
        1,
        linkedRole(accountId, region, "backup", "Backup"),
        "AwsBackupManagedRule6a1b2c3d",
      ),
    ),
  ];
}

function clusters({ prod, dev, homeRegion: region }: Day): readonly Occurrence[] {
  const eks = linkedRole(prod, region, "eks", "AmazonEKS");
  const pod: Caller = {
    by: webIdentityUser(
      `arn:aws:iam::${dev}:oidc-provider/oidc.eks.${region}.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF`,
      "sts.amazonaws.com",
      "system:serviceaccount:shop:checkout",
    ),
    accountId: dev,
    region,
  };
  return [
    {
      what: "EKS keeps a cluster's interfaces and its security group",
      perWeek: 30,
      page: "https://docs.aws.amazon.com/eks/latest/userguide/logging-using-cloudtrail.html",
      records: [
        made(eks, "ec2:CreateNetworkInterface", { subnetId: "subnet-0123456789abcdef0" }),
        made(eks, "ec2:AuthorizeSecurityGroupIngress", { groupId: "sg-0123456789abcdef0" }),
      ],
    },
    {
      what: "a pod gets its role's session",
      perWeek: 300,
      page: "https://docs.aws.amazon.com/eks/latest/userguide/logging-using-cloudtrail.html",
      records: [
        made(
          pod,
          "sts:AssumeRoleWithWebIdentity",
          { roleArn: `arn:aws:iam::${dev}:role/checkout-pod`, roleSessionName: "checkout" },
          { readOnly: true },
        ),
      ],
    },
  ];
}

/** Volumes, secrets and databases are encrypted, in the accounts that hold the evidence too. */
function keys({ management, security, homeRegion: region }: Day): readonly Occurrence[] {
  return [management, security].map((accountId) => {
    const by = linkedRole(accountId, region, "rds", "RDS");
    const service: Caller = { by: awsService("ec2.amazonaws.com"), accountId, region };
    return {
      what: `services use keys in ${accountId} for volumes and databases`,
      perWeek: 20,
      page: "https://docs.aws.amazon.com/kms/latest/developerguide/ct-ec2two.html",
      records: [
        made(by, "kms:CreateGrant", { granteePrincipal: "rds.amazonaws.com", operations: ["Decrypt", "Encrypt"] }),
        ...reads(service, "kms", "GenerateDataKeyWithoutPlaintext", "Decrypt"),
        made(service, "kms:RetireGrant"),
      ],
    };
  });
}
