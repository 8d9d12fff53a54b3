import type { Organization } from "../../config/organization";
import type { Names } from "../../naming";
import { type AttachedPolicy, attachedPolicies, type PolicySource } from "../organization-policy";
import { ARCHIVE } from "./archive";
import { BASELINE } from "./baseline";
import { DETECTION } from "./detection";
import { TRAIL } from "./trail";

/** One file each: what is in it, and where it is attached. Of AWS's policies a target (POLICY_QUOTAS), a unit carries three. */
export const SERVICE_CONTROL_POLICIES: readonly PolicySource[] = [BASELINE, TRAIL, DETECTION, ARCHIVE];

/** Every service control policy that the description asks for. */
export function serviceControlPolicies(names: Names, organization: Organization): readonly AttachedPolicy[] {
  return attachedPolicies(SERVICE_CONTROL_POLICIES, { names, organization });
}
