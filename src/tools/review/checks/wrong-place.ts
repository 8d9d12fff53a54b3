import { actionOf, managed, withoutIndex } from "../changes";
import type { Plan, ResourceChange } from "../plan";
import { type ProviderPlace, placesOf } from "../providers";
import type { PlanCheck } from "./check";

export const wrongPlace: PlanCheck = {
  id: "wrong-place",
  about: "A resource is in another account or Region than its provider is for, or than the description says.",
  remedy: "Give the resource the provider of its account and Region, and plan with that account's credentials.",
  judge: (plan, { stack }) => {
    const places = placesOf(plan);
    const keys = new Map(plan.configuration.root_module.resources.map((one) => [one.address, one.provider_config_key]));
    const described = new Map(
      Object.entries(stack?.json.resource ?? {}).flatMap(([type, resources]) =>
        Object.entries(resources).map(([name, { provider }]) => [`${type}.${name}` as string, provider] as const),
      ),
    );
    return touched(plan).flatMap((change) => {
      const address = withoutIndex(change.address);
      const key = keys.get(address);
      const wanted = described.get(address);
      const place = key === undefined ? undefined : places.get(key);
      const found = { address: change.address, direction: "weaker" as const };
      if (key !== undefined && wanted !== undefined && wanted !== key)
        return [
          {
            ...found,
            what: "The plan makes it with another provider than the description says.",
            before: wanted,
            after: key,
          },
        ];
      return place === undefined ? [] : misplaced(change, place).map((one) => ({ ...found, ...one }));
    });
  },
};

/** Of these, `arn` names another resource: what a rule calls. */
const ARN_OF_ANOTHER = ["aws_cloudwatch_event_target"];

function touched({ resource_changes: changes }: Plan): readonly ResourceChange[] {
  return managed(changes).filter((change) => actionOf(change) !== "read");
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: global services leave Region or account empty. */
function misplaced(
  { type, change: { before, after } }: ResourceChange,
  { accountIds, region }: ProviderPlace,
): readonly { readonly what: string; readonly before: unknown; readonly after: unknown }[] {
  const arn = after?.arn ?? before?.arn;
  if (typeof arn !== "string" || ARN_OF_ANOTHER.includes(type)) return [];
  const [, , service, arnRegion = "", account = ""] = arn.split(":");
  if (account !== "" && account !== "aws" && accountIds.length > 0 && !accountIds.includes(account))
    return [
      {
        what: `It is in account ${account}, and its provider is for ${accountIds.join(", ")}.`,
        before: accountIds.join(", "),
        after: arn,
      },
    ];
  if (arnRegion !== "" && region !== undefined && arnRegion !== region && service !== "s3")
    return [{ what: `It is in ${arnRegion}, and its provider is for ${region}.`, before: region, after: arn }];
  return [];
}
