import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { ATTACKS } from "../../src/threats";
import { askflorence, example } from "../support/synthesized";
import { attackCells } from "./cells";
import { emittedEnvironment } from "./emitted-environment";
import { type DecidedCell, decided, objections } from "./verdict";

// In one file: the simulator's second run, by then compiled, takes less than half of its first.
for (const organization of [example, askflorence]) proveAttacks(organization);

/** One test for each attack of the catalogue: at every vantage, for every kind of caller, as it says. */
function proveAttacks(organization: Organization): void {
  describe(`the policies emitted for ${organization.name}`, () => {
    const byAttack = new Map<string, DecidedCell[]>();
    let milliseconds = 0;

    beforeAll(async () => {
      const environment = emittedEnvironment(organization);
      const cells = attackCells(organization);
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

    it.each(ATTACKS.filter(({ steps }) => steps.length > 0))("$id $title: as the catalogue says", ({ id, steps }) => {
      const cells = byAttack.get(id) ?? [];
      const found = steps.flatMap((step) => byVantage(cells.filter((cell) => cell.step === step)).flatMap(objections));
      expect(found).toEqual([]);
    });

    it("are tried at least 5,000 times", () => {
      expect([...byAttack.values()].flat().length).toBeGreaterThan(5_000);
    });
  });
}

function byVantage(cells: readonly DecidedCell[]): readonly (readonly DecidedCell[])[] {
  const vantages = [...new Set(cells.map(({ vantage }) => vantage))];
  return vantages.map((vantage) => cells.filter((cell) => cell.vantage === vantage));
}
