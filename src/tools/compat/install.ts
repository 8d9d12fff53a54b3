import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run";

/**
 * Installs packages into a folder, `constructs` in today's version among them: the libraries and the sources must share one.
 *
 * @throws Error with npm's last words
 */
export async function install(packages: readonly string[], folder: string, projectRoot: string): Promise<void> {
  const { dependencies } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "compat", private: true }));
  const { ok, output } = await run(
    "npm",
    [
      "install",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      "--loglevel=error",
      // A provider package names the cdktf it was made with; under an alias that is the fork's version.
      "--legacy-peer-deps",
      // Whether it runs on this Node is what the trial finds out.
      "--engine-strict=false",
      ...packages,
      `constructs@${dependencies.constructs}`,
    ],
    folder,
  );
  if (ok) return;
  const words = output.split("\n").slice(-8).join("\n  ");
  throw new Error(`npm could not install ${packages.join(" ")}. This command needs the npm registry.\n  ${words}`);
}
