import { isDeepStrictEqual } from "node:util";
import type { DeclaredPolicy, Expectation, PolicyTarget } from "../declaration";
import { unitPathsOf } from "../declaration";
import type { Deviation } from "../finding";
import type { Answer, Observation, ObservedPolicy } from "../observation";
import type { Check } from "./check";

const REMEDY = "Apply the management stack; then find who changed it, in CloudTrail's event history of us-east-1.";

type Policies = Pick<Observation, "root" | "units" | "policies">;

/** Whether the organization's policies and its trust in services are as declared. */
export const guardrailsCheck: Check = {
  id: "guardrails-check",
  find: (expectation, observation) => [
    ...policyTypes(expectation, observation),
    ...trustedServices(expectation, observation),
    ...missingUnits(expectation, observation),
    ...expectation.policies.flatMap((policy) => policyDeviations(policy, observation)),
  ],
};

export function policyTypes({ policies }: Expectation, { root }: Pick<Observation, "root">): readonly Deviation[] {
  if ("unreadable" in root) return [];
  const { enabledPolicyTypes } = root.value;
  const off = [...new Set(policies.map(({ type }) => type))].filter((type) => !enabledPolicyTypes.includes(type));
  return off.map((type) => ({
    severity: "critical",
    subject: type,
    what: "The policy type is not enabled, so no policy of it has any effect",
    remedy: `Run: aws organizations enable-policy-type --policy-type ${type} --root-id ${root.value.id}; then apply the management stack, because its attachments are gone.`,
  }));
}

/** Services that the declaration trusts with the organization and AWS does not. */
export function trustedServices(
  expectation: Expectation,
  { trustedServices: live }: Pick<Observation, "trustedServices">,
): readonly Deviation[] {
  if ("unreadable" in live) return [];
  const lost = [...new Set(expectation.trustedServices)].filter((service) => !live.value.includes(service));
  return lost.map((service) => ({
    severity: "critical",
    subject: service,
    what: "The service has lost its trusted access to the organization",
    remedy: `Run: aws organizations enable-aws-service-access --service-principal ${service}`,
  }));
}

export function missingUnits(expectation: Expectation, observation: Pick<Observation, "units">): readonly Deviation[] {
  const missing = unitPathsOf(expectation).filter((path) => {
    const id = unitIdOf(path, observation);
    return id === undefined || ("value" in id && id.value === undefined);
  });
  return missing.map((path) => ({
    severity: "critical",
    subject: path,
    what: "There is no such organizational unit",
    remedy:
      "Restore the unit's name and place, or correct the organization's description and apply the management stack.",
  }));
}

export function policyDeviations(policy: DeclaredPolicy, observation: Policies): readonly Deviation[] {
  const live = observation.policies.find(({ name, type }) => name === policy.name && type === policy.type);
  const said = (what: string): Deviation => ({ severity: "critical", subject: policy.name, what, remedy: REMEDY });
  if (live === undefined || ("value" in live.content && live.content.value === undefined)) {
    return [said(`There is no such ${policy.type}`)];
  }
  return [
    ...("value" in live.content && !sameJson(live.content.value, policy.document)
      ? [said("Its content is not the declared one")]
      : []),
    ...missingTargets(policy, live, observation).map((target) => said(`It is not attached to ${target}`)),
  ];
}

function missingTargets(policy: DeclaredPolicy, live: ObservedPolicy, observation: Policies): readonly string[] {
  const { targetIds } = live;
  if ("unreadable" in targetIds) return [];
  return policy.targets.flatMap((target) => {
    const id = targetIdOf(target, observation);
    // A missing unit is said once, not once for each policy.
    if (id === undefined || "unreadable" in id || id.value === undefined) return [];
    return targetIds.value.includes(id.value) ? [] : [nameOf(target)];
  });
}

function targetIdOf(target: PolicyTarget, observation: Policies): Answer<string | undefined> | undefined {
  switch (target.kind) {
    case "root":
      return "value" in observation.root ? { value: observation.root.value.id } : observation.root;
    case "organizational-unit":
      return unitIdOf(target.path, observation);
    case "account":
      return { value: target.accountId };
  }
}

function unitIdOf(path: string, { units }: Pick<Observation, "units">): Answer<string | undefined> | undefined {
  return units.find((unit) => unit.path === path)?.id;
}

function nameOf(target: PolicyTarget): string {
  switch (target.kind) {
    case "root":
      return "the root";
    case "organizational-unit":
      return `the organizational unit ${target.path}`;
    case "account":
      return `the account ${target.accountId}`;
  }
}

/** Equal as JSON values: neither white space nor the order of keys counts. */
function sameJson(content: string | undefined, document: object): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(content ?? ""), document);
  } catch {
    return false;
  }
}
