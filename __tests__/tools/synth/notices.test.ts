import { describe, expect, it } from "vitest";
import type { Organization } from "../../../src/config/organization";
import { noticesOf } from "../../../src/tools/synth/notices";
import { askflorence, example, undeployed } from "../../support/synthesized";

const NOW = new Date("2026-11-30T00:00:00Z");

/** What is left to decide; what cannot be undone is said of every COMPLIANCE lock. */
const leftOpen = (organization: Organization) =>
  noticesOf(organization, NOW).filter((notice) => !notice.startsWith("Irreversible"));

const told = { ...askflorence.alerts, emails: ["security@example.com"] };

describe("a synth says", () => {
  it("nothing where everything is named", () => expect(leftOpen(example)).toEqual([]));

  it("that Terraform is to let go of everything", () => {
    expect(leftOpen({ ...example, leave: true })).toEqual([expect.stringContaining("changes nothing in AWS")]);
  });

  it("what nobody can undo", () => expect(noticesOf(example, NOW)).toEqual([expect.stringContaining("COMPLIANCE")]));

  it("which stacks are to become empty, and what to do then", () => {
    const former = [{ name: "prod", id: "123456789012" }];
    expect(leftOpen({ ...example, accounts: { ...example.accounts, former } })).toEqual([
      "Stack prod is to become empty. Run: npm run deploy prod, then delete it under accounts.former.",
    ]);
  });

  it("whose last day is over, from the midnight behind it on, and not before", () => {
    const at = (now: string) =>
      noticesOf(example, new Date(now)).filter((notice) => notice.startsWith("Nobody can use"));
    expect(at("2027-06-30T23:59:59Z")).toEqual([]);
    expect(at("2027-07-01T00:00:00Z")).toEqual([expect.stringContaining("example-org-audit-auditor-soc2-2027")]);
    expect(at("2027-10-01T00:00:00Z")).toHaveLength(2);
  });

  it("that alerts reach nobody, until somebody is named", () => {
    expect(leftOpen(askflorence)).toEqual(
      expect.arrayContaining([expect.stringContaining("No alert recipients are configured")]),
    );
    expect(leftOpen({ ...askflorence, alerts: told }).join()).not.toContain("No alert recipients");
  });

  it("that applies raise alerts, until the role that Terraform works as is named", () => {
    expect(leftOpen({ ...undeployed, alerts: told })).toEqual([expect.stringContaining("guardrails.deployRole")]);
    const { guardrails } = undeployed;
    for (const deployRole of ["Deployer", { permissionSet: "AdministratorAccess" }]) {
      expect(leftOpen({ ...undeployed, alerts: told, guardrails: { ...guardrails, deployRole } })).toEqual([]);
    }
  });
});
