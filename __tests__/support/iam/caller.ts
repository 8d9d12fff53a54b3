import type { Environment } from "./environment";
import { organizationPath } from "./environment";
import type { PolicyDocument } from "./policy-document";

/** The request context: IAM's condition keys. A key set to undefined is absent from the request. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

/** On whose behalf a service principal calls. */
export interface Source {
  readonly arn?: string;
  /** @default the account in the ARN */
  readonly account?: string;
  /** Of a source outside the organization. @default the organization, if the account is its member */
  readonly organizationId?: string;
}

interface Identity {
  readonly account: string;
  /** Of a caller from elsewhere. @default the organization, if the account is its member */
  readonly organizationId?: string;
  /** Becomes aws:PrincipalTag/<key>. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Narrows the session: of AssumeRole, or the task policy of sts:AssumeRoot. */
  readonly sessionPolicy?: PolicyDocument;
}

export interface Root extends Identity {
  readonly kind: "root";
  /** Credentials from sts:AssumeRoot rather than the root user's own. */
  readonly assumed?: boolean;
}

export interface User extends Identity {
  readonly kind: "user";
  /** With its path, if any: "ops/alice". */
  readonly name: string;
}

/** Roles call by their sessions only: a role is the session that somebody assumed. */
export interface AssumedRole extends Identity {
  readonly kind: "assumed-role";
  /** With its path, if any: "aws-reserved/sso.amazonaws.com/AWSReservedSSO_X". */
  readonly role: string;
  readonly session: string;
}

export interface ServiceLinkedRole extends Identity {
  readonly kind: "service-linked-role";
  readonly service: string;
  readonly role: string;
  readonly session: string;
}

export interface FederatedUser extends Identity {
  readonly kind: "federated-user";
  readonly name: string;
}

export interface Service {
  readonly kind: "service";
  readonly name: string;
  readonly source?: Source;
}

export interface Anonymous {
  readonly kind: "anonymous";
}

export type Caller = Root | User | AssumedRole | ServiceLinkedRole | FederatedUser | Service | Anonymous;

type Options = Omit<Identity, "account">;

export const root = (account: string, options: Options & Pick<Root, "assumed"> = {}): Root => ({
  kind: "root",
  account,
  ...options,
});

export const user = (account: string, name: string, options: Options = {}): User => ({
  kind: "user",
  account,
  name,
  ...options,
});

export const role = (
  account: string,
  name: string,
  options: Options & { readonly session?: string } = {},
): AssumedRole => ({ kind: "assumed-role", account, role: name, session: "session", ...options });

export const serviceLinkedRole = (account: string, service: string, name: string): ServiceLinkedRole => ({
  kind: "service-linked-role",
  account,
  service,
  role: `aws-service-role/${service}/${name}`,
  session: name,
});

/** A session of sts:GetFederationToken. SAML and web identities assume a role: use role(). */
export const federatedUser = (account: string, name: string, options: Options = {}): FederatedUser => ({
  kind: "federated-user",
  account,
  name,
  ...options,
});

export const service = (name: string, source?: Source): Service => ({
  kind: "service",
  name,
  ...(source === undefined ? {} : { source }),
});

export const anonymous: Anonymous = { kind: "anonymous" };

export function accountOf(caller: Caller): string | undefined {
  return "account" in caller ? caller.account : undefined;
}

/** What a Principal element is matched against; undefined for a request that nobody signed. */
export function principalOf(caller: Caller): string | undefined {
  switch (caller.kind) {
    case "root":
      return `arn:aws:iam::${caller.account}:root`;
    case "user":
      return `arn:aws:iam::${caller.account}:user/${caller.name}`;
    case "assumed-role":
    case "service-linked-role":
      return `arn:aws:sts::${caller.account}:assumed-role/${lastSegment(caller.role)}/${caller.session}`;
    case "federated-user":
      return `arn:aws:sts::${caller.account}:federated-user/${caller.name}`;
    case "service":
      return caller.name;
    case "anonymous":
      return undefined;
  }
}

/**
 * aws:PrincipalArn. A session's is its role's, path included, so that a session may call itself whatever it likes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export function principalArnOf(caller: Caller): string | undefined {
  if (caller.kind === "assumed-role" || caller.kind === "service-linked-role") {
    return `arn:aws:iam::${caller.account}:role/${caller.role}`;
  }
  return caller.kind === "service" ? undefined : principalOf(caller);
}

/**
 * The keys that AWS sets from who is calling, those of a service also from whom it calls for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 * Which values: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function callerContext(caller: Caller, environment: Environment): Context {
  if (caller.kind === "anonymous") {
    return { "aws:PrincipalType": "Anonymous", "aws:userid": "anonymous", "aws:PrincipalAccount": "anonymous" };
  }
  if (caller.kind === "service") {
    return { ...serviceContext(caller.name), ...sourceContext(caller.source, environment) };
  }
  return {
    "aws:PrincipalArn": principalArnOf(caller),
    "aws:PrincipalAccount": caller.account,
    ...organizationContext("Principal", caller, environment),
    "aws:PrincipalIsAWSService": "false",
    ...prefixed("aws:PrincipalTag/", caller.tags ?? {}),
    ...identityContext(caller),
  };
}

function identityContext(caller: Exclude<Caller, Service | Anonymous>): Context {
  switch (caller.kind) {
    case "root":
      return {
        "aws:PrincipalType": "Account",
        "aws:userid": caller.account,
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot
        "aws:AssumedRoot": caller.assumed === true ? "true" : undefined,
      };
    case "user":
      return {
        "aws:PrincipalType": "User",
        "aws:userid": "AIDAEXAMPLEEXAMPLE0",
        "aws:username": lastSegment(caller.name),
      };
    case "federated-user":
      return { "aws:PrincipalType": "FederatedUser", "aws:userid": `${caller.account}:${caller.name}`, ...SESSION };
    default:
      return { "aws:PrincipalType": "AssumedRole", "aws:userid": `AROAEXAMPLEEXAMPLE0:${caller.session}`, ...SESSION };
  }
}

/** Temporary credentials always carry the key; a test that needs MFA says so in its request. */
const SESSION: Context = { "aws:MultiFactorAuthPresent": "false" };

/**
 * A service's call is made by an account of AWS's own, outside every organization. AWS does not document its
 * PrincipalArn, PrincipalAccount and PrincipalType: they are absent here, and policies guard by PrincipalIsAWSService.
 */
const serviceContext = (name: string): Context => ({
  "aws:PrincipalIsAWSService": "true",
  "aws:PrincipalServiceName": name,
  "aws:PrincipalServiceNamesList": [name],
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
function sourceContext(source: Source | undefined, environment: Environment): Context {
  if (source === undefined) return {};
  const account = source.account ?? accountInArn(source.arn);
  return {
    "aws:SourceArn": source.arn,
    "aws:SourceAccount": account,
    ...organizationContext("Source", { ...source, account }, environment),
  };
}

/** aws:PrincipalOrgID, aws:ResourceOrgID and aws:SourceOrgID follow one rule: absent outside every organization. */
export function organizationContext(
  whose: "Principal" | "Resource" | "Source",
  of: { readonly account?: string | undefined; readonly organizationId?: string | undefined },
  environment: Environment,
): Context {
  if (of.organizationId !== undefined) return { [`aws:${whose}OrgID`]: of.organizationId };
  const path = of.account === undefined ? undefined : organizationPath(environment, of.account);
  if (path === undefined) return {};
  const orgPath = `${[environment.organizationId, ...path.filter((target) => target !== of.account)].join("/")}/`;
  return { [`aws:${whose}OrgID`]: environment.organizationId, [`aws:${whose}OrgPaths`]: [orgPath] };
}

export function accountInArn(arn: string | undefined): string | undefined {
  const account = arn?.split(":")[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

const lastSegment = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const prefixed = (prefix: string, values: Readonly<Record<string, string>>): Context =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + key, value]));
