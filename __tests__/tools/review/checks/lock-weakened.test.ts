import { describe, expect, it } from "vitest";
import { created, planOf, reviewPlan } from "../../../support/plans";
import { itJudges } from "./attribute-cases";

const LOCK = "aws_s3_bucket_object_lock_configuration";
const VERSIONING = "aws_s3_bucket_versioning";
const lock = (mode: string, length: object) => ({
  object_lock_enabled: "Enabled",
  rule: [{ default_retention: [{ mode, ...length }] }],
});
const versions = (status: string, mfa_delete = "") => ({ versioning_configuration: [{ status, mfa_delete }] });
const sevenYears = lock("COMPLIANCE", { days: 0, years: 7 });

describe("lock-weakened", () => {
  itJudges("lock-weakened", [
    ["a shorter lock", LOCK, sevenYears, lock("COMPLIANCE", { days: 365, years: 0 }), "weaker"],
    ["a lock that some may lift", LOCK, sevenYears, lock("GOVERNANCE", { days: 0, years: 7 }), "weaker"],
    ["no lock for what arrives", LOCK, sevenYears, { object_lock_enabled: "Enabled", rule: [] }, "weaker"],
    ["a longer lock is no finding", LOCK, sevenYears, lock("COMPLIANCE", { days: 0, years: 8 }), "nothing"],
    [
      "the same time in days is no finding",
      LOCK,
      sevenYears,
      lock("COMPLIANCE", { days: 2555, years: null }),
      "nothing",
    ],
    [
      "a lock that is known after apply",
      LOCK,
      sevenYears,
      { object_lock_enabled: "Enabled" },
      "undecided",
      { rule: true },
    ],
    ["versions that are no longer kept", VERSIONING, versions("Enabled"), versions("Suspended"), "weaker"],
    [
      "versions that go without a second factor",
      VERSIONING,
      versions("Enabled", "Enabled"),
      versions("Enabled"),
      "weaker",
    ],
    ["versions that are kept again are no finding", VERSIONING, versions("Suspended"), versions("Enabled"), "nothing"],
    ["a bucket that Terraform may empty", "aws_s3_bucket", { force_destroy: false }, { force_destroy: true }, "weaker"],
    [
      "less time before a key is gone",
      "aws_kms_key",
      { deletion_window_in_days: 30, enable_key_rotation: true, is_enabled: true },
      { deletion_window_in_days: 7, enable_key_rotation: true, is_enabled: true },
      "weaker",
    ],
  ]);

  it("of a new bucket, the second factor may be known after apply, and the versions may not", () => {
    const plan = (after_unknown: object) =>
      planOf(created(VERSIONING, versions("Enabled"), { versioning_configuration: [after_unknown] }));
    expect(reviewPlan(plan({ mfa_delete: true }))).toEqual([]);
    expect(reviewPlan(plan({ status: true }))).toMatchObject([{ direction: "undecided" }]);
  });
});
