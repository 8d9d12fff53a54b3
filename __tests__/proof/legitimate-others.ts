import type { Organization } from "../../src/config/organization";
import {
  BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
  BUCKET_CHANGES_NOBODY_NEEDS,
  KEY_CHANGES_DEPLOY_ROLE_NEEDS,
  KEY_CHANGES_NOBODY_NEEDS,
  OBJECT_CHANGES_NOBODY_NEEDS,
  RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
  RECENT_BUCKET_CHANGES_NOBODY_NEEDS,
  RECENT_OBJECT_CHANGES_NOBODY_NEEDS,
} from "../../src/policies/protected-actions";
import { type Caller, role } from "../support/iam/caller";
import type { Request } from "../support/iam/request";
import { othersKeyArnOf } from "./emitted-environment";
import { type LegitimateUse, requests } from "./legitimate-use";

const ID = "87654321-4321-4321-8321-210987654321";

/** What others keep in the log-archive account, and do there: all that is denied on our buckets and our key. */
export function othersInTheArchive(organization: Organization): readonly LegitimateUse[] {
  const { homeRegion, accounts } = organization;
  const account = accounts.logArchive.id;
  const owned = (resource: string, ...actions: readonly string[]): readonly Request[] =>
    requests(resource, ...actions).map((request) => ({ ...request, owner: account }));
  const bucketOf = (name: string): readonly Request[] => [
    ...owned(
      `arn:aws:s3:::${name}`,
      "s3:CreateBucket",
      ...BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...BUCKET_CHANGES_NOBODY_NEEDS,
      ...RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...RECENT_BUCKET_CHANGES_NOBODY_NEEDS,
    ),
    ...owned(
      `arn:aws:s3:::${name}/${organization.organizationId}/object`,
      "s3:PutObject",
      ...OBJECT_CHANGES_NOBODY_NEEDS,
      ...RECENT_OBJECT_CHANGES_NOBODY_NEEDS,
    ),
  ];
  const keyOf = (alias: string): readonly Request[] => {
    const key = othersKeyArnOf(organization);
    return [
      ...requests(key, "kms:CreateAlias", ...KEY_CHANGES_DEPLOY_ROLE_NEEDS, ...KEY_CHANGES_NOBODY_NEEDS),
      ...requests(
        `arn:aws:kms:${homeRegion}:${account}:alias/${alias}`,
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:UpdateAlias",
      ),
    ];
  };
  return [
    {
      what: "Control Tower's bucket and key in the log archive are made, changed and deleted",
      caller: role(account, "AWSControlTowerExecution"),
      requests: [
        ...bucketOf(`aws-controltower-logs-${account}-${homeRegion}`),
        ...bucketOf(`aws-controltower-s3-access-logs-${account}-${homeRegion}`),
        ...keyOf("aws-controltower-logs"),
      ],
    },
    {
      what: "Security Lake's bucket and key in the log archive are made, changed and deleted, and its subscribers come in",
      caller: role(account, "AmazonSecurityLakeMetaStoreManager", { session: "security-lake" }),
      requests: [...bucketOf(`aws-security-data-lake-${homeRegion}-abcdefgh`), ...keyOf("security-lake")],
    },
    {
      what: "others in the log archive have access points, grants, batch jobs and key stores for what is theirs",
      caller: role(account, "DataTeam"),
      requests: [
        ...requests(
          `arn:aws:s3:${homeRegion}:${account}:accesspoint/theirs`,
          "s3:CreateAccessPoint",
          "s3:PutAccessPointPolicy",
        ),
        ...requests(`arn:aws:s3:${homeRegion}:${account}:access-grants/default`, "s3:CreateAccessGrantsInstance"),
        {
          action: "s3:CreateAccessGrantsLocation",
          resource: `arn:aws:s3:${homeRegion}:${account}:access-grants/default/location/${ID}`,
          context: { "s3:AccessGrantsLocationScope": "s3://theirs/reports/*" },
        },
        {
          action: "s3:CreateAccessGrant",
          resource: `arn:aws:s3:${homeRegion}:${account}:access-grants/default/grant/${ID}`,
          context: { "s3:AccessGrantScope": "s3://theirs/reports/2026/*" },
        },
        ...requests("*", "s3:CreateJob", "kms:CreateCustomKeyStore", "kms:UpdateCustomKeyStore"),
      ],
    },
  ];
}

/** What has to be called to switch the security services on, run and leave them. */
export const RUNNING_SECURITY_SERVICES = (account: string): readonly Request[] => [
  ...requests(
    `arn:aws:config:us-east-1:${account}:configuration-recorder/default/1`,
    "config:PutConfigurationRecorder",
    "config:StartConfigurationRecorder",
    "config:StopConfigurationRecorder",
    "config:DeleteConfigurationRecorder",
  ),
  ...requests("*", "config:PutDeliveryChannel", "config:DeleteDeliveryChannel", "config:PutRetentionConfiguration"),
];

export const ADMINISTERING_SECURITY_SERVICES = (account: string): readonly Request[] => [
  ...RUNNING_SECURITY_SERVICES(account),
  ...requests(`arn:aws:guardduty:us-east-1:${account}:detector/1`, "guardduty:UpdateDetector"),
  ...requests(
    `arn:aws:guardduty:us-east-1:${account}:detector/1/filter/known`,
    "guardduty:CreateFilter",
    "guardduty:UpdateFilter",
  ),
  ...requests("*", "guardduty:ArchiveFindings", "guardduty:DisassociateMembers", "guardduty:UpdateMemberDetectors"),
  ...requests("*", "securityhub:BatchUpdateStandardsControlAssociations", "securityhub:CreateAutomationRuleV2"),
];

/** Setting an account up, and leaving it, as Control Tower does, whose StackSet makes its role first. */
export function controlTowers(account: string): readonly LegitimateUse[] {
  const execution: Caller = role(account, "AWSControlTowerExecution", { session: "AWSControlTower" });
  return [
    {
      what: `Control Tower sets account ${account} up, and leaves it`,
      caller: execution,
      requests: [
        ...RUNNING_SECURITY_SERVICES(account),
        ...requests(
          `arn:aws:iam::${account}:role/aws-controltower-ConfigRecorderRole`,
          "iam:CreateRole",
          "iam:PassRole",
        ),
        ...requests(`arn:aws:iam::${account}:role/AWSControlTowerExecution`, "iam:UpdateAssumeRolePolicy"),
      ],
    },
    {
      what: `its StackSet makes its role in account ${account}`,
      caller: role(account, "stacksets-exec-0123456789abcdef0123456789abcdef"),
      requests: [
        ...requests(
          `arn:aws:iam::${account}:role/AWSControlTowerExecution`,
          "iam:CreateRole",
          "iam:AttachRolePolicy",
          "iam:DeleteRole",
        ),
        ...requests(
          `arn:aws:cloudformation:us-east-1:${account}:stack/StackSet-AWSControlTowerExecutionRole-${ID}/${ID}`,
          "cloudformation:UpdateStack",
          "cloudformation:DeleteStack",
        ),
      ],
    },
  ];
}
