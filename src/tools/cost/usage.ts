import type { Organization } from "../../config/organization";
import { ConfigError, type Problem } from "../../config/problem";
import { isOptIn, partitionOf, regionsOf } from "../../config/regions";
import type { PriceList } from "./prices";

/** What is calculated with besides what is emitted. */
export interface Usage {
  /** All of the organization: the trail records those without a stack too. */
  readonly accounts: number;
  /** Regions that each account works in. */
  readonly regions: number;
  /** Management events of all accounts and Regions. */
  readonly eventsPerMonth: number;
  readonly months: number;
}

/** As the command line has it. */
export interface UsageOptions {
  readonly accounts?: string;
  readonly regions?: string;
  readonly eventsPerMonth?: string;
  readonly months?: string;
}

/** A lock of 100 years, the longest that S3 takes. */
const LONGEST_MONTHS = 1200;

/** Days of a month, and its hours, in an average year. */
export const DAYS = 365.25 / 12;
export const HOURS = DAYS * 24;

/**
 * What the command line says, and where it is silent the description: its accounts, its governed Regions, the months of its
 * lock.
 *
 * @throws ConfigError with all that is wrong
 */
export function usageOf(options: UsageOptions, organization: Organization, { assumptions }: PriceList): Usage {
  const problems: Problem[] = [];
  const number = (option: string, value: string | undefined, most: number, fallback: number) => {
    if (value === undefined) return fallback;
    const parsed = /^\d{1,15}$/.test(value) ? Number(value) : 0;
    if (parsed >= 1 && parsed <= most) return parsed;
    const rule = `a whole number from 1 to ${most.toLocaleString("en-US")}`;
    problems.push({ path: option, value, rule, remedy: "write digits alone" });
    return fallback;
  };
  const described = describedAccounts(organization);
  const accounts = number("--accounts", options.accounts, 100_000, described);
  const usage = {
    accounts,
    regions: number("--regions", options.regions, enabled(organization).length, organization.governedRegions.length),
    eventsPerMonth: number(
      "--events-per-month",
      options.eventsPerMonth,
      1e15,
      accounts * assumptions.eventsPerAccount.value,
    ),
    months: number("--months", options.months, LONGEST_MONTHS, lockMonths(organization)),
  };
  if (accounts < described)
    problems.push({
      path: "--accounts",
      value: options.accounts,
      rule: `no fewer than the ${described} accounts that the description names`,
      remedy: "count the accounts without a stack too",
    });
  if (problems.length > 0) throw new ConfigError("org-trail cost", problems);
  return usage;
}

/** Regions from which an account's digests come: those that are on from the start, and those that the description governs. */
export function digestRegions(organization: Organization, { regions }: Usage): number {
  const always = enabled(organization).filter((region) => !isOptIn(region));
  const switchedOn = organization.governedRegions.filter(isOptIn);
  return Math.max(regions, always.length + switchedOn.length);
}

function describedAccounts({ accounts: { security, workloads } }: Organization): number {
  return (security === undefined ? 2 : 3) + workloads.length;
}

function enabled({ homeRegion }: Organization): readonly string[] {
  return regionsOf(partitionOf(homeRegion) ?? "aws");
}

function lockMonths({ archive: { objectLock } }: Organization): number {
  return objectLock.years === undefined ? Math.ceil((objectLock.days ?? 0) / DAYS) : objectLock.years * 12;
}
