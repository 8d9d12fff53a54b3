import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../support/organizations";

const SCRIPTS = resolve(__dirname, "../../.ci/pipeline");

let folder = "";
let bin = "";

/** A project with the scripts alone, and a PATH whose npm, npx and gh do as a test says. */
beforeEach(() => {
  folder = temporaryFolder({ onTestFinished });
  bin = join(folder, "bin");
  mkdirSync(bin);
  cpSync(SCRIPTS, join(folder, ".ci/pipeline"), { recursive: true });
  for (const command of ["npm", "npx", "gh"]) fake(command, "");
});

/** Has a command note its words, and do more. */
function fake(name: string, script: string): void {
  const file = join(bin, name);
  writeFileSync(file, `#!/usr/bin/env bash\necho "${name} $*" >> "${join(folder, "calls")}"\n${script}\n`);
  chmodSync(file, 0o755);
}

const PLANS = "mkdir -p .org-trail/plans/acme && echo '{}' > .org-trail/plans/acme/management.json";
/** What `npx org-trail` answers. */
const answers = (review: number, doctor = 0) =>
  `case "$2" in review) echo "reviewed as $5"; exit ${review};; doctor) echo "doctor says"; exit ${doctor};; esac`;

function script(name: string, ...words: string[]) {
  const { status, stderr } = spawnSync("bash", [join(folder, ".ci/pipeline", name), ...words], {
    cwd: folder,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    encoding: "utf8",
  });
  const calls = join(folder, "calls");
  return { status, stderr, calls: existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : [] };
}

const written = (file: string) => readFileSync(join(folder, file), "utf8");

describe("the pipeline's plan", () => {
  it.each([
    ["has changes", 2, 0],
    ["has findings", 3, 1],
  ])("writes its review as Markdown and SARIF, and ends as npm run plan does, where it %s", (_, planned, reviewed) => {
    fake("npm", `${PLANS}; exit ${planned}`);
    fake("npx", answers(reviewed));
    const { status, calls } = script("plan", "out");
    expect(status).toBe(planned);
    expect(calls[0]).toBe("npm run --silent plan -- --hashes out/approved.json");
    expect(written("out/review.md")).toBe("reviewed as markdown\n");
    expect(written("out/review.sarif")).toBe("reviewed as sarif\n");
    // No plan is among what it writes for others.
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["review.md", "review.sarif"]);
  });

  it("says that nothing changes, and reviews no plan of an earlier run", () => {
    mkdirSync(join(folder, ".org-trail/plans/acme"), { recursive: true });
    writeFileSync(join(folder, ".org-trail/plans/acme/old.json"), "{}");
    const { status, calls } = script("plan", "out");
    expect([status, calls.length]).toEqual([0, 1]);
    expect(written("out/review.md")).toBe("No change.\n");
  });

  it.each([
    ["cannot be made", 1, 0],
    ["is interrupted", 143, 0],
    ["cannot be reviewed", 2, 2],
  ])("fails where it %s", (_, planned, reviewed) => {
    fake("npm", `${PLANS}; exit ${planned}`);
    fake("npx", answers(reviewed));
    expect(script("plan", "out").status).toBe(1);
  });
});

describe("the pipeline's deploy", () => {
  it("applies what was approved, then asks doctor", () => {
    fake("npx", answers(0));
    const { status, calls } = script("deploy", "approved.json", "out");
    expect(status).toBe(0);
    expect(calls).toEqual([
      "npm run --silent deploy -- --approved approved.json",
      "npx org-trail doctor --format markdown",
    ]);
    expect(written("out/doctor.md")).toBe("doctor says\n");
  });

  it("asks nobody after a deploy that failed, and fails with it", () => {
    fake("npm", "exit 1");
    const { status, calls } = script("deploy", "approved.json", "out");
    expect([status, calls.length]).toEqual([1, 1]);
  });

  it.each([1, 3])("fails where doctor ends with %i", (code) => {
    fake("npx", answers(0, code));
    expect(script("deploy", "approved.json", "out").status).toBe(code);
  });
});

describe("the nightly look", () => {
  const issues = (open: string) => fake("gh", `case "$2" in list) echo "${open}";; esac`);
  const ofIssues = (calls: readonly string[]) => calls.filter((call) => /^gh issue (?!list)/.test(call));

  it("says nothing where nothing drifts and all holds", () => {
    issues("");
    fake("npx", answers(0));
    const { status, calls } = script("nightly", "out");
    expect([status, ofIssues(calls)]).toEqual([0, []]);
  });

  it.each([
    ["drift", 2, 0, "What is live is not what the description says."],
    ["a failing check", 0, 1, "At least one check fails."],
    ["a check that could not be made", 0, 3, "Not everything could be checked."],
    ["a plan that failed", 1, 0, "It could not be planned"],
  ])("opens an issue for %s, and fails", (_, planned, doctor, words) => {
    issues("");
    fake("npm", `exit ${planned}`);
    fake("npx", answers(0, doctor));
    const { status, calls } = script("nightly", "out");
    expect(status).toBe(1);
    expect(ofIssues(calls)).toEqual([
      "gh issue create --label audit-trail-nightly --title The audit trail is not as described --body-file out/issue.md",
    ]);
    expect(written("out/issue.md")).toContain(words);
    expect(written("out/issue.md")).toContain("doctor says");
  });

  it("writes into the issue that is open already: one, not one a night", () => {
    issues("7");
    fake("npm", "exit 2");
    fake("npx", answers(0));
    expect(ofIssues(script("nightly", "out").calls)).toEqual(["gh issue edit 7 --body-file out/issue.md"]);
  });

  it("closes it once all is well", () => {
    issues("7");
    fake("npx", answers(0));
    const { status, calls } = script("nightly", "out");
    expect([status, ofIssues(calls).length]).toEqual([0, 1]);
    expect(ofIssues(calls)[0]).toMatch(/^gh issue close 7/);
  });
});

describe("a comment on a pull request", () => {
  it.each([
    ["new where there is none of its name", "", "--method POST repos/{owner}/{repo}/issues/12/comments"],
    ["in place of the one before", "99", "--method PATCH repos/{owner}/{repo}/issues/comments/99"],
  ])("is %s", (_, known, expected) => {
    fake(
      "gh",
      `case "$*" in *--paginate*) echo "${known}";; *) cp "$(sed 's/.*body=@//' <<<"$*")" "${folder}/sent";; esac`,
    );
    writeFileSync(join(folder, "review.md"), "the review");
    const { status, calls } = script("comment", "12", "plan", "review.md");
    expect(status).toBe(0);
    expect(calls.at(-1)).toContain(expected);
    expect(written("sent")).toBe("<!-- org-trail: plan -->\nthe review");
  });
});
