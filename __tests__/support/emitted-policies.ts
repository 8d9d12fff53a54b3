import type { PolicyDocument } from "../../src/policies/document";
import type { PolicyKind } from "./iam/lint";
import type { Block, EmittedStack } from "./synthesized";

/** A policy as it stands in the emitted Terraform. */
export interface EmittedPolicy {
  /** Stack and construct path of the resource that carries it. */
  readonly where: string;
  readonly kind: PolicyKind;
  /** As Terraform reads it. */
  readonly text: string;
  /** As AWS gets it. */
  readonly document: PolicyDocument;
}

/** Which attribute of which resource is a policy, and of what kind. */
const POLICIES: readonly (readonly [type: string, attribute: string, kind: (block: Block) => PolicyKind])[] = [
  ["aws_s3_bucket_policy", "policy", () => "bucket"],
  ["aws_kms_key", "policy", () => "key"],
  ["aws_sns_topic_policy", "policy", () => "topic"],
  ["aws_cloudwatch_event_bus_policy", "policy", () => "bus"],
  ["aws_iam_role", "assume_role_policy", () => "trust"],
  ["aws_iam_role_policy", "policy", () => "identity"],
  ["aws_organizations_policy", "content", ({ type }) => (type === "RESOURCE_CONTROL_POLICY" ? "rcp" : "scp")],
];

/** Stands for the archive's key, whose id is known to AWS alone. */
export const ARCHIVE_KEY_ID = "11111111-2222-4333-8444-555555555555";

export function emittedPolicies(stack: EmittedStack, archiveKeyArn: string): readonly EmittedPolicy[] {
  return POLICIES.flatMap(([type, attribute, kind]) =>
    stack.resources(type).map(([, block]) => {
      const text = String(block[attribute]);
      return {
        where: `${stack.name}/${stack.pathOf(block)}`,
        kind: kind(block),
        text,
        document: JSON.parse(asAwsGetsIt(text, archiveKeyArn)),
      };
    }),
  );
}

/** What Terraform makes of it: its references resolved, IAM's variables as they are. */
function asAwsGetsIt(text: string, archiveKeyArn: string): string {
  return text.replace(/(?<!\$)\$\{aws_kms_key\.org-logs-key_\w+\.arn\}/g, archiveKeyArn).replaceAll("$${", "${");
}
