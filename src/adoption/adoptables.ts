import { type ChosenId, IMPORT_IDS } from "./import-ids";
import { type PlacedBlock, placedBlocks, type StackJson } from "./stack-json";

/** A resource that Terraform can take over, and how. */
export interface Adoptable extends PlacedBlock {
  /** Account and Region that it lives in. */
  readonly accountId: string;
  readonly region: string;
  readonly id: AdoptableId;
  /** Addresses of the resources that it is a part of: a bucket's setting of the bucket, an alias of its key. */
  readonly parents: readonly string[];
}

export type AdoptableId =
  | { readonly kind: "computed"; readonly id: string }
  | ({ readonly kind: "chosen" } & ChosenId)
  /** One for each target: the target's id, and that of the policy at this path. */
  | { readonly kind: "attachments"; readonly policyPath: string };

/** `${aws_s3_bucket.log-archive-bucket_541B2520.id}` */
const REFERENCE = /^\$\{(aws_\w+\.[\w-]+)\.(\w+)\}$/;

const ATTACHMENT = "aws_organizations_policy_attachment";

/**
 * Every resource of a stack, with its import id. One whose type has no row is a mistake of ours: a test holds that none is.
 *
 * @param stack the stack's name
 * @param json its cdk.tf.json
 */
export function adoptablesOf(stack: string, json: StackJson): readonly Adoptable[] {
  const placed = placedBlocks(stack, json);
  const byAddress = new Map(placed.map((one) => [one.address, one]));
  const providers = new Map(json.provider.aws.map((provider) => [`aws.${provider.alias}`, provider]));

  const placeOf = ({ address, block }: PlacedBlock) => {
    const provider = providers.get(String(block.provider));
    const accountId = provider?.allowed_account_ids[0];
    if (provider === undefined || accountId === undefined) throw new Error(`${address} has no provider of the stack`);
    return { accountId, region: provider.region };
  };

  /** @param seen takes the addresses of what the resource refers to */
  const idOf = (one: PlacedBlock, seen: Set<string>): string | ChosenId => {
    const row = IMPORT_IDS[one.type];
    if (row === undefined) throw new Error(`${one.type} has no row in src/adoption/import-ids.ts`);
    const text = (attribute: string, otherwise?: string): string => {
      const value = one.block[attribute] ?? otherwise;
      if (typeof value !== "string") throw new Error(`${one.address} has no ${attribute}`);
      const [, address = "", referred = ""] = REFERENCE.exec(value) ?? [];
      const other = byAddress.get(address);
      if (other === undefined) return value;
      seen.add(address);
      return attributeOf(other, referred);
    };
    return row({ ...placeOf(one), text });
  };

  /** What a resource's attribute is once it exists: as it is written there, or its id. */
  const attributeOf = (one: PlacedBlock, attribute: string): string => {
    const value = one.block[attribute];
    if (typeof value === "string") {
      const [, address = "", referred = ""] = REFERENCE.exec(value) ?? [];
      const other = byAddress.get(address);
      return other === undefined ? value : attributeOf(other, referred);
    }
    const id = idOf(one, new Set());
    return typeof id === "string" ? id : `(${id.what})`;
  };

  return placed.map((one) => {
    const seen = new Set<string>();
    const id = idOf(one, seen);
    // Its import id says nothing of the work group that it is in.
    if (one.type === "aws_athena_named_query") for (const group of referredIn(one.block.workgroup)) seen.add(group);
    // Its import id is its name, and it is nothing without its key.
    if (one.type === "aws_kms_alias") for (const key of referredIn(one.block.target_key_id)) seen.add(key);
    const parents = [...seen];
    return { ...one, ...placeOf(one), id: kindOf(one, id, byAddress), parents };
  });
}

function kindOf(
  { type, block }: PlacedBlock,
  id: string | ChosenId,
  byAddress: ReadonlyMap<string, PlacedBlock>,
): AdoptableId {
  if (type === ATTACHMENT) {
    const [policy = ""] = referredIn(block.policy_id);
    return { kind: "attachments", policyPath: byAddress.get(policy)?.path ?? "" };
  }
  return typeof id === "string" ? { kind: "computed", id } : { kind: "chosen", ...id };
}

function referredIn(value: unknown): readonly string[] {
  const [, address] = REFERENCE.exec(String(value)) ?? [];
  return address === undefined ? [] : [address];
}
