import type { Expectation } from "../declaration";
import { compareText, type Deviation } from "../finding";
import type { Account, AccountCoverage, Observation, TrailStatus } from "../observation";
import { type Check, MINUTE } from "./check";

/** Whether an account need not have a digest from every Region yet: it is too young, or the trail is. */
export function isPending(
  account: Account,
  { status }: Pick<Observation, "status">,
  expectation: Expectation,
  now: Date,
): boolean {
  const hasJustBegun = "value" in status && status.value !== undefined && isFirstStart(status.value, expectation, now);
  return hasJustBegun || isYoung(account, expectation, now);
}

/** Whether an account is too young to have a digest from every Region. */
export function isYoung({ joinedAt }: Account, expectation: Expectation, now: Date): boolean {
  return isInGrace(joinedAt, expectation, now);
}

/**
 * Whether the trail began within the grace. A start excuses only a trail that never delivered a digest: otherwise whoever
 * stops logging and starts it again, or repeats StartLogging, would excuse every account's silence for hours.
 */
function isFirstStart({ logging, startedAt, digests }: TrailStatus, expectation: Expectation, now: Date): boolean {
  return logging && digests.at === undefined && isInGrace(startedAt, expectation, now);
}

function isInGrace(since: Date | undefined, { limits }: Expectation, now: Date): boolean {
  return since !== undefined && now.getTime() - since.getTime() < limits.graceMinutes * MINUTE;
}

/**
 * Whether every active account's events reach the archive from every governed Region that is on in it. A digest says so,
 * events or none: CloudTrail delivers one each hour.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
 */
export const coverageCheck: Check = {
  id: "coverage-check",
  find: (expectation, observation, now) => [
    ...unguardedAccounts(expectation, observation),
    ...uncoveredAccounts(expectation, observation, now),
  ],
};

/** Young accounts too: nothing stops an attacker in an account that is not guarded yet. */
export function unguardedAccounts(
  { managementAccountId }: Expectation,
  { accounts, guardedAccounts }: Pick<Observation, "accounts" | "guardedAccounts">,
): readonly Deviation[] {
  if ("unreadable" in guardedAccounts || guardedAccounts.value === "everywhere") return [];
  const guarded = guardedAccounts.value;
  // No policy binds the management account, wherever it stands.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
  const outside = activeOf(accounts).filter(({ id }) => id !== managementAccountId && !guarded.has(id));
  return outside.map(({ id }) => ({
    severity: "high",
    subject: id,
    what: "The account stands outside the guarded organizational units",
    remedy:
      "Run: aws organizations move-account, into a guarded unit; or add its unit to the organization's description.",
  }));
}

export function uncoveredAccounts(
  expectation: Expectation,
  observation: Pick<Observation, "accounts" | "coverage" | "status">,
  now: Date,
): readonly Deviation[] {
  const coverage = new Map(observation.coverage.map((account) => [account.accountId, account]));
  return activeOf(observation.accounts)
    .filter((account) => !isPending(account, observation, expectation, now))
    .flatMap(({ id }) => uncovered(id, coverage.get(id), expectation));
}

function activeOf(accounts: Observation["accounts"]): readonly Account[] {
  return "value" in accounts ? accounts.value.filter((account) => account.active) : [];
}

function uncovered(
  accountId: string,
  coverage: AccountCoverage | undefined,
  { governedRegions, limits }: Expectation,
): readonly Deviation[] {
  const answers = new Map(coverage?.regions.map(({ region, recentDigest }) => [region, recentDigest]));
  const enabled = coverage?.enabledRegions;
  const without = governedRegions.filter(({ name }) => {
    const answer = answers.get(name);
    return answer === undefined || ("value" in answer && !answer.value);
  });
  const silent = without.filter(({ name, optIn }) => {
    if (!optIn || enabled === undefined) return true;
    // Where nobody knows whether the Region is on, `sentinel-blind` says that, and this check claims nothing.
    return "value" in enabled && enabled.value.includes(name);
  });
  if (silent.length === 0) return [];
  const names = [...new Set(silent.map(({ name }) => name))].sort(compareText);
  return [
    {
      severity: without.length === governedRegions.length ? "critical" : "high",
      subject: accountId,
      what: `No digest within ${limits.digestMinutes} minutes from ${names.join(", ")}`,
      remedy:
        "See that the account has the role AWSServiceRoleForCloudTrail and that the trail covers the organization. A Region that was only just switched on has its first digest some two hours later.",
    },
  ];
}
