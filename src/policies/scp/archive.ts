import { exceptRoles, onlyRoot } from "../callers";
import type { PolicySource } from "../organization-policy";
import {
  EVERY_BUCKET_CHANGE_DEPLOY_ROLE_NEEDS,
  EVERY_BUCKET_CHANGE_NOBODY_NEEDS,
  EVERY_OBJECT_CHANGE_NOBODY_NEEDS,
  KEY_CHANGES_DEPLOY_ROLE_NEEDS,
  KEY_CHANGES_NOBODY_NEEDS,
} from "../protected-actions";
import { type Described, needed } from "../statement-source";

const exceptDeployRole = ({ names }: Described) =>
  exceptRoles([needed(names.deployRoleArn(names.logArchiveAccountId), "a deploy role")]);

/** The account's public access block has no resource of its own: it is the whole account's, or nobody's. */
const ACCOUNT_PUBLIC_ACCESS = { Effect: "Deny", Action: "s3:PutAccountPublicAccessBlock", Resource: "*" } as const;

/** With a deploy role everybody but it is denied; without one, the account's root alone, or Terraform would be stopped too. */
export const ARCHIVE: PolicySource = {
  id: "archive",
  name: ({ scp }) => scp.archive,
  description: "Nobody in the log-archive account rewrites, opens or destroys the archive or its key",
  attachedTo: "log-archive account",
  statements: [
    {
      /** The bucket policies say the same; this one stands if somebody takes them away. */
      sid: "DenyArchiveObjectChanges",
      says: ({ names: { archive } }) => ({
        Effect: "Deny",
        Action: EVERY_OBJECT_CHANGE_NOBODY_NEEDS,
        Resource: [`${archive.bucket.arn}/*`, `${archive.accessLogBucket.arn}/*`],
      }),
    },
    {
      /** Binds the account's root too, which a bucket policy cannot keep from deleting it. */
      sid: "DenyArchiveBucketDestruction",
      says: ({ names: { archive } }) => ({
        Effect: "Deny",
        Action: EVERY_BUCKET_CHANGE_NOBODY_NEEDS,
        Resource: [archive.bucket.arn, archive.accessLogBucket.arn],
      }),
    },
    {
      /**
       * Of the ways to a bucket past its own name, S3 says only of access grants and their locations which bucket they are
       * for: each action has a key of its own, and the other's is missing. An access point, a grants instance and a batch
       * job name none when they are made. What comes through them is asked of the bucket's policy, which refuses every
       * access point, and of the role that calls.
       * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
       */
      sid: "DenyArchiveAccessGrants",
      says: ({ names: { archive } }) => {
        // The access-log bucket's name begins with the archive's.
        const scope = `s3://${archive.bucket.name}*`;
        return {
          Effect: "Deny",
          Action: ["s3:CreateAccessGrant", "s3:CreateAccessGrantsLocation"],
          Resource: "*",
          Condition: {
            StringLikeIfExists: { "s3:AccessGrantScope": scope, "s3:AccessGrantsLocationScope": scope },
          },
        };
      },
    },
    {
      /** Of the archive's key alone: the account may have others, as AWS Control Tower's and Security Lake's. */
      sid: "DenyArchiveKeyDestruction",
      says: ({ names: { archiveKeyInPolicies } }) => ({
        Effect: "Deny",
        Action: KEY_CHANGES_NOBODY_NEEDS,
        Resource: archiveKeyInPolicies,
      }),
    },
    {
      sid: "DenyArchiveChangesByRoot",
      needs: ["no deploy role"],
      bindsRootAlone: true,
      says: ({ names }) => ({
        Effect: "Deny",
        Action: [...EVERY_BUCKET_CHANGE_DEPLOY_ROLE_NEEDS, ...KEY_CHANGES_DEPLOY_ROLE_NEEDS],
        Resource: [
          names.archive.bucket.arn,
          names.archive.accessLogBucket.arn,
          names.archiveKeyInPolicies,
          names.archiveKeyAliasArn,
        ],
        ...onlyRoot(names),
      }),
    },
    {
      sid: "DenyAccountPublicAccessChangesByRoot",
      needs: ["no deploy role"],
      bindsRootAlone: true,
      says: ({ names }) => ({ ...ACCOUNT_PUBLIC_ACCESS, ...onlyRoot(names) }),
    },
    {
      sid: "DenyArchiveBucketChanges",
      needs: ["a deploy role"],
      says: (from) => ({
        Effect: "Deny",
        Action: EVERY_BUCKET_CHANGE_DEPLOY_ROLE_NEEDS,
        Resource: [from.names.archive.bucket.arn, from.names.archive.accessLogBucket.arn],
        ...exceptDeployRole(from),
      }),
    },
    {
      /** KMS asks of the alias and of the key. */
      sid: "DenyArchiveKeyChanges",
      needs: ["a deploy role"],
      says: (from) => ({
        Effect: "Deny",
        Action: KEY_CHANGES_DEPLOY_ROLE_NEEDS,
        Resource: [from.names.archiveKeyInPolicies, from.names.archiveKeyAliasArn],
        ...exceptDeployRole(from),
      }),
    },
    {
      sid: "DenyAccountPublicAccessChanges",
      needs: ["a deploy role"],
      says: (from) => ({ ...ACCOUNT_PUBLIC_ACCESS, ...exceptDeployRole(from) }),
    },
  ],
};
