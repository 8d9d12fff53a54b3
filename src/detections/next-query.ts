import type { DetectionContext } from "./detection";

/** The query to ask first: an investigation begins from the alert. */
export interface NextQuery {
  /** Its name in queries/. */
  readonly query: string;
  /**
   * Its parameters, as far as the organization or the event knows them: of the event as `<account>`, `<region>`, `<time>`. No
   * Region narrows a question about what somebody did: that goes on in others.
   */
  readonly given: (context: DetectionContext) => Given;
}

type Given = Readonly<Record<string, string>>;
type GivenBy = (context: DetectionContext) => Given;

const nothing: GivenBy = () => ({});

/** About everything since the event. */
export const anywhere = (query: string, given: GivenBy = nothing): NextQuery => ({
  query,
  given: (context) => ({ ...given(context), from_day: "<time>" }),
});

/** About the event's account, since it. */
export const inItsAccount = (query: string, given: GivenBy = nothing): NextQuery => ({
  query,
  given: (context) => ({ ...given(context), account: "<account>", from_day: "<time>" }),
});

/** About an account that the description knows. */
export const inLogArchive = (query: string, given: GivenBy = nothing): NextQuery => ({
  query,
  given: (context) => ({ ...given(context), account: context.names.logArchiveAccountId, from_day: "<time>" }),
});

/** Who changed what has this text in its name. */
export const changesOf = (name: (context: DetectionContext) => string): NextQuery =>
  anywhere("resource-activity", (context) => ({ resource: name(context), readonly: "false" }));

/** Name of the archive, for a query about it. */
export const archiveBucket: GivenBy = ({ names }) => ({ bucket: names.archive.bucket.name });

/** What the names of ours begin with, for a query about them. */
export const ourPrefix: GivenBy = ({ names }) => ({ name: names.auditPrefix });

/** What happened around the event, where it happened. */
export const AROUND_IT: NextQuery = {
  query: "around-a-time",
  given: () => ({ account: "<account>", region: "<region>", time: "<time>" }),
};

/** The command that asks it, with what the event says: COPY is a folder of log files. */
export function nextCommand({ query, given }: NextQuery, context: DetectionContext): string {
  return commandOf(query, Object.entries(given(context)));
}

/** The same without an event: an alarm only counts. */
export function nextCommandOfAlarm({ query, given }: NextQuery, context: DetectionContext): string {
  return commandOf(
    query,
    Object.entries(given(context)).filter(([, value]) => !value.startsWith("<")),
  );
}

/** What else was done with the caller's access key: a session's, or a user's. Whoever has none leaves it empty. */
export const CALLERS_COMMAND = commandOf("access-key-activity", [
  ["access_key_id", "<key>"],
  ["from_day", "<time>"],
]);

function commandOf(query: string, given: readonly (readonly [name: string, value: string])[]): string {
  return [
    `npx org-trail investigate run ${query} --logs COPY`,
    ...given.map(([name, value]) => `--param ${name}=${value}`),
  ].join(" ");
}
