import type { Names } from "../naming";
import type { AuditorNames } from "../naming/auditor-names";
import { accountPrincipal } from "./callers";
import { type Conditions, type PolicyDocument, policyDocument, type Statement } from "./document";
import { allowDecryptingArchive } from "./key-use";

/**
 * Who may take an auditor's role on: one permission set's people, or one user of another account.
 *
 * MFA is asked of the user alone. Identity Center asks for it as people sign in, and their sessions do not say so: a condition
 * would keep all of them out (ADR 0023). A service that is no Identity Center says it with the key, which is missing where
 * long-term keys call without a code: `Bool`, and not `BoolIfExists`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function auditorTrustPolicy(
  names: Names,
  { accountId, assumedBy, externalId, endsAt }: AuditorNames,
): PolicyDocument {
  const isInTime: Conditions = endsAt === undefined ? {} : { DateLessThan: { "aws:CurrentTime": endsAt } };
  const proves: Conditions =
    externalId === undefined
      ? {}
      : { Bool: { "aws:MultiFactorAuthPresent": "true" }, StringEquals: { "sts:ExternalId": externalId } };
  return policyDocument([
    {
      Sid: "AllowAuditorToAssume",
      Effect: "Allow",
      // An account, and by the condition who it is there: a permission set's role is known by a pattern alone.
      Principal: accountPrincipal(names, accountId),
      Action: ["sts:AssumeRole", ...(externalId === undefined ? ["sts:SetSourceIdentity"] : [])],
      Condition: { ArnLike: { "aws:PrincipalArn": assumedBy }, ...proves, ...isInTime },
    },
  ]);
}

/**
 * Reading what the trail delivered, old versions too, and nothing else. In the archive's own account this policy is enough, as
 * the bucket's spares the role: so it says below which prefixes. It says nothing of decryption: the key's own policy lets the
 * organization decrypt through S3 what a trail encrypted.
 */
export function auditorRolePolicy(names: Names): PolicyDocument {
  const { archive } = names;
  const below = archive.deliveryPrefixes.map((prefix) => `${prefix}*`);
  return policyDocument([
    {
      Sid: "AllowAuditorToGet",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: below.map((pattern) => `${archive.bucket.arn}/${pattern}`),
    },
    {
      Sid: "AllowAuditorToList",
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:ListBucketVersions"],
      Resource: archive.bucket.arn,
      Condition: { StringLike: { "s3:prefix": below } },
    },
    {
      Sid: "AllowAuditorToLocate",
      Effect: "Allow",
      Action: "s3:GetBucketLocation",
      Resource: archive.bucket.arn,
    },
    {
      // They prove digests (docs/runbooks/verify-the-logs.md). CloudTrail's action knows no resource.
      Sid: "AllowAuditorToVerify",
      Effect: "Allow",
      Action: "cloudtrail:ListPublicKeys",
      Resource: "*",
    },
  ]);
}

/** The same, and what the key's policy gives: a boundary bounds that too, unless it names the session. */
export function auditorBoundary(names: Names): readonly Statement[] {
  return [...auditorRolePolicy(names).Statement, allowDecryptingArchive("AllowAuditorToDecrypt", names)];
}
