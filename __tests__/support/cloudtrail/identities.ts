import { guid, iamId } from "./deterministic-ids";

/**
 * Who called, as CloudTrail's `userIdentity` says it, one function for each way. ARNs are of partition aws.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export interface Identity {
  /** Absent where an AWS service reports on itself. */
  readonly type?: IdentityType;
  /** `<role's id>:<session>` of an assumed role; the account of root. */
  readonly principalId?: string;
  readonly arn?: string;
  /** 12 digits: who owns the entity that permitted the call. */
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  /** Service that made the call, for itself or on the caller's behalf. */
  readonly invokedBy?: string;
  readonly identityProvider?: string;
  readonly onBehalfOf?: { readonly userId: string; readonly identityStoreArn: string };
  readonly credentialId?: string;
  readonly sessionContext?: SessionContext;
}

export type IdentityType =
  | "Root"
  | "IAMUser"
  | "AssumedRole"
  | "FederatedUser"
  | "AWSAccount"
  | "AWSService"
  | "IdentityCenterUser"
  | "SAMLUser"
  | "WebIdentityUser";

/** Of temporary credentials. CloudTrail writes its booleans as strings. */
export interface SessionContext {
  readonly sessionIssuer?: {
    readonly type: "Role" | "IAMUser";
    readonly principalId: string;
    readonly arn: string;
    readonly accountId: string;
    readonly userName: string;
  };
  readonly webIdFederationData?: {
    readonly federatedProvider: string;
    readonly attributes: Readonly<Record<string, string>>;
  };
  readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: "true" | "false" };
  /** "true" in a session of sts:AssumeRoot. */
  readonly assumedRoot?: "true";
  readonly sourceIdentity?: string;
}

export interface Mfa {
  /** @default false */
  readonly mfa?: boolean;
}

export interface Session extends Mfa {
  /** Name of the session. @default "session" */
  readonly session?: string;
  /** Path of the role, with a slash at both ends. A session's ARN leaves it out, its issuer's ARN has it. @default "/" */
  readonly path?: string;
  /** Service that calls through the role. */
  readonly invokedBy?: string;
  readonly sourceIdentity?: string;
  /** OIDC provider whose token the session was given for: `token.actions.githubusercontent.com`. */
  readonly federatedProvider?: string;
}

const SESSION_BEGAN = "2026-11-20T08:00:00Z";

const attributes = ({ mfa = false }: Mfa): SessionContext["attributes"] => ({
  creationDate: SESSION_BEGAN,
  mfaAuthenticated: mfa ? "true" : "false",
});

/** The root user, signed in to the console. */
export function rootUser(accountId: string, mfa: Mfa = {}): Identity {
  const arn = `arn:aws:iam::${accountId}:root`;
  return {
    type: "Root",
    principalId: accountId,
    arn,
    accountId,
    accessKeyId: iamId("ASIA", arn),
    sessionContext: { attributes: attributes(mfa) },
  };
}

/**
 * A session of sts:AssumeRoot: root of a member account, opened from the management account or by a delegated
 * administrator. https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html
 */
export function assumedRootSession(accountId: string): Identity {
  const arn = `arn:aws:iam::${accountId}:root`;
  return {
    type: "Root",
    principalId: accountId,
    arn,
    accountId,
    accessKeyId: iamId("ASIA", `${arn} assumed`),
    sessionContext: { attributes: attributes({}), assumedRoot: "true" },
  };
}

/** An IAM user: with a lasting key, or in a session that MFA opened. */
export function iamUser(accountId: string, userName: string, mfa: Mfa = {}): Identity {
  const arn = `arn:aws:iam::${accountId}:user/${userName}`;
  const user = { type: "IAMUser", principalId: iamId("AIDA", arn), arn, accountId, userName } as const;
  return mfa.mfa === true
    ? { ...user, accessKeyId: iamId("ASIA", arn), sessionContext: { attributes: attributes(mfa) } }
    : { ...user, accessKeyId: iamId("AKIA", arn) };
}

/** A session of a role. */
export function assumedRole(accountId: string, roleName: string, of: Session = {}): Identity {
  const { session = "session", path = "/", invokedBy, sourceIdentity, federatedProvider } = of;
  const roleArn = `arn:aws:iam::${accountId}:role${path}${roleName}`;
  const roleId = iamId("AROA", roleArn);
  const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${session}`;
  return {
    type: "AssumedRole",
    principalId: `${roleId}:${session}`,
    arn,
    accountId,
    accessKeyId: iamId("ASIA", arn),
    ...(invokedBy === undefined ? {} : { invokedBy }),
    sessionContext: {
      sessionIssuer: { type: "Role", principalId: roleId, arn: roleArn, accountId, userName: roleName },
      ...(federatedProvider === undefined ? {} : { webIdFederationData: { federatedProvider, attributes: {} } }),
      attributes: attributes(of),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
  };
}

/** Somebody with every permission in the account. */
export function administrator(accountId: string): Identity {
  return assumedRole(accountId, "Administrator", { session: "alice" });
}

/** Terraform, in the role that the guardrails exempt. @param roleName without its path */
export function deployer(accountId: string, roleName = "OrgAuditDeployer"): Identity {
  return assumedRole(accountId, roleName, { session: "terraform" });
}

/**
 * A person with a permission set of IAM Identity Center. The path names its home Region, except us-east-1.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function permissionSetSession(
  accountId: string,
  permissionSet: string,
  { user = "alice@example.com", homeRegion = "us-east-1" } = {},
): Identity {
  const region = homeRegion === "us-east-1" ? "" : `${homeRegion}/`;
  const suffix = guid(`${accountId} ${permissionSet}`).replaceAll("-", "").slice(0, 16);
  return assumedRole(accountId, `AWSReservedSSO_${permissionSet}_${suffix}`, {
    session: user,
    path: `/aws-reserved/sso.amazonaws.com/${region}`,
  });
}

/**
 * A service-linked role: its service calls through it, from the role's own path.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 * @param service `config.amazonaws.com`
 */
export function serviceLinkedRoleSession(accountId: string, service: string, roleName: string): Identity {
  return assumedRole(accountId, roleName, {
    session: roleName,
    path: `/aws-service-role/${service}/`,
    invokedBy: service,
  });
}

/** A session of sts:GetFederationToken, which an IAM user opened. */
export function federatedUser(accountId: string, name: string, issuer = "federation-broker"): Identity {
  const arn = `arn:aws:sts::${accountId}:federated-user/${name}`;
  const issuerArn = `arn:aws:iam::${accountId}:user/${issuer}`;
  return {
    type: "FederatedUser",
    principalId: `${accountId}:${name}`,
    arn,
    accountId,
    accessKeyId: iamId("ASIA", arn),
    sessionContext: {
      sessionIssuer: {
        type: "IAMUser",
        principalId: iamId("AIDA", issuerArn),
        arn: issuerArn,
        accountId,
        userName: issuer,
      },
      attributes: attributes({}),
    },
  };
}

/** Who calls AssumeRoleWithSAML: nobody in AWS yet. */
export function samlUser(userName: string, nameQualifier = "SAMLQUALIFIEREXAMPLE="): Identity {
  return {
    type: "SAMLUser",
    principalId: `${nameQualifier}:${userName}`,
    userName,
    identityProvider: nameQualifier,
  };
}

/** Who calls AssumeRoleWithWebIdentity. @param issuer `token.actions.githubusercontent.com` */
export function webIdentityUser(issuer: string, audience: string, userName: string): Identity {
  return {
    type: "WebIdentityUser",
    principalId: `${issuer}:${audience}:${userName}`,
    userName,
    identityProvider: issuer,
  };
}

/** A service, calling for itself. @param service `cloudtrail.amazonaws.com` */
export function awsService(service: string): Identity {
  return { type: "AWSService", invokedBy: service };
}

/**
 * A service that reports what it did itself: no API was called.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
 */
export function awsInternal(accountId: string): Identity {
  return { accountId, invokedBy: "AWS Internal" };
}

/** A caller from another account, in the copy that the owner of the role or resource gets. */
export function awsAccount(accountId: string): Identity {
  return { type: "AWSAccount", principalId: iamId("AROA", accountId), accountId };
}

/** A user of IAM Identity Center, who signs in there and has no role yet. */
export function identityCenterUser(accountId: string, userName = "alice@example.com"): Identity {
  return {
    type: "IdentityCenterUser",
    accountId,
    onBehalfOf: {
      userId: guid(userName),
      identityStoreArn: `arn:aws:identitystore::${accountId}:identitystore/d-1234567890`,
    },
    credentialId: guid(`${userName} credential`),
  };
}

/** Nobody signed the request. From published logs of S3: no page of AWS's that we found shows such a userIdentity. */
export const anonymous: Identity = { type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" };
