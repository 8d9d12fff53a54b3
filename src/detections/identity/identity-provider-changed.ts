import type { EventDetection } from "../detection";
import { CHANGES, fieldIsOther, inAccount } from "../event-clause";
import { inItsAccount } from "../next-query";
import { BY_PEOPLE } from "./people";

export const identityProviderChanged = {
  id: "identity-provider-changed",
  kind: "events",
  group: "identity",
  title: "An identity provider or trust anchor was created, changed or deleted",
  why: "whoever controls it can assume every role that trusts it, such as the deploy role or a reader of the archive",
  severity: "high",
  controls: ["SOC 2 CC6.1"],
  techniques: ["T1484.002", "T1556.007"],
  next: inItsAccount("federation-changes"),
  events: ({ names }) => [
    {
      sources: ["iam"],
      names: ["*SAMLProvider", "AddClientID*", "UpdateOpenIDConnectProviderThumbprint"],
      where: [CHANGES, BY_PEOPLE],
    },
    // Of these a cluster has one, which a team makes with it.
    { sources: ["iam"], names: ["*OpenIDConnectProvider"], where: [CHANGES, inAccount(...names.auditAccountIds)] },
    // A workload's session is one of them, each hour, and no page says whether it counts as a change.
    // https://docs.aws.amazon.com/rolesanywhere/latest/userguide/logging-using-cloudtrail.html
    { sources: ["rolesanywhere"], where: [fieldIsOther("eventName", "CreateSession")] },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ logArchive, prod }) => ({
    about: ["caller"],
    anywhere: true,
    fires: [
      { call: "iam:CreateSAMLProvider UpdateSAMLProvider DeleteSAMLProvider", in: prod },
      { call: "iam:AddClientIDToOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint", in: prod },
      { call: "rolesanywhere:CreateTrustAnchor UpdateTrustAnchor EnableTrustAnchor UpdateProfile", in: prod },
    ],
    misses: [
      // With each cluster.
      { call: "iam:CreateOpenIDConnectProvider", in: prod },
      { call: "iam:ListSAMLProviders", in: logArchive, readOnly: true },
      { call: "iam:GetSAMLProvider", in: logArchive, readOnly: true },
      { call: "rolesanywhere:ListTrustAnchors", in: logArchive, readOnly: true },
      // A workload's credentials, each hour.
      { call: "rolesanywhere:CreateSession", in: prod },
      { call: "rolesanywhere:CreateSession", in: logArchive, readOnly: true },
      { call: "iam:CreateSAMLProvider", in: prod, by: { linkedRole: "AWSServiceRoleForSSO", of: "sso.amazonaws.com" } },
    ],
  }),
  runbook: {
    means:
      "in some account a SAML provider, the clients or thumbprints of an OpenID Connect provider, or something of IAM Roles Anywhere was made, changed or deleted; in the management, log-archive and central account, any OpenID Connect provider. Whoever signs for it is every role that trusts it. Identity Center's own work is left out.",
    falseAlarm:
      "a team federates its workload account, announced. In the log-archive and central account only the deploy role may, and nobody needs to.",
    restore: [
      "which roles trust it:",
      {
        commands: [
          "aws iam list-roles --profile PROFILE_OF_ITS_ACCOUNT --query \"Roles[?contains(to_string(AssumeRolePolicyDocument), 'Federated') || contains(to_string(AssumeRolePolicyDocument), 'rolesanywhere')].Arn\" --output text",
        ],
      },
      "Put the provider's metadata or the anchor's certificate back from its owner's records, and end the sessions of those roles ([contain](first-five-minutes.md#contain)). `AWSSSO_..._DO_NOT_DELETE` deleted: in Identity Center, take every assignment of the account away and assign again.",
    ],
  },
} as const satisfies EventDetection;
