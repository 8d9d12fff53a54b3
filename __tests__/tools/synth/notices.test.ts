import { describe, expect, it } from "vitest";
import { noticesOf } from "../../../src/tools/synth/notices";
import { askflorence, example, undeployed } from "../../support/synthesized";

const told = { emails: ["security@example.com"], webhooks: [], runbooks: undefined };

describe("a synth says", () => {
  it("nothing where everything is named", () => expect(noticesOf(example)).toEqual([]));

  it("which stacks are to become empty, and what to do then", () => {
    const former = [{ name: "prod", id: "123456789012" }];
    expect(noticesOf({ ...example, accounts: { ...example.accounts, former } })).toEqual([
      "prod is to become empty. Run: npm run deploy prod, then delete it under accounts.former.",
    ]);
  });

  it("that nobody is told, until somebody is", () => {
    expect(noticesOf(askflorence)).toEqual(
      expect.arrayContaining([expect.stringContaining("Nobody is told: alerts.emails and alerts.webhooks")]),
    );
    expect(noticesOf({ ...askflorence, alerts: told }).join()).not.toContain("Nobody is told");
  });

  it("that applies announce themselves, until it is named whom Terraform works as", () => {
    expect(noticesOf({ ...undeployed, alerts: told })).toEqual([expect.stringContaining("guardrails.deployRole")]);
    const { guardrails } = undeployed;
    for (const deployRole of ["Deployer", { permissionSet: "AdministratorAccess" }]) {
      expect(noticesOf({ ...undeployed, alerts: told, guardrails: { ...guardrails, deployRole } })).toEqual([]);
    }
  });
});
