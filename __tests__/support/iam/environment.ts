import type { NamedPolicy, PolicyDocument } from "./policy-document";

/** A resource whose policy, or whose owner, a request's ARN does not tell. */
export interface DeclaredResource {
  /** A bucket's ARN stands for its objects too. */
  readonly arn: string;
  readonly account: string;
  readonly policy?: PolicyDocument;
  /** Stack and construct path of what emits the policy. */
  readonly where?: string;
  /** An AWS managed key; out of RCPs' reach. */
  readonly awsManaged?: boolean;
}

export interface Environment {
  readonly organizationId: string;
  readonly managementAccount: string;
  /** By account id, the OUs above it, the root first: ["r-abcd", "ou-prod"]. */
  readonly accounts: Readonly<Record<string, readonly string[]>>;
  /** By target: the root, an OU or an account. FullAWSAccess is attached besides, unless detached below. */
  readonly serviceControlPolicies?: Readonly<Record<string, readonly NamedPolicy[]>>;
  /** Targets where somebody detached FullAWSAccess. */
  readonly withoutFullAccess?: readonly string[];
  /** By target. RCPFullAWSAccess cannot be detached. */
  readonly resourceControlPolicies?: Readonly<Record<string, readonly NamedPolicy[]>>;
  readonly resources?: readonly DeclaredResource[];
  /** By aws:PrincipalArn. @default AdministratorAccess: the worst case */
  readonly identityPolicies?: Readonly<Record<string, readonly NamedPolicy[]>>;
  /** By service principal, the member accounts it obeys as it would the management account. */
  readonly delegatedAdministrators?: Readonly<Record<string, readonly string[]>>;
  /** ARNs. Only the management account and the delegated administrator may change them. */
  readonly organizationTrails?: readonly string[];
}

const everything: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
};

export const ADMINISTRATOR_ACCESS: NamedPolicy = { name: "AdministratorAccess", document: everything };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html */
export const FULL_AWS_ACCESS: NamedPolicy = { name: "FullAWSAccess", document: everything };

/** The targets whose policies an account inherits, itself last; undefined outside the organization. */
export function organizationPath(environment: Environment, account: string): readonly string[] | undefined {
  const above = environment.accounts[account];
  return above === undefined ? undefined : [...above, account];
}

/** The declared resource of an ARN: itself, or the bucket of an object. */
export function declaredResource(environment: Environment, arn: string): DeclaredResource | undefined {
  return environment.resources?.find(
    (resource) => resource.arn === arn || (isBucket(resource.arn) && arn.startsWith(`${resource.arn}/`)),
  );
}

const isBucket = (arn: string): boolean => /^arn:[^:]+:s3:::[^/]+$/.test(arn);
