import { Command } from "commander";
import { adoptCommand } from "../adopt/command";
import { investigateCommand } from "../investigate/command";
import { permissionsCommand } from "../permissions/command";
import { rehearseCommand } from "../rehearse/command";
import { reviewCommand } from "../review/command";
import { verifyCommand } from "../verify/command";

/** Every command of `npx org-trail`: a folder of src/tools each, and a line here. */
new Command("org-trail")
  .description(
    "The tools around the organization's audit trail. Those that run Terraform are npm scripts: npm run plan.",
  )
  .addCommand(adoptCommand)
  .addCommand(investigateCommand)
  .addCommand(permissionsCommand)
  .addCommand(rehearseCommand)
  .addCommand(reviewCommand)
  .addCommand(verifyCommand)
  .parseAsync();
