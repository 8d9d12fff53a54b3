import { spawn } from "node:child_process";
import { Refused } from "../../terraform/refused";

export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the AWS command line; `aws` of the PATH, with the credentials of a profile or of the shell. */
export class AwsCli {
  constructor(
    private readonly profile: string | undefined,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  run(...args: readonly string[]): Promise<Answer> {
    const profile = this.profile === undefined ? [] : ["--profile", this.profile];
    const child = spawn("aws", [...args, ...profile], {
      env: { ...this.environment, AWS_PAGER: "", PYTHONIOENCODING: "utf-8" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => {
        texts[name] += text;
      });
    return new Promise((resolve, reject) => {
      child.on("error", () => reject(new Refused("There is no aws on the PATH: install the AWS CLI, version 2.")));
      child.on("close", (code) => resolve({ exitCode: code ?? 1, ...texts }));
    });
  }

  /** @throws Refused with what it says, if it fails */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { exitCode, stdout, stderr } = await this.run(...args, "--output", "json");
    if (exitCode !== 0) throw new Refused(`aws ${args.join(" ")} failed:\n${stderr.trim()}`);
    return JSON.parse(stdout === "" ? "null" : stdout) as T;
  }
}

type Version = readonly [number, number, number];

/**
 * From these on `validate-logs` validates backfill digests: those before it pass over files that only such a digest names.
 * https://github.com/aws/aws-cli/blob/v2/CHANGELOG.rst
 */
const WITH_BACKFILL: Readonly<Record<number, Version>> = { 1: [1, 44, 37], 2: [2, 33, 20] };

/** From these on it sees what was appended behind a log file's gzip stream. */
const WITH_APPENDED: Readonly<Record<number, Version>> = { 1: [1, 45, 12], 2: [2, 34, 51] };

export interface CliVersion {
  /** `aws-cli/2.34.51` */
  readonly name: string;
  readonly seesAppendedData: boolean;
}

/**
 * @param text what `aws --version` prints
 * @throws Refused if it is too old
 */
export function versionOf(text: string): CliVersion {
  const [name = "", ...numbers] = /^aws-cli\/(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  const [major = 0, minor = 0, patch = 0] = numbers.map(Number);
  const isFrom = (needed: Version | undefined) =>
    needed === undefined ? major > 2 : compare([major, minor, patch], needed) >= 0;
  if (name === "") throw new Refused(`aws --version says ${JSON.stringify(text.trim())}, which is no version of it.`);
  if (!isFrom(WITH_BACKFILL[major]))
    throw new Refused(
      `${name} does not validate backfill digests: 2.33.20 and 1.44.37 are the first that do. Install a newer one: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html`,
    );
  return { name, seesAppendedData: isFrom(WITH_APPENDED[major]) };
}

function compare(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
