import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Failure } from "./failures";
import type { ProviderJson } from "./stack-json";

/** How Terraform reaches an account, as a stack's provider says. */
export interface Access {
  readonly accountId: string;
  readonly region: string;
  readonly profile: string | undefined;
  readonly roleArn: string | undefined;
}

/** Who answered, or why nobody did; where AWS could not be reached from here, Terraform, which knows proxies, has to see. */
export type Answer = { readonly callerArn: string } | { readonly failure: Failure } | { readonly unreachable: string };

/** The accesses of some providers, each once: providers of several Regions share one. */
export function accessesOf(providers: readonly ProviderJson[]): readonly Access[] {
  const all = providers.map(({ region, allowed_account_ids: [accountId = ""], profile, assume_role: roles }) => ({
    accountId,
    region,
    profile,
    roleArn: roles?.[0]?.role_arn,
  }));
  const keyed = new Map(all.toReversed().map((access) => [keyOf(access), access]));
  return [...keyed.values()].toReversed();
}

export function keyOf({ accountId, profile, roleArn }: Access): string {
  return [accountId, profile, roleArn].join("|");
}

/** `profile acme-security`, `role OrgAuditDeployer`, or the caller's own credentials. */
export function describeAccess({ profile, roleArn }: Access): string {
  const parts = [
    ...(profile === undefined ? [] : [`profile ${profile}`]),
    ...(roleArn === undefined ? [] : [`role ${roleArn.split(":role/")[1]}`]),
  ];
  if (parts.length > 0) return parts.join(", ");
  const { AWS_PROFILE } = process.env;
  return AWS_PROFILE && keysOf(process.env) === undefined ? `AWS_PROFILE ${AWS_PROFILE}` : "the shell's credentials";
}

/**
 * The shell's own keys. Terraform's provider takes them before AWS_PROFILE, AWS's SDK for JavaScript after.
 * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs#authentication-and-configuration
 */
export function keysOf({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN }: NodeJS.ProcessEnv) {
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

/** What Terraform's provider works with in an account: the profile, or else the shell's keys; from there the role, if one is named. */
export function credentialsOf({ region, profile, roleArn }: Access) {
  const keys = keysOf(process.env);
  const own = keys === undefined ? {} : { credentials: keys };
  const start = profile === undefined ? own : { profile };
  if (roleArn === undefined) return start;
  const sts = new STSClient({ region, maxAttempts: 2, ...start });
  const credentials = heldUntilItEnds(async () => {
    const assume = new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: "org-audit-trail",
      DurationSeconds: 900,
    });
    const { Credentials } = await sts.send(assume);
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken,
      expiration: Credentials?.Expiration,
    };
  });
  return { credentials };
}

/** Milliseconds before its end in which a session is begun anew. */
const MARGIN = 60_000;

/** One session for all clients of an account: each would begin its own. */
function heldUntilItEnds<Session extends { readonly expiration: Date | undefined }>(
  begin: () => Promise<Session>,
): () => Promise<Session> {
  let held: Promise<Session> | undefined;
  return () => {
    held = held === undefined ? begin() : held.then((session) => (isEnding(session) ? begin() : session), begin);
    return held;
  };
}

function isEnding({ expiration }: { readonly expiration: Date | undefined }): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < MARGIN;
}

/**
 * Asks AWS who Terraform will be in an account, with the credentials it will use.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function askWho(access: Access, stop: AbortSignal): Promise<Answer> {
  const { accountId, region, profile, roleArn } = access;
  try {
    const credentials = keysOf(process.env);
    const own = credentials === undefined ? {} : { credentials };
    const sts = new STSClient({ region, maxAttempts: 2, ...(profile === undefined ? own : { profile }) });
    const caller = roleArn === undefined ? await whoAmI(sts, stop) : await whoAs(sts, roleArn, stop);
    if (caller.account === accountId) return { callerArn: caller.arn };
    return {
      failure: {
        cause: `${describeAccess(access)} belongs to account ${caller.account} (${caller.arn}), not to ${accountId}.`,
        remedy: "Correct `deploy` of that account in the description, or the profile on this machine.",
      },
    };
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    return isUnreachable(known) ? { unreachable: known.message } : { failure: refused(access, known) };
  }
}

interface Caller {
  readonly account: string;
  readonly arn: string;
}

async function whoAmI(sts: STSClient, stop: AbortSignal): Promise<Caller> {
  const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal: stop });
  return { account: Account, arn: Arn };
}

async function whoAs(sts: STSClient, roleArn: string, stop: AbortSignal): Promise<Caller> {
  // The shortest session there is: nobody works in it.
  const assume = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "org-audit-trail", DurationSeconds: 900 });
  const { AssumedRoleUser: { Arn = "" } = {} } = await sts.send(assume, { abortSignal: stop });
  return { account: Arn.split(":")[4] ?? "", arn: Arn };
}

/** Whether nobody answered, AWS or a stranger: neither proxies nor a company's certificates are the SDK's by default. */
export function isUnreachable(error: Error): boolean {
  const code = "code" in error ? String(error.code) : "";
  return (
    error.name === "TimeoutError" ||
    /^(?:ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS)/.test(
      code,
    )
  );
}

/** How the SDK says that it found none. */
const NONE = /Could not (?:load|resolve) credentials/;

/** What the AWS SDK says, in a line for the operator. */
export function refused(access: Access, { name, message }: Pick<Error, "name" | "message">): Failure {
  const { profile, roleArn, accountId } = access;
  const signIn = profile ?? process.env.AWS_PROFILE;
  const text = message.split("\n")[0];
  // Not where it says only that there is no profile called `acme-sso`.
  if (/\bsso\b/i.test(message) && !NONE.test(message)) {
    return {
      cause: `The SSO session of ${describeAccess(access)} has expired or was never begun.`,
      remedy: `Run: aws sso login${signIn === undefined ? "" : ` --profile ${signIn}`}`,
    };
  }
  if (name === "CredentialsProviderError" || NONE.test(message)) {
    return profile === undefined
      ? {
          cause: `There are no credentials in this shell for account ${accountId}.`,
          remedy: "Sign in, or set AWS_PROFILE.",
        }
      : {
          cause: `The profile ${profile} is not on this machine, or has no credentials.`,
          remedy: `Define it, with \`aws configure sso --profile ${profile}\` for instance, and sign in.`,
        };
  }
  if (/expired/i.test(name) || /expired/i.test(message)) {
    return { cause: `${describeAccess(access)}: the credentials have expired.`, remedy: "Sign in again." };
  }
  if (roleArn !== undefined && name === "AccessDenied") {
    return {
      cause: `${roleArn} cannot be assumed from here: ${text}`,
      remedy: "Create the role, or let its trust policy name the credentials you start with.",
    };
  }
  return {
    cause: `${describeAccess(access)}, account ${accountId}: ${name}: ${text}`,
    remedy: `Look who it is: aws sts get-caller-identity${signIn === undefined ? "" : ` --profile ${signIn}`}`,
  };
}
