import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

export const PROJECT = resolve(__dirname, "../..");

/** A command of a page, as bash splits it into words. */
export interface PageCommand {
  readonly page: string;
  readonly words: readonly string[];
}

/** What a page has somebody run elsewhere: here each notes its words and does nothing. */
const NOTED = ["aws", "npm", "npx", "terraform", "git", "watch", "sleep"];

/** Every page with commands. */
export function pages(): readonly string[] {
  const below = (folder: string) =>
    readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map((file) => join(folder, file));
  return [...below("docs/runbooks"), "docs/switched-off.md"].filter((page) => blocksOf(page).length > 0).sort();
}

/** Blocks of shell commands. */
export function blocksOf(page: string): readonly string[] {
  const text = readFileSync(join(PROJECT, page), "utf8");
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^ *```/gm)].map(([, indent = "", block = ""]) =>
    block.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

/**
 * Has bash run the blocks of a page, one after the other in one shell, with commands that only note their words: so bash decides what a
 * word is, and a block with an error is found.
 *
 * @param scratch a folder of the test's own
 */
export function commandsOf(
  page: string,
  scratch: string,
): { readonly commands: readonly PageCommand[]; readonly wrong: string } {
  const [bin, work] = [join(scratch, "bin"), join(scratch, "work")];
  for (const folder of [bin, work]) mkdirSync(folder, { recursive: true });
  for (const name of NOTED) {
    // A zero byte keeps each word apart; an answer is there for whatever takes one.
    writeFileSync(
      join(bin, name),
      `#!/usr/bin/env bash\nprintf '%s\\0' ${name} "$@" >> "$NOTES"; printf '\\n' >> "$NOTES"\necho answer\n`,
    );
    chmodSync(join(bin, name), 0o755);
  }
  const notes = join(scratch, "notes");
  // What a loop walks through.
  for (const folder of ["AWSLogs/o-vefew8kgv1/111122223333/CloudTrail-Digest/us-east-1"]) {
    mkdirSync(join(work, "copy", folder), { recursive: true });
    writeFileSync(join(work, "copy", folder, "digest.json.gz"), "");
  }
  // Without an input: bash takes node's, a socket, for a remote login's, and reads ~/.bashrc, which may put other commands before these.
  // https://www.gnu.org/software/bash/manual/html_node/Bash-Startup-Files.html
  const { stderr } = spawnSync("bash", ["-c", blocksOf(page).join("\n")], {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: work,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, NOTES: notes },
    encoding: "utf8",
  });
  const lines = existsSync(notes) ? readFileSync(notes, "utf8").split("\0\n").filter(Boolean) : [];
  return {
    commands: lines.map((line) => ({ page: relative("docs", page), words: line.split("\0") })),
    wrong: stderr
      .split("\n")
      .filter((line) => /syntax error|unexpected|command not found|unbound/.test(line))
      .join("\n"),
  };
}
