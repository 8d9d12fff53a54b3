import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, parse } from "node:path";

/**
 * A folder laid out as Terraform's filesystem mirror, holding this version of the AWS provider.
 *
 * @param anywhere whether it may stand where Terraform would not look: wherever a machine's image put it
 */
export function findProviderMirror(version: string, anywhere: boolean): string | undefined {
  const folders = [...impliedMirrors(), ...(anywhere ? shallowFolders() : [])];
  return folders.find((folder) => holdsProvider(folder, version));
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function impliedMirrors(): readonly string[] {
  const { TF_PLUGIN_MIRROR, XDG_DATA_HOME, XDG_DATA_DIRS } = process.env;
  const dataFolders = [XDG_DATA_HOME ?? join(homedir(), ".local", "share"), ...(XDG_DATA_DIRS?.split(":") ?? [])];
  return [
    ...(TF_PLUGIN_MIRROR ? [TF_PLUGIN_MIRROR] : []),
    join(homedir(), ".terraform.d", "plugins"),
    ...dataFolders.map((folder) => join(folder, "terraform", "plugins")),
  ];
}

/** Folders that say nothing of what is installed, and can be slow to list. */
const NOT_INSTALLATIONS = new Set(["proc", "sys", "dev", "run", "node_modules"]);

/** Folders up to three deep from the root, breadth first: wherever a machine's image put its mirror. */
function* shallowFolders(): Generator<string> {
  let level = [parse(process.cwd()).root];
  for (let depth = 0; depth < 3; depth++) {
    level = level.flatMap(subfolders);
    yield* level;
  }
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !NOT_INSTALLATIONS.has(entry.name))
      .map((entry) => join(folder, entry.name));
  } catch {
    return []; // not ours to read
  }
}

/** Unpacked (`<version>/<os>_<arch>/`) or packed (`terraform-provider-aws_<version>_<os>_<arch>.zip`). */
function holdsProvider(mirror: string, version: string): boolean {
  const provider = join(mirror, "registry.terraform.io", "hashicorp", "aws");
  if (!existsSync(provider)) return false;
  return existsSync(join(provider, version)) || readdirSync(provider).some((name) => name.includes(`_${version}_`));
}
