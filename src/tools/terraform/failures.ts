/** One line of what went wrong, and one of what to do. */
export interface Failure {
  readonly cause: string;
  readonly remedy: string;
}

interface KnownFailure {
  /** Words of Terraform's, of its AWS provider's or of its S3 backend's; groups go into the texts. */
  readonly says: RegExp;
  readonly explain: (stack: string, match: RegExpExecArray) => Failure;
}

/** What goes wrong most, in the words that Terraform 1.11, AWS provider 5.100 and the S3 backend use. */
const KNOWN: readonly KnownFailure[] = [
  {
    // The lock of a local state is the process's own: force-unlock says "LocalState not locked", and a kill ends it.
    says: /Error acquiring the state lock[\s\S]*?resource temporarily unavailable(?:[\s\S]*?\bWho:\s+(\S+))?/,
    explain: (stack, [, who = "somebody"]) => ({
      cause: `Another Terraform, of ${who}, works on the state of ${stack}.`,
      remedy: "Wait until it ends, then run this command again.",
    }),
  },
  {
    says: /Error acquiring the state lock(?:[\s\S]*?\bID:\s+(\S+))?(?:[\s\S]*?\bWho:\s+(\S+))?(?:[\s\S]*?\bCreated:\s+([^\n]+?)\s*(?:│|\n|$))?/,
    explain: (stack, [, id = "LOCK_ID", who = "somebody", created = "an unknown time"]) => ({
      cause: `The state of ${stack} is locked by ${who} since ${created}.`,
      remedy: `Wait until that run ends. If it was killed and nobody works on it: npm run terraform ${stack} -- force-unlock -force ${id}`,
    }),
  },
  {
    says: /aws sso login|SSO (?:session|Token)[^\n]*(?:expired|invalid)|failed to refresh cached credentials[^\n]*SSO/i,
    explain: (stack) => ({
      cause: `The SSO session for ${stack} has expired.`,
      remedy: "Run `aws sso login --profile NAME` for the profile that the description names, then this command again.",
    }),
  },
  {
    says: /ExpiredToken|security token included in the request is expired/,
    explain: (stack) => ({
      cause: `The credentials for ${stack} have expired.`,
      remedy: "Sign in again, then run this command again.",
    }),
  },
  {
    says: /No valid credential sources found|failed to get shared config profile/,
    explain: (stack) => ({
      cause: `There are no credentials for ${stack}.`,
      remedy: "Set AWS_PROFILE, or define the profile that the description names, then run this command again.",
    }),
  },
  {
    says: /AWS account ID not allowed: (\d{12})/,
    explain: (stack, [, account]) => ({
      cause: `The credentials for ${stack} are those of account ${account}.`,
      remedy: "Correct `deploy` of that account in the description, or the profile on this machine.",
    }),
  },
  {
    says: /Instance cannot be destroyed[\s\S]*?Resource (\S+) has/,
    explain: (stack, [, address]) => ({
      cause: `Terraform wants to destroy ${address}, which the stack protects.`,
      remedy: `Nothing was destroyed. If the plan does not say why: npm run terraform ${stack} -- state show ${address}`,
    }),
  },
  {
    says: /IAM Role \((\S+?)\) cannot be assumed/,
    explain: (stack, [, role]) => ({
      cause: `The credentials for ${stack} may not assume ${role}.`,
      remedy: "Create the role, or let its trust policy name the credentials you start with.",
    }),
  },
  {
    says: /S3 bucket "([^"]+)" does not exist/,
    explain: (stack, [, bucket]) => ({
      cause: `The state of ${stack} belongs into the bucket ${bucket}, which does not exist.`,
      remedy: "Make it, versioned and outside the archive, or correct `state` in the description.",
    }),
  },
  {
    says: /in S3 bucket "([^"]+)"[\s\S]*?StatusCode: 40[13]/,
    explain: (stack, [, bucket]) => ({
      cause: `These credentials may not read the state of ${stack} in the bucket ${bucket}.`,
      remedy: "Name a profile that may in `state.profile`, or set AWS_PROFILE.",
    }),
  },
  {
    says: /Failed to query available provider packages/,
    explain: () => ({
      cause: "Terraform could not get the AWS provider.",
      remedy: "Let it reach registry.terraform.io, or name a filesystem mirror in the file of TF_CLI_CONFIG_FILE.",
    }),
  },
  {
    says: /Saved plan is stale/,
    explain: (stack) => ({
      cause: `Somebody changed the state of ${stack} after it was planned; nothing was applied.`,
      remedy: "Run this command again, and read the new plan.",
    }),
  },
  {
    says: /Unsupported Terraform Core version/,
    explain: () => ({
      cause: "This Terraform is not a version that the stacks are for.",
      remedy: "Install the version in .terraform-version: https://developer.hashicorp.com/terraform/install",
    }),
  },
  {
    says: /reading KMS Alias|couldn't find resource[\s\S]*aws_kms_alias/i,
    explain: (stack) => ({
      cause: `The archive's key, which ${stack} looks up by its alias, is not there.`,
      remedy: "Deploy the log archive first: npm run deploy log-archive",
    }),
  },
];

/** What is known of a failure, from what Terraform said. */
export function knownFailure(stack: string, output: string): Failure | undefined {
  const text = withoutFrames(output);
  for (const { says, explain } of KNOWN) {
    const match = says.exec(text);
    if (match !== null) return explain(stack, match);
  }
  return undefined;
}

/** Terraform's own words, from its first error on; all of them where it names none. */
export function errorsIn(output: string): string {
  const lines = output.split("\n");
  const first = lines.findIndex((line) => /^(?:╷|│ Error:|Error:)/.test(line) && !/Warning:/.test(line));
  return (first < 0 ? lines.slice(-20) : lines.slice(first)).join("\n").trim();
}

/** Terraform draws a bar beside each line of an error. */
function withoutFrames(output: string): string {
  return output.replace(/^[│╷╵] ?/gm, "");
}
