import { inspect } from "node:util";
import { isPromise } from "node:util/types";

/** One thing wrong with a configuration, said so that its author can put it right. */
export interface Problem {
  /** Where it stands, as one would write it: `accounts.workloads[2].id`. */
  readonly path: string;
  /** What stands there. */
  readonly value: unknown;
  /** What must hold. */
  readonly rule: string;
  /** What to do. */
  readonly remedy: string;
}

/** A key that needs no quotes where it follows a period. */
const PLAIN_KEY = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** `["accounts", "workloads", 2, "id"]` as `accounts.workloads[2].id`; the whole as `(organization)`. */
export function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "(organization)";
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (typeof part === "symbol") return `[${String(part)}]`;
      if (!PLAIN_KEY.test(part)) return `[${JSON.stringify(part)}]`;
      return index > 0 ? `.${part}` : part;
    })
    .join("");
}

/**
 * `user:password@` in an address, which a terminal or a CI log would keep: up to the last `@`, for a password that nobody
 * encoded may have any character. An `@` further behind hides more than it must.
 */
const CREDENTIALS = /(:\/\/)[^\s"]+@/g;

/** A value as the author wrote it, cut where it would flood the terminal. */
export function formatValue(value: unknown): string {
  if (value === undefined) return "(missing)";
  const text = toJson(value) ?? inspect(value, { breakLength: Number.POSITIVE_INFINITY });
  const shown = text.replace(CREDENTIALS, "$1***@");
  return shown.length > 120 ? `${shown.slice(0, 117)}...` : shown;
}

/** Undefined where JSON cannot say it: a function, a Promise, a number such as NaN, a cycle. */
function toJson(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  if (isPromise(value)) return undefined;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Every problem on lines of its own, in the order of the configuration. */
export function formatProblems(source: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const lines = problems.map(
    ({ path, value, rule, remedy }) => `  ${path} = ${formatValue(value)}\n    rule:   ${rule}\n    remedy: ${remedy}`,
  );
  return [`${source}: ${count}. Nothing was written.`, ...lines].join("\n\n");
}

/** A configuration was refused; `problems` holds all of them, `message` says them in full. */
export class ConfigError extends Error {
  constructor(
    source: string,
    readonly problems: readonly Problem[],
  ) {
    super(formatProblems(source, problems));
    this.name = "ConfigError";
  }
}
