import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { STATEMENTS } from "../../src/policies/statements";
import { ATTACKS } from "../../src/threats";
import { askflorence, example, undeployed } from "../support/synthesized";
import { type AttackCell, attackCells } from "./cells";
import { emittedEnvironment } from "./emitted-environment";
import { type DecidedCell, decided, objections } from "./verdict";

// In one file: the simulator's second run, by then compiled, takes less than half of its first.
for (const organization of [example, askflorence]) {
  const cells = attackCells(organization);
  proveAttacks(organization, cells);

  it(`attacks on ${organization.name} are tried at least 5,000 times`, () => {
    expect(cells.length).toBeGreaterThan(5_000);
  });
}

/** Without a deploy role those come out otherwise that a statement with an exemption, or in its place, prevents. */
const NEEDS_DEPLOY_ROLE = STATEMENTS.filter(({ needs }) =>
  needs.some((option) => option === "a deploy role" || option === "no deploy role"),
).map(({ sid }) => sid);
const hangsOnDeployRole = ({ attack, vantage }: AttackCell): boolean => {
  const outcome = attack.from[vantage];
  return outcome?.kind === "prevented" && outcome.by.some((sid) => NEEDS_DEPLOY_ROLE.includes(sid));
};
proveAttacks(undeployed, attackCells(undeployed).filter(hangsOnDeployRole));

/** One test for each attack of the catalogue: at every vantage, for every kind of caller, as it says. */
function proveAttacks(organization: Organization, cells: readonly AttackCell[]): void {
  const tried = ATTACKS.filter(({ id }) => cells.some(({ attack }) => attack.id === id));
  describe(`the policies emitted for ${organization.name}`, () => {
    const byAttack = new Map<string, DecidedCell[]>();
    let milliseconds = 0;

    beforeAll(async () => {
      const environment = emittedEnvironment(organization);
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

    it.each(tried)("$id $title: as the catalogue says", ({ id, steps }) => {
      const ofAttack = byAttack.get(id) ?? [];
      const found = steps.flatMap((step) =>
        byVantage(ofAttack.filter((cell) => cell.step === step)).flatMap(objections),
      );
      expect(found).toEqual([]);
    });
  });
}

function byVantage(cells: readonly DecidedCell[]): readonly (readonly DecidedCell[])[] {
  const vantages = [...new Set(cells.map(({ vantage }) => vantage))];
  return vantages.map((vantage) => cells.filter((cell) => cell.vantage === vantage));
}
