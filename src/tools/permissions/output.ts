import {
  charactersOf,
  MANAGED_POLICY_CHARACTERS,
  PERMISSION_SET_INLINE_BYTES,
} from "../../policies/deployer/documents";
import { type Holding, type Purpose, permissionsFor } from "../../policies/deployer/permissions";
import { type Trust, trustPolicy } from "../../policies/deployer/trust";
import type { PolicyDocument } from "../../policies/document";

/** Named as the files that `--out` writes. */
export type Documents = ReadonlyMap<string, PolicyDocument>;

export interface Output {
  readonly documents: Documents;
  /** What a person has to know of them. */
  readonly notes: readonly string[];
}

/** @param trust who may become the role; "sso" where Identity Center says so @default - nothing is said of it */
export function outputFor(purpose: Purpose, holding: Holding, trust: Trust | "sso" | undefined): Output {
  const { account, stack, names } = holding;
  const { policies, together, boundary, roleBoundary } = permissionsFor(purpose, holding);
  if (policies.length === 0) {
    return { documents: new Map(), notes: [`${stack} (${account.id}): ${purpose} asks for nothing in this account.`] };
  }
  const sizes = policies.map(({ name, document }) => `${name} ${charactersOf(document)}`).join(", ");
  const documents = [
    ...policies.map(({ name, document }) => [name, document] as const),
    ...(purpose === "start" ? [] : [[boundary.name, boundary.document] as const]),
    ...(purpose !== "deploy" || roleBoundary === undefined
      ? []
      : [[roleBoundary.name, roleBoundary.document] as const]),
    ...(trust === undefined || trust === "sso"
      ? []
      : [["trust", trustPolicy(trust, names.partition, account.id)] as const]),
  ];
  return {
    documents: new Map(documents),
    notes: [
      `${stack} (${account.id}), ${purpose}: ${policies.length} managed ${policies.length === 1 ? "policy" : "policies"} of at most ${MANAGED_POLICY_CHARACTERS} characters: ${sizes}.`,
      ...(trust === "sso" ? [permissionSetNote(together)] : []),
    ],
  };
}

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html */
function permissionSetNote(together: PolicyDocument): string {
  const size = charactersOf(together);
  const inline =
    size <= PERMISSION_SET_INLINE_BYTES
      ? `As the inline policy of a permission set for this account alone they have ${size} of ${PERMISSION_SET_INLINE_BYTES} bytes.`
      : `As one inline policy they would have ${size} bytes, more than the ${PERMISSION_SET_INLINE_BYTES} of a permission set.`;
  return `${inline} A permission set for several accounts names them as customer managed policies, and the boundary too: each account has its own under the same names. Identity Center writes the trust policy.`;
}
