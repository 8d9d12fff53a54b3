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

/** `["accounts", "workloads", 2, "id"]` as `accounts.workloads[2].id`; the whole as `(organization)`. */
export function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "(organization)";
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
    .join("");
}

/** A value as the author wrote it, cut where it would flood the terminal. */
export function formatValue(value: unknown): string {
  if (value === undefined) return "(missing)";
  const text = typeof value === "function" || typeof value === "symbol" ? String(value) : toJson(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/** JSON of any value: a cycle or a BigInt in a configuration must not hide what is wrong with it. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
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
