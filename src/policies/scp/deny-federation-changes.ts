import { exceptRoles } from "../callers";
import type { Statement } from "../document";

/**
 * Whom the deploy role trusts is not described here. If it is an identity provider or a trust anchor of its own account,
 * whoever changes that one becomes the deploy role without touching it. In the accounts that hold the archive and the hub
 * nobody else needs to; a workload's teams federate theirs as they like, and are seen doing so.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 *
 * @param deployRoleArns the deploy role in each of the accounts
 */
export function denyFederationChanges(accountIds: readonly string[], deployRoleArns: readonly string[]): Statement {
  const { Condition } = exceptRoles(deployRoleArns);
  return {
    Sid: "DenyFederationChanges",
    Effect: "Deny",
    Action: [
      "iam:AddClientIDToOpenIDConnectProvider",
      "iam:CreateOpenIDConnectProvider",
      "iam:CreateSAMLProvider",
      "iam:DeleteOpenIDConnectProvider",
      "iam:DeleteSAMLProvider",
      "iam:UpdateOpenIDConnectProviderThumbprint",
      "iam:UpdateSAMLProvider",
      "rolesanywhere:Create*",
      "rolesanywhere:DeleteCrl",
      "rolesanywhere:DisableCrl",
      "rolesanywhere:Enable*",
      "rolesanywhere:PutAttributeMapping",
      "rolesanywhere:Update*",
    ],
    Resource: "*",
    Condition: { ...Condition, StringEquals: { "aws:PrincipalAccount": accountIds } },
  };
}
