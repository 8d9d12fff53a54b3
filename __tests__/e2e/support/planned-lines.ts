import type { EmittedStack } from "../../support/synthesized";

/** What Terraform's JSON of a plan says of one resource. https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
interface PlannedResource {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: "managed" | "data";
  readonly change: PlannedValue & {
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

interface PlannedValue {
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly after_unknown?: unknown;
}

export interface PlannedJson {
  readonly resource_changes?: readonly PlannedResource[];
  readonly output_changes?: Readonly<Record<string, PlannedValue>>;
}

const SIGNS: Readonly<Record<string, string>> = {
  create: "+",
  update: "~",
  delete: "-",
  forget: "x",
  "delete,create": "-/+",
  "create,delete": "+/-",
};

/**
 * Everything that a plan changes, a line each, by construct path: `~ org-trail/trail: advanced_event_selector`. A policy's
 * attribute names its statements, `policy(+DenyOther -DenyThis ~AllowThat)`; what is known after the apply alone ends in `?`.
 * Instances of one resource that change alike are counted: `- cloud-trail-scp/baseline/attachments ×3`.
 *
 * @param stacks as they were emitted before and after: what leaves has its path in the one, what comes in the other
 */
export function plannedLines(plan: PlannedJson, stacks: readonly EmittedStack[]): readonly string[] {
  const pathOf = pathsIn(stacks);
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  const resources = managed.flatMap(({ address, previous_address: previous, change }) => {
    const moved = previous === undefined ? [] : [`> ${pathOf(previous)} to ${pathOf(address)}`];
    const sign = SIGNS[change.actions.join(",")];
    if (sign === undefined) return moved;
    const why = sign.includes("/") ? (change.replace_paths ?? []).map((path) => path.join(".")) : attributesOf(change);
    const detail = sign === "~" || sign.includes("/") ? `: ${why.join(", ")}` : "";
    return [...moved, `${sign} ${pathOf(address)}${detail}`];
  });
  const outputs = Object.entries(plan.output_changes ?? {}).flatMap(([name, { actions }]) =>
    actions.includes("no-op") ? [] : [`${SIGNS[actions.join(",")]} output ${name}`],
  );
  return counted([...resources, ...outputs]);
}

/** Gives the construct path of what stands at an address, with an index or without. */
export function pathsIn(stacks: readonly EmittedStack[]): (address: string) => string {
  const paths = new Map(stacks.flatMap((stack) => stack.blocks().map(([at, block]) => [at, stack.pathOf(block)])));
  return (address) => {
    const [resource = ""] = address.split("[");
    return paths.get(resource) ?? resource;
  };
}

/** Each line once, with how often it is there. */
function counted(lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} ×${count}`)).sort();
}

type Values = Readonly<Record<string, unknown>>;

function attributesOf({ before, after, after_unknown: unknown }: PlannedValue): readonly string[] {
  const [from, to, later] = [before, after, unknown].map((values) => (values ?? {}) as Values) as [
    Values,
    Values,
    Values,
  ];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to), ...Object.keys(later)])].sort();
  return names.flatMap((name) => {
    if (later[name] === true) return `${name}?`;
    if (JSON.stringify(meaning(from[name])) === JSON.stringify(meaning(to[name]))) return [];
    const [old, fresh] = [statementsOf(from[name]), statementsOf(to[name])];
    return old === undefined || fresh === undefined ? name : `${name}(${statementChanges(old, fresh)})`;
  });
}

/** A value without what says nothing: of what was just created, the provider's state has null where its plan has "". */
function meaning(value: unknown): unknown {
  if (value === "" || value === null) return undefined;
  if (Array.isArray(value)) return value.map(meaning);
  if (typeof value !== "object") return value;
  const said = Object.entries(value as Values).map(([name, one]) => [name, meaning(one)] as const);
  const left = said.filter(([, one]) => one !== undefined).sort(([one], [other]) => one.localeCompare(other));
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** A policy's statements by their Sids; undefined where a value is no policy. */
function statementsOf(value: unknown): ReadonlyMap<string, string> | undefined {
  // A metric filter's pattern begins with a brace too.
  if (typeof value !== "string" || !value.startsWith('{"')) return undefined;
  const { Statement } = JSON.parse(value) as { readonly Statement?: readonly { readonly Sid?: string }[] };
  return Statement && new Map(Statement.map((one, index) => [one.Sid ?? `${index}`, JSON.stringify(one)]));
}

function statementChanges(old: ReadonlyMap<string, string>, fresh: ReadonlyMap<string, string>): string {
  const sids = [...new Set([...old.keys(), ...fresh.keys()])];
  const changes = sids.flatMap((sid) => {
    if (!old.has(sid)) return `+${sid}`;
    if (!fresh.has(sid)) return `-${sid}`;
    return old.get(sid) === fresh.get(sid) ? [] : `~${sid}`;
  });
  return changes.join(" ");
}
