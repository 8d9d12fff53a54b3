import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync, strFromU8, strToU8 } from "fflate";
import type { BaseName, Case } from "./case";
import { applied, type Delta, delta, type Json } from "./delta";

type JsonObject = { readonly [key: string]: Json };

/** A plan, and the synthesized stack that it is of. */
export interface Recording {
  /** `terraform show -json`, without what no review reads: see `kept`. */
  readonly plan: JsonObject;
  /** `cdk.tf.json`: a plan holds no `lifecycle`, no backend. */
  readonly stack: JsonObject;
}

const FOLDER = join(__dirname, "fixtures");

/** The plan of a stack to which nothing was done: every case of it is kept as what differs from that. */
export class BaseFixture {
  private constructor(
    readonly organization: BaseName,
    readonly stack: string,
    /** Of the recording, keyed. */
    private readonly keyed: Json,
  ) {}

  static read(organization: BaseName, stack: string): BaseFixture | undefined {
    const file = fileOf(organization, `_${stack}`);
    return existsSync(file) ? new BaseFixture(organization, stack, unpacked(file)) : undefined;
  }

  static of(organization: BaseName, stack: string, recording: Recording): BaseFixture {
    return new BaseFixture(organization, stack, keyed(recording));
  }

  write(): void {
    pack(fileOf(this.organization, `_${this.stack}`), this.keyed);
  }

  get recording(): Recording {
    return unkeyed(this.keyed);
  }

  writeCase(id: string, recording: Recording): void {
    pack(fileOf(this.organization, id), (delta(this.keyed, keyed(recording)) ?? null) as unknown as Json);
  }

  readCase(id: string): Recording {
    const file = fileOf(this.organization, id);
    if (!existsSync(file)) throw new Error(`the plan of ${id} was never recorded: npm run corpus ${id}`);
    return unkeyed(applied(this.keyed, (unpacked(file) as unknown as Delta | null) ?? undefined));
  }
}

/** Ids of what is recorded of an organization's cases. */
export function recordedIds(organization: BaseName): readonly string[] {
  const folder = join(FOLDER, organization);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(SUFFIX) && !name.startsWith("_"));
  return names.map((name) => name.slice(0, -SUFFIX.length)).sort();
}

export function forget({ organization, id }: Pick<Case, "organization" | "id">): void {
  rmSync(fileOf(organization, id), { force: true });
}

/**
 * What the review can judge by. Left out: `planned_values`, which repeat every resource once more; of `prior_state` all but
 * the data sources; `relevant_attributes`, whose order changes; and the hour. None of it is in the review's type of a plan.
 */
export function kept(plan: JsonObject): JsonObject {
  const {
    planned_values: _values,
    relevant_attributes: _relevant,
    timestamp: _hour,
    prior_state: state,
    ...rest
  } = plan;
  const resources = ((state as StateJson | undefined)?.values?.root_module.resources ?? []).filter(
    ({ mode }) => mode === "data",
  );
  return resources.length === 0 ? rest : { ...rest, prior_state: { values: { root_module: { resources } } } };
}

interface StateJson {
  readonly values?: {
    readonly root_module: { readonly resources?: readonly (JsonObject & { readonly mode: string })[] };
  };
}

const SUFFIX = ".json.gz";

function fileOf(organization: BaseName, name: string): string {
  return join(FOLDER, organization, `${name}${SUFFIX}`);
}

function pack(file: string, value: Json): void {
  mkdirSync(join(file, ".."), { recursive: true });
  // fflate is JavaScript: the same bytes on every machine and every Node.js. No time is noted.
  writeFileSync(file, gzipSync(strToU8(JSON.stringify(value)), { level: 9, mtime: "2000-01-01T00:00:00Z" }));
}

function unpacked(file: string): Json {
  return JSON.parse(strFromU8(gunzipSync(readFileSync(file))));
}

/** Lists in which order says nothing, and what tells their elements apart. */
const KEYED: readonly (readonly [path: readonly string[], keyOf: (element: JsonObject) => string])[] = [
  [["plan", "resource_changes"], ({ address, deposed = "" }) => `${address}#${deposed}`],
  [["plan", "resource_drift"], ({ address, deposed = "" }) => `${address}#${deposed}`],
  [["plan", "prior_state", "values", "root_module", "resources"], ({ address }) => String(address)],
  [["plan", "configuration", "root_module", "resources"], ({ address }) => String(address)],
  [["stack", "provider", "aws"], ({ alias }) => String(alias)],
];

/** As objects, so that one more element does not move all others. */
function keyed(recording: Recording): Json {
  return KEYED.reduce<Json>(
    (json, [path, keyOf]) =>
      at(json, path, (list) =>
        Object.fromEntries((list as readonly JsonObject[]).map((element) => [keyOf(element), element])),
      ),
    recording as unknown as Json,
  );
}

function unkeyed(json: Json): Recording {
  const lists = KEYED.reduce<Json>(
    (tree, [path]) =>
      at(tree, path, (elements) =>
        Object.entries(elements as JsonObject)
          .sort(byKey)
          .map(([, element]) => element),
      ),
    json,
  );
  return lists as unknown as Recording;
}

function byKey([one]: readonly [string, Json], [other]: readonly [string, Json]): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function at(json: Json, [key, ...path]: readonly string[], change: (value: Json) => Json): Json {
  if (key === undefined) return change(json);
  const object = json as JsonObject;
  const value = object[key];
  return value === undefined ? json : { ...object, [key]: at(value, path, change) };
}
