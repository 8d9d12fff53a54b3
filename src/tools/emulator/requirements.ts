import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { terraformBinary } from "../terraform/binary";
import { findProviderMirror } from "./provider-mirror";

/** The shims patch moto's inside, which may move with any version. */
const MOTO_VERSION = "5.2.1";

const PROJECT = join(__dirname, "..", "..", "..");

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

/** Looks for everything before it answers, so that one reading says all there is to install. */
export function checkRequirements(): Requirements {
  const terraform = pinnedTerraform();
  const python = pythonWithMoto();
  const missing = [terraform, python].filter((found) => typeof found === "object");
  if (typeof python === "object" || missing.length > 0) return { missing, tools: undefined };
  return { missing, tools: { python, providerEnvironment: providerEnvironment() } };
}

function pinnedTerraform(): string | MissingTool {
  const pinned = readFileSync(join(PROJECT, ".terraform-version"), "utf8").trim();
  const binary = terraformBinary(process.env);
  const { status, stdout } = spawnSync(binary, ["version", "-json"], { encoding: "utf8" });
  const found = status === 0 ? JSON.parse(stdout).terraform_version : "none";
  if (found === pinned) return found;
  return {
    what: `Terraform ${pinned} (${binary} is: ${found})`,
    howToInstall: `https://releases.hashicorp.com/terraform/${pinned}/, or: tfenv install ${pinned}`,
  };
}

function pythonWithMoto(): string | MissingTool {
  const version = "import moto, moto.server; print(moto.__version__)";
  for (const python of ["python3", "python"]) {
    const { stdout } = spawnSync(python, ["-c", version], { encoding: "utf8" });
    if (stdout?.trim() === MOTO_VERSION) return python;
  }
  return {
    what: `moto ${MOTO_VERSION}, which stands in for AWS (no python3 on PATH imports it)`,
    howToInstall: `python3 -m pip install 'moto[server]==${MOTO_VERSION}'`,
  };
}

/** The machine's own CLI configuration, else a mirror found on it, else the registry and a cache of our own. */
function providerEnvironment(): Record<string, string> {
  const configured = [process.env.TF_CLI_CONFIG_FILE, join(homedir(), ".terraformrc")].find(
    (file) => file && existsSync(file),
  );
  if (configured) return { TF_CLI_CONFIG_FILE: configured };

  const mirror = findProviderMirror(pinnedProviderVersion());
  if (mirror) return { TF_CLI_CONFIG_FILE: configurationFor(mirror) };

  const cache = join(tmpdir(), "terraform-plugin-cache");
  mkdirSync(cache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: cache };
}

/** The bindings and the emitted stacks follow the version the bindings were generated from. */
function pinnedProviderVersion(): string {
  const bindings = join(PROJECT, "node_modules", "@cdktf", "provider-aws", "package.json");
  return JSON.parse(readFileSync(bindings, "utf8")).cdktf.provider.version;
}

function configurationFor(mirror: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "terraform-cli-")), "terraformrc");
  const include = JSON.stringify(["registry.terraform.io/hashicorp/aws"]);
  writeFileSync(
    file,
    `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ${include}
  }
}
`,
  );
  return file;
}
