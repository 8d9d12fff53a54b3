import type { Names } from "../../naming";
import type { Statement } from "../document";

/**
 * Whoever changes the identity provider of IAM Identity Center in an account signs in there as any permission set; whoever
 * deletes it shuts everybody out, responders too. Identity Center makes and mends it through its service-linked role, which
 * no service control policy binds.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/slrconcept.html
 * https://virtualbonzo.com/2024/06/08/you-deleted-the-do_not_delete-idp
 */
export function denyIdentityCenterChanges({ partition }: Names): Statement {
  return {
    Sid: "DenyIdentityCenterChanges",
    Effect: "Deny",
    Action: ["iam:CreateSAMLProvider", "iam:DeleteSAMLProvider", "iam:UpdateSAMLProvider"],
    Resource: `arn:${partition}:iam::*:saml-provider/AWSSSO_*`,
  };
}
