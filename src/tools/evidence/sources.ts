import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { chosenDescription } from "../load-chosen";
import { sha256 } from "../sha256";
import type { PlacedStack } from "./configuration";

/** What the evidence was made from, so that somebody else can make it again. */
export interface Sources {
  /** Git's, with `+changes` where files differ from it; undefined outside of a checkout. */
  readonly commit: string | undefined;
  readonly versions: Readonly<Record<string, string>>;
  /** SHA-256 of what decided, by what it is. */
  readonly hashes: Readonly<Record<string, string>>;
}

const PACKAGES = ["cdktf", "@cdktf/provider-aws", "constructs", "typescript"];

export function sourcesOf(projectRoot: string, stacks: readonly PlacedStack[]): Sources {
  const description = chosenDescription(projectRoot);
  const read = (file: string) => readFileSync(file);
  const { version, dependencies, devDependencies } = JSON.parse(read(join(projectRoot, "package.json")).toString());
  return {
    commit: commitOf(projectRoot),
    versions: {
      "org-audit-trail": version,
      node: process.version,
      ...Object.fromEntries(PACKAGES.map((name) => [name, { ...dependencies, ...devDependencies }[name]])),
    },
    hashes: {
      [relative(projectRoot, description)]: sha256(read(description)),
      "package-lock.json": sha256(read(join(projectRoot, "package-lock.json"))),
      ...Object.fromEntries(
        stacks.map(({ name, blocks }) => [`emitted resources of ${name}`, sha256(JSON.stringify(blocks))]),
      ),
    },
  };
}

function commitOf(projectRoot: string): string | undefined {
  const git = (...words: string[]) => spawnSync("git", words, { cwd: projectRoot, encoding: "utf8" });
  const { status, stdout } = git("rev-parse", "HEAD");
  if (status !== 0) return undefined;
  const isChanged = git("status", "--porcelain", "--untracked-files=no").stdout.trim() !== "";
  return `${stdout.trim()}${isChanged ? "+changes" : ""}`;
}
