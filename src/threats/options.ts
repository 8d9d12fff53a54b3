import { exemptsStackSets, securityServicesAdministratorId } from "../config/guardrails";
import type { Organization } from "../config/organization";
import type { Attack, Outcome, Vantage } from "./attack";

/** Whether an organization's description says it. */
const OPTIONS = {
  "guardrails.deployRole is named": ({ guardrails }) => guardrails.deployRole === undefined,
  "guardrails.deployRole is not named": ({ guardrails }) => guardrails.deployRole !== undefined,
  "guardrails.resourceControlPolicy is off": ({ guardrails }) => guardrails.resourceControlPolicy,
  "guardrails.attachToRoot is off": ({ guardrails }) => guardrails.attachToRoot,
  "accounts.security is not named": ({ accounts }) => accounts.security !== undefined,
  "guardrails.controlTower is off": ({ guardrails }) => guardrails.controlTower,
  "no guardrail exempts StackSets": exemptsStackSets,
} as const satisfies Record<string, (organization: Organization) => boolean>;

/** Why a statement is missing. */
export type MissingOption = keyof typeof OPTIONS;

/** Statements that are left out, each with any of the reasons for it. */
export const STATEMENT_NEEDS: Readonly<Record<string, readonly MissingOption[]>> = {
  DenyDetectionTampering: ["guardrails.deployRole is not named"],
  DenyAuditRoleChanges: ["guardrails.deployRole is not named"],
  DenyFederationChanges: ["guardrails.deployRole is not named"],
  DenyStackSetRoleChanges: ["no guardrail exempts StackSets"],
  DenyControlTowerRoleChanges: ["guardrails.controlTower is off"],
  DenyBusPermissionChanges: ["guardrails.deployRole is not named", "accounts.security is not named"],
  DenyArchiveChangesByRoot: ["guardrails.deployRole is named"],
  DenyArchiveBucketChanges: ["guardrails.deployRole is not named"],
  DenyArchiveKeyChanges: ["guardrails.deployRole is not named"],
  DenyAccountPublicAccessChanges: ["guardrails.deployRole is not named"],
  DenyAccountPublicAccessChangesByRoot: ["guardrails.deployRole is named"],
  DenyBucketChangesExceptByDeployRole: ["guardrails.deployRole is not named"],
  DenyKeyPolicyChangesExceptByDeployRole: ["guardrails.deployRole is not named"],
  RcpDenyOutsideOrganization: ["guardrails.resourceControlPolicy is off"],
  RcpDenyRolesOutsideOrganization: ["guardrails.resourceControlPolicy is off"],
  RcpDenyServicesOutsideOrganization: ["guardrails.resourceControlPolicy is off"],
  RcpDenyInsecureTransport: ["guardrails.resourceControlPolicy is off"],
  RcpDenyArchiveDestruction: ["guardrails.resourceControlPolicy is off"],
  RcpDenyKeyDestruction: ["guardrails.resourceControlPolicy is off"],
  RcpDenyChangesExceptByDeployRole: ["guardrails.resourceControlPolicy is off", "guardrails.deployRole is not named"],
};

/** Statements that bind members where they are attached: at the guarded units, and at the root only if that is said. */
export const ATTACHED_TO_UNITS: readonly string[] = [
  "DenyTrailTampering",
  "DenyTrailChanges",
  "DenyLeavingOrganization",
  "DenyPolicyAdministration",
  "DenyIdentityCenterChanges",
  "DenyDetectionTampering",
  "DenyAuditRoleChanges",
  "DenyFederationChanges",
  "DenyStackSetRoleChanges",
  "DenyControlTowerRoleChanges",
  "DenySecurityServicesOff",
  "DenyBusPermissionChanges",
];

/** Statements that bind an account's root alone. */
export const ROOT_ONLY: readonly string[] = ["DenyAccountPublicAccessChangesByRoot", "DenyArchiveChangesByRoot"];

/** Why the statement does not hold at the vantage, if it does not. */
export function missingOptions(sid: string, vantage: Vantage, organization: Organization): readonly MissingOption[] {
  const beyondUnits = vantage === "unplaced" && ATTACHED_TO_UNITS.includes(sid);
  const needs: readonly MissingOption[] = [
    ...(STATEMENT_NEEDS[sid] ?? []),
    ...(beyondUnits ? (["guardrails.attachToRoot is off"] as const) : []),
  ];
  return needs.filter((option) => !OPTIONS[option](organization));
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
  const binding = outcome.by.filter((sid) => asRoot || !ROOT_ONLY.includes(sid));
  const missing = binding.map((sid) => missingOptions(sid, vantage, organization));
  const by = binding.filter((_, index) => missing[index]?.length === 0);
  if (by.length > 0) return { ...outcome, by };
  if (outcome.otherwise !== undefined) return outcomeIn(outcome.otherwise, vantage, organization, asRoot);
  return { kind: "residual", because: [...new Set(missing.flat())].join(", ") };
}
