import { liveArchiveKeyId } from "../../config/adoption";
import type { Organization } from "../../config/organization";
import { forgottenAddresses } from "./adopted";
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
 * A key that is live and that the state does not have. Terraform takes it over; but where nobody has said of the bucket whether
 * it is live, nobody has looked, and an apply would collide with live names half-way. With another key in the state, archive and
 * alias would part.
 */
export function foreignKeyProblem(stack: string, state: StackState, organization: Organization): Failure | undefined {
  const liveId = liveArchiveKeyId(organization);
  if (liveId === undefined || stack !== "log-archive") return undefined;
  const keys = state.resources.filter(({ type }) => type === "aws_kms_key");
  const ids = keys.flatMap(({ instances }) => instances.map(({ attributes }) => attributes.key_id));
  if (ids.includes(liveId)) return undefined;
  const stated = `${stack}: the description adopts the archive's key ${liveId}, and`;
  if (ids.length > 0) {
    return {
      cause: `${stated} the state has another key (${ids.join(", ")}).`,
      remedy: `If the state is right, correct adopt["log-archive"]["org-logs-key/key"]. If that is right: npm run terraform ${stack} -- state rm ${keys.map(({ address }) => address).join(" ")}\n  Then run this again: it takes the live key over.`,
    };
  }
  if (organization.adopt[stack]?.["log-archive-bucket/bucket"] !== undefined) return undefined;
  return {
    cause: `${stated} says nothing of the bucket: nobody has looked what else is live. An apply would fail on the names that are taken, or put its settings over live ones.`,
    remedy: "Run: npx org-trail adopt. It looks, and writes down what is live.",
  };
}

/** What a state has besides what Terraform is told to forget: it would be destroyed. */
export function leftOutProblem(stack: string, state: StackState, folder: string): Failure | undefined {
  const forgotten = forgottenAddresses(folder);
  if (forgotten === undefined) return undefined;
  const left = state.resources.map(({ address }) => address).filter((address) => !forgotten.includes(address));
  if (left.length === 0) return undefined;
  return {
    cause: `${stack}: the state has what the description does not: ${left.join(", ")}. Terraform would destroy it while it forgets the rest.`,
    remedy: `Set leave to false, and run npm run deploy ${stack}: it brings state and description together. Then leave.`,
  };
}
