import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { detectionCatalogue } from "./detection-catalogue";
import { handWritten, wrapProse } from "./wrap-prose";

const PROJECT_ROOT = resolve(__dirname, "../../..");

/** The catalogue of detections first: the documents are made from what it lists. */
async function docs(check: boolean): Promise<void> {
  put("src/detections/catalogue.ts", detectionCatalogue(join(PROJECT_ROOT, "src/detections")), check);
  const { documents } = await import("./documents");
  const generated = await documents(PROJECT_ROOT);
  for (const [name, text] of generated) put(name, text, check);
  const written = handWritten(PROJECT_ROOT).filter((name) => !generated.has(name));
  for (const name of written) put(name, wrapProse(readFileSync(join(PROJECT_ROOT, name), "utf8")), check);
}

function put(name: string, text: string, check: boolean): void {
  const file = join(PROJECT_ROOT, name);
  const current = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (current === text) {
    console.log(`${name}: current`);
  } else if (check) {
    console.error(`${name}: not what src/ says, or not wrapped at one width. Run: npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`${name}: written`);
  }
}

new Command("docs")
  .description(
    "Writes the generated documents, and the catalogue of detections, from the sources; wraps the others at one width.",
  )
  .option("--check", "write nothing; fail where one is not current", false)
  .action(({ check }: { check: boolean }) => docs(check))
  .parseAsync();
