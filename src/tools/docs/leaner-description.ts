import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { locate } from "../../config/load-organization";

/** What may be left out of what watches: each is a choice of its own, and docs/cost.md says what it loses. */
export const LEANER = { sharedAlarms: true, dashboard: false, archiveRequests: false } as const;

/**
 * Writes an organization's description without what its author may leave out to pay less.
 *
 * @param folder where it goes, with what is live already beside it
 * @returns its file
 */
export function writeLeanerDescription(name: string, projectRoot: string, folder: string): string {
  const original = locate(name, projectRoot);
  const file = join(folder, basename(original));
  const alerts = `{ ...described.alerts, ...${JSON.stringify(LEANER)} }`;
  writeFileSync(
    file,
    `import described from ${JSON.stringify(original)};\nexport default { ...described, alerts: ${alerts} };\n`,
  );
  const adoption = original.replace(/\.ts$/, ".adopt.json");
  if (existsSync(adoption)) copyFileSync(adoption, file.replace(/\.ts$/, ".adopt.json"));
  return file;
}
