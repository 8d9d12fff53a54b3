import type { LiveBucket } from "../live/survey";
import type { Compared, Decision, Question } from "./decision";
import { listOf, matches, statementsOf, type WrittenStatement } from "./statements";

/** Who can read the archive and could not after the deploy, which refuses everybody but `archive.readers`. */
export const readers: Question = (compared) => {
  const { bucket } = compared.survey;
  if (bucket === undefined) return [];
  const losing = [...new Set([...allowedByPolicy(bucket), ...seenInLog(bucket)])].filter(
    (arn) => !isReader(compared, arn),
  );
  return [...losing.map((arn) => loses(compared, bucket, arn)), ...unseen(compared, bucket)];
};

function loses({ organization }: Compared, bucket: LiveBucket, arn: string): Decision {
  const seen = bucket.requesters?.find((requester) => requester.arn === arn || isSameRole(requester.arn, arn));
  const use =
    bucket.accessLog === undefined
      ? "whether it reads nobody knows: the bucket has no access log"
      : bucket.requesters === undefined
        ? "whether it reads is not known: the access log may not be read"
        : seen === undefined
          ? "has not read, as far as the access log goes back"
          : `read ${seen.requests} ${seen.requests === 1 ? "object" : "objects"}, last ${seen.latest}`;
  const line = readerLine(arn);
  return {
    check: "adopt-reader",
    address: `log-archive: log-archive-bucket/policy ${arn}`,
    what: `${arn} can read the archive, and is not among the readers.`,
    live: `${allowedByPolicy(bucket).includes(arn) ? "named in the bucket's policy" : "not named in the bucket's policy, but seen in its access log"}; ${use}`,
    described: `${organization.archive.readers.length} ${organization.archive.readers.length === 1 ? "reader" : "readers"}, not this one`,
    ...(line === undefined ? {} : { keep: `archive: { readers: [..., ${line}] }` }),
    otherwise: "It reads nothing more from the deploy on.",
  };
}

/** An identity policy of the bucket's own account is enough to read, and nothing at the bucket says whose that is. */
function unseen({ names }: Compared, bucket: LiveBucket): readonly Decision[] {
  if (bucket.requesters !== undefined) return [];
  return [
    {
      check: "adopt-unseen-readers",
      address: "log-archive: log-archive-bucket/policy",
      what: `Whoever in ${names.logArchiveAccountId} may read S3 by a policy of their own can read the archive too.`,
      live:
        bucket.accessLog === undefined
          ? "nobody knows who does: the bucket has no access log"
          : `nobody knows who does: s3://${bucket.accessLog.bucket}/${bucket.accessLog.prefix} may not be read from here`,
      described: "archive.readers alone",
      otherwise:
        "Administrators of that account among them read nothing more from the deploy on. Ask who reads; or read the access log, and run this again.",
    },
  ];
}

/** Principals that the bucket's policy lets read, as it names them. */
export function allowedByPolicy({ policy }: LiveBucket): readonly string[] {
  const allowing = statementsOf(policy).filter(
    ({ Effect, Action, NotAction }) =>
      Effect === "Allow" &&
      (NotAction !== undefined || listOf(Action).some((pattern) => matches(pattern, "s3:GetObject"))),
  );
  return [...new Set(allowing.flatMap(principalsOf))];
}

function principalsOf({ Principal, NotPrincipal, Condition }: WrittenStatement): readonly string[] {
  if (NotPrincipal !== undefined) return ["everybody but those that the policy excludes"];
  const named = typeof Principal === "string" ? [Principal] : listOf((Principal as { readonly AWS?: unknown })?.AWS);
  return named.flatMap((principal) => (principal === "*" ? everybody(Condition) : [accountOrArn(principal)]));
}

/** Everybody, whom conditions narrow down: mostly to the ARNs of some roles. */
function everybody(condition: WrittenStatement["Condition"] = {}): readonly string[] {
  const keys = Object.entries(condition).flatMap(([operator, test]) =>
    Object.entries(test).map(([key, values]) => ({ operator, key: key.toLowerCase(), values: listOf(values) })),
  );
  const arns = keys.find(({ key, operator }) => key === "aws:principalarn" && !/Not/i.test(operator));
  if (arns !== undefined) return arns.values;
  const organization = keys.find(({ key }) => key === "aws:principalorgid");
  return [organization === undefined ? "everybody" : `everybody in ${organization.values.join(", ")}`];
}

/** An account's id means its root, and with it whomever the account lets. */
function accountOrArn(principal: string): string {
  return /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
}

function seenInLog(bucket: LiveBucket): readonly string[] {
  const named = allowedByPolicy(bucket);
  return (bucket.requesters ?? [])
    .map(({ arn }) => arn)
    .filter((arn) => arn.startsWith("arn:") && !named.some((other) => isSameRole(arn, other)));
}

function isReader({ names }: Compared, arn: string): boolean {
  return names.readerArns.some((reader) => matches(reader, arn) || isSameRole(arn, reader));
}

/** An access log's sessions are without the path of their role. */
function isSameRole(session: string, role: string): boolean {
  const [, account, name] = /^arn:[\w-]+:iam::(\d+):role\/(.+)$/.exec(role) ?? [];
  const [, own, ownName] = /^arn:[\w-]+:iam::(\d+):role\/(.+)$/.exec(session) ?? [];
  return (
    account !== undefined && account === own && matches(name?.split("/").at(-1) ?? "", ownName?.split("/").at(-1) ?? "")
  );
}

/** How the description names a reader; undefined for what is no role. */
function readerLine(arn: string): string | undefined {
  const [, accountId, role] = /^arn:[\w-]+:iam::(\d{12}):role\/([^*?]+)$/.exec(arn) ?? [];
  if (accountId === undefined || role === undefined) return undefined;
  const [, permissionSet] = /AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role) ?? [];
  const named =
    permissionSet === undefined ? JSON.stringify(role) : `{ permissionSet: ${JSON.stringify(permissionSet)} }`;
  return `{ accountId: "${accountId}", role: ${named} }`;
}
