import { describe, expect, it } from "vitest";
import {
  administrator,
  anonymous,
  assumedRole,
  assumedRootSession,
  awsAccount,
  awsInternal,
  awsService,
  deployer,
  federatedUser,
  type Identity,
  iamUser,
  identityCenterUser,
  permissionSetSession,
  rootUser,
  samlUser,
  serviceLinkedRoleSession,
  webIdentityUser,
} from "./identities";

const ACCOUNT = "123456789012";
const ROOT_ARN = `arn:aws:iam::${ACCOUNT}:root`;

describe("userIdentity", () => {
  it.each<[what: string, identity: Identity, fields: Identity]>([
    ["root", rootUser(ACCOUNT), { type: "Root", principalId: ACCOUNT, arn: ROOT_ARN, accountId: ACCOUNT }],
    ["a root session", assumedRootSession(ACCOUNT), { type: "Root", principalId: ACCOUNT, arn: ROOT_ARN }],
    [
      "an IAM user",
      iamUser(ACCOUNT, "anaya"),
      { type: "IAMUser", arn: `arn:aws:iam::${ACCOUNT}:user/anaya`, accountId: ACCOUNT, userName: "anaya" },
    ],
    [
      "a session of a role",
      assumedRole(ACCOUNT, "Deployer", { session: "run-1" }),
      { type: "AssumedRole", arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deployer/run-1`, accountId: ACCOUNT },
    ],
    [
      "a federated user",
      federatedUser(ACCOUNT, "Bob"),
      { type: "FederatedUser", principalId: `${ACCOUNT}:Bob`, arn: `arn:aws:sts::${ACCOUNT}:federated-user/Bob` },
    ],
    [
      "a SAML user",
      samlUser("anaya", "QUALIFIER="),
      { type: "SAMLUser", principalId: "QUALIFIER=:anaya", userName: "anaya", identityProvider: "QUALIFIER=" },
    ],
    [
      "a web identity",
      webIdentityUser("accounts.google.com", "app", "user"),
      {
        type: "WebIdentityUser",
        principalId: "accounts.google.com:app:user",
        userName: "user",
        identityProvider: "accounts.google.com",
      },
    ],
    ["another account", awsAccount(ACCOUNT), { type: "AWSAccount", accountId: ACCOUNT }],
    ["nobody", anonymous, { type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" }],
    ["a user of Identity Center", identityCenterUser(ACCOUNT), { type: "IdentityCenterUser", accountId: ACCOUNT }],
  ])("of %s has the fields that AWS documents", (_, identity, fields) => {
    expect(identity).toMatchObject(fields);
  });

  it("of a service has no more than its name", () => {
    expect(awsService("lambda.amazonaws.com")).toEqual({ type: "AWSService", invokedBy: "lambda.amazonaws.com" });
  });

  it("of a service that reports on itself has no type", () => {
    expect(awsInternal(ACCOUNT)).toEqual({ accountId: ACCOUNT, invokedBy: "AWS Internal" });
  });

  it.each<[what: string, identity: Identity, assumedRoot: "true" | undefined]>([
    ["a root session", assumedRootSession(ACCOUNT), "true"],
    ["root", rootUser(ACCOUNT), undefined],
    ["an administrator", administrator(ACCOUNT), undefined],
  ])("of %s says whether sts:AssumeRoot opened it", (_, { sessionContext }, assumedRoot) => {
    expect(sessionContext?.assumedRoot).toBe(assumedRoot);
  });

  it.each<[what: string, identity: Identity, mfaAuthenticated: string | undefined]>([
    ["root with MFA", rootUser(ACCOUNT, { mfa: true }), "true"],
    ["root without", rootUser(ACCOUNT), "false"],
    ["a user with MFA", iamUser(ACCOUNT, "anaya", { mfa: true }), "true"],
    ["a user with a lasting key", iamUser(ACCOUNT, "anaya"), undefined],
    ["a role", assumedRole(ACCOUNT, "Deployer"), "false"],
  ])("of %s says in words whether there was MFA", (_, { sessionContext }, mfaAuthenticated) => {
    expect(sessionContext?.attributes.mfaAuthenticated).toBe(mfaAuthenticated);
  });

  it.each<[what: string, identity: Identity, key: RegExp]>([
    ["a user with MFA", iamUser(ACCOUNT, "anaya", { mfa: true }), /^ASIA/],
    ["a user with a lasting key", iamUser(ACCOUNT, "anaya"), /^AKIA/],
    ["a role", assumedRole(ACCOUNT, "Deployer"), /^ASIA/],
  ])("of %s has the kind of access key that it signs with", (_, { accessKeyId }, key) => {
    expect(accessKeyId).toMatch(key);
  });
});

describe("a session of a role", () => {
  it.each<[what: string, identity: Identity, session: RegExp, issuer: RegExp]>([
    ["the deployer's", deployer(ACCOUNT), /:assumed-role\/OrgAuditDeployer\/terraform$/, /:role\/OrgAuditDeployer$/],
    [
      "one with a path",
      assumedRole(ACCOUNT, "Deployer", { path: "/ci/" }),
      /:assumed-role\/Deployer\/session$/,
      /:role\/ci\/Deployer$/,
    ],
    [
      "a permission set's",
      permissionSetSession(ACCOUNT, "SecurityAudit", { homeRegion: "eu-central-1" }),
      /:assumed-role\/AWSReservedSSO_SecurityAudit_[0-9a-f]{16}\/alice@example\.com$/,
      /:role\/aws-reserved\/sso\.amazonaws\.com\/eu-central-1\/AWSReservedSSO_SecurityAudit_[0-9a-f]{16}$/,
    ],
    [
      "a permission set's, where Identity Center is in us-east-1",
      permissionSetSession(ACCOUNT, "SecurityAudit"),
      /:assumed-role\/AWSReservedSSO_/,
      /:role\/aws-reserved\/sso\.amazonaws\.com\/AWSReservedSSO_/,
    ],
    [
      "a service-linked role's",
      serviceLinkedRoleSession(ACCOUNT, "config.amazonaws.com", "AWSServiceRoleForConfig"),
      /:assumed-role\/AWSServiceRoleForConfig\/AWSServiceRoleForConfig$/,
      /:role\/aws-service-role\/config\.amazonaws\.com\/AWSServiceRoleForConfig$/,
    ],
  ])("leaves the path to its issuer: %s", (_, { arn, sessionContext }, session, issuer) => {
    expect(arn).toMatch(session);
    expect(sessionContext?.sessionIssuer?.arn).toMatch(issuer);
  });

  it("has its role's id and its own name as principal", () => {
    const { principalId, sessionContext } = assumedRole(ACCOUNT, "Deployer", { session: "run-1" });
    expect(principalId).toBe(`${sessionContext?.sessionIssuer?.principalId}:run-1`);
    expect(principalId).toMatch(/^AROA[0-9A-F]{10}EXAMPLE:/);
  });

  it("names the service, the source identity and the provider where there is one", () => {
    const given = { invokedBy: "ecs.amazonaws.com", sourceIdentity: "anaya", federatedProvider: "idp.example.com" };
    const { invokedBy, sessionContext } = assumedRole(ACCOUNT, "Deployer", given);
    expect(invokedBy).toBe("ecs.amazonaws.com");
    expect(sessionContext?.sourceIdentity).toBe("anaya");
    expect(sessionContext?.webIdFederationData?.federatedProvider).toBe("idp.example.com");
  });
});
