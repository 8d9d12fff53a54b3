import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Sandbox } from "../../../src/tools/rehearse/sandbox";

describe("the checkout of a rehearsal", () => {
  let project: string;
  let sandbox: Sandbox;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "a-project-"));
    for (const folder of ["src", "organizations", "queries", "docs/runbooks", "node_modules"]) {
      mkdirSync(join(project, folder), { recursive: true });
    }
    for (const file of ["main.ts", "package.json", "tsconfig.json", "cdktf.json", ".terraform-version"]) {
      writeFileSync(join(project, file), "");
    }
    for (const file of ["acme.ts", "acme.adopt.json", "acme.accepted.json"]) {
      writeFileSync(join(project, "organizations", file), "{}");
    }
    sandbox = Sandbox.make(project);
  });
  afterEach(() => {
    sandbox.remove();
    rmSync(project, { recursive: true });
  });

  it("has the user's descriptions, and nothing that they accept: that is about AWS and their state", () => {
    expect(readdirSync(join(sandbox.checkout, "organizations"))).toEqual(["acme.adopt.json", "acme.ts"]);
    expect(existsSync(join(project, "organizations", "acme.accepted.json"))).toBe(true);
  });

  it("leaves nothing behind where it cannot be made", () => {
    rmSync(join(project, "main.ts"));
    const temporary = join(project, "tmp");
    mkdirSync(temporary);
    vi.stubEnv("TMPDIR", temporary);
    expect(() => Sandbox.make(project)).toThrow(/ENOENT/);
    expect(readdirSync(temporary)).toEqual([]);
    vi.unstubAllEnvs();
  });

  it("goes when it is removed, and takes nothing of the user's along", () => {
    sandbox.remove();
    expect(existsSync(sandbox.checkout)).toBe(false);
    expect(existsSync(join(project, "node_modules"))).toBe(true);
  });
});
