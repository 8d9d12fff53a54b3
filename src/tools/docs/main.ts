import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { choosableIn, choose } from "../../config/choose-organization";
import { loadOrganization } from "../../config/load-organization";
import { ATTACKS } from "../../threats";
import { threatModel } from "./threat-model";

const PROJECT_ROOT = resolve(__dirname, "../../..");

async function docs(check: boolean): Promise<void> {
  // The checkout's, whatever a shell says: the document stands in it.
  const { reference } = choose(choosableIn(PROJECT_ROOT, {}));
  const organization = await loadOrganization(reference, PROJECT_ROOT);
  const generated = new Map([["docs/threat-model.md", threatModel(ATTACKS, organization)]]);
  for (const [name, text] of generated) {
    const file = join(PROJECT_ROOT, name);
    const current = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    if (current === text) {
      console.log(`${name}: current`);
    } else if (check) {
      console.error(`${name}: not what src/ says. Run: npm run docs`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, text);
      console.log(`${name}: written`);
    }
  }
}

new Command("docs")
  .description("Writes the generated documents from the sources.")
  .option("--check", "write nothing; fail where a document is not current", false)
  .action(({ check }: { check: boolean }) => docs(check))
  .parseAsync();
