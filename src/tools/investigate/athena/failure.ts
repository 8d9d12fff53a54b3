import type { QueryExecution } from "@aws-sdk/client-athena";
import { Refused } from "../../terraform/refused";

interface KnownReason {
  /** Words of Athena's or of Trino's. */
  readonly says: RegExp;
  readonly remedy: string;
}

/**
 * What goes wrong most, and what to do.
 * https://docs.aws.amazon.com/athena/latest/ug/troubleshooting-athena.html
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html (injected columns)
 */
const KNOWN: readonly KnownReason[] = [
  {
    says: /bytes scanned limit/i,
    remedy:
      "Ask of fewer days, of one account or of one Region; or raise workbench.queryLimitGigabytes in the description and apply it.",
  },
  {
    says: /access ?denied|insufficient permissions|not authorized/i,
    remedy:
      "The analyst's role, the archive's bucket policy and its key's policy must each allow the read: apply the stacks of the archive and of the workbench again.",
  },
  {
    says: /HIVE_BAD_DATA|HIVE_CURSOR_ERROR|GENERIC_INTERNAL_ERROR: .*gzip|unexpected end of (?:input|file)|not in GZIP format/i,
    remedy:
      "Athena reads no other file once one is damaged. Ask without its day or its account; or copy the files and ask the copy with --logs, which names what it cannot read and reads the rest.",
  },
  {
    says: /injected|static equality/i,
    remedy: "cloudtrail_by_account wants `account = '...'` in its WHERE: name one account.",
  },
  {
    says: /(?:TABLE|SCHEMA|CATALOG)_NOT_FOUND|(?:table|schema|database)\b.*(?:does not exist|not found)/i,
    remedy: "Apply the stack that has the workbench: npm run deploy.",
  },
  { says: /EXCEEDED_(?:TIME|MEMORY)|exhausted resources|timed? ?out/i, remedy: "Ask of fewer days or of one account." },
  {
    says: /SYNTAX_ERROR|COLUMN_NOT_FOUND|TYPE_MISMATCH|FUNCTION_NOT_FOUND|INVALID_/i,
    remedy: "Correct the statement: it is Trino's SQL, with the columns of docs/queries.md.",
  },
];

/** Why a query did not succeed, in Athena's words, and what to do. */
export function failureOf({ QueryExecutionId, Status }: QueryExecution): Refused {
  const { State, StateChangeReason, AthenaError } = Status ?? {};
  const reason = StateChangeReason ?? AthenaError?.ErrorMessage ?? "Athena gives no reason";
  const known = KNOWN.find(({ says }) => says.test(reason));
  const what = State === "CANCELLED" ? "was cancelled" : "failed";
  return new Refused(
    [
      `The query ${what}: ${reason.trim()}`,
      `remedy: ${known?.remedy ?? unknownRemedy(State === "CANCELLED", AthenaError?.Retryable === true)}`,
      `query:  ${QueryExecutionId}`,
    ].join("\n"),
  );
}

function unknownRemedy(isCancelled: boolean, isRetryable: boolean): string {
  if (isCancelled) return "Somebody stopped it: its StopQueryExecution stands in the trail. Ask again.";
  return isRetryable
    ? "Athena says that it may succeed: ask again."
    : "Look it up: https://docs.aws.amazon.com/athena/latest/ug/troubleshooting-athena.html";
}

/** Athena would not begin. */
export function notStarted(error: unknown): Refused {
  const text = textOf(error);
  const known = KNOWN.find(({ says }) => says.test(text));
  return new Refused(
    `Athena did not start the query: ${text}\nremedy: ${known?.remedy ?? unknownRemedy(false, false)}`,
  );
}

/** A query that was started, and of which nobody could see how it goes on. */
export function lostSight(error: unknown, id: string, region: string): Refused {
  return new Refused(
    [
      `Athena no longer says how the query goes on: ${textOf(error)}`,
      "remedy: It may still run, and what it scans is charged. To stop it, as the analyst's role:",
      `        aws athena stop-query-execution --region ${region} --query-execution-id ${id}`,
    ].join("\n"),
  );
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
