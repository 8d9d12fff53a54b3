import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { liveArchiveKeyId } from "../../../src/config/adoption";
import { forgottenNotice, misplacedState, recallState, rememberState } from "../../../src/tools/terraform/known-state";
import { foreignKeyProblem, leftOutProblem, taintedProblem } from "../../../src/tools/terraform/stack-problems";
import { parseState } from "../../../src/tools/terraform/state";
import { temporaryFolder } from "../../support/organizations";
import { askflorence } from "../../support/synthesized";

const LIVE_KEY = liveArchiveKeyId(askflorence);

function stateOf(...resources: readonly object[]) {
  return parseState(JSON.stringify({ version: 4, lineage: "one", resources }));
}

function resource(type: string, name: string, attributes: object = {}, status?: string) {
  const provider = 'provider["registry.terraform.io/hashicorp/aws"].log-archive';
  return { mode: "managed", type, name, provider, instances: [{ attributes, ...(status ? { status } : {}) }] };
}

describe("a state", () => {
  it("is empty where nothing was printed", () => {
    expect(parseState("\n")).toEqual({ lineage: undefined, resources: [] });
  });

  it("names each resource's provider by its alias, and leaves data sources out", () => {
    const { resources } = stateOf(resource("aws_kms_key", "key"), { ...resource("aws_kms_alias", "a"), mode: "data" });
    expect(resources).toMatchObject([{ address: "aws_kms_key.key", provider: "aws.log-archive" }]);
  });

  it("of a format that is not known is refused", () => {
    expect(() => parseState('{"version":5,"lineage":""}')).toThrow("format 5");
  });
});

describe("a tainted resource", () => {
  const json = {
    terraform: { backend: {}, required_providers: { aws: { version: "5.100.0" } } },
    provider: { aws: [] },
    resource: { aws_kms_key: { key: { lifecycle: { prevent_destroy: true } } }, aws_sns_topic: { topic: {} } },
  };

  it("that its stack protects is a problem, with the one command", () => {
    const problem = taintedProblem("log-archive", stateOf(resource("aws_kms_key", "key", {}, "tainted")), json);
    expect(problem?.cause).toContain("the creation of aws_kms_key.key was interrupted");
    expect(problem?.remedy).toContain("npm run deploy log-archive -- --untaint");
  });

  it.each([
    ["is whole", resource("aws_kms_key", "key")],
    ["may be replaced", resource("aws_sns_topic", "topic", {}, "tainted")],
  ])("is no problem where it %s", (_title, one) => {
    expect(taintedProblem("log-archive", stateOf(one), json)).toBeUndefined();
  });
});

describe("a live key that the description adopts", () => {
  it.each([
    ["is missing from the state, and nobody looked what else is live", stateOf(), "says nothing of the bucket"],
    [
      "is another one in the state",
      stateOf(resource("aws_kms_key", "key", { key_id: "other" })),
      "another key (other)",
    ],
  ])("is refused where it %s", (_title, state, cause) => {
    expect(foreignKeyProblem("log-archive", state, askflorence)?.cause).toContain(cause);
  });

  it("is imported over another one only after that has left the state", () => {
    const problem = foreignKeyProblem(
      "log-archive",
      stateOf(resource("aws_kms_key", "key", { key_id: "o" })),
      askflorence,
    );
    expect(problem?.remedy).toContain("npm run terraform log-archive -- state rm aws_kms_key.key");
  });

  it.each([
    ["the state has it", "log-archive", stateOf(resource("aws_kms_key", "key", { key_id: LIVE_KEY })), askflorence],
    ["none is adopted", "log-archive", stateOf(), { ...askflorence, adopt: {} }],
    ["another stack is meant", "management", stateOf(), askflorence],
  ])("is no problem where %s", (_title, stack, state, organization) => {
    expect(foreignKeyProblem(stack, state, organization)).toBeUndefined();
  });
});

describe("a stack that Terraform is to let go of", () => {
  it("may have nothing in its state that it does not name: that would be destroyed", () => {
    const folder = temporaryFolder({ onTestFinished });
    const state = stateOf(resource("aws_kms_key", "key"), resource("aws_s3_bucket", "gone"));
    expect(leftOutProblem("log-archive", state, folder)).toBeUndefined();
    const removed = [{ from: "aws_kms_key.key", lifecycle: { destroy: false } }];
    writeFileSync(join(folder, "removed.tf.json"), JSON.stringify({ removed }));
    expect(leftOutProblem("log-archive", state, folder)?.cause).toContain("does not: aws_s3_bucket.gone.");
    expect(leftOutProblem("log-archive", stateOf(resource("aws_kms_key", "key")), folder)).toBeUndefined();
  });
});

describe("a state that is not where it was", () => {
  const full = stateOf(resource("aws_kms_key", "key"), resource("aws_kms_alias", "alias"));
  const older = stateOf(resource("aws_kms_key", "key"));
  const known = { place: "s3://bucket/a.tfstate", lineage: "one", resources: 2, file: "/project/known.json" };
  const localFile = { path: "/project/terraform.acme.a.tfstate", resources: 2 };

  it.each([
    [
      "left behind in a file",
      parseState(""),
      "s3://bucket/a.tfstate",
      undefined,
      localFile,
      "has one with 2 resources",
    ],
    ["gone", parseState(""), "s3://bucket/a.tfstate", known, undefined, "last read at s3://bucket/a.tfstate"],
    ["elsewhere", parseState(""), "/project/x.tfstate", known, undefined, "last read at s3://bucket/a.tfstate"],
    ["replaced", full, known.place, { ...known, lineage: "two" }, undefined, "another one than this checkout"],
    ["an older copy", older, "/project/x.tfstate", known, undefined, "an older copy"],
  ])("is refused: %s", (_title, state, place, remembered, file, cause) => {
    const problem = misplacedState("a", state, place, remembered, file);
    expect(problem?.cause).toContain(cause);
    expect(problem?.remedy).not.toBe("");
  });

  it.each([
    ["nothing was ever applied", parseState(""), known.place, undefined, undefined],
    ["everything was taken away before", parseState(""), known.place, { ...known, resources: 0 }, undefined],
    ["it is as it was", full, known.place, known, undefined],
    [
      "it moved whole, which gives it another lineage",
      full,
      "s3://other/a.tfstate",
      { ...known, lineage: "two" },
      undefined,
    ],
    ["a file lies about that is not used any more", full, known.place, known, localFile],
  ])("is no problem where %s", (_title, state, place, remembered, file) => {
    expect(misplacedState("a", state, place, remembered, file)).toBeUndefined();
  });

  it("comes with commands for paths with spaces, and with the one file to delete", () => {
    const spaced = { path: "/my project/a.tfstate", resources: 2 };
    expect(misplacedState("a", parseState(""), known.place, undefined, spaced)?.remedy).toContain(
      'state push "/my project/a.tfstate"',
    );
    expect(misplacedState("a", full, known.place, { ...known, lineage: "two" }, undefined)?.remedy).toContain(
      "delete /project/known.json",
    );
  });
});

describe("a state that was read", () => {
  const full = stateOf(resource("aws_kms_key", "key"));
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "known-state-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ["has resources", [full], 1],
    ["had some, all taken away", [full, stateOf()], 0],
    ["never had any", [stateOf()], undefined],
    ["is not there", [parseState("")], undefined],
  ])("is remembered as it is: one that %s", (_title, states, expected) => {
    for (const state of states) rememberState(folder, "s3://a/b", state);
    expect(recallState(folder)?.resources).toBe(expected);
  });

  it("and is of no described stack any more is spoken of, until everything is taken away", () => {
    rememberState(folder, "s3://a/dev.tfstate", full);
    expect(forgottenNotice("dev", recallState(folder))).toMatch(
      /s3:\/\/a\/dev.tfstate had 1 resources.*accounts.former.*npm run deploy dev/,
    );
    rememberState(folder, "s3://a/dev.tfstate", stateOf());
    expect(forgottenNotice("dev", recallState(folder))).toBeUndefined();
    expect(forgottenNotice("dev", undefined)).toBeUndefined();
  });
});
