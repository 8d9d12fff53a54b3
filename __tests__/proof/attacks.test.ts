import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { ATTACKS } from "../../src/threats";
import type { Attack } from "../../src/threats/attack";
import { STATEMENT_NEEDS } from "../../src/threats/options";
import { askflorence, example, undeployed } from "../support/synthesized";
import { attackCells } from "./cells";
import { emittedEnvironment } from "./emitted-environment";
import { type DecidedCell, decided, objections } from "./verdict";

// In one file: the simulator's second run, by then compiled, takes less than half of its first.
for (const organization of [example, askflorence]) {
  proveAttacks(organization, ATTACKS);

  it(`attacks on ${organization.name} are tried at least 5,000 times`, () => {
    expect(attackCells(organization).length).toBeGreaterThan(5_000);
  });
}

/** Without a deploy role those come out otherwise that a statement with an exemption, or in its place, prevents. */
const NEEDS_DEPLOY_ROLE = Object.keys(STATEMENT_NEEDS).filter((sid) =>
  STATEMENT_NEEDS[sid]?.some((option) => option.startsWith("guardrails.deployRole")),
);
proveAttacks(
  undeployed,
  ATTACKS.filter(({ from }) =>
    Object.values(from).some(
      (outcome) => outcome.kind === "prevented" && outcome.by.some((sid) => NEEDS_DEPLOY_ROLE.includes(sid)),
    ),
  ),
);

/** One test for each attack of the catalogue: at every vantage, for every kind of caller, as it says. */
function proveAttacks(organization: Organization, attacks: readonly Attack[]): void {
  describe(`the policies emitted for ${organization.name}`, () => {
    const byAttack = new Map<string, DecidedCell[]>();
    let milliseconds = 0;

    beforeAll(async () => {
      const environment = emittedEnvironment(organization);
      const cells = attackCells(organization, attacks);
      const begin = performance.now();
      for (const cell of await decided(environment, cells)) {
        byAttack.set(cell.attack.id, [...(byAttack.get(cell.attack.id) ?? []), cell]);
      }
      milliseconds = performance.now() - begin;
    });

    afterAll(() => {
      const decisions = [...byAttack.values()].flat().length;
      console.log(`${organization.name}: ${decisions} attacks simulated in ${(milliseconds / 1000).toFixed(1)} s`);
    });

    it.each(attacks.filter(({ steps }) => steps.length > 0))("$id $title: as the catalogue says", ({ id, steps }) => {
      const cells = byAttack.get(id) ?? [];
      const found = steps.flatMap((step) => byVantage(cells.filter((cell) => cell.step === step)).flatMap(objections));
      expect(found).toEqual([]);
    });
  });
}

function byVantage(cells: readonly DecidedCell[]): readonly (readonly DecidedCell[])[] {
  const vantages = [...new Set(cells.map(({ vantage }) => vantage))];
  return vantages.map((vantage) => cells.filter((cell) => cell.vantage === vantage));
}
