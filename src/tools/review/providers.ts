import type { ProviderJson } from "../terraform/stack-json";
import { blockAt, listOf } from "./attributes/values";
import type { Plan } from "./plan";

/** Where a provider of a plan works. Undefined where the plan's configuration does not state it. */
export interface ProviderPlace {
  readonly key: string;
  readonly accountIds: readonly string[];
  readonly region: string | undefined;
  readonly roleArn: string | undefined;
  readonly profile: string | undefined;
}

export function placesOf({ configuration: { provider_config: configs } }: Plan): ReadonlyMap<string, ProviderPlace> {
  return new Map(
    Object.entries(configs).map(([key, { expressions = {} }]) => [
      key,
      {
        key,
        accountIds: listOf(constant(expressions.allowed_account_ids)).map(String),
        region: text(constant(expressions.region)),
        roleArn: text(constant(blockAt(expressions.assume_role)?.role_arn)),
        profile: text(constant(expressions.profile)),
      },
    ]),
  );
}

/** The same, of a synthesized stack. */
export function placeOf({
  alias,
  region,
  allowed_account_ids: accountIds,
  profile,
  assume_role: roles,
}: ProviderJson): ProviderPlace {
  return { key: `aws.${alias}`, accountIds, region, roleArn: roles?.[0]?.role_arn, profile };
}

/** https://developer.hashicorp.com/terraform/internals/json-format#expression-representation */
function constant(expression: unknown): unknown {
  return blockAt(expression)?.constant_value;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
