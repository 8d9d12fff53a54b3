import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StackJson as WholeStackJson } from "../../adoption/stack-json";
import type { SynthesizedStack } from "./manifest";

/** A provider's settings, as a stack has them. */
export interface ProviderJson {
  readonly alias: string;
  readonly region: string;
  readonly allowed_account_ids: readonly string[];
  readonly profile?: string;
  readonly assume_role?: readonly { readonly role_arn: string }[];
}

interface ResourceJson {
  /** `aws.log-archive` */
  readonly provider?: string;
  readonly policy?: string;
  readonly lifecycle?: { readonly prevent_destroy?: boolean; readonly ignore_changes?: unknown };
}

/** What the tools read of a stack's cdk.tf.json. */
export interface StackJson {
  readonly terraform: {
    readonly backend: Backend;
    readonly required_providers: { readonly aws: { readonly version: string } };
  };
  readonly provider: { readonly aws: readonly ProviderJson[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ResourceJson>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Pick<ResourceJson, "provider">>>>>;
}

export interface Backend {
  readonly local?: { readonly path: string };
  readonly s3?: {
    readonly bucket: string;
    readonly key: string;
    readonly region: string;
    readonly profile?: string;
    readonly encrypt?: boolean;
    readonly use_lockfile?: boolean;
  };
}

export function readStackJson(folder: string): StackJson {
  return JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as StackJson;
}

/** The stack with everything that its resources say. */
export function blocksOf({ folder }: SynthesizedStack): WholeStackJson {
  return JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as WholeStackJson;
}

/** The provider of a stack's own account is called as the stack. */
export function ownAccountId(stack: string, { provider }: Pick<StackJson, "provider">): string {
  return provider.aws.find(({ alias }) => alias === stack)?.allowed_account_ids[0] ?? "";
}
