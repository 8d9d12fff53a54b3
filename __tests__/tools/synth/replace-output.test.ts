import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { replaceOutput } from "../../../src/tools/synth/replace-output";
import { temporaryFolder } from "../../support/organizations";

/** Contents by path. */
type Files = Readonly<Record<string, string>>;

const PREVIOUS: Files = {
  "manifest.json": JSON.stringify({ stacks: { management: {}, prod: {} } }),
  "stacks/management/cdk.tf.json": "previous management",
  "stacks/management/.terraform/providers/aws": "a provider of 700 MB",
  "stacks/management/.terraform.lock.hcl": "its checksum",
  "stacks/prod/cdk.tf.json": "previous prod",
  "stacks/prod/.terraform/providers/aws": "another",
};

const FRESH: Files = {
  "manifest.json": "the new list",
  "stacks/management/cdk.tf.json": "new management",
  "stacks/dev/cdk.tf.json": "new dev",
};

describe("replaceOutput", () => {
  let outdir = "";
  beforeEach(() => {
    outdir = join(temporaryFolder({ onTestFinished }), "cdktf.out");
  });

  it("writes where nothing was, and makes the folders on the way", () => {
    const deep = join(outdir, "not", "yet");
    replaceOutput(deep, (folder) => write(folder, FRESH));
    expect(filesOf(deep)).toEqual(FRESH);
  });

  it("replaces the stacks that stay and keeps their .terraform, adds the new, removes those that are gone", () => {
    write(outdir, PREVIOUS);
    replaceOutput(outdir, (folder) => write(folder, FRESH));
    expect(filesOf(outdir)).toEqual({
      ...FRESH,
      "stacks/management/.terraform/providers/aws": "a provider of 700 MB",
      "stacks/management/.terraform.lock.hcl": "its checksum",
    });
  });

  it.each(["import.tf.json", "removed.tf.json"])(
    "removes an earlier %s, which Terraform would read: this synth has none",
    (file) => {
      write(outdir, { ...PREVIOUS, [`stacks/management/${file}`]: "stale" });
      replaceOutput(outdir, (folder) => write(folder, FRESH));
      expect(Object.keys(filesOf(outdir))).not.toContain(`stacks/management/${file}`);
      replaceOutput(outdir, (folder) => write(folder, { ...FRESH, [`stacks/management/${file}`]: "new" }));
      expect(filesOf(outdir)).toMatchObject({ [`stacks/management/${file}`]: "new" });
    },
  );

  it("leaves the stacks that are gone to cdktf-cli where it is told to", () => {
    write(outdir, PREVIOUS);
    replaceOutput(outdir, (folder) => write(folder, FRESH), { removeGone: false });
    expect(filesOf(outdir)).toMatchObject({ ...FRESH, "stacks/prod/cdk.tf.json": "previous prod" });
  });

  it("replaces a folder of assets whole", () => {
    write(outdir, { ...PREVIOUS, "stacks/management/assets/old/function.zip": "old" });
    replaceOutput(outdir, (folder) => write(folder, { ...FRESH, "stacks/management/assets/new/function.zip": "new" }));
    const assets = Object.keys(filesOf(outdir)).filter((path) => path.includes("/assets/"));
    expect(assets).toEqual(["stacks/management/assets/new/function.zip"]);
  });

  it("deletes no folder that the previous list does not name", () => {
    const foreign = { "stacks/letters/to-my-mother.txt": "not Terraform's", "holiday.jpg": "nor this" };
    write(outdir, { ...PREVIOUS, ...foreign });
    replaceOutput(outdir, (folder) => write(folder, FRESH));
    expect(filesOf(outdir)).toMatchObject({ ...FRESH, ...foreign });
  });

  it.each<[string, string]>([
    ["is not one", "no JSON"],
    ["has no stacks", "{}"],
    ["names what is not its own", JSON.stringify({ stacks: { "": {}, "..": {}, "../letters": {}, ".": {} } })],
  ])("deletes nothing where the previous list %s", (_, manifest) => {
    const foreign = { "letters/to-my-mother.txt": "not Terraform's", "stacks/letters/two.txt": "nor this" };
    write(outdir, { ...foreign, "manifest.json": manifest });
    replaceOutput(outdir, (folder) => write(folder, FRESH));
    expect(filesOf(outdir)).toEqual({ ...FRESH, ...foreign });
  });

  it("writes within the output's own file system, where it lies behind a link or is a mount: no file is renamed across", () => {
    const elsewhere = temporaryFolder({ onTestFinished });
    write(elsewhere, PREVIOUS);
    symlinkSync(elsewhere, outdir, "junction");
    replaceOutput(outdir, (folder) => {
      expect(realpathSync(dirname(folder))).toBe(realpathSync(elsewhere));
      write(folder, FRESH);
    });
    expect(filesOf(elsewhere)).toMatchObject(FRESH);
    expect(readdirSync(elsewhere).sort()).toEqual(["manifest.json", "stacks"]);
  });

  it("hands back what the writing returned", () => {
    expect(replaceOutput(outdir, (folder) => write(folder, FRESH).length)).toBe(3);
  });

  it.each<[string, (folder: string) => void]>([
    ["throws before its first file", fail],
    [
      "throws after a part of its files",
      (folder) => {
        write(folder, { "manifest.json": "half", "stacks/management/cdk.tf.json": "half" });
        fail();
      },
    ],
    ["writes no stacks", (folder) => write(folder, { "manifest.json": "no stacks" })],
  ])("leaves the previous output as it was, byte for byte, where the writing %s", (_, writing) => {
    write(outdir, PREVIOUS);
    expect(() => replaceOutput(outdir, writing)).toThrow();
    expect(filesOf(outdir)).toEqual(PREVIOUS);
  });

  it("makes no output where there was none and the writing throws", () => {
    expect(() => replaceOutput(outdir, fail)).toThrow("the writing failed");
    expect(existsSync(outdir)).toBe(false);
  });

  it.each<[string, (folder: string) => void]>([
    ["succeeds", (folder) => write(folder, FRESH)],
    ["throws", fail],
  ])("leaves no temporary folder behind where the writing %s", (_, writing) => {
    write(outdir, PREVIOUS);
    try {
      replaceOutput(outdir, writing);
    } catch {}
    expect(readdirSync(dirname(outdir))).toEqual(["cdktf.out"]);
    expect(readdirSync(outdir).sort()).toEqual(["manifest.json", "stacks"]);
  });
});

function fail(): never {
  throw new Error("the writing failed");
}

function write(folder: string, files: Files): readonly string[] {
  return Object.entries(files).map(([path, content]) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    return path;
  });
}

function filesOf(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
