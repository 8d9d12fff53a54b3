import type { Organization } from "../../config/organization";
import type { Names } from "../../naming";
import { exceptRoles } from "../callers";
import { type Conditions, type PolicyDocument, policyDocument, type Statement } from "../document";
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
    rcpDenyRolesOutsideOrganization(names),
    ...rcpDenyAuditorsRolesOutsideOrganization(names),
    rcpDenyServicesOutsideOrganization(names),
    rcpDenyInsecureTransport(names),
    rcpDenyArchiveDestruction(names),
    rcpDenyKeyDestruction(names),
    ...(deployRole === undefined ? [] : [rcpDenyChangesExceptByDeployRole(names, deployRole)]),
  ]);
}

/**
 * Both buckets and their objects: the access-log bucket's name begins with the archive's. The account may have other buckets
 * and keys, as AWS Control Tower's and Security Lake's, which the policy says nothing to.
 */
const bucketsOf = ({ archive }: Names): string => `${archive.bucket.arn}*`;

const rolesOf = ({ partition, logArchiveAccountId }: Names): string =>
  `arn:${partition}:iam::${logArchiveAccountId}:role/*`;

/** Whoever takes a role of the account, whichever, is in; so that roles are kept to the organization, too. */
const GUARDED = ["kms:*", "s3:*", "sts:AssumeRole"];
const storesOf = (names: Names): readonly string[] => [bucketsOf(names), names.archiveKeyInPolicies];

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html */
const fromOutside = ({ organizationId }: Names): Conditions => ({
  StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
  BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
});

function rcpDenyOutsideOrganization(names: Names): Statement {
  return {
    Sid: "RcpDenyOutsideOrganization",
    Effect: "Deny",
    Principal: "*",
    Action: ["kms:*", "s3:*"],
    Resource: storesOf(names),
    Condition: fromOutside(names),
  };
}

/** Accounts of auditors who are users there. */
const outsiders = ({ auditors }: Names): readonly string[] => [
  ...new Set(auditors.flatMap(({ accountId, externalId }) => (externalId === undefined ? [] : [accountId]))),
];

function rcpDenyRolesOutsideOrganization(names: Names): Statement {
  return {
    Sid: "RcpDenyRolesOutsideOrganization",
    Effect: "Deny",
    Principal: "*",
    Action: "sts:AssumeRole",
    ...(outsiders(names).length > 0 ? { NotResource: names.externalAuditorRoles } : { Resource: rolesOf(names) }),
    Condition: fromOutside(names),
  };
}

/** Of outsiders those accounts alone, whatever somebody writes into the trust of a role of theirs; which user, that trust says. */
function rcpDenyAuditorsRolesOutsideOrganization(names: Names): readonly Statement[] {
  const accounts = outsiders(names);
  if (accounts.length === 0) return [];
  return [
    {
      Sid: "RcpDenyAuditorsRolesOutsideOrganization",
      Effect: "Deny",
      Principal: "*",
      Action: "sts:AssumeRole",
      Resource: names.externalAuditorRoles,
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": names.organizationId, "aws:PrincipalAccount": accounts },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    },
  ];
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
    Action: GUARDED,
    Resource: [...storesOf(names), rolesOf(names)],
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

function rcpDenyInsecureTransport(names: Names): Statement {
  return {
    Sid: "RcpDenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: ["kms:*", "s3:*"],
    Resource: [bucketsOf(names), names.archiveKeyInPolicies],
    Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
  };
}

function rcpDenyArchiveDestruction(names: Names): Statement {
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
    Resource: bucketsOf(names),
  };
}

/** Grants too: they outlive the policy that allowed them. */
function rcpDenyKeyDestruction({ archiveKeyInPolicies }: Names): Statement {
  return {
    Sid: "RcpDenyKeyDestruction",
    Effect: "Deny",
    Principal: "*",
    Action: KEY_CHANGES_NOBODY_NEEDS,
    Resource: archiveKeyInPolicies,
  };
}

function rcpDenyChangesExceptByDeployRole(names: Names, deployRoleArn: string): Statement {
  return {
    Sid: "RcpDenyChangesExceptByDeployRole",
    Effect: "Deny",
    Principal: "*",
    Action: [
      ...BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...KEY_CHANGES_DEPLOY_ROLE_NEEDS,
    ],
    Resource: [bucketsOf(names), names.archiveKeyInPolicies, names.archiveKeyAliasArn],
    ...exceptRoles(deployRoleArn),
  };
}
