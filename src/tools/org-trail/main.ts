import { Command } from "commander";

/** Every command of `npx org-trail`: a folder of src/tools each, and a line here. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  adopt: async () => (await import("../adopt/command")).adoptCommand,
  cost: async () => (await import("../cost/command")).costCommand,
  doctor: async () => (await import("../doctor/command")).doctorCommand,
  evidence: async () => (await import("../evidence/command")).evidenceCommand,
  investigate: async () => (await import("../investigate/command")).investigateCommand,
  permissions: async () => (await import("../permissions/command")).permissionsCommand,
  rehearse: async () => (await import("../rehearse/command")).rehearseCommand,
  review: async () => (await import("../review/command")).reviewCommand,
  verify: async () => (await import("../verify/command")).verifyCommand,
};

async function main(): Promise<void> {
  const program = new Command("org-trail").description(
    "The tools around the organization's audit trail. Those that run Terraform are npm scripts: npm run plan.",
  );
  // All of them take longer to load than a question to logs that were read before: only the one that is named is.
  const named = Object.hasOwn(COMMANDS, process.argv[2] ?? "")
    ? [COMMANDS[process.argv[2] ?? ""]]
    : Object.values(COMMANDS);
  for (const load of named) if (load !== undefined) program.addCommand(await load());
  await program.parseAsync();
}

main();
