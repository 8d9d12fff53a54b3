import { writeHashed } from "../hashed-file";
import { loadChosen } from "../load-chosen";
import { Interruption } from "../terraform/interruption";
import { PROJECT_ROOT } from "../terraform/session";
import { withSynthesized } from "../terraform/with-synthesized";
import { Progress } from "../verify/progress";
import { Aws } from "./aws/aws";
import { CHECKS } from "./checks";
import { type Expected, expectedOf } from "./expected";
import { FIRST_APPLY } from "./first-apply";
import { readPolicies } from "./policy";
import { FORMATS, type Format } from "./report/formats";
import { EXIT_CODES } from "./report/report";
import { runChecks } from "./run-checks";

export interface DoctorOptions {
  readonly role?: string;
  readonly format: Format;
  readonly output?: string;
  readonly printPolicy?: true;
  readonly firstApply?: true;
}

/** @returns the exit code */
export async function doctor(options: DoctorOptions): Promise<number> {
  const { signal } = Interruption.listen((name) => console.error(`${name}: asking no more.`));
  const expected = await described(signal);
  const checks = options.firstApply ? [...CHECKS, ...FIRST_APPLY] : CHECKS;
  if (options.printPolicy) {
    console.log(JSON.stringify(Object.fromEntries(readPolicies(checks, expected)), undefined, 2));
    return 0;
  }
  const progress = new Progress("visits of accounts");
  const aws = new Aws(expected, options.role, progress.show, new Date(), signal);
  const report = await runChecks(checks, aws, expected);
  progress.end();
  write(`${FORMATS[options.format](report)}\n`, options.output);
  return EXIT_CODES[report.status];
}

/** What would be applied now. */
async function described(stop: AbortSignal): Promise<Expected> {
  const organization = await loadChosen(PROJECT_ROOT);
  return withSynthesized((stacks) => expectedOf(organization, stacks), { stop });
}

function write(text: string, output: string | undefined): void {
  if (output === undefined) process.stdout.write(text);
  else writeHashed(output, text);
}
