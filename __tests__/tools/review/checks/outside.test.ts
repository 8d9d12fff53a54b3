import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../../../src/tools/review/plan";
import { created, destroyed, planOf, reviewPlan, updated } from "../../../support/plans";

const GROUP = "aws_cloudwatch_log_group";
const year = { retention_in_days: 365 };
const day = { retention_in_days: 1 };
const drifted = (drift: readonly ResourceChange[], ...changes: readonly ResourceChange[]) =>
  reviewPlan({ ...planOf(...changes), resource_drift: [...drift] });

describe("changed-outside, gone-outside", () => {
  it("what somebody weakened is found, and that the plan puts it right", () => {
    expect(drifted([updated(GROUP, year, day)], updated(GROUP, day, year))).toMatchObject([
      { check: "changed-outside", direction: "weaker", healed: true },
    ]);
  });

  it("what the plan leaves weakened is not called put right", () => {
    const [left] = drifted([updated(GROUP, year, day)]);
    expect(left).toMatchObject({ check: "changed-outside", direction: "weaker" });
    expect(left).not.toHaveProperty("healed");
    const [half] = drifted(
      [updated(GROUP, { ...year, kms_key_id: "a" }, { ...day, kms_key_id: "a" })],
      updated(GROUP, { ...day, kms_key_id: "a" }, { ...day, kms_key_id: "b" }),
    );
    expect(half).not.toHaveProperty("healed");
  });

  it("what somebody made stronger, and what AWS filled in, is no finding", () => {
    expect(drifted([updated(GROUP, day, year)])).toEqual([]);
    expect(
      drifted([
        updated("aws_s3_bucket", { policy: "", versioning: [] }, { policy: "{}", versioning: [{ enabled: true }] }),
      ]),
    ).toEqual([]);
    expect(drifted([updated(GROUP, { ...year, something_new: null }, { ...year, something_new: 7 })])).toEqual([]);
  });

  it("what is not found in AWS may be gone, or hidden from the role that plans", () => {
    const [gone] = drifted(
      [destroyed("aws_kms_key")],
      created("aws_kms_key", { enable_key_rotation: true, is_enabled: true }),
    );
    expect(gone).toMatchObject({
      check: "gone-outside",
      direction: "undecided",
      what: expect.stringContaining("may not read it"),
    });
  });
});
