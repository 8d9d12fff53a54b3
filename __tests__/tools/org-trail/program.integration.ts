import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../support/organizations";

const PROJECT = resolve(__dirname, "../../..");
const PROGRAM = pathToFileURL(join(PROJECT, "src/tools/org-trail/program.mjs"));

let folder = "";
let kept = "";

beforeEach(() => {
  folder = temporaryFolder({ onTestFinished });
  kept = join(folder, "kept", "program.cjs");
  mkdirSync(join(folder, "words"));
  writeFileSync(join(folder, "main.ts"), `import("./words/words").then(({ words }) => console.log(words as string));`);
  say("one");
});

/** Has the program's other source, which reads a file beside it, say something else. */
function say(text: string): void {
  writeFileSync(join(folder, "words", "text"), "beside");
  writeFileSync(
    join(folder, "words", "words.ts"),
    `import { readFileSync } from "node:fs";
     export const words: string = ${JSON.stringify(text)} + " " + readFileSync(__dirname + "/text", "utf8");`,
  );
}

function start() {
  const script = `import { runProgram } from ${JSON.stringify(PROGRAM)};
    await runProgram(${JSON.stringify(join(folder, "main.ts"))}, ${JSON.stringify(kept)});`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  return { stdout: stdout.trim(), stderr };
}

describe("npx org-trail", () => {
  it("starts from what its sources became, and makes that anew when one of them changed", () => {
    expect(start().stdout).toBe("one beside");
    writeFileSync(kept, readFileSync(kept, "utf8").replace('"one', '"kept'));
    expect(start().stdout).toBe("kept beside");
    say("another");
    expect(start().stdout).toBe("another beside");
    expect(readdirSync(join(folder, "kept"))).toEqual(["program.cjs"]);
    rmSync(join(folder, "words", "text"));
    expect(start().stderr).toContain("ENOENT");
  });

  it("makes it anew where what was kept is cut short or no list of sources", () => {
    for (const damaged of ["", "// [\n", "// no list\n"]) {
      mkdirSync(join(folder, "kept"), { recursive: true });
      writeFileSync(kept, damaged);
      expect(start().stdout).toBe("one beside");
    }
  });

  it("starts from its sources where nothing can be kept", () => {
    writeFileSync(join(folder, "kept"), "a file where the folder would be");
    expect(start().stdout).toBe("one beside");
    expect(existsSync(kept)).toBe(false);
  });

  it.each([
    ["own.ts", "export default { ...askflorence };"],
    // A module of ECMAScript sees what the other exported.
    ["own.mts", "export default await Promise.resolve({ ...askflorence.default });"],
  ])("reads a description, which is TypeScript and imports TypeScript: %s", (file, end) => {
    const description = join(folder, file);
    writeFileSync(
      description,
      `import askflorence from ${JSON.stringify(join(PROJECT, "organizations/askflorence"))};\n${end}`,
    );
    writeFileSync(
      join(folder, "main.ts"),
      `import { loadOrganization } from ${JSON.stringify(join(PROJECT, "src/config/load-organization"))};
       loadOrganization(${JSON.stringify(description)}, "").then(({ name }) => console.log(name));`,
    );
    // What is compiled finds its packages from where it is kept.
    symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
    const { stdout, stderr } = start();
    expect(stdout, stderr).toBe("askflorence");
    expect(existsSync(kept)).toBe(true);
  });

  it("says where a source is wrong", () => {
    writeFileSync(join(folder, "words", "words.ts"), "export const words: string = ;");
    expect(start().stderr).toContain("words.ts");
  });
});
