import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { ResourceChange } from "../../../src/tools/review/plan";
import { type FindKey, forgottenKeyProblem } from "../../../src/tools/terraform/live-alias";
import { temporaryFolder } from "../../support/organizations";
import { created, planOf, unchanged } from "../../support/plans";
import { example } from "../../support/synthesized";

const KEY = created("aws_kms_key", {}, { key_id: true });
const ALIAS = created("aws_kms_alias", { name: example.key.alias });
const live: FindKey = async () => "e9dfcdbe";
const none: FindKey = async () => undefined;
const unreachable: FindKey = async () => {
  throw new Error("no way to AWS");
};

describe("a live key that was forgotten", () => {
  let folder: string;
  beforeEach((context) => {
    folder = temporaryFolder(context);
    writeFileSync(join(folder, "cdk.tf.json"), "{}");
  });
  const problemOf = (changes: readonly ResourceChange[], find: FindKey, name = "log-archive") =>
    forgottenKeyProblem(
      { name, folder, dependencies: [] },
      planOf(...changes),
      { organization: example, say: () => {} },
      find,
    );

  it("is no reason for a second one", async () => {
    const problem = await problemOf([KEY, ALIAS], live);
    expect(problem?.cause).toContain("alias/example-org-logs is live, key e9dfcdbe");
    expect(problem?.remedy).toContain("npx org-trail adopt");
  });

  it.each([
    ["there is none, as before a first apply", [KEY, ALIAS], none],
    ["the state has it already", [unchanged("aws_kms_key", {}), ALIAS], live],
    ["the plan makes a key of another name", [KEY, created("aws_kms_alias", { name: "alias/alerts" })], live],
    ["nobody answers: the alias, which is taken, fails the apply", [KEY, ALIAS], unreachable],
  ])("is no problem where %s", async (_title, changes, find) => {
    expect(await problemOf(changes, find)).toBeUndefined();
  });

  it("is no problem of another stack", async () => {
    expect(await problemOf([KEY, ALIAS], live, "management")).toBeUndefined();
  });
});
