import { Refused } from "./refused";

/**
 * What a shell holds that would make Terraform work on another state than the description's. Where Terraform keeps its
 * data (TF_DATA_DIR) is ours to say, and set for each stack; the rest reaches Terraform as it is.
 * https://developer.hashicorp.com/terraform/cli/config/environment-variables
 *
 * @throws Refused with every variable to unset
 */
export function refuseForeignState(shell: NodeJS.ProcessEnv): void {
  const found = Object.entries(shell).filter(([name, value]) => isForeign(name, value ?? ""));
  if (found.length === 0) return;
  const named = found.map(([name, value]) => `${name} is ${JSON.stringify(value)}`).join(", ");
  throw new Refused(
    `Refused: ${named}. Terraform would work on another state, where nothing of this organization is.\nRun: unset ${found.map(([name]) => name).join(" ")}`,
  );
}

function isForeign(name: string, value: string): boolean {
  if (name === "TF_WORKSPACE") return value !== "" && value !== "default";
  // Of init: -backend-config, -backend=false. Of plan and apply: -state, -state-out.
  return /^TF_CLI_ARGS(?:_|$)/.test(name) && /(?:^|\s)["']?--?(?:backend|state)/.test(value);
}

/** Terraform's environment for one stack. */
export function terraformEnvironment(
  shell: NodeJS.ProcessEnv,
  { dataFolder, pluginCache }: { readonly dataFolder: string; readonly pluginCache: string },
): NodeJS.ProcessEnv {
  return {
    // One download of the provider serves all stacks, unless the operator keeps a cache already.
    TF_PLUGIN_CACHE_DIR: pluginCache,
    ...shell,
    TF_DATA_DIR: dataFolder,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
  };
}
