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
 * A key that is live and that the state does not have. Terraform would make a second one, which nobody can delete, and
 * move the alias: the archive's readers and the trail would part.
 */
export function foreignKeyProblem(stack: string, state: StackState, { key }: Organization): Failure | undefined {
  if (key.id === undefined || stack !== "log-archive") return undefined;
  const known = state.resources.filter(({ type }) => type === "aws_kms_key").flatMap(({ instances }) => instances);
  if (known.some(({ attributes }) => attributes.key_id === key.id)) return undefined;
  return {
    cause: `${stack}: key.id says that the archive's key ${key.id} is live, and the state ${known.length === 0 ? "has no key" : `has another key (${known.map(({ attributes }) => attributes.key_id).join(", ")})`}. An apply would make a second key, which its own policy keeps from being deleted.`,
    remedy: "Import what is live first: docs/runbooks/import-addresses.md",
  };
}
