import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadOrganization } from "../../src/config/load-organization";
import { ConfigError, formatProblems } from "../../src/config/problem";
import { minimalOrganization, problem, temporaryFolder } from "../support/organizations";

const projectRoot = resolve(__dirname, "../..");
const described = JSON.stringify(minimalOrganization());

describe("an organization is loaded", () => {
  it.each(["askflorence", "example"])("by its name in organizations/: %s", async (name) => {
    await expect(loadOrganization(name, projectRoot)).resolves.toMatchObject({ name });
  });

  it.each([
    ["organization.ts", `const acme: object = ${described};\nexport default acme;`],
    ["organization.mts", `export default ${described} satisfies object;`],
    ["organization.mjs", `export default ${described};`],
    ["organization.cjs", `module.exports = ${described};`],
    ["organization.js", `module.exports = ${described};`],
    ["compiled.cjs", `exports.__esModule = true; exports.default = ${described};`],
  ])("from a user's own %s", async (file, source) => {
    const path = written(file, source);
    await expect(loadOrganization(path, projectRoot)).resolves.toMatchObject({ name: "acme", tags: {} });
  });

  // `#` is beyond Vite, which loads modules here: __tests__/main.integration.ts has a folder with one.
  it.each(["a b", "100%", "%20", "à côté", "a+b;c=d&e"])("from a folder of any name: %s", async (name) => {
    const root = temporaryFolder({ onTestFinished });
    mkdirSync(join(root, name));
    const files = ["organization.ts", "organization.mjs"].map((file) => join(root, name, file));
    for (const file of files) {
      writeFileSync(file, `export default ${described};`);
      await expect(loadOrganization(file, projectRoot)).resolves.toMatchObject({ name: "acme" });
    }
  });

  it("from a path relative to where the command was started", async () => {
    const path = relative(process.cwd(), written("organization.mjs", `export default ${described};`));
    await expect(loadOrganization(path, projectRoot)).resolves.toMatchObject({ name: "acme" });
  });

  it("by its name, where the working directory has a folder of that name", async () => {
    const root = temporaryFolder({ onTestFinished });
    mkdirSync(join(root, "organizations"));
    writeFileSync(join(root, "organizations", "src.ts"), `export default ${described};`);
    await expect(loadOrganization("src", root)).resolves.toMatchObject({ name: "acme" });
  });
});

describe("what is live already", () => {
  const adopt = { "log-archive": { "org-logs-key/key": "e9dfcdbe-19e1-491c-a8f9-d17612cf6353" } };
  const besideOf = (path: string) => path.replace(".mjs", ".adopt.json");

  it("is read from the file beside the description, which nobody has to import", async () => {
    const path = written("organization.mjs", `export default ${described};`);
    writeFileSync(besideOf(path), JSON.stringify(adopt));
    await expect(loadOrganization(path, projectRoot)).resolves.toMatchObject({ name: "acme", adopt });
    await expect(loadOrganization("askflorence", projectRoot)).resolves.toMatchObject({ adopt });
  });

  it("is said once: in the description or beside it", async () => {
    const path = written("organization.mjs", `export default ${JSON.stringify({ ...minimalOrganization(), adopt })};`);
    await expect(loadOrganization(path, projectRoot)).resolves.toMatchObject({ adopt });
    writeFileSync(besideOf(path), "{}");
    expect(await refusalOf(path)).toEqual([problem("adopt", besideOf(path), "said once", "keep the file")]);
  });

  it("is refused where it is no JSON, or not of its form", async () => {
    const path = written("organization.mjs", `export default ${described};`);
    writeFileSync(besideOf(path), "{ adopt");
    expect(await refusalOf(path)).toEqual([problem("adopt", besideOf(path), "JSON: ", "org-trail adopt")]);
    writeFileSync(besideOf(path), JSON.stringify({ management: true }));
    expect(await refusalOf(path)).toMatchObject([{ path: "adopt.management", value: true }]);
  });
});

describe("an organization that cannot be loaded", () => {
  it.each([
    ["a name that organizations/ does not have", "askflorense"],
    ["a path where nothing is", "./no/such/organization.ts"],
    ["a path through a file", "package.json/organization.ts"],
    ["a folder", "organizations"],
    ["an empty name", ""],
  ])("is refused with where to look: %s", async (_, reference) => {
    expect(await refusalOf(reference)).toEqual([
      problem(
        "ORGANIZATION",
        reference,
        "a file in organizations/ without its ending",
        "copy organizations/example.ts",
      ),
    ]);
  });

  it("is refused where its module has no default export, and told how to write one", async () => {
    const path = written("organization.mjs", `export const acme = ${described};`);
    expect(await refusalOf(path)).toEqual([
      problem("default", undefined, `the default export of ${path}, which exports acme`, "`export default acme;`"),
    ]);
    const empty = written("organization.mjs", "");
    expect(await refusalOf(empty)).toEqual([
      problem("default", undefined, "which exports nothing", "`export default organization;`"),
    ]);
  });

  it.each([
    ["is kept", `Promise.resolve(${described})`],
    ["is broken", "Promise.reject(new Error('no such file'))"],
  ])("is refused where its default export is a Promise that %s, and told how to wait", async (_, promise) => {
    const path = written("organization.ts", `export default ${promise};`);
    const problems = await refusalOf(path);
    expect(problems).toEqual([
      problem(
        "default",
        expect.any(Promise),
        `the default export of ${path}, not a Promise of it`,
        "export default await",
      ),
    ]);
    expect(formatProblems(path, problems)).toContain("default = Promise {");
  });

  it("is refused with every problem, under the name it was asked for by", async () => {
    const path = written(
      "organization.mjs",
      `export default ${JSON.stringify({ ...minimalOrganization(), name: "A", tag: {} })};`,
    );
    await expect(loadOrganization(path, projectRoot)).rejects.toThrow(`${path}: 2 problems. Nothing was written.`);
    expect(await refusalOf(path)).toMatchObject([{ path: "name" }, { path: "tag" }]);
  });
});

async function refusalOf(reference: string): Promise<ConfigError["problems"]> {
  const error: unknown = await loadOrganization(reference, projectRoot).catch((thrown: unknown) => thrown);
  if (!(error instanceof ConfigError)) throw new Error(`no ConfigError: ${error}`);
  return error.problems;
}

function written(file: string, source: string): string {
  const path = join(temporaryFolder({ onTestFinished }), file);
  writeFileSync(path, source);
  return path;
}
