import { afterAll, beforeAll, expect, it } from "vitest";
import type { Case } from "../corpus/case";
import { CASES } from "../corpus/cases";
import { AppliedOrganization } from "../corpus/record/applied-organization";
import { review } from "../corpus/review";
import { shapeOf } from "../corpus/shape";
import { baseOf, verdictOf } from "../corpus/verdict";
import { describeE2e } from "./support/describe-e2e";

/** Every kind of case, of the smallest stack. */
const SAMPLE = CASES.filter(({ organization, stack }) => organization === "example" && stack === "prod");

describeE2e("the corpus of plans: a sample, planned again", (tools) => {
  let applied: AppliedOrganization;

  beforeAll(async () => {
    applied = await AppliedOrganization.start(tools, "example", new Set(["prod"]));
    await applied.base("prod");
  });
  afterAll(() => applied?.stop());

  const planned = ({ stack, made }: Case) =>
    made.live === undefined ? applied.planned(stack, made) : applied.plannedWithLiveChange(stack, made);

  it.each(SAMPLE)("$id is planned as it was recorded, and judged as the table says", async (one) => {
    const recording = await planned(one);
    expect(shapeOf(recording)).toEqual(shapeOf(baseOf(one).readCase(one.id)));
    expect(verdictOf(one, recording, review)).toMatchObject({ right: true });
  });
});
