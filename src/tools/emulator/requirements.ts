import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { TERRAFORM_VERSIONS } from "../../config/terraform-versions";
import { terraformBinary } from "../terraform/binary";
import { isWithin } from "../terraform/preflight";
import { findProviderMirror } from "./provider-mirror";

/** The shims patch moto's inside, which may move with any version. */
const MOTO_VERSION = "5.2.1";

const PROJECT = join(__dirname, "..", "..", "..");

/** A Python of the checkout's own: Debian's and Homebrew's take no packages but their own. */
const OWN_FOLDER = ".org-trail/python";
const OWN_PYTHON = join(PROJECT, OWN_FOLDER, "bin", "python");

/** What the emulator, and Terraform against it, run with. */
export interface Tools {
  /** An interpreter that can import moto. */
  readonly python: string;
  /** Tells Terraform where to find the AWS provider. */
  readonly providerEnvironment: Readonly<Record<string, string>>;
}

export interface MissingTool {
  readonly what: string;
  readonly howToInstall: string;
}

export interface Requirements {
  readonly missing: readonly MissingTool[];
  /** Undefined when any is missing. */
  readonly tools: Tools | undefined;
}

export interface Wanted {
  /** Which version of Terraform will do. */
  readonly terraform: (version: string) => boolean;
  /** Whether the provider is looked for where Terraform would not look. */
  readonly mirrorAnywhere: boolean;
  /** Where the provider is kept, if it has to be downloaded. */
  readonly pluginCache: string;
}

const PINNED = readFileSync(join(PROJECT, ".terraform-version"), "utf8").trim();

/** The tests want what the project is developed with, and run where an image has put it. */
const FOR_TESTS: Wanted = {
  terraform: (version) => version === PINNED,
  mirrorAnywhere: true,
  pluginCache: join(tmpdir(), "terraform-plugin-cache"),
};

/** A rehearsal takes what plan and deploy take. */
export const FOR_REHEARSALS: Wanted = {
  terraform: (version) => isWithin(version, TERRAFORM_VERSIONS),
  mirrorAnywhere: false,
  pluginCache: join(PROJECT, ".org-trail", "rehearsal-plugins"),
};

/** Looks for everything before it answers, so that one reading says all there is to install. */
export function checkRequirements(wanted = FOR_TESTS): Requirements {
  const terraform = wantedTerraform(wanted);
  const python = pythonWithMoto();
  const missing = [terraform, python].filter((found) => typeof found === "object");
  if (typeof python === "object" || missing.length > 0) return { missing, tools: undefined };
  return { missing, tools: { python, providerEnvironment: providerEnvironment(wanted) } };
}

/** What to install, and how. */
export function explainMissing(missing: readonly MissingTool[]): string {
  return missing.map(({ what, howToInstall }) => `missing: ${what}\n  install it: ${howToInstall}`).join("\n");
}

function wantedTerraform({ terraform }: Wanted): string | MissingTool {
  const binary = terraformBinary(process.env);
  const { status, stdout } = spawnSync(binary, ["version", "-json"], { encoding: "utf8" });
  const found = status === 0 ? JSON.parse(stdout).terraform_version : "none";
  if (terraform(found)) return found;
  return {
    what: `Terraform ${PINNED} (${binary} is: ${found}). TERRAFORM_BINARY_NAME may name another`,
    howToInstall: `https://releases.hashicorp.com/terraform/${PINNED}/, or: tfenv install ${PINNED}`,
  };
}

function pythonWithMoto(): string | MissingTool {
  const version = "import moto, moto.server; print(moto.__version__)";
  for (const python of [OWN_PYTHON, "python3", "python"]) {
    const { stdout } = spawnSync(python, ["-c", version], { encoding: "utf8" });
    if (stdout?.trim() === MOTO_VERSION) return python;
  }
  return {
    what: `moto ${MOTO_VERSION}, which stands in for AWS (no python3 on PATH imports it)`,
    howToInstall: `cd ${PROJECT} && python3 -m venv ${OWN_FOLDER} && ${OWN_FOLDER}/bin/python -m pip install 'moto[server]==${MOTO_VERSION}'`,
  };
}

/** The machine's own CLI configuration, else a mirror found on it, else the registry and a cache of our own. */
function providerEnvironment({ mirrorAnywhere, pluginCache }: Wanted): Record<string, string> {
  const configured = [process.env.TF_CLI_CONFIG_FILE, join(homedir(), ".terraformrc")].find(
    (file) => file && existsSync(file),
  );
  if (configured) return { TF_CLI_CONFIG_FILE: configured };

  const mirror = findProviderMirror(pinnedProviderVersion(), mirrorAnywhere);
  if (mirror) return { TF_CLI_CONFIG_FILE: configurationFor(mirror, `${pluginCache}.terraformrc`) };

  mkdirSync(pluginCache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: pluginCache };
}

/** The bindings and the emitted stacks follow the version the bindings were generated from. */
function pinnedProviderVersion(): string {
  const bindings = join(PROJECT, "node_modules", "@cdktf", "provider-aws", "package.json");
  return JSON.parse(readFileSync(bindings, "utf8")).cdktf.provider.version;
}

function configurationFor(mirror: string, file: string): string {
  const include = JSON.stringify(["registry.terraform.io/hashicorp/aws"]);
  mkdirSync(dirname(file), { recursive: true });
  // Others may read it meanwhile.
  const written = `${file}.${process.pid}`;
  writeFileSync(
    written,
    `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ${include}
  }
}
`,
  );
  renameSync(written, file);
  return file;
}
