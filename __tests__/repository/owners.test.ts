import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(__dirname, "../..");
const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");

describe("the repository", () => {
  it("names owners for folders that there are, policies and threats among them", () => {
    const paths = [...textOf(".github/CODEOWNERS").matchAll(/^(\/\S+)/gm)].map(([, path = ""]) => path);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(["/src/policies/", "/src/threats/"]));
  });
});
