import { placedBlocks, type StackJson } from "../../adoption/stack-json";
import type { Adopted, Adoption } from "../../config/adoption";
import type { Organization } from "../../config/organization";
import { foreignKeyProblem } from "../terraform/stack-problems";
import { parseState, type StackState, type StateResource } from "../terraform/state";

/** What one stack says is live, by construct path. */
export type Section = Adoption[string];

export interface RehearsedAdoption {
  /** What is made live before the first plan. */
  readonly adopt: Adoption;
  /** Why that is not what the description says, where it is not. */
  readonly notice: string | undefined;
}

/**
 * What the description adopts; nothing where `npm run deploy` would refuse that, because nobody has looked what is live: a
 * rehearsal needs no AWS account to look in.
 */
export function rehearsedAdoption(organization: Organization): RehearsedAdoption {
  const nobodyLooked = foreignKeyProblem("log-archive", parseState(""), organization) !== undefined;
  if (!nobodyLooked) return { adopt: organization.adopt, notice: undefined };
  return {
    adopt: {},
    notice:
      "The description adopts the archive's key, and nobody has looked what else is live. So the rehearsal adopted nothing. Before you deploy, run: npx org-trail adopt",
  };
}

/** State addresses of what a stack says is live, by construct path. */
export function liveAddresses(stack: string, section: Section, json: StackJson): ReadonlyMap<string, string> {
  const live = placedBlocks(stack, json).filter(({ path }) => (section[path] ?? false) !== false);
  return new Map(live.map(({ path, address }) => [path, address]));
}

export interface EmulatedIds {
  /** The stack's section, with the ids that the emulator chose. */
  readonly section: Section;
  /** A line for each id that is another one than the description's. */
  readonly substituted: readonly string[];
}

/** What AWS chose, the emulator chose otherwise: the ids of the same resources there. */
export function emulatedIds(
  stack: string,
  section: Section,
  addresses: ReadonlyMap<string, string>,
  state: StackState,
): EmulatedIds {
  const found = Object.entries(section).map(([path, said]) => {
    const resource = state.resources.find(({ address }) => address === addresses.get(path));
    return [path, said, resource === undefined || typeof said === "boolean" ? said : idOf(resource, said)] as const;
  });
  return {
    section: Object.fromEntries(found.map(([path, , id]) => [path, id])),
    substituted: found
      .filter(([, said, id]) => String(said) !== String(id))
      .map(([path, said, id]) => `${stack}, ${path}: ${said} is ${id} on the emulator`),
  };
}

/** A list is of a policy's targets, one instance each. */
function idOf({ type, instances }: StateResource, said: string | readonly string[]): Adopted {
  if (typeof said !== "string") return instances.map(({ attributes }) => String(attributes.target_id));
  const [instance] = instances;
  return String(instance?.attributes[type === "aws_sns_topic_subscription" ? "arn" : "id"]);
}
