import { digestListings } from "../../../functions/trail-sentinel/digest-keys";
import { namesOf } from "../../../naming";
import { DAYS, HOURS } from "../usage";
import type { Given } from "./item";

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** Runs of functions by the schedules of rules: `rate(15 minutes)`. */
export function runsOf({ emitted }: Given): number {
  return emitted.of("aws_cloudwatch_event_rule").reduce((sum, { schedule_expression: schedule }) => {
    if (schedule === undefined) return sum;
    const [, every, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(schedule)) ?? [];
    const minutes = Number(every) * (MINUTES[unit] ?? Number.NaN);
    if (Number.isNaN(minutes)) throw new Error(`the cost of a rule with ${schedule} is not known`);
    return sum + (HOURS * 60) / minutes;
  }, 0);
}

/** Calls of the self-test: on some days of each week, `cron(0 8 ? * MON,WED,FRI *)`. */
export function selfTestsOf({ emitted }: Given): number {
  return emitted.of("aws_scheduler_schedule").reduce((sum, { schedule_expression: schedule }) => {
    const [, days] = /^cron\(\d+ \d+ \? \* ([A-Z,]+) \*\)$/.exec(String(schedule)) ?? [];
    if (days === undefined) throw new Error(`the cost of a schedule with ${schedule} is not known`);
    return sum + (days.split(",").length * DAYS) / 7;
  }, 0);
}

/** Alerts, each told by both topics; the self-test's among them. */
export function alertsOf(given: Given): number {
  return given.assume("messages") + selfTestsOf(given);
}

export function subscriptionsOf({ emitted }: Given, protocol: string): number {
  return emitted.of("aws_sns_topic_subscription").filter((one) => one.protocol === protocol).length;
}

/**
 * Listings by the sentinel in a month, at most. It looks into one place in every run, and into the others once a digest that it
 * saw there is three hours old: no oftener than every hour, in which one comes. The management account's may lie in two places.
 */
export function listingsOf(given: Given): number {
  const { emitted, organization, usage } = given;
  const { managementAccountId, homeRegion } = namesOf(organization);
  const { organizationId, trail } = organization;
  const listings = digestListings(
    {
      organizationId,
      managementAccountId,
      homeRegion,
      trail: { name: trail.name, keyPrefix: trail.s3KeyPrefix },
      limits: { digestMinutes: 0 },
    },
    new Date(0),
  );
  const of = (accountId: string) => listings(accountId, homeRegion).length;
  const ofManagement = of(managementAccountId);
  const ofMembers = (usage.accounts - 1) * of(organization.accounts.logArchive.id);
  const hourly = usage.regions * (ofManagement + ofMembers) - ofManagement;
  return emitted.count("aws_lambda_function") * (runsOf(given) * ofManagement + HOURS * hourly);
}

/** Accounts whose events reach the audit bus. */
export function forwardingAccounts({ emitted, usage }: Given): number {
  if (emitted.count("aws_cloudformation_stack_set") > 0) return usage.accounts;
  return emitted.stacksWith("aws_cloudwatch_event_target", ({ target_id: id }) => id === "audit-bus").size;
}
