import type { Organization } from "../../../../src/config/organization";
import { Aws } from "../../../../src/tools/doctor/aws/aws";
import type { Check } from "../../../../src/tools/doctor/check";
import { CHECKS } from "../../../../src/tools/doctor/checks";
import type { Expected } from "../../../../src/tools/doctor/expected";
import type { DoctorReport } from "../../../../src/tools/doctor/report/report";
import { runChecks } from "../../../../src/tools/doctor/run-checks";
import type { Emulator } from "../../../../src/tools/emulator/emulator";
import { READER } from "./readers";

/**
 * What the command would say, asked in this process: thirty of them would each synthesize the organization first.
 *
 * @param endpoint where it reaches AWS. @default the emulator itself
 */
export async function askDoctor(
  emulator: Emulator,
  expected: Expected,
  endpoint = emulator.endpoint,
  checks: readonly Check[] = CHECKS,
): Promise<DoctorReport> {
  const before = { ...process.env };
  Object.assign(process.env, emulator.environment(managementOf(expected.organization)), {
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: "true",
  });
  // The proxy is for processes whose SDK has no other way.
  delete process.env.HTTP_PROXY;
  try {
    const aws = new Aws(expected, READER, () => undefined, new Date(), new AbortController().signal);
    return await runChecks(checks, aws, expected);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

function managementOf({ accounts }: Organization): string {
  return accounts.management.id;
}
