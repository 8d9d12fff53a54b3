import type { ResourceChange } from "./plan";

export type Action = "no change" | "create" | "update" | "replace" | "destroy" | "forget" | "read";

/** What becomes of a resource. https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
export function actionOf({ change: { actions } }: ResourceChange): Action {
  if (actions.includes("create") && (actions.includes("delete") || actions.includes("forget"))) return "replace";
  if (actions.includes("delete")) return "destroy";
  if (actions.includes("forget")) return "forget";
  if (actions.includes("create")) return "create";
  if (actions.includes("update")) return "update";
  return actions.includes("read") ? "read" : "no change";
}

export function managed(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  return changes.filter(({ mode }) => mode === "managed");
}

/** The attribute by which a resource says what it belongs to, and that by which the other one is named. */
const PARENTS: Readonly<
  Record<string, { readonly by: string; readonly type: string; readonly named: readonly string[] }>
> = {
  aws_cloudwatch_event_bus_policy: { by: "event_bus_name", type: "aws_cloudwatch_event_bus", named: ["name"] },
  aws_iam_role_policy: { by: "role", type: "aws_iam_role", named: ["name", "id"] },
  aws_sns_topic_policy: { by: "arn", type: "aws_sns_topic", named: ["arn"] },
  ...Object.fromEntries(
    [
      "lifecycle_configuration",
      "logging",
      "notification",
      "object_lock_configuration",
      "ownership_controls",
      "policy",
      "public_access_block",
      "server_side_encryption_configuration",
      "versioning",
    ].map((kind) => [`aws_s3_bucket_${kind}`, { by: "bucket", type: "aws_s3_bucket", named: ["bucket", "id"] }]),
  ),
};

/** Whether a resource is made for something that exists already, in this stack or elsewhere. */
export function isOnLive(change: ResourceChange, all: readonly ResourceChange[]): boolean {
  const parent = PARENTS[change.type];
  if (parent === undefined) return false;
  const name = change.change.after?.[parent.by];
  const candidates = all.filter(({ type, mode }) => type === parent.type && mode === "managed");
  // Not known yet: it belongs to what this plan makes.
  if (name === undefined || name === null) return false;
  const owner = candidates.find(({ change: { before, after } }) =>
    parent.named.some((attribute) => before?.[attribute] === name || after?.[attribute] === name),
  );
  return owner === undefined || (owner.change.before !== null && owner.change.before !== undefined);
}

/** `aws_x.y["z"]` without its index. */
export function withoutIndex(address: string): string {
  return address.replace(/\[.*\]$/s, "");
}
