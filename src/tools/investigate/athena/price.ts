import type { Partition } from "../../../config/regions";
import { number } from "../../words";

/**
 * Dollars for a terabyte that a query scans, in us-east-1 and most Regions of the partition. Bytes are rounded up to a megabyte, a
 * query is at least ten of them, and a cancelled one is charged like any other.
 * https://aws.amazon.com/athena/pricing/
 * https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
 */
export const DOLLARS_PER_TERABYTE = 5;

const MEGABYTE = 1e6;
const LEAST_MEGABYTES = 10;
/** Whether AWS counts by thousands or by 1,024 its page does not say: by thousands it is the dearer. */
const TERABYTE = 1e12;

/** What a query costs that scanned so much; undefined in a partition whose price we do not know. */
export function priceOf(bytes: number, partition: Partition): number | undefined {
  if (partition !== "aws") return undefined;
  const megabytes = Math.max(LEAST_MEGABYTES, Math.ceil(bytes / MEGABYTE));
  return ((megabytes * MEGABYTE) / TERABYTE) * DOLLARS_PER_TERABYTE;
}

/** `$1.25`, `less than 1 cent` */
export function dollars(amount: number): string {
  return amount < 0.01 ? "less than 1 cent" : `$${amount.toFixed(2)}`;
}

/** `1.2 GB` */
export function size(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 ? number(amount) : amount.toFixed(amount < 10 ? 1 : 0)} ${units[power]}`;
}

/** What is known of a query's cost before it runs. */
export function costBefore(limitBytes: number | undefined, partition: Partition): string {
  const rate = `at $${DOLLARS_PER_TERABYTE} a terabyte, the price in most Regions (https://aws.amazon.com/athena/pricing/)`;
  if (limitBytes === undefined)
    return "Cost: nothing bounds it, for the work group has no limit any more: apply the workbench's stack again";
  const stopped = `the work group stops a query that has scanned ${size(limitBytes)}`;
  const most = priceOf(limitBytes, partition);
  return most === undefined
    ? `Cost: ${stopped}; for the price of a terabyte here see Athena's pricing page`
    : `Cost: about ${dollars(most)} at most, ${rate}: ${stopped}. How much this one scans is known afterwards`;
}

export function costAfter(bytes: number, partition: Partition): string {
  const cost = priceOf(bytes, partition);
  return `Scanned: ${size(bytes)}${cost === undefined ? "" : `, ${dollars(cost)} at $${DOLLARS_PER_TERABYTE} a terabyte`}`;
}
