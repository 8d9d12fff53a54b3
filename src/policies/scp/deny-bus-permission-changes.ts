import { exceptRoles } from "../callers";
import type { Statement } from "../document";

/**
 * The audit bus's policy decides who may forward, and who may inject. These two actions are not asked of a bus, so the
 * statement names the hub's account instead.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
export function denyBusPermissionChanges(hubAccountId: string, deployRoleArn: string): Statement {
  const { Condition } = exceptRoles([deployRoleArn]);
  return {
    Sid: "DenyBusPermissionChanges",
    Effect: "Deny",
    Action: ["events:PutPermission", "events:RemovePermission"],
    Resource: "*",
    Condition: { ...Condition, StringEquals: { "aws:PrincipalAccount": hubAccountId } },
  };
}
