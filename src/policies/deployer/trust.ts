import { type PolicyDocument, policyDocument, type Statement } from "../document";

/** A workload that an identity provider speaks for: a job of GitHub Actions. */
export interface OidcTrust {
  readonly kind: "oidc";
  /** The provider's address without `https://`: `token.actions.githubusercontent.com`. */
  readonly provider: string;
  /** Exactly one: `repo:acme/audit-trail:environment:production`. */
  readonly subject: string;
  readonly audience: string;
}

/** A role of an account, such as the one that a pipeline has already. */
export interface RoleTrust {
  readonly kind: "role";
  readonly principalArn: string;
}

export type Trust = OidcTrust | RoleTrust;

/** Who may become the deploy role of an account. That of a permission set has no trust policy of ours: Identity Center writes it. */
export function trustPolicy(trust: Trust, partition: string, accountId: string): PolicyDocument {
  return policyDocument([trust.kind === "oidc" ? allowWorkload(trust, partition, accountId) : allowRole(trust)]);
}

/**
 * Both claims, each equal to one value: with the audience alone every job of every repository there may come in, and so with a
 * pattern that is too wide. The provider has to be in the same account, and made before the guardrails close it (DenyFederationChanges).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub
 */
function allowWorkload({ provider, subject, audience }: OidcTrust, partition: string, accountId: string): Statement {
  return {
    Sid: "AllowWorkload",
    Effect: "Allow",
    Principal: { Federated: `arn:${partition}:iam::${accountId}:oidc-provider/${provider}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${provider}:aud`]: audience, [`${provider}:sub`]: subject } },
  };
}

/** One role by its ARN. IAM keeps its id in its place, so that a role made anew under the name does not come in. */
function allowRole({ principalArn }: RoleTrust): Statement {
  return { Sid: "AllowRole", Effect: "Allow", Principal: { AWS: principalArn }, Action: "sts:AssumeRole" };
}
