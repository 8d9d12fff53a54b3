import { z } from "zod";
import { parseState } from "../terraform/state";
import type { DescribedStack } from "./described-stacks";
import type { Finding } from "./finding";
import { Unreadable } from "./unreadable";

const SHOWN = z.object({
  format_version: z.string(),
  values: z.object({
    root_module: z.object({
      resources: z.array(z.object({ type: z.string(), name: z.string(), mode: z.string() })).default([]),
    }),
  }),
});

const HOW = "Make it with: npm run --silent terraform <stack> -- show -json > state.json";

/** The checks of a state: what they find, and what to do. */
export const STATE_CHECKS = [
  {
    id: "not-in-state",
    about: "The description has it, and the state does not: Terraform does not own it, and would make another one.",
    remedy: "Plan the stack. What exists already has to be imported first; what does not is made.",
  },
  {
    id: "only-in-state",
    about: "The state has it, and the description does not: the next apply destroys it.",
    remedy: "Put it back into the description, or let the plan that destroys it be reviewed.",
  },
] as const;

/**
 * Addresses of what a state holds, without instances' indexes: as `terraform show -json` or `terraform state pull` print it.
 *
 * @throws Unreadable
 */
export function readStateAddresses(text: string, source: string): readonly string[] {
  const json = parseJson(text, source);
  if (json.version === 4) return parseState(text).resources.map(({ address }) => address);
  if (json.resource_changes !== undefined || json.planned_values !== undefined)
    throw new Unreadable(`${source} is a plan, not a state. A plan is judged with: npx org-trail review ${source}`);
  const shown = SHOWN.safeParse(json);
  if (!shown.success) throw new Unreadable(`${source} is no state of Terraform's, or an empty one. ${HOW}`);
  const managed = shown.data.values.root_module.resources.filter(({ mode }) => mode === "managed");
  return [...new Set(managed.map(({ type, name }) => `${type}.${name}`))];
}

function parseJson(text: string, source: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  } catch {
    // Said below, with what to do.
  }
  throw new Unreadable(`${source} is no state of Terraform's: it is not JSON. ${HOW}`);
}

/** What a stack should own and its state lacks, and the other way round. */
export function reviewState(addresses: readonly string[], { json }: DescribedStack): readonly Finding[] {
  const described = Object.entries(json.resource ?? {}).flatMap(([type, resources]) =>
    Object.keys(resources).map((name) => `${type}.${name}`),
  );
  const [lacking, foreign] = STATE_CHECKS;
  return [
    ...described
      .filter((address) => !addresses.includes(address))
      .map((address) => found(lacking, address, "in the description", "not in the state")),
    ...addresses
      .filter((address) => !described.includes(address))
      .map((address) => found(foreign, address, "in the state", "not in the description")),
  ];
}

function found(
  { id, about, remedy }: (typeof STATE_CHECKS)[number],
  address: string,
  before: string,
  after: string,
): Finding {
  return { check: id, address, direction: "undecided", what: about, before, after, remedy };
}
