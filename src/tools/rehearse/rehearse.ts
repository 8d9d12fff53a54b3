import { writeFileSync } from "node:fs";
import { choosableIn, choose } from "../../config/choose-organization";
import { loadOrganization, locate } from "../../config/load-organization";
import { Door, upstreamOf } from "../emulator/door";
import { Emulator } from "../emulator/emulator";
import { checkRequirements, explainMissing, FOR_REHEARSALS } from "../emulator/requirements";
import { seedOf } from "../emulator/seed-of";
import { Interruption } from "../terraform/interruption";
import { Refused } from "../terraform/refused";
import { PROJECT_ROOT } from "../terraform/session";
import { profilesOf } from "./profiles";
import { type RehearseOptions, Run } from "./run";
import { Sandbox } from "./sandbox";

const say = (line: string): void => console.error(line);

/**
 * Applies the user's own description to an emulator, with the commands that will apply it to AWS, plans it again, attacks it,
 * and writes one page about that.
 *
 * @returns the exit code: 1 where something is not as it was promised
 */
export async function rehearse(options: RehearseOptions): Promise<number> {
  const { missing, tools } = checkRequirements(FOR_REHEARSALS);
  if (tools === undefined) throw new Refused(`Nothing was rehearsed.\n${explainMissing(missing)}`);
  const { reference } = choose(choosableIn(PROJECT_ROOT, process.env));
  const organization = await loadOrganization(reference, PROJECT_ROOT);
  const interruption = Interruption.listen((signal, again) =>
    say(again ? "Still waiting for Terraform to end." : `${signal}: the rehearsal ends as soon as Terraform has.`),
  );
  const sandbox = Sandbox.make(PROJECT_ROOT);
  try {
    const described = sandbox.describe(locate(reference, PROJECT_ROOT));
    writeFileSync(sandbox.awsConfig, profilesOf(organization));
    const emulator = await Emulator.start(tools.python, seedOf(organization));
    const door = await Door.open(upstreamOf(process.env));
    try {
      const run = new Run(organization, described, sandbox, emulator, door, tools, interruption.signal);
      return await run.toItsEnd(options);
    } finally {
      door.close();
      await emulator.end();
    }
  } finally {
    sandbox.remove();
  }
}
