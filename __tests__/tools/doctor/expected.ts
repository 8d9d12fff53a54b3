import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Organization } from "../../../src/config/organization";
import { synthesize } from "../../../src/stacks/synthesize";
import { type Expected, expectedOf } from "../../../src/tools/doctor/expected";
import { readStacks } from "../../../src/tools/terraform/manifest";

/** What the doctor compares AWS with, for an organization. */
export function expectedFor(organization: Organization): Expected {
  const folder = mkdtempSync(join(tmpdir(), "org-audit-trail-doctor-"));
  try {
    synthesize(organization, folder);
    return expectedOf(organization, readStacks(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
