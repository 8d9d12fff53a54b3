import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "./problem";

/** Which organization a command is for, and who says so. */
export interface Choice {
  /** A name in organizations/, or a module's path. */
  readonly reference: string;
  /** Completes "synthesized because ...": `ORGANIZATION names it`. */
  readonly reason: string;
}

/** What a choice is made from. */
export interface Choosable {
  /** The variable ORGANIZATION. */
  readonly variable: string | undefined;
  /** `context.organization` of the checkout's cdktf.json. */
  readonly context: unknown;
  /** The descriptions in organizations/, without their ending. */
  readonly described: readonly string[];
}

/**
 * The variable before the checkout's own default, and that before the only one there is. Among several nobody's is taken:
 * a plan of another organization than the one that is meant could be applied.
 *
 * @throws ConfigError where nothing says which
 */
export function choose({ variable, context, described }: Choosable): Choice {
  // An empty variable is one that a script meant to fill: it names nothing, and is refused when it is looked for.
  if (variable !== undefined) return { reference: variable, reason: "ORGANIZATION names it" };
  if (typeof context === "string") return { reference: context, reason: "cdktf.json names it as this checkout's" };
  const [only, ...others] = described;
  if (only !== undefined && others.length === 0) {
    return { reference: only, reason: "it is the only one in organizations/" };
  }
  throw new ConfigError("ORGANIZATION", [
    {
      path: "ORGANIZATION",
      value: undefined,
      rule: `the organization to work on: organizations/ has ${described.length === 0 ? "none" : described.join(", ")}`,
      remedy:
        'set ORGANIZATION to one of them, or name this checkout\'s in cdktf.json: `"context": { "organization": "ours" }`',
    },
  ]);
}

/** What a checkout, and the shell that works in it, offer to choose from. */
export function choosableIn(projectRoot: string, { ORGANIZATION }: NodeJS.ProcessEnv): Choosable {
  const folder = join(projectRoot, "organizations");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return {
    variable: ORGANIZATION,
    context: contextOf(join(projectRoot, "cdktf.json"))?.organization,
    described: files.flatMap((file) => /^(.+)\.ts$/.exec(file)?.[1] ?? []).sort(),
  };
}

function contextOf(file: string): { readonly organization?: unknown } | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).context : undefined;
}
