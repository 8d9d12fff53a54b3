import { type Names, STACK_SET_ROLES } from "../../naming";
import type { Statement } from "../document";
import { ROLE_CHANGES } from "./role-changes";

/**
 * The roles in which StackSets work in a member account. Their names end in characters that AWS chooses, one in each
 * account, so that no exemption can pin an account; this statement stands in for it, and itself exempts nobody.
 */
export const stackSetRoles = ({ partition }: Names): string => `arn:${partition}:iam::*:role/${STACK_SET_ROLES}`;

/**
 * Where StackSets are exempt: nobody in a member account makes a role of that name, or gets hold of one. StackSets' own
 * service-linked role, which makes them, is not bound: no service control policy binds such a role.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudFormationStackSetsOrgMemberServiceRolePolicy.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 */
export function denyStackSetRoleChanges(names: Names): Statement {
  return {
    Sid: "DenyStackSetRoleChanges",
    Effect: "Deny",
    Action: ROLE_CHANGES,
    Resource: stackSetRoles(names),
  };
}
