import { join } from "node:path";
import { errorsIn } from "../terraform/failures";
import { preflight } from "../terraform/preflight";
import { SIDE_BY_SIDE } from "../terraform/run-command";
import { Session } from "../terraform/session";
import { Unreadable } from "./unreadable";

/** A stack's plan, made now, as `terraform show -json` prints it. Needs Terraform and AWS credentials. */
export function plannedStack(name: string): Promise<string> {
  // Standard output is the review's, whatever its format: who Terraform is, the preflight says beside it.
  const { log } = console;
  console.log = console.error;
  return Session.with(
    `npx org-trail review ${name}`,
    async (session) => {
      const stacks = session.select([name]);
      const [ready] = await preflight(session, stacks, { limit: SIDE_BY_SIDE, applies: false });
      if (ready === undefined) throw new Unreadable(`${name} cannot be planned.`);
      const file = join(ready.stack.folder, "review.tfplan");
      const planned = await session.run(ready.stack, ["plan", "-input=false", "-no-color", `-out=${file}`]);
      if (planned.exitCode !== 0) throw new Unreadable(`${name} could not be planned.\n${errorsIn(planned.output)}`);
      return session.read(ready.stack, ["show", "-json", "-no-color", file]);
    },
    { sayOn: "stderr", keepsLogs: false },
  ).finally(() => {
    console.log = log;
  });
}
