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
  /** The resource that carries it, as Terraform reads it. */
  readonly block: Block;
}

/** Which attribute of which resource is a policy, and of what kind. */
const POLICIES: readonly (readonly [type: string, attribute: string, kind: (block: Block) => PolicyKind])[] = [
  ["aws_s3_bucket_policy", "policy", () => "bucket"],
  ["aws_kms_key", "policy", () => "key"],
  ["aws_sns_topic_policy", "policy", () => "topic"],
  ["aws_sqs_queue", "policy", () => "queue"],
  ["aws_cloudwatch_event_bus_policy", "policy", () => "bus"],
  ["aws_iam_role", "assume_role_policy", () => "trust"],
  ["aws_iam_role_policy", "policy", () => "identity"],
  ["aws_organizations_policy", "content", ({ type }) => (type === "RESOURCE_CONTROL_POLICY" ? "rcp" : "scp")],
];

/** Stand for keys' ids, which are known to AWS alone, by the keys' construct paths. The archive's is AskFlorence's, which states it. */
export const KEY_IDS = {
  "org-logs-key/key": "e9dfcdbe-19e1-491c-a8f9-d17612cf6353",
  "org-trail/key": "12345678-1234-4123-8123-123456789012",
  "alert-key/key": "22222222-3333-4444-8555-666666666666",
} as const;

export function emittedPolicies(stack: EmittedStack): readonly EmittedPolicy[] {
  return [...documents(stack), ...functionPolicies(stack)];
}

function documents(stack: EmittedStack): readonly EmittedPolicy[] {
  return POLICIES.flatMap(([type, attribute, kind]) =>
    stack.resources(type).map(([, block]) => {
      const text = String(block[attribute]);
      return {
        where: `${stack.name}/${stack.pathOf(block)}`,
        kind: kind(block),
        text,
        document: JSON.parse(asAwsGetsIt(text, stack)),
        block,
      };
    }),
  );
}

/**
 * A function's policy is emitted one permission at a time; this is what Lambda makes of them.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
function functionPolicies(stack: EmittedStack): readonly EmittedPolicy[] {
  const permissions = stack.resources("aws_lambda_permission").map(([, permission]) => permission);
  return stack.resources("aws_lambda_function").map(([, block]) => {
    const arn = arnIn(stack, "lambda", `function:${block.function_name}`);
    const document: PolicyDocument = {
      Version: "2012-10-17",
      Statement: permissions
        .filter(({ function_name }) => referenced(stack, String(function_name)) === block)
        .map(({ statement_id, principal, action, source_arn }) => ({
          Sid: String(statement_id),
          Effect: "Allow",
          Principal: { Service: String(principal) },
          Action: String(action),
          Resource: arn,
          Condition: { ArnLike: { "aws:SourceArn": String(source_arn) } },
        })),
    };
    return {
      where: `${stack.name}/${stack.pathOf(block)}`,
      kind: "function",
      text: JSON.stringify(document),
      document,
      block,
    };
  });
}

/** ARN of what a stack makes in the account and Region of its own provider. */
export function arnIn(stack: EmittedStack, service: string, resource: string): string {
  const { account, region } = homeOf(stack);
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** Account and Region of the stack's own provider. */
export function homeOf(stack: EmittedStack): { readonly account: string; readonly region: string } {
  const provider = stack.providers().find(({ alias }) => alias === stack.name);
  const [account] = (provider?.allowed_account_ids ?? []) as readonly string[];
  if (account === undefined) throw new Error(`${stack.name} has no provider of its own`);
  return { account, region: String(provider?.region) };
}

/** The block that a reference such as `${aws_sns_topic.alerts.arn}` or `${data.type.name.id}` is an attribute of. */
export function referenced(stack: EmittedStack, reference: string): Block {
  const address = /^\$\{(.+)\.\w+\}$/.exec(reference)?.[1];
  const block = stack.blocks().find(([known]) => known === address)?.[1];
  if (block === undefined) throw new Error(`nothing in ${stack.name} is at ${reference}`);
  return block;
}

export function keyArnOf(stack: EmittedStack, key: Block): string {
  const path = stack.pathOf(key);
  if (!isKnownKey(path)) throw new Error(`give the key at ${stack.name}/${path} an id in KEY_IDS`);
  return arnIn(stack, "kms", `key/${KEY_IDS[path]}`);
}

/** The archive's key is the only one that is looked up, by the provider of its own account. */
function lookedUp(stack: EmittedStack, { provider }: Block): string {
  const home = stack.providers().find(({ alias }) => `aws.${alias}` === provider);
  const [account] = (home?.allowed_account_ids ?? []) as readonly string[];
  return `arn:aws:kms:${home?.region}:${account}:key/${KEY_IDS["org-logs-key/key"]}`;
}

const isKnownKey = (path: string): path is keyof typeof KEY_IDS => path in KEY_IDS;

/** What Terraform makes of it: its references to keys resolved, IAM's variables as they are. */
function asAwsGetsIt(text: string, stack: EmittedStack): string {
  const resolved = text
    .replace(/(?<!\$)\$\{aws_kms_key\.[\w-]+\.arn\}/g, (reference) => keyArnOf(stack, referenced(stack, reference)))
    .replace(/(?<!\$)\$\{data\.aws_kms_alias\.[\w-]+\.target_key_arn\}/g, (reference) =>
      lookedUp(stack, referenced(stack, reference)),
    );
  const open = /(?<!\$)\$\{[^}]*\}/.exec(resolved);
  if (open !== null) throw new Error(`nobody knows what ${open[0]} stands for in a policy of ${stack.name}`);
  return resolved.replaceAll("$${", "${");
}
