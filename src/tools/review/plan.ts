import { z } from "zod";
import { Unreadable } from "./unreadable";

const values = z.record(z.string(), z.unknown());

/** https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const change = z.object({
  actions: z.array(z.enum(["no-op", "create", "read", "update", "delete", "forget"])),
  before: values.nullish(),
  after: values.nullish(),
  after_unknown: z.union([values, z.boolean()]).nullish(),
  before_sensitive: z.unknown(),
  after_sensitive: z.unknown(),
  replace_paths: z.array(z.array(z.unknown())).optional(),
  importing: z.object({ id: z.string().optional() }).optional(),
});

const resourceChange = z.object({
  address: z.string(),
  previous_address: z.string().optional(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  name: z.string(),
  provider_name: z.string().optional(),
  deposed: z.string().optional(),
  change,
  action_reason: z.string().optional(),
});

const checkResult = z.object({
  address: z.object({ kind: z.string(), to_display: z.string() }),
  status: z.enum(["pass", "fail", "error", "unknown"]),
  instances: z.array(z.object({ problems: z.array(z.object({ message: z.string() })).optional() })).optional(),
});

const expression = z.object({ constant_value: z.unknown() }).or(z.unknown());

const providerConfig = z.object({
  name: z.string(),
  full_name: z.string().optional(),
  alias: z.string().optional(),
  version_constraint: z.string().optional(),
  expressions: z.record(z.string(), expression).optional(),
});

const configuredResource = z.object({
  address: z.string(),
  provider_config_key: z.string().optional(),
  expressions: z.record(z.string(), z.unknown()).optional(),
});

const stateResource = z.object({
  address: z.string(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  values: values.nullish(),
});

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const plan = z.object({
  format_version: z.string().regex(/^1\./, "a 1.x, the only format that is known here"),
  terraform_version: z.string().optional(),
  resource_changes: z.array(resourceChange).default([]),
  resource_drift: z.array(resourceChange).default([]),
  checks: z.array(checkResult).default([]),
  errored: z.boolean().default(false),
  complete: z.boolean().optional(),
  applyable: z.boolean().optional(),
  timestamp: z.string().optional(),
  prior_state: z
    .object({
      values: z.object({ root_module: z.object({ resources: z.array(stateResource).default([]) }) }).optional(),
    })
    .optional(),
  configuration: z.object({
    provider_config: z.record(z.string(), providerConfig).default({}),
    root_module: z.object({
      resources: z.array(configuredResource).default([]),
      module_calls: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
});

export type Plan = z.infer<typeof plan>;
export type ResourceChange = Plan["resource_changes"][number];
export type CheckResult = Plan["checks"][number];
export type Values = Readonly<Record<string, unknown>>;

/** How to make what a review reads. */
const MAKE_ONE = "Make it with: terraform show -json <the file that terraform plan -out wrote>";

/**
 * Reads what `terraform show -json` printed of a plan.
 *
 * @param source names it in messages: a file's path
 * @throws Unreadable unless it is one whole plan
 */
export function readPlan(text: string, source: string): Plan {
  const read = parsePlan(text, source);
  refuseUnfinished(read, source);
  return read;
}

/** The same of a plan that need not be whole. */
export function parsePlan(text: string, source: string): Plan {
  const json = parse(text, source);
  if (json.planned_values === undefined && json.values !== undefined)
    throw new Unreadable(
      `${source} is a state, not a plan. A state is judged with: npx org-trail review --state ${source}`,
    );
  if (json.format_version === undefined || json.configuration === undefined)
    throw new Unreadable(
      `${source} is no plan of Terraform's: it has no format_version and configuration. ${MAKE_ONE}`,
    );
  const parsed = plan.safeParse(json);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw new Unreadable(
      `${source} is no plan that is known here: ${first?.path.join(".")}: ${first?.message}. ${MAKE_ONE}`,
    );
  }
  return parsed.data;
}

function parse(text: string, source: string): Record<string, unknown> {
  if (text.trim() === "") throw new Unreadable(`${source} is empty. ${MAKE_ONE}`);
  // A saved plan is a zip archive.
  if (text.startsWith("PK")) throw new Unreadable(`${source} is a saved plan, which only Terraform reads. ${MAKE_ONE}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const streamed = /^\{[^\n]*"@level"/.test(text);
    throw new Unreadable(
      streamed
        ? `${source} is what terraform plan -json says while it plans, not the plan. ${MAKE_ONE}`
        : `${source} is not JSON, or was cut off: ${error instanceof Error ? error.message : error}. ${MAKE_ONE}`,
    );
  }
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new Unreadable(`${source} is JSON, but no plan. ${MAKE_ONE}`);
  if ("@level" in json) throw new Unreadable(`${source} is what terraform plan -json says, not the plan. ${MAKE_ONE}`);
  return json as Record<string, unknown>;
}

/** A plan that does not hold everything cannot be cleared by what it holds. */
function refuseUnfinished({ errored, complete, checks, configuration }: Plan, source: string): void {
  if (errored) {
    const problems = checks
      .filter(({ status }) => status === "fail" || status === "error")
      .flatMap(({ instances = [] }) =>
        instances.flatMap(({ problems = [] }) => problems.map(({ message }) => message)),
      );
    throw new Unreadable(
      [
        `${source}: the planning failed, and the plan holds only what came before. Put right what Terraform says, and plan again.`,
        ...problems,
      ].join("\n"),
    );
  }
  if (complete === false)
    throw new Unreadable(
      `${source}: the plan is not complete: Terraform deferred changes, or planned only targets. Plan the whole stack, without -target.`,
    );
  if (Object.keys(configuration.root_module.module_calls ?? {}).length > 0)
    throw new Unreadable(
      `${source}: the plan calls modules, and no stack of ours does. It is a plan of something else.`,
    );
}
