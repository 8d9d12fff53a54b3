import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadQueries } from "../../src/queries/catalogue";
import { adoptCommand } from "../../src/tools/adopt/command";
import { costCommand } from "../../src/tools/cost/command";
import { doctorCommand } from "../../src/tools/doctor/command";
import { evidenceCommand } from "../../src/tools/evidence/command";
import { investigateCommand } from "../../src/tools/investigate/command";
import { permissionsCommand } from "../../src/tools/permissions/command";
import { reviewCommand } from "../../src/tools/review/command";
import { verifyCommand } from "../../src/tools/verify/command";
import { temporaryFolder } from "../support/organizations";
import { blocksOf, commandsOf, PROJECT, pages } from "./commands-of";

const { scripts } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const COMMANDS: readonly Command[] = [
  adoptCommand,
  costCommand,
  doctorCommand,
  evidenceCommand,
  investigateCommand,
  permissionsCommand,
  reviewCommand,
  verifyCommand,
];
const PAGES = pages();
const noted = (page: string) => commandsOf(page, temporaryFolder({ onTestFinished }));
const starting = (page: string, ...first: readonly string[]) =>
  noted(page)
    .commands.filter(({ words }) => first.every((word, index) => words[index] === word))
    .map(({ words }) => words.slice(first.length));

describe.each(PAGES)("the commands of %s", (page) => {
  it("are what bash understands, each of them", () => {
    const { commands, wrong } = noted(page);
    expect(wrong).toBe("");
    const lines = blocksOf(page).join("\n").split("\n");
    // No command hides in what bash did not come to.
    const written = lines.filter((line) => /^(?:[A-Z_]+=\$\()?(?:aws|npm|npx) /.test(line.trim())).length;
    expect(commands.length).toBeGreaterThanOrEqual(written);
  });

  it("are scripts that package.json has, where npm runs them", () => {
    const unknown = starting(page, "npm", "run").map((words) => words.find((word) => !word.startsWith("-")) ?? "");
    expect(unknown.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  it("are commands of org-trail with options that they have, and queries that there are", () => {
    const wrong = starting(page, "npx", "org-trail").flatMap((words) => wrongIn(words));
    expect(wrong).toEqual([]);
  });
});

function wrongIn(words: readonly string[]): readonly string[] {
  const [name, ...rest] = words;
  const top = COMMANDS.find((one) => one.name() === name);
  if (top === undefined) return [`no command ${name}`];
  const command = top.commands.find((one) => one.name() === rest[0]) ?? top;
  const known = command.options.flatMap(({ long, short }) => [long, short]);
  const unknown = rest
    .filter((word) => word.startsWith("--") && !known.includes(word))
    .map((word) => `${name} has no ${word}`);
  const isQuestion = name === "investigate" && rest[0] === "run" && !rest.includes("--sql");
  return [...unknown, ...(isQuestion ? wrongInQuestion(rest) : [])];
}

function wrongInQuestion([, query = "", ...rest]: readonly string[]): readonly string[] {
  const found = loadQueries().find(({ name }) => name === query);
  if (found === undefined) return [`no query ${query}`];
  const given = rest.flatMap((word, index) => (rest[index - 1] === "--param" ? (word.split("=", 1)[0] ?? "") : []));
  const known = found.parameters.map(({ name }) => name);
  const required = found.parameters.filter((one) => one.default === undefined).map(({ name }) => name);
  return [
    ...given.filter((name) => !known.includes(name)).map((name) => `${query} has no parameter ${name}`),
    ...required.filter((name) => !given.includes(name)).map((name) => `${query} needs ${name}`),
  ];
}

/** Not everybody who develops this has it. */
const PYTHON = spawnSync("python3", ["-c", "import awscli"]).status === 0;

describe.runIf(PYTHON)("every command of the AWS CLI in runbooks", () => {
  it("is one that the CLI has, with options and a query that it takes", () => {
    const commands = PAGES.flatMap((page) => starting(page, "aws").map((words) => ({ page, words })));
    const { stdout, stderr } = spawnSync("python3", [join(__dirname, "judge.py")], {
      input: JSON.stringify(commands.map(({ words }) => words)),
      encoding: "utf8",
    });
    const verdicts: readonly (string | null)[] = JSON.parse(stdout || "[]");
    expect(verdicts, stderr).toHaveLength(commands.length);
    const wrong = commands.flatMap(({ page, words }, index) =>
      verdicts[index] === null ? [] : [`${page}: aws ${words.join(" ")}: ${verdicts[index]}`],
    );
    expect(wrong).toEqual([]);
    expect(commands.length).toBeGreaterThan(150);
  });

  it("is refused where it is none", () => {
    const input = [
      ["kms", "describe-keys"],
      ["kms", "describe-key"],
      ["kms", "describe-key", "--key-id", "x", "--query", "a["],
      ["kms", "list-keys", "--nonsense", "x"],
    ];
    const { stdout } = spawnSync("python3", [join(__dirname, "judge.py")], {
      input: JSON.stringify(input),
      encoding: "utf8",
    });
    expect(JSON.parse(stdout).filter((verdict: unknown) => verdict === null)).toEqual([]);
  });
});
