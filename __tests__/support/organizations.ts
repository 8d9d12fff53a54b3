import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type TestContext } from "vitest";
import type { OrganizationInput } from "../../src/config/organization";
import { type ParseResult, parseOrganization } from "../../src/config/parse-organization";
import type { Problem } from "../../src/config/problem";
import { type Change, changed } from "./changed";

export { type Change, changed } from "./changed";

/** A valid organization with one of everything that has to be there, and one workload. */
export function minimalOrganization(): OrganizationInput {
  return {
    name: "acme",
    organizationId: "o-exampleorgid",
    homeRegion: "eu-central-1",
    governedRegions: ["eu-central-1", "us-east-1"],
    accounts: {
      management: { id: "111122223333" },
      logArchive: { id: "444455556666", organizationalUnit: "Security", deploy: { profile: "acme-log-archive" } },
      workloads: [{ name: "prod", id: "123456789012", organizationalUnit: "Workloads/Prod" }],
    },
    trail: { name: "acme-org-trail" },
    archive: { bucketName: "acme-logs", objectLock: { mode: "COMPLIANCE", years: 7 } },
    key: { alias: "alias/acme-org-logs" },
    guardrails: { organizationalUnits: ["Security", "Workloads"] },
  };
}

/** The minimal organization with a change, read by parseOrganization. */
export function parsed(change: Change): ParseResult {
  return parseOrganization(changed(minimalOrganization(), change));
}

/** Every problem of the minimal organization with a change; fails where there is none. */
export function refused(change: Change): readonly Problem[] {
  const result = parsed(change);
  if (result.ok) throw new Error(`accepted: ${JSON.stringify(change)}`);
  return result.problems;
}

/** A problem whose rule and remedy contain these words. */
export function problem(path: string, value: unknown, rule: string, remedy: string): Problem {
  return { path, value, rule: expect.stringContaining(rule), remedy: expect.stringContaining(remedy) };
}

/** An empty folder that is gone after the test. */
export function temporaryFolder({ onTestFinished }: Pick<TestContext, "onTestFinished">): string {
  const folder = mkdtempSync(join(tmpdir(), "org-audit-trail-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
