import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { DetectionContext } from "../../detections/detection";
import { inOwnWords } from "../../detections/runbook-words";

/**
 * Writes the runbooks of the alerts with the described organization's names, as `runbooks/alerts` in the output's folder.
 * Links to the other runbooks lead to where they are published, or to this repository's.
 *
 * @param outdir folder of the output
 * @param projectRoot folder that has docs/runbooks
 */
export function writeOwnRunbooks(outdir: string, projectRoot: string, context: DetectionContext): void {
  const generic = join(projectRoot, "docs/runbooks");
  const own = join(outdir, "runbooks/alerts");
  const others = context.organization.alerts.runbooks ?? relative(own, generic).replaceAll("\\", "/");
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(join(generic, "alerts"))) {
    const page = readFileSync(join(generic, "alerts", name), "utf8");
    writeFileSync(join(own, name), inOwnWords(page, context).replaceAll("](../", `](${others}/`));
  }
}
