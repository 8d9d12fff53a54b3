import { LATE_DAYS } from "../../../queries/tables";
import { printable } from "../../printable";
import { counted, number } from "../../words";
import type { Days } from "../cache/packs";
import { dash } from "../coverage/text";
import { size } from "./price";
import type { Reach } from "./reach";

/** What an answer of Athena's rests on, as far as can be known from outside. */
export interface AthenaCoverage {
  readonly executionId: string;
  readonly bytes: number;
  readonly reaches: readonly Reach[];
  /** That the archive has a folder of. */
  readonly accountsInArchive: readonly string[];
  /** Why the former or the latter could not be looked at. */
  readonly refusals: readonly string[];
  /** The one that the question is about; undefined where it is about all. */
  readonly account?: string;
  readonly asked: Days;
}

/** Accounts that the question is about and a table does not read: no error says so. */
export function unreadAccounts({ reaches, accountsInArchive, account }: AthenaCoverage): readonly string[] {
  const wanted = account === undefined ? accountsInArchive : [account];
  const unread = reaches.flatMap(({ accounts }) =>
    accounts === undefined ? [] : wanted.filter((one) => !accounts.includes(one)),
  );
  return [...new Set(unread)].sort();
}

/** Why rows may be missing, to be read before the answer; undefined where nothing is known to be. */
export function athenaWarning(coverage: AthenaCoverage): string | undefined {
  const accounts = unreadAccounts(coverage);
  const begins = latestStart(coverage);
  const { from } = coverage.asked;
  const reasons = [
    ...(accounts.length === 0
      ? []
      : [`the table does not read ${counted(accounts.length, "account")}, ${accounts.slice(0, 5).join(", ")}`]),
    ...(from === undefined || begins === undefined || from >= begins
      ? []
      : [`the table begins on ${dash(begins)}, ${dash(from)} was asked for`]),
  ];
  if (reasons.length === 0) return undefined;
  const remedy =
    accounts.length === 0
      ? ""
      : " An account that joined: apply the workbench's stack again. One that left: a statement of your own (--sql) reads it from cloudtrail_by_account.";
  return `INCOMPLETE: ${reasons.join("; ")}. Rows may be missing.${remedy}`;
}

function latestStart({ reaches }: AthenaCoverage): string | undefined {
  return reaches
    .map(({ from }) => from)
    .sort()
    .at(-1);
}

export function athenaCoverageLines(coverage: AthenaCoverage): readonly string[] {
  const { executionId, bytes, reaches, accountsInArchive, refusals, asked } = coverage;
  return [
    `Rests on ${size(bytes)} that Athena scanned, of ${tablesText(reaches)}; query ${executionId}`,
    `Days: ${daysText(asked)}`,
    ...reaches.map(reachLine),
    ...(accountsInArchive.length === 0 ? [] : [archiveLine(coverage)]),
    ...refusals.map((refusal) => `Not compared with what the archive has: ${printable(refusal)}`),
    "Not known: which of these folders have files. Where nothing happened and where nothing was delivered look the same: digests-by-day and silent-regions tell them apart.",
    "Damage: a file that Athena cannot read fails the whole query, so none was passed over.",
    "Lateness: CloudTrail delivers some minutes after a call, and promises no time.",
    "Integrity: neither signatures nor hashes were checked: npx org-trail verify --live",
  ];
}

function tablesText(reaches: readonly Reach[]): string {
  return reaches.length === 0 ? "no table of the workbench's" : reaches.map(({ table }) => table).join(", ");
}

function daysText({ from, to }: Days): string {
  if (from === undefined && to === undefined) return "as the statement says";
  const late = `and the folders of ${LATE_DAYS} day more (folders tell the day of delivery)`;
  return `${from === undefined ? "" : dash(from)} to ${to === undefined ? "today" : dash(to)}, ${late}`;
}

function reachLine({ table, accounts, regions, from }: Reach): string {
  const whose = accounts === undefined ? "the account that the query names" : counted(accounts.length, "account");
  return `Table ${table}: reads ${whose}, ${counted(regions.length, "Region")}, days since ${dash(from)}`;
}

function archiveLine(coverage: AthenaCoverage): string {
  const { accountsInArchive } = coverage;
  const unread = unreadAccounts(coverage);
  const has = `The archive has folders of ${counted(accountsInArchive.length, "account")}`;
  return unread.length === 0
    ? `${has}: none that was asked for is left out`
    : `${has}; not read: ${unread.slice(0, 20).join(", ")}${unread.length > 20 ? ` and ${number(unread.length - 20)} more` : ""}`;
}
