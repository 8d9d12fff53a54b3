import type { Organization } from "../../config/organization";
import type { Failure } from "./failures";
import type { StackJson } from "./stack-json";
import type { StackState } from "./state";
import { taintedAndProtected } from "./tainted";

/** Resources whose creation was interrupted: what to say, and the one command. */
export function taintedProblem(stack: string, state: StackState, json: StackJson): Failure | undefined {
  const addresses = taintedAndProtected(state, json);
  if (addresses.length === 0) return undefined;
  return {
    cause: `${stack}: the creation of ${addresses.join(", ")} was interrupted or failed half-way. Terraform marked it as tainted and would replace it; the stack protects it from that, so every apply would end with "Instance cannot be destroyed".`,
    remedy: `Nothing is lost: it exists, and Terraform can go on from what is there. Run: npm run deploy ${stack} -- --untaint`,
  };
}

/**
 * A key that is live and that the state does not have. The stack takes it over, but not what is live beside it, whose names
 * an apply would collide with half-way; and with another key in the state, archive and alias would part.
 */
export function foreignKeyProblem(stack: string, state: StackState, { key }: Organization): Failure | undefined {
  if (key.id === undefined || stack !== "log-archive") return undefined;
  const keys = state.resources.filter(({ type }) => type === "aws_kms_key");
  const ids = keys.flatMap(({ instances }) => instances.map(({ attributes }) => attributes.key_id));
  if (ids.includes(key.id)) return undefined;
  const stated = `${stack}: key.id says that the archive's key ${key.id} is live, and the state has`;
  if (ids.length === 0) {
    return {
      cause: `${stated} no key: this checkout has not imported what is live. An apply would fail on the names that are taken, or put its settings over live ones.`,
      remedy: "Import what is live first: docs/runbooks/import-addresses.md",
    };
  }
  return {
    cause: `${stated} another key (${ids.join(", ")}).`,
    remedy: `If the state is right, correct key.id. If key.id is right: npm run terraform ${stack} -- state rm ${keys.map(({ address }) => address).join(" ")}\n  Then import what is live: docs/runbooks/import-addresses.md`,
  };
}
