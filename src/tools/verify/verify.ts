import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import { ConfigError } from "../../config/problem";
import { type OfflineOptions, readOptions } from "./given";
import { verifyFolder } from "./offline/verify-folder";
import { Progress } from "./progress";
import { FORMATS, type Format } from "./report/formats";
import { reportOf } from "./report/report";

export interface VerifyOptions extends Partial<OfflineOptions> {
  readonly bucket?: string;
  readonly format: Format;
  readonly output?: string;
}

/** @returns the exit code */
export async function verify(options: VerifyOptions): Promise<number> {
  const { logs, keys, bucket, format, output } = options;
  if (logs === undefined || keys === undefined) throw new ConfigError("org-trail verify", missing({ logs, keys }));
  const read = readOptions({ ...options, logs, keys });
  const progress = new Progress("log files");
  const madeAt = new Date().toISOString();
  const folder = resolve(logs);
  const outcome = await verifyFolder({
    folder,
    ...(bucket === undefined ? {} : { bucket }),
    ...read,
    threads: availableParallelism(),
    onProgress: progress.show,
  });
  progress.end();
  const report = reportOf(outcome, { madeAt, folder, range: read.range, inputs: read.inputs });
  write(`${FORMATS[format](report)}\n`, output);
  return report.isSound ? 0 : 1;
}

function missing(given: { readonly logs: unknown; readonly keys: unknown }) {
  const remedies = {
    logs: "name the folder that has AWSLogs/",
    keys: "save them with: aws cloudtrail list-public-keys --region R --start-time T --end-time T > keys.json",
  };
  return (["logs", "keys"] as const)
    .filter((option) => given[option] === undefined)
    .map((option) => ({ path: `--${option}`, value: undefined, rule: "is named", remedy: remedies[option] }));
}

/** A report's hash is told beside it: whoever keeps the hash elsewhere can show later that the report is the same. */
function write(text: string, output: string | undefined): void {
  const hash = createHash("sha256").update(text).digest("hex");
  if (output === undefined) {
    process.stdout.write(text);
    console.error(`SHA-256 of this report: ${hash}`);
    return;
  }
  writeFileSync(output, text);
  writeFileSync(`${output}.sha256`, `${hash}  ${basename(output)}\n`);
  console.error(`${output}: SHA-256 ${hash}; sha256sum -c ${basename(output)}.sha256`);
}
