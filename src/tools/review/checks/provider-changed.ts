import type { Plan } from "../plan";
import { type ProviderPlace, placeOf, placesOf } from "../providers";
import type { PlanCheck } from "./check";

const AWS = "registry.terraform.io/hashicorp/aws";

/** What a provider may state; anything else changes what the plan is about. */
const STATED = ["alias", "region", "allowed_account_ids", "profile", "assume_role", "default_tags"];

export const providerChanged: PlanCheck = {
  id: "provider-changed",
  about: "A provider is another one, works elsewhere, or no longer refuses credentials of other accounts.",
  remedy: "Plan what npm run synth writes, unchanged.",
  judge: (plan, { stack }) => {
    const described = new Map(
      (stack?.json.provider.aws ?? []).map((provider) => [`aws.${provider.alias}`, placeOf(provider)]),
    );
    // The one without an alias is what required_providers names; that no resource uses it, wrong-place sees.
    const places = [...placesOf(plan).values()].filter(({ key }) => key !== "aws" || stateSomething(plan, key));
    return places.flatMap((place) => [
      ...wrongOf(plan, place),
      ...(stack === undefined ? [] : differing(place, described.get(place.key))),
    ]);
  },
};

function stateSomething({ configuration: { provider_config: configs } }: Plan, key: string): boolean {
  return Object.keys(configs[key]?.expressions ?? {}).length > 0;
}

function wrongOf({ configuration: { provider_config: configs } }: Plan, { key, accountIds }: ProviderPlace) {
  const config = configs[key];
  const address = `provider.${key}`;
  const foreign = Object.keys(config?.expressions ?? {}).filter((name) => !STATED.includes(name));
  return [
    ...(config?.full_name === undefined || config.full_name === AWS
      ? []
      : [found(address, "It is not HashiCorp's AWS provider.", AWS, config.full_name)]),
    ...(accountIds.length > 0
      ? []
      : [found(address, "It takes the credentials of any account.", "allowed_account_ids", null)]),
    ...foreign.map((name) => found(address, `It states ${name}, which no stack of ours does.`, null, name)),
  ];
}

function differing(place: ProviderPlace, described: ProviderPlace | undefined) {
  const address = `provider.${place.key}`;
  if (described === undefined) return [found(address, "The description has no such provider.", null, place.key)];
  return (["region", "accountIds", "roleArn", "profile"] as const).flatMap((name) =>
    JSON.stringify(place[name]) === JSON.stringify(described[name])
      ? []
      : [found(address, "It is for something else than the description says.", described[name], place[name])],
  );
}

function found(address: string, what: string, before: unknown, after: unknown) {
  return { address, direction: "weaker" as const, what, before: before ?? null, after: after ?? null };
}
