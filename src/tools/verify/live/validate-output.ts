import type { Finding, FindingKind } from "../finding";
import type { Answer } from "./aws-cli";

/** What `aws cloudtrail validate-logs` says of an account's logs of one Region. */
export interface Validated {
  readonly findings: readonly Finding[];
  readonly digests: number;
  readonly validDigests: number;
  readonly validLogFiles: number;
  readonly from?: string;
  readonly until?: string;
}

/**
 * Its messages, and what each means; the first that fits.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-cli.html#cloudtrail-log-file-validation-cli-results
 */
const MESSAGES: readonly (readonly [RegExp, { readonly digest: FindingKind; readonly log: FindingKind }])[] = [
  [/not found$/, { digest: "digest-missing", log: "log-file-missing" }],
  [/moved from its original location/, { digest: "digest-moved", log: "log-file-altered" }],
  [/signature verification failed|PKCS #1/, { digest: "digest-signature-invalid", log: "log-file-altered" }],
  [/public key not found/, { digest: "public-key-missing", log: "log-file-altered" }],
  [/(?:)/, { digest: "digest-unreadable", log: "log-file-altered" }],
];

const INVALID = /^(?:\(backfill\) )?(Digest|Log) file\ts3:\/\/[^/\s]+\/(\S+)\tINVALID: (.*)$/;

const GAP = /^(?:\(backfill\) )?No log files were delivered by CloudTrail between (\S+) and (\S+)$/;

/** Whether a call failed is told by its exit code: 1 is for something invalid. */
export function readValidated({ exitCode, stdout, stderr }: Answer, subject: string): Validated {
  const lines = `${stdout}\n${stderr}`.split(/\r?\n/);
  const findings = lines.flatMap((line) => findingIn(line, subject));
  const valid = (what: string) =>
    lines.flatMap((line) => [...line.matchAll(new RegExp(`^(\\d+)/(\\d+) ${what} files valid`, "g"))])[0] ?? [];
  const sums = ["digest", "backfill digest"].map(valid);
  const [, from, until] = lines.flatMap((line) => [...line.matchAll(/^Results found for (\S+) to (\S+):$/g)])[0] ?? [];
  const isAnswered = lines.some((line) => /^Results requested for /.test(line));
  if (!isAnswered || (exitCode !== 0 && findings.length === 0))
    findings.push({ kind: "not-validated", file: subject, value: stderr.trim() || `exit code ${exitCode}` });
  else if (lines.some((line) => /^No (?:valid )?digests found/.test(line)))
    findings.push({ kind: "nothing-to-verify", file: subject, value: "no digest in the range" });
  return {
    findings,
    digests: sums.reduce((sum, [, , total = 0]) => sum + Number(total), 0),
    validDigests: sums.reduce((sum, [, one = 0]) => sum + Number(one), 0),
    validLogFiles: Number(valid("log")[1] ?? 0),
    ...(from === undefined || until === undefined ? {} : { from, until }),
  };
}

function findingIn(line: string, subject: string): readonly Finding[] {
  const [, what, key, message] = INVALID.exec(line) ?? [];
  if (key !== undefined && message !== undefined) {
    const [, kinds] = MESSAGES.find(([pattern]) => pattern.test(message)) ?? [];
    return kinds === undefined ? [] : [{ kind: what === "Log" ? kinds.log : kinds.digest, file: key, value: message }];
  }
  const [, since, until] = GAP.exec(line) ?? [];
  if (since === undefined) return [];
  return [{ kind: "chain-interrupted", file: subject, value: `no digest covers ${since} to ${until}` }];
}
