import { Command } from "commander";

/** Every command of `npx org-trail`: a folder of src/tools each, and an entry here, with its line in the list of all. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  adopt: {
    summary: "look what is live already, and write it beside the description",
    load: async () => (await import("../adopt/command")).adoptCommand,
  },
  cost: {
    summary: "calculate what the trail costs each month, item by item",
    load: async () => (await import("../cost/command")).costCommand,
  },
  doctor: {
    summary: "ask live AWS whether the trail is what is described",
    load: async () => (await import("../doctor/command")).doctorCommand,
  },
  evidence: {
    summary: "write a folder for an auditor, from what doctor, verify and review found",
    load: async () => (await import("../evidence/command")).evidenceCommand,
  },
  investigate: {
    summary: "answer who did what, where and when, from a copy of the logs or through Athena",
    load: async () => (await import("../investigate/command")).investigateCommand,
  },
  permissions: {
    summary: "print the IAM policies that Terraform works with in an account",
    load: async () => (await import("../permissions/command")).permissionsCommand,
  },
  rehearse: {
    summary: "apply the description to an emulator, and attack it there",
    load: async () => (await import("../rehearse/command")).rehearseCommand,
  },
  review: {
    summary: "judge plans and states: what weakens the trail",
    load: async () => (await import("../review/command")).reviewCommand,
  },
  verify: {
    summary: "prove that logs are what CloudTrail delivered",
    load: async () => (await import("../verify/command")).verifyCommand,
  },
};

const DESCRIPTION = `The tools around the organization's audit trail. They work on the organization that ORGANIZATION names, else cdktf.json.
Those that run Terraform are npm scripts: npm run plan, npm run deploy.`;

async function main(): Promise<void> {
  const program = new Command("org-trail")
    .description(DESCRIPTION)
    .addHelpText("after", "\ndocs/commands.md says what each needs.");
  // All of them take longer to load than a question to logs that were read before: only the one that is named is.
  const first = process.argv[2] ?? "";
  const named = Object.hasOwn(COMMANDS, first) ? [first] : Object.keys(COMMANDS);
  for (const name of named) {
    const { summary, load } = COMMANDS[name] ?? {};
    if (summary !== undefined && load !== undefined) program.addCommand((await load()).summary(summary));
  }
  endsWith2OnWrongUsage(program);
  await program.parseAsync();
}

/** A script takes 1 for findings, or for an answer with rows missing: words that cannot be understood are none. */
function endsWith2OnWrongUsage(command: Command): void {
  command
    .showHelpAfterError("Run npx org-trail --help, or add --help after a command's name.")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  for (const sub of command.commands) endsWith2OnWrongUsage(sub);
}

main();
