import type { Names } from "../../naming";
import { exceptRoles, TO_EVERYBODY } from "../callers";
import type { Conditions } from "../document";
import type { PolicySource } from "../organization-policy";
import {
  EVERY_BUCKET_CHANGE_DEPLOY_ROLE_NEEDS,
  EVERY_BUCKET_CHANGE_NOBODY_NEEDS,
  EVERY_OBJECT_CHANGE_NOBODY_NEEDS,
  KEY_CHANGES_DEPLOY_ROLE_NEEDS,
  KEY_CHANGES_NOBODY_NEEDS,
} from "../protected-actions";
import { needed } from "../statement-source";

/**
 * Both buckets and their objects: the access-log bucket's name begins with the archive's. The account may have other buckets
 * and keys, as AWS Control Tower's and Security Lake's, which the policy says nothing to.
 */
const bucketsOf = ({ archive }: Names): string => `${archive.bucket.arn}*`;
const storesOf = (names: Names): readonly string[] => [bucketsOf(names), names.archiveKeyInPolicies];

const rolesOf = ({ partition, logArchiveAccountId }: Names): string =>
  `arn:${partition}:iam::${logArchiveAccountId}:role/*`;

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html */
const fromOutside = ({ organizationId }: Names): Conditions => ({
  StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
  BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
});

/** Accounts of auditors who are users there. */
const outsiders = ({ auditors }: Names): readonly string[] => [
  ...new Set(auditors.flatMap(({ accountId, externalId }) => (externalId === undefined ? [] : [accountId]))),
];

/**
 * It binds whoever asks, callers from the management account and from outside among them; the account's SCP binds its own
 * principals alone.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const ARCHIVE: PolicySource = {
  id: "archive",
  name: ({ archiveRcp }) => archiveRcp,
  description: "Nobody, from whichever account, opens or destroys what the log-archive account holds",
  attachedTo: "log-archive account",
  needs: ["a resource control policy"],
  statements: [
    {
      sid: "RcpDenyOutsideOrganization",
      says: ({ names }) => ({
        ...TO_EVERYBODY,
        Action: ["kms:*", "s3:*"],
        Resource: storesOf(names),
        Condition: fromOutside(names),
      }),
    },
    {
      /** Whoever takes a role of the account, whichever, is in; so roles are kept to the organization, too. */
      sid: "RcpDenyRolesOutsideOrganization",
      says: ({ names }) => ({
        ...TO_EVERYBODY,
        Action: "sts:AssumeRole",
        ...(outsiders(names).length > 0 ? { NotResource: names.externalAuditorRoles } : { Resource: rolesOf(names) }),
        Condition: fromOutside(names),
      }),
    },
    {
      /** Of outsiders those accounts alone, whatever somebody writes into the trust of a role of theirs; which user, that trust says. */
      sid: "RcpDenyAuditorsRolesOutsideOrganization",
      needs: ["an auditor who is a user elsewhere"],
      says: ({ names }) => ({
        ...TO_EVERYBODY,
        Action: "sts:AssumeRole",
        Resource: names.externalAuditorRoles,
        Condition: {
          StringNotEqualsIfExists: {
            "aws:PrincipalOrgID": names.organizationId,
            "aws:PrincipalAccount": outsiders(names),
          },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      }),
    },
    {
      /**
       * Confused deputy: an AWS service that acts for somebody else. A call that says for nobody passes. One for our own
       * trail, bucket and rules passes by their accounts too: a service may name the account and not its organization.
       * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
       * https://github.com/ministryofjustice/modernisation-platform/pull/11445
       */
      sid: "RcpDenyServicesOutsideOrganization",
      says: ({ names }) => ({
        ...TO_EVERYBODY,
        Action: ["kms:*", "s3:*", "sts:AssumeRole"],
        Resource: [...storesOf(names), rolesOf(names)],
        Condition: {
          StringNotEqualsIfExists: {
            "aws:SourceOrgID": names.organizationId,
            "aws:SourceAccount": [names.managementAccountId, names.logArchiveAccountId],
          },
          Null: { "aws:SourceAccount": "false" },
          Bool: { "aws:PrincipalIsAWSService": "true" },
        },
      }),
    },
    {
      /** `BoolIfExists`, as in AWS's example: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html */
      sid: "RcpDenyInsecureTransport",
      says: ({ names }) => ({
        ...TO_EVERYBODY,
        Action: ["kms:*", "s3:*"],
        Resource: storesOf(names),
        Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
      }),
    },
    {
      sid: "RcpDenyArchiveDestruction",
      says: ({ names }) => ({
        ...TO_EVERYBODY,
        Action: [...EVERY_OBJECT_CHANGE_NOBODY_NEEDS, ...EVERY_BUCKET_CHANGE_NOBODY_NEEDS],
        Resource: bucketsOf(names),
      }),
    },
    {
      /** Grants too: they outlive the policy that allowed them. */
      sid: "RcpDenyKeyDestruction",
      says: ({ names }) => ({
        ...TO_EVERYBODY,
        Action: KEY_CHANGES_NOBODY_NEEDS,
        Resource: names.archiveKeyInPolicies,
      }),
    },
    {
      sid: "RcpDenyChangesExceptByDeployRole",
      needs: ["a deploy role"],
      says: ({ names }) => ({
        ...TO_EVERYBODY,
        Action: [...EVERY_BUCKET_CHANGE_DEPLOY_ROLE_NEEDS, ...KEY_CHANGES_DEPLOY_ROLE_NEEDS],
        Resource: [bucketsOf(names), names.archiveKeyInPolicies, names.archiveKeyAliasArn],
        ...exceptRoles(needed(names.deployRoleArn(names.logArchiveAccountId), "a deploy role")),
      }),
    },
  ],
};
