import { accountOf, type Caller } from "./caller";
import { type Environment, organizationPath } from "./environment";
import type { Request } from "./request";

/** What a service refuses whatever the policies say. Answers with the reason, or undefined. */
export type ServiceRule = (caller: Caller, request: Request, environment: Environment) => string | undefined;

const READS = /^(Get|Describe|List|Lookup|Search)/;

/**
 * "Member accounts can see the organization trail, but cannot modify or delete it"; the delegated administrator can.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
const organizationTrail: ServiceRule = (caller, { action, resource }, environment) => {
  if (!environment.organizationTrails?.includes(resource) || READS.test(nameOf(action, "cloudtrail"))) return undefined;
  return administers("cloudtrail.amazonaws.com", caller, environment)
    ? undefined
    : "CloudTrail lets only the management account and its delegated administrator change an organization trail";
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html */
const cloudTrailDelegation: ServiceRule = (caller, { action }, environment) =>
  /^(Deregister|Register)OrganizationDelegatedAdmin$/i.test(nameOf(action, "cloudtrail")) &&
  accountOf(caller) !== environment.managementAccount
    ? "CloudTrail lets only the management account name its delegated administrator"
    : undefined;

/**
 * What Organizations takes from a member account; the rest is the management account's, or needs a delegation policy,
 * which this model leaves out. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_permissions_overview.html
 */
const MEMBERS_MAY =
  /^(LeaveOrganization|DescribeOrganization|DescribeEffectivePolicy|ListHandshakesForAccount|.+Handshake)$/i;

const organizationAdministration: ServiceRule = (caller, { action }, environment) => {
  const name = nameOf(action, "organizations");
  if (name === "" || MEMBERS_MAY.test(name) || READS.test(name)) return undefined;
  return accountOf(caller) === environment.managementAccount
    ? undefined
    : "Organizations takes this action from the management account only";
};

export const SERVICE_RULES: readonly ServiceRule[] = [
  organizationTrail,
  cloudTrailDelegation,
  organizationAdministration,
];

/**
 * Organization trails and Organizations' own resources carry the management account in their ARNs, yet a member that
 * may act on them is authorized by its own account's policies alone: there is no resource policy to allow it.
 */
export function isAuthorizedAtHome(caller: Caller, request: Request, environment: Environment): boolean {
  const account = accountOf(caller);
  if (account === undefined || organizationPath(environment, account) === undefined) return false;
  return (
    nameOf(request.action, "organizations") !== "" ||
    environment.organizationTrails?.includes(request.resource) === true
  );
}

function administers(service: string, caller: Caller, environment: Environment): boolean {
  const account = accountOf(caller);
  if (account === undefined) return false;
  return (
    account === environment.managementAccount ||
    environment.delegatedAdministrators?.[service]?.includes(account) === true
  );
}

/** The action's name if it is this service's, else "". */
const nameOf = (action: string, service: string): string =>
  action.toLowerCase().startsWith(`${service}:`) ? action.slice(service.length + 1) : "";
