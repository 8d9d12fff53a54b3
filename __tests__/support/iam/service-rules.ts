import { accountOf, type Caller } from "./caller";
import { type Environment, organizationPath } from "./environment";
import type { Request } from "./request";

/** Why a service refuses, and the page that says so. */
export interface ServiceRefusal {
  readonly reason: string;
  readonly source: string;
}

/** What a service refuses whatever the policies say. */
export type ServiceRule = (caller: Caller, request: Request, environment: Environment) => ServiceRefusal | undefined;

const READS = /^(Get|Describe|List|Lookup|Search)/;

/** "Member accounts can see the organization trail, but cannot modify or delete it"; the delegated administrator can. */
const organizationTrail: ServiceRule = (caller, { action, resource }, environment) => {
  if (!environment.organizationTrails?.includes(resource) || READS.test(nameOf(action, "cloudtrail"))) return undefined;
  if (administers("cloudtrail.amazonaws.com", caller, environment)) return undefined;
  return {
    reason: "CloudTrail lets only the management account and its delegated administrator change an organization trail",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html",
  };
};

const cloudTrailDelegation: ServiceRule = (caller, { action }, environment) => {
  if (!/^(Deregister|Register)OrganizationDelegatedAdmin$/i.test(nameOf(action, "cloudtrail"))) return undefined;
  if (accountOf(caller) === environment.managementAccount) return undefined;
  return {
    reason: "CloudTrail lets only the management account name its delegated administrator",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html",
  };
};

/**
 * What Organizations takes from a member account; the rest is the management account's, or that of a member to which a
 * delegation policy gives it: here, one listed as a delegated administrator of Organizations.
 */
const MEMBERS_MAY =
  /^(LeaveOrganization|DescribeOrganization|DescribeEffectivePolicy|ListHandshakesForAccount|.+Handshake)$/i;

const organizationAdministration: ServiceRule = (caller, { action }, environment) => {
  const name = nameOf(action, "organizations");
  if (name === "" || READS.test(name)) return undefined;
  if (accountOf(caller) === environment.managementAccount) return managementStays(name);
  if (MEMBERS_MAY.test(name) || administers("organizations.amazonaws.com", caller, environment)) return undefined;
  return {
    reason: "Organizations takes this action from the management account only",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_permissions_overview.html",
  };
};

const managementStays = (name: string): ServiceRefusal | undefined =>
  name === "LeaveOrganization"
    ? {
        reason: "the management account cannot leave its organization",
        source: "https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html",
      }
    : undefined;

const managementClosesLast: ServiceRule = (caller, { action }, environment) =>
  nameOf(action, "account") === "CloseAccount" && accountOf(caller) === environment.managementAccount
    ? {
        reason: "the management account cannot be closed while the organization has other accounts",
        source: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html",
      }
    : undefined;

const centralRootAccess: ServiceRule = (caller, { action }, environment) =>
  isRootAccess(action) && !administers("iam.amazonaws.com", caller, environment)
    ? {
        reason: "IAM lets only the management account and its delegated administrator manage members' root access",
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html",
      }
    : undefined;

const isRootAccess = (action: string): boolean =>
  /^(iam:(Enable|Disable)OrganizationsRoot(CredentialsManagement|Sessions)|sts:AssumeRoot)$/i.test(action);

/** Those of permission sets; a service-linked role is Identity Center's own. */
const reservedRoles: ServiceRule = (caller, { action, resource }) => {
  const name = nameOf(action, "iam");
  if (!resource.includes(":role/aws-reserved/") || READS.test(name) || name === "PassRole") return undefined;
  if (caller.kind === "service-linked-role") return undefined;
  return {
    reason: "IAM lets only AWS change a role below aws-reserved/",
    source: "https://repost.aws/knowledge-center/identity-center-aws-reserved-sso",
  };
};

const identityCenterAdministration: ServiceRule = (caller, { action }, environment) =>
  (["AssociateDirectory", "CreateAccountAssignment"].includes(nameOf(action, "sso")) ||
    action.startsWith("sso-directory:")) &&
  !administers("sso.amazonaws.com", caller, environment)
    ? {
        reason: "Identity Center lets only the management account and its delegated administrator administer it",
        source: "https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html",
      }
    : undefined;

export const SERVICE_RULES: readonly ServiceRule[] = [
  organizationTrail,
  cloudTrailDelegation,
  organizationAdministration,
  managementClosesLast,
  centralRootAccess,
  reservedRoles,
  identityCenterAdministration,
];

/**
 * Organization trails and Organizations' own resources carry the management account in their ARNs, and a root session is
 * another account's; yet who may act on them is authorized by the policies of the account alone: there is no resource
 * policy to allow it.
 */
export function isAuthorizedAtHome(caller: Caller, request: Request, environment: Environment): boolean {
  const account = accountOf(caller);
  if (account === undefined || organizationPath(environment, account) === undefined) return false;
  return (
    nameOf(request.action, "organizations") !== "" ||
    request.action.toLowerCase() === "sts:assumeroot" ||
    environment.organizationTrails?.includes(request.resource) === true
  );
}

/** The management account, and whom it named. */
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
