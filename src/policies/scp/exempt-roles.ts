import { CONTROL_TOWER_ROLE, type Names, STACK_SET_ROLES } from "../../naming";

/**
 * The roles in which StackSets work in a member account. Their names end in characters that AWS chooses, one in each
 * account, so that no exemption can pin an account; DenyStackSetRoleChanges stands in for it, and itself exempts nobody.
 */
export const stackSetRoles = ({ partition }: Names): string => `arn:${partition}:iam::*:role/${STACK_SET_ROLES}`;

/**
 * The role in which AWS Control Tower sets an account up and leaves it again. It has this name in every account, new ones
 * among them, so that no exemption can pin an account; DenyControlTowerRoleChanges stands in for it.
 * https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html
 */
export const controlTowerRoles = ({ partition }: Names): string => `arn:${partition}:iam::*:role/${CONTROL_TOWER_ROLE}`;
