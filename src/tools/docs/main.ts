import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { choosableIn, choose } from "../../config/choose-organization";
import { loadOrganization } from "../../config/load-organization";
import type { Holding } from "../../policies/deployer/permissions";
import { loadQueries } from "../../queries/catalogue";
import { ATTACKS } from "../../threats";
import { holdingsOf } from "../permissions/holdings";
import { readStacks } from "../terraform/manifest";
import { synthesizeInto } from "../terraform/session";
import { deployPermissions } from "./deploy-permissions";
import { queriesDocument } from "./queries";
import { threatModel } from "./threat-model";

const PROJECT_ROOT = resolve(__dirname, "../../..");

async function docs(check: boolean): Promise<void> {
  // The checkout's, whatever a shell says: the document stands in it.
  const { reference } = choose(choosableIn(PROJECT_ROOT, {}));
  const organization = await loadOrganization(reference, PROJECT_ROOT);
  const described = await Promise.all(["askflorence", "example"].map(holdings));
  const generated = new Map([
    ["docs/threat-model.md", threatModel(ATTACKS, organization)],
    ["docs/deploy-permissions.md", deployPermissions(new Map(described))],
    ["docs/queries.md", queriesDocument(loadQueries())],
  ]);
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

async function holdings(name: string): Promise<readonly [name: string, holdings: readonly Holding[]]> {
  const folder = mkdtempSync(join(tmpdir(), "org-trail-docs-"));
  try {
    await synthesizeInto(folder, new AbortController().signal, "ignore", name);
    return [name, holdingsOf(await loadOrganization(name, PROJECT_ROOT), readStacks(folder))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

new Command("docs")
  .description("Writes the generated documents from the sources.")
  .option("--check", "write nothing; fail where a document is not current", false)
  .action(({ check }: { check: boolean }) => docs(check))
  .parseAsync();
