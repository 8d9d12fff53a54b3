import type { Trust } from "../../policies/deployer/trust";
import { Refused } from "../terraform/refused";

/** What the command line says of who may become the deploy role. */
export interface TrustOptions {
  readonly trust?: "sso" | "oidc" | "role";
  readonly provider?: string;
  readonly subject?: string;
  readonly audience?: string;
  readonly principal?: string;
}

/** GitHub's, and the audience that AWS's own action asks for. https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
const GITHUB = "token.actions.githubusercontent.com";
const AUDIENCE = "sts.amazonaws.com";

/**
 * Whom the role's trust policy names; nobody for a permission set's role, whose trust policy Identity Center writes.
 *
 * @throws Refused where the options do not name exactly one
 */
export function trustOf({
  trust,
  provider = GITHUB,
  subject,
  audience = AUDIENCE,
  principal,
}: TrustOptions): Trust | undefined {
  if (trust === "oidc") {
    if (subject === undefined) {
      throw new Refused(
        "--trust oidc needs --subject, the whole sub claim: repo:acme/audit-trail:environment:production",
      );
    }
    return {
      kind: "oidc",
      provider: withoutWildcard("--provider", provider.replace(/^https:\/\//, "")),
      subject: withoutWildcard("--subject", subject),
      audience,
    };
  }
  if (trust === "role") {
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/[^*?]+$/.test(principal ?? "")) {
      throw new Refused(`--trust role needs --principal, the ARN of one role, and not ${principal ?? "none"}`);
    }
    return { kind: "role", principalArn: principal ?? "" };
  }
  return undefined;
}

/** With StringEquals a pattern would match nobody; and one that matched would let in whoever opens a pull request. */
function withoutWildcard(option: string, value: string): string {
  if (/[*?]/.test(value)) throw new Refused(`${option} ${value} is a pattern. Name one: a branch, or an environment.`);
  return value;
}
