import { describe, expect, it } from "vitest";
import { namesOf } from "../../../src/naming";
import { irreversibleIn, irreversibleInPlan } from "../../../src/tools/terraform/irreversible";
import { nextSteps } from "../../../src/tools/terraform/next-steps";
import { countChanges, describeCounts, type ResourceChange, stepsOf } from "../../../src/tools/terraform/plan-json";
import { ApplyProgress } from "../../../src/tools/terraform/progress";
import { formatDuration } from "../../../src/tools/words";
import { askflorence, example } from "../../support/synthesized";

function change(
  type: string,
  actions: ResourceChange["change"]["actions"],
  after: object = {},
  before: object | null = null,
) {
  const values = { actions, before: before as null, after: after as Record<string, unknown> };
  return { address: `${type}.one`, mode: "managed" as const, type, change: values };
}

const locked = (mode: string, length: object) => ({ rule: [{ default_retention: [{ mode, ...length }] }] });
const LOCK = "aws_s3_bucket_object_lock_configuration";

describe("what nobody can undo", () => {
  it("is said of a COMPLIANCE lock, with its length and the account", () => {
    expect(irreversibleIn(askflorence)).toEqual([
      expect.stringContaining("COMPLIANCE mode keeps every log file for 7 years"),
    ]);
    expect(irreversibleIn(askflorence)[0]).toContain("754660694122");
  });

  it("is asked about where the lock is longer than rules of retention", () => {
    const long = {
      ...askflorence,
      archive: { ...askflorence.archive, objectLock: { mode: "COMPLIANCE" as const, years: 77 } },
    };
    expect(irreversibleIn(long)[0]).toContain("77 years is far longer");
    expect(irreversibleIn(askflorence)[0]).not.toContain("far longer");
  });

  it("is nothing of a GOVERNANCE lock", () => {
    const trial = {
      ...askflorence,
      archive: { ...askflorence.archive, objectLock: { mode: "GOVERNANCE" as const, days: 1 } },
    };
    expect(irreversibleIn(trial)).toEqual([]);
  });

  it.each([
    ["a first lock", change(LOCK, ["create"], locked("COMPLIANCE", { years: 7 })), "for 7 years"],
    [
      "GOVERNANCE to COMPLIANCE",
      change(LOCK, ["update"], locked("COMPLIANCE", { days: 30 }), locked("GOVERNANCE", { days: 30 })),
      "before: GOVERNANCE, 30 days",
    ],
    [
      "a contact who must confirm",
      change("aws_sns_topic_subscription", ["create"], { protocol: "email", endpoint: "a@b.c" }),
      "a@b.c hears nothing until",
    ],
  ])("is said of a plan: %s", (_title, one, words) => {
    expect(irreversibleInPlan({ resource_changes: [one] })).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    ["the same lock", change(LOCK, ["update"], locked("COMPLIANCE", { years: 7 }), locked("COMPLIANCE", { years: 7 }))],
    ["another resource", change("aws_sns_topic", ["create"])],
    ["what the review finds: a destroy", change("aws_sns_topic", ["delete"])],
    ["what the review finds: a replacement", change("aws_sns_topic", ["delete", "create"])],
    ["a webhook", change("aws_sns_topic_subscription", ["create"], { protocol: "https", endpoint: "https://a" })],
  ])("is not said of %s", (_title, one) => {
    expect(irreversibleInPlan({ resource_changes: [one] })).toEqual([]);
  });
});

describe("a plan's counts", () => {
  it("are Terraform's: a replacement adds one and destroys one, data sources do not count", () => {
    const counts = countChanges({
      resource_changes: [
        change("a", ["create"]),
        change("a", ["delete", "create"]),
        change("a", ["update"]),
        { ...change("a", ["read"]), mode: "data" },
      ],
    });
    expect(counts).toEqual({ add: 2, change: 1, destroy: 1, import: 0, move: 0, forget: 0 });
    expect(describeCounts(counts)).toBe("2 to add, 1 to change, 1 to destroy");
    expect(stepsOf(counts)).toBe(4);
  });

  it.each([
    ["moves", { ...change("a", ["no-op"]), previous_address: "a.old" }, "1 to move"],
    ["lets go of", change("a", ["forget"]), "1 to forget"],
  ])("name what a plan only %s: it is no change of outputs", (_title, one, words) => {
    expect(describeCounts(countChanges({ resource_changes: [one] }))).toBe(words);
    expect(stepsOf(countChanges({ resource_changes: [one] }))).toBe(0);
  });

  it("say where only outputs change", () => {
    expect(describeCounts(countChanges({}))).toBe("outputs only");
  });
});

describe("an apply's progress", () => {
  it("counts what is done, of how many, and speaks of what takes long", () => {
    const progress = new ApplyProgress("prod", 2);
    const lines = [
      "aws_a.b: Creating...",
      "aws_a.b: Still creating... [10s elapsed]",
      "aws_a.b: Still creating... [30s elapsed]",
      "aws_a.b: Creation complete after 31s [id=x]",
      "aws_c.d: Modifications complete after 0s [id=x]",
      "│ Error: no",
    ];
    expect(lines.map((line) => progress.lineFor(line))).toEqual([
      undefined,
      undefined,
      "[prod 0/2] aws_a.b: 30s so far",
      "[prod 1/2] aws_a.b: creation complete after 31s",
      "[prod 2/2] aws_c.d: modifications complete after 0s",
      "[prod] Error: no",
    ]);
  });

  it("reaches its total, imports and what Terraform calls deposed included", () => {
    const imported = {
      ...change("aws_a", ["update"]),
      change: { ...change("aws_a", ["update"]).change, importing: { id: "x" } },
    };
    const total = stepsOf(countChanges({ resource_changes: [imported, change("aws_b", ["create", "delete"])] }));
    const progress = new ApplyProgress("log-archive", total);
    const lines = [
      "aws_a.one: Import complete [id=x]",
      "aws_a.one: Modifications complete after 0s [id=x]",
      "aws_b.one: Creation complete after 0s [id=y]",
      "aws_b.one (deposed object 1f2e3d4c): Destruction complete after 0s",
    ].map((line) => progress.lineFor(line));
    expect(lines.at(-1)).toBe("[log-archive 4/4] aws_b.one (deposed object 1f2e3d4c): destruction complete after 0s");
  });

  it.each([
    ["[20s elapsed]", false],
    ["[00m20s elapsed]", false],
    ["[id=x, 00m30s elapsed]", true],
    ["[id=x, 1m0s elapsed]", true],
    ["[01m10s elapsed]", true],
  ])("speaks of what takes half a minute, however Terraform writes it: %s", (elapsed, said) => {
    const line = new ApplyProgress("prod", 1).lineFor(`aws_a.b: Still creating... ${elapsed}`);
    expect(line !== undefined).toBe(said);
  });

  it.each([
    [900, "1 s"],
    [61_000, "1 min 1 s"],
    [7_500_000, "2 h 5 min"],
  ])("%s ms are %s", (milliseconds, expected) => {
    expect(formatDuration(milliseconds)).toBe(expected);
  });
});

describe("what a person must do now", () => {
  const applied = (...changes: ResourceChange[]) => [
    { name: "management", plan: { resource_changes: changes }, accepted: 0 },
  ];

  it("is to confirm each new subscription, once by name", () => {
    const email = change("aws_sns_topic_subscription", ["create"], { protocol: "email", endpoint: "a@b.c" });
    expect(nextSteps(example, namesOf(example), applied(email, email))[0]).toMatch(
      /^Confirm the subscriptions: a@b.c received/,
    );
  });

  it("is to look at a new trail and its dashboard, at their addresses", () => {
    const steps = nextSteps(
      example,
      namesOf(example),
      applied(change("aws_cloudtrail", ["create"]), change("aws_cloudwatch_dashboard", ["create"])),
    );
    expect(steps.join("\n")).toContain(
      "https://eu-central-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-central-1#/trails/",
    );
    expect(steps.join("\n")).toContain("#dashboards/dashboard/example-org-audit");
  });

  it("is to name somebody where nobody hears the alerts", () => {
    expect(nextSteps(askflorence, namesOf(askflorence), applied()).join("\n")).toContain("alerts reach nobody");
  });

  it("is to delete the acceptances that are done with, of each stack its own", () => {
    const plan = { resource_changes: [] };
    const done = [
      { name: "log-archive", plan, accepted: 13 },
      { name: "management", plan, accepted: 1 },
      { name: "security", plan, accepted: 0 },
    ];
    expect(nextSteps(example, namesOf(example), done).join("\n")).toContain(
      "Delete from organizations/example.accepted.json what is done now: 13 entries of log-archive, 1 entry of management.",
    );
  });

  it("is nothing where nothing was applied", () => {
    expect(nextSteps(example, namesOf(example), [])).toEqual([]);
  });
});
