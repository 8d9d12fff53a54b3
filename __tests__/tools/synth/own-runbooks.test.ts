import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Organization } from "../../../src/config/organization";
import { RUNBOOK_WORDS } from "../../../src/detections/runbook-words";
import { namesOf } from "../../../src/naming";
import { writeOwnRunbooks } from "../../../src/tools/synth/own-runbooks";
import { changed, temporaryFolder } from "../../support/organizations";
import { askflorence, example } from "../../support/synthesized";

const PROJECT = resolve(__dirname, "../../..");

function pagesOf(organization: Organization, folder: string): string {
  writeOwnRunbooks(folder, PROJECT, { organization, names: namesOf(organization) });
  const alerts = join(folder, "runbooks/alerts");
  return readdirSync(alerts)
    .map((name) => readFileSync(join(alerts, name), "utf8"))
    .join("\n");
}

describe("the runbooks beside an organization's stacks", () => {
  it("have its own names: a command runs as it stands", (context) => {
    const pages = pagesOf(askflorence, temporaryFolder(context));
    expect(pages).toContain(
      "aws cloudtrail start-logging --profile askflorence-management --name arn:aws:cloudtrail:us-east-1:778477254880:trail/askflorence-org-trail",
    );
    // The key's id is in the description, since it is adopted.
    expect(Object.keys(RUNBOOK_WORDS).filter((word) => new RegExp(`\\b${word}\\b`).test(pages))).toEqual([]);
  });

  it("keep the word for what the description does not say", (context) => {
    const withoutProfile = changed(askflorence, { "accounts.management.deploy": undefined }) as Organization;
    expect(pagesOf(withoutProfile, temporaryFolder(context))).toContain("--profile MANAGEMENT_PROFILE");
  });

  it("link to the other runbooks where the description says they are published", (context) => {
    expect(pagesOf(example, temporaryFolder(context))).toContain(
      `](${example.alerts.runbooks}/rotate-the-deploy-role.md#detach-mend-apply)`,
    );
  });
});
