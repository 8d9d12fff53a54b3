import type { Organization } from "../../config/organization";
import type { Names } from "../../naming";
import { type PolicyDocument, policyDocument, type Statement } from "../document";
import type { AttachedPolicy } from "../organization-policy";
import {
  BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
  BUCKET_CHANGES_NOBODY_NEEDS,
  KEY_CHANGES_DEPLOY_ROLE_NEEDS,
  KEY_CHANGES_NOBODY_NEEDS,
  OBJECT_CHANGES_NOBODY_NEEDS,
  RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
  RECENT_BUCKET_CHANGES_NOBODY_NEEDS,
  RECENT_OBJECT_CHANGES_NOBODY_NEEDS,
} from "../protected-actions";

/** Every resource control policy, and where it is attached; none where the organization asks for none. */
export function resourceControlPolicies(names: Names, { guardrails }: Organization): readonly AttachedPolicy[] {
  if (!guardrails.resourceControlPolicy) return [];
  return [
    {
      id: "archive",
      name: names.archiveRcp,
      description: "Nobody, from whichever account, opens or destroys what the log-archive account holds",
      document: archiveResourceControlPolicy(names),
      targets: [{ kind: "account", accountId: names.logArchiveAccountId }],
    },
  ];
}

/**
 * Resource control policy of the log-archive account. It binds whoever asks, callers from the management account and from
 * outside among them; the account's SCP binds its own principals alone.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function archiveResourceControlPolicy(names: Names): PolicyDocument {
  const deployRole = names.deployRoleArn(names.logArchiveAccountId);
  return policyDocument([
    rcpDenyOutsideOrganization(names),
    rcpDenyServicesOutsideOrganization(names),
    rcpDenyInsecureTransport(),
    rcpDenyArchiveDestruction(names),
    rcpDenyKeyDestruction(),
    ...(deployRole === undefined ? [] : [rcpDenyChangesExceptByDeployRole(deployRole)]),
  ]);
}

/** Services whose resources in the log-archive account an RCP reaches, and this one keeps to the organization. */
const GUARDED_SERVICES = ["kms:*", "s3:*", "secretsmanager:*", "sqs:*", "sts:AssumeRole"];

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html */
function rcpDenyOutsideOrganization({ organizationId }: Names): Statement {
  return {
    Sid: "RcpDenyOutsideOrganization",
    Effect: "Deny",
    Principal: "*",
    Action: GUARDED_SERVICES,
    Resource: "*",
    Condition: {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  };
}

/**
 * Confused deputy: an AWS service that acts for somebody else. A call that says for nobody passes. One for our own trail,
 * bucket and rules passes by their accounts too: a service may name the account and not its organization.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
 * https://github.com/ministryofjustice/modernisation-platform/pull/11445
 */
function rcpDenyServicesOutsideOrganization(names: Names): Statement {
  const { logArchiveAccountId, managementAccountId, organizationId } = names;
  return {
    Sid: "RcpDenyServicesOutsideOrganization",
    Effect: "Deny",
    Principal: "*",
    Action: GUARDED_SERVICES,
    Resource: "*",
    Condition: {
      StringNotEqualsIfExists: {
        "aws:SourceOrgID": organizationId,
        "aws:SourceAccount": [managementAccountId, logArchiveAccountId],
      },
      Null: { "aws:SourceAccount": "false" },
      Bool: { "aws:PrincipalIsAWSService": "true" },
    },
  };
}

function rcpDenyInsecureTransport(): Statement {
  return {
    Sid: "RcpDenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: ["kms:*", "s3:*", "secretsmanager:*", "sqs:*"],
    Resource: "*",
    Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
  };
}

function rcpDenyArchiveDestruction({ archive }: Names): Statement {
  return {
    Sid: "RcpDenyArchiveDestruction",
    Effect: "Deny",
    Principal: "*",
    Action: [
      ...OBJECT_CHANGES_NOBODY_NEEDS,
      ...RECENT_OBJECT_CHANGES_NOBODY_NEEDS,
      ...BUCKET_CHANGES_NOBODY_NEEDS,
      ...RECENT_BUCKET_CHANGES_NOBODY_NEEDS,
    ],
    Resource: [archive.bucket, archive.accessLogBucket].flatMap(({ arn }) => [arn, `${arn}/*`]),
  };
}

/** Grants too: they outlive the policy that allowed them. */
function rcpDenyKeyDestruction(): Statement {
  return {
    Sid: "RcpDenyKeyDestruction",
    Effect: "Deny",
    Principal: "*",
    Action: KEY_CHANGES_NOBODY_NEEDS,
    Resource: "*",
  };
}

function rcpDenyChangesExceptByDeployRole(deployRoleArn: string): Statement {
  return {
    Sid: "RcpDenyChangesExceptByDeployRole",
    Effect: "Deny",
    Principal: "*",
    Action: [
      ...BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...KEY_CHANGES_DEPLOY_ROLE_NEEDS,
    ],
    Resource: "*",
    Condition: { ArnNotLike: { "aws:PrincipalArn": deployRoleArn } },
  };
}
