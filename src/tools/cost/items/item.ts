import type { Organization } from "../../../config/organization";
import type { Emitted } from "../emitted";
import type { AssumptionName, PriceName } from "../prices";
import type { Traffic } from "../traffic";
import type { Usage } from "../usage";

/** What a quantity is calculated from. */
export interface Given {
  readonly organization: Organization;
  readonly emitted: Emitted;
  readonly usage: Usage;
  readonly traffic: Traffic;
  readonly assume: (name: AssumptionName) => number;
}

/** A line of the bill. */
export interface Item {
  /** Unique among the items. */
  readonly id: string;
  readonly what: string;
  readonly price: PriceName;
  /** `fixed`: the same however much happens. `growing`: with the events, or with the months that are kept. */
  readonly part: "fixed" | "growing";
  /** Types of resources that are paid for here, or switch it on. */
  readonly types: readonly string[];
  /** Units of the price in a month, which are counted from 1. */
  readonly quantity: (given: Given, month: number) => number;
}
