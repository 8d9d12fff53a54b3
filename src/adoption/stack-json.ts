/** A resource as cdktf wrote it. */
export type Block = Readonly<Record<string, unknown>>;

/** What adoption reads of a stack's cdk.tf.json. */
export interface StackJson {
  readonly provider: {
    readonly aws: readonly {
      readonly alias: string;
      readonly region: string;
      readonly allowed_account_ids: readonly string[];
    }[];
  };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

/** A resource, where Terraform and the description find it. */
export interface PlacedBlock {
  /** Construct path within the stack: `log-archive-bucket/policy`. cdktf notes it beside each resource. */
  readonly path: string;
  /** State address: `aws_s3_bucket_policy.log-archive-bucket_policy_02625828`. */
  readonly address: string;
  readonly type: string;
  readonly block: Block;
}

export function placedBlocks(stack: string, { resource = {} }: StackJson): readonly PlacedBlock[] {
  return Object.entries(resource).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([name, block]) => {
      const { metadata } = block["//"] as { metadata: { path: string } };
      return { path: metadata.path.slice(stack.length + 1), address: `${type}.${name}`, type, block };
    }),
  );
}
