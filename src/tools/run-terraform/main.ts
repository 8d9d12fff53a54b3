import { Command } from "commander";
import { errorsIn } from "../terraform/failures";
import { Refused } from "../terraform/refused";
import { runCommand } from "../terraform/run-command";
import { Session } from "../terraform/session";

/** What plan and deploy are for. */
const NOT_HERE = ["apply", "destroy", "plan", "init"];

/** Runs one Terraform command on a stack's state, as plan and deploy would: `state list`, `output`, `import`, `force-unlock`. */
async function runTerraform(name: string, args: readonly string[]): Promise<number> {
  const [verb = ""] = args;
  if (NOT_HERE.includes(verb))
    throw new Refused(`Refused: ${verb} is not for here. Use npm run plan, or npm run deploy.`);
  const command = `npm run terraform ${name} -- ${args.join(" ")}`;
  return Session.with(command, (session) => runIn(session, name, args), { sayOn: "stderr", keepsLogs: false });
}

async function runIn(session: Session, name: string, args: readonly string[]): Promise<number> {
  const [stack] = session.select([name]);
  if (stack === undefined) return 1;
  const { exitCode, output } = await session.init(stack);
  if (exitCode !== 0) throw new Refused(errorsIn(output));
  return session.runAtTerminal(stack, args);
}

new Command("terraform")
  .description("Runs a Terraform command on a stack's state: npm run terraform management -- state list")
  .argument("<stack>", "the stack")
  .argument("<args...>", "Terraform's own words, after --")
  .passThroughOptions()
  .action((stack: string, args: string[]) => runCommand(() => runTerraform(stack, args)))
  .parseAsync();
