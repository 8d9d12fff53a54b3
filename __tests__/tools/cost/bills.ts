import type { StackJson } from "../../../src/adoption/stack-json";
import type { Organization } from "../../../src/config/organization";
import { type Bill, billOf } from "../../../src/tools/cost/bill";
import { Emitted } from "../../../src/tools/cost/emitted";
import { OUR_PRICES, type PriceList } from "../../../src/tools/cost/prices";
import { type UsageOptions, usageOf } from "../../../src/tools/cost/usage";
import { synthesized } from "../../support/synthesized";

/** What Terraform reads of an organization's stacks, by their names. */
export function stacksOf(organization: Organization): ReadonlyMap<string, StackJson> {
  return new Map([...synthesized(organization)].map(([name, { json }]) => [name, json]));
}

export function emittedOf(organization: Organization): Emitted {
  return new Emitted(stacksOf(organization));
}

export function bill(
  organization: Organization,
  options: UsageOptions = {},
  { list = OUR_PRICES, emitted = emittedOf(organization) }: { list?: PriceList; emitted?: Emitted } = {},
): Bill {
  return billOf(organization, emitted, usageOf(options, organization, list), list);
}

/** What an item costs in a month; nothing where the bill has no such line. */
export function amountOf({ lines }: Bill, id: string, month = 1): number {
  return lines.find(({ item }) => item.id === id)?.months[month - 1]?.amount ?? 0;
}

export function quantityOf({ lines }: Bill, id: string, month = 1): number {
  return lines.find(({ item }) => item.id === id)?.months[month - 1]?.quantity ?? 0;
}
