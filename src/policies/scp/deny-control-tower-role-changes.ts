import { CONTROL_TOWER_ROLE, type Names } from "../../naming";
import type { Statement } from "../document";
import { stackSetRoles } from "./deny-stack-set-role-changes";
import { ROLE_CHANGES } from "./role-changes";
import { STACK_CHANGES } from "./stack-changes";

/**
 * The role in which AWS Control Tower sets an account up and leaves it again. It has this name in every account, new ones
 * among them, so that no exemption can pin an account; DenyControlTowerRoleChanges stands in for it.
 * https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html
 */
export const controlTowerRoles = ({ partition }: Names): string => `arn:${partition}:iam::*:role/${CONTROL_TOWER_ROLE}`;

/**
 * Where Control Tower is exempt: nobody in a member account makes a role of that name, or gets hold of one. Control Tower
 * itself may, and its StackSet AWSControlTowerExecutionRole, which makes the role where governance extends to a unit; so
 * that StackSet's stacks are guarded too. Organizations makes the role in an account that Account Factory orders: no
 * service control policy binds it there.
 */
export function denyControlTowerRoleChanges(names: Names): Statement {
  return {
    Sid: "DenyControlTowerRoleChanges",
    Effect: "Deny",
    Action: [...STACK_CHANGES, ...ROLE_CHANGES],
    Resource: [controlTowerRoles(names), `arn:${names.partition}:cloudformation:*:*:stack/StackSet-AWSControlTower*`],
    Condition: { ArnNotLike: { "aws:PrincipalArn": [controlTowerRoles(names), stackSetRoles(names)] } },
  };
}
