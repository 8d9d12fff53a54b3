import { securityServicesAdministratorId } from "../config/guardrails";
import type { Organization } from "../config/organization";
import { type MissingOption, missingOf } from "../policies/options";
import { STATEMENTS, type StatementFacts } from "../policies/statements";
import type { Attack, Outcome, Vantage } from "./attack";

const FACTS: ReadonlyMap<string, StatementFacts> = new Map(STATEMENTS.map((facts) => [facts.sid, facts]));

/** Why the statement does not hold at the vantage, if it does not: each account but the unplaced is in a guarded unit. */
export function missingOptions(sid: string, vantage: Vantage, organization: Organization): readonly MissingOption[] {
  const { needs = [], attachedTo } = FACTS.get(sid) ?? {};
  const beyondUnits = vantage === "unplaced" && attachedTo === "guarded units";
  return missingOf([...needs, ...(beyondUnits ? (["a policy at the root"] as const) : [])], organization);
}

/**
 * What the catalogue says of an attack from an account at a vantage. It takes the security account for the one that
 * administers the security services; a description may name another, and the security account is a member like others then.
 */
export function listedOutcome(
  { from }: Attack,
  vantage: Vantage,
  account: string,
  organization: Organization,
): Outcome | undefined {
  const ofMembers = from.workload;
  if (ofMembers?.kind !== "prevented" || !ofMembers.by.includes("DenySecurityServicesOff")) return from[vantage];
  if (account === securityServicesAdministratorId(organization)) return from.security;
  return vantage === "security" ? ofMembers : from[vantage];
}

/**
 * An outcome as one organization gets it: prevented by the statements that it has, else what is left.
 *
 * @param asRoot whether the account's root tries
 */
export function outcomeIn(outcome: Outcome, vantage: Vantage, organization: Organization, asRoot: boolean): Outcome {
  if (outcome.kind !== "prevented") return outcome;
  const binding = outcome.by.filter((sid) => asRoot || FACTS.get(sid)?.bindsRootAlone !== true);
  const missing = binding.map((sid) => missingOptions(sid, vantage, organization));
  const by = binding.filter((_, index) => missing[index]?.length === 0);
  if (by.length > 0) return { ...outcome, by };
  if (outcome.otherwise !== undefined) return outcomeIn(outcome.otherwise, vantage, organization, asRoot);
  return { kind: "residual", because: [...new Set(missing.flat())].join(", ") };
}
