import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { ConfigError, type Problem } from "../../config/problem";
import { writeHashed } from "../hashed-file";
import { loadChosen } from "../load-chosen";
import { sha256 } from "../sha256";
import { PROJECT_ROOT } from "../terraform/session";
import { type OfflineOptions, rangeOf, readOptions } from "./given";
import { AwsCli } from "./live/aws-cli";
import { verifyLive } from "./live/verify-live";
import { verifyFolder } from "./offline/verify-folder";
import { Progress } from "./progress";
import { FORMATS, type Format } from "./report/formats";
import { reportOf, type VerifyReport } from "./report/report";

export interface VerifyOptions extends Partial<OfflineOptions> {
  readonly bucket?: string;
  readonly live?: true;
  readonly profile?: string;
  readonly format: Format;
  readonly output?: string;
}

/** @returns the exit code */
export async function verify(options: VerifyOptions): Promise<number> {
  const report = options.live ? await live(options) : await offline(options);
  write(`${FORMATS[options.format](report)}\n`, options.output);
  return report.isSound ? 0 : 1;
}

async function offline(options: VerifyOptions): Promise<VerifyReport> {
  const { logs, keys, bucket } = options;
  refuse(
    options.profile === undefined ? [] : [unwanted("--profile", options.profile, "of --live: a copy needs no AWS")],
    needed("--logs", logs, "name the folder that has AWSLogs/; or --live"),
    needed(
      "--keys",
      keys,
      "save them: aws cloudtrail list-public-keys --region R --start-time T --end-time T > keys.json",
    ),
  );
  const read = readOptions({ ...options, logs: logs ?? "", keys: keys ?? [] });
  const progress = new Progress("log files");
  const madeAt = new Date().toISOString();
  const folder = resolve(logs ?? "");
  const outcome = await verifyFolder({
    folder,
    ...(bucket === undefined ? {} : { bucket }),
    ...read,
    threads: availableParallelism(),
    onProgress: progress.show,
  });
  progress.end();
  return reportOf(outcome, { madeAt, source: folder, range: read.range, inputs: read.inputs });
}

async function live({ logs, keys, newestSignature, bucket, profile, from, to }: VerifyOptions): Promise<VerifyReport> {
  const problems: Problem[] = [];
  const range = rangeOf(from, to, problems);
  const offlineOnly = { "--logs": logs, "--keys": keys, "--newest-signature": newestSignature, "--bucket": bucket };
  refuse(
    problems,
    needed("--from", from, "say since when: validate-logs has no beginning of its own"),
    Object.entries(offlineOnly).flatMap(([option, value]) =>
      value === undefined ? [] : [unwanted(option, value, "of a copy: --live reads the described archive")],
    ),
  );
  const organization = await loadChosen(PROJECT_ROOT);
  const madeAt = new Date().toISOString();
  const progress = new Progress("accounts and Regions");
  const outcome = await verifyLive({
    organization,
    cli: new AwsCli(profile, process.env),
    from: range.from ?? "",
    to: range.to ?? `${madeAt.slice(0, 19)}Z`,
    onProgress: progress.show,
  });
  progress.end();
  return reportOf(outcome, {
    madeAt,
    source: `s3://${outcome.place.bucket}, by ${outcome.version.name} cloudtrail validate-logs`,
    range,
    inputs: [],
  });
}

function refuse(...problems: readonly (readonly Problem[])[]): void {
  const all = problems.flat();
  if (all.length > 0) throw new ConfigError("org-trail verify", all);
}

function needed(path: string, value: unknown, remedy: string): readonly Problem[] {
  return value === undefined ? [{ path, value, rule: "is named", remedy }] : [];
}

function unwanted(path: string, value: unknown, rule: string): Problem {
  return { path, value, rule, remedy: "leave it out" };
}

function write(text: string, output: string | undefined): void {
  if (output !== undefined) {
    writeHashed(output, text);
    return;
  }
  process.stdout.write(text);
  console.error(`SHA-256 of this report: ${sha256(text)}`);
}
