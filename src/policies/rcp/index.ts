import type { Organization } from "../../config/organization";
import type { Names } from "../../naming";
import { type AttachedPolicy, attachedPolicies, type PolicySource } from "../organization-policy";
import { ARCHIVE } from "./archive";

/** One file each: what is in it, and where it is attached. */
export const RESOURCE_CONTROL_POLICIES: readonly PolicySource[] = [ARCHIVE];

/** Every resource control policy; none where the organization asks for none. */
export function resourceControlPolicies(names: Names, organization: Organization): readonly AttachedPolicy[] {
  return attachedPolicies(RESOURCE_CONTROL_POLICIES, { names, organization });
}
