import { spawn } from "node:child_process";
import { Command } from "commander";
import { terraformBinary } from "../terraform/binary";
import { errorsIn } from "../terraform/failures";
import type { Interrupted } from "../terraform/interruption";
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
  return Session.with(command, (session) => runIn(session, name, args), "stderr");
}

async function runIn(session: Session, name: string, args: readonly string[]): Promise<number> {
  const [stack] = session.select([name]);
  if (stack === undefined) return 1;
  const { exitCode, output } = await session.init(stack);
  if (exitCode !== 0) throw new Refused(errorsIn(output));
  const { signal: stop } = session.interruption;
  stop.throwIfAborted();
  // It may ask something: it has the terminal, whose Ctrl-C reaches it beside us. What else stops us, it hears from us.
  const child = spawn(terraformBinary(process.env), args, {
    cwd: stack.folder,
    env: session.environmentOf(stack),
    stdio: "inherit",
  });
  const handOn = () => {
    if ((stop.reason as Interrupted).signal !== "SIGINT" || !process.stdin.isTTY) child.kill("SIGINT");
  };
  stop.addEventListener("abort", handOn, { once: true });
  const code = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  stop.throwIfAborted();
  return code ?? 1;
}

new Command("terraform")
  .description("Runs a Terraform command on a stack's state: npm run terraform management -- state list")
  .argument("<stack>", "the stack")
  .argument("<args...>", "Terraform's own words, after --")
  .passThroughOptions()
  .action((stack: string, args: string[]) => runCommand(() => runTerraform(stack, args)))
  .parseAsync();
