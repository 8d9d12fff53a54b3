import { Refused } from "./refused";

/**
 * What a shell holds that would make Terraform work on another state than the description's. Where Terraform keeps its
 * data (TF_DATA_DIR) is ours to say, and set for each stack; the rest reaches Terraform as it is.
 * https://developer.hashicorp.com/terraform/cli/config/environment-variables
 */
export function refuseForeignWorkspace({ TF_WORKSPACE }: NodeJS.ProcessEnv): void {
  if (TF_WORKSPACE === undefined || TF_WORKSPACE === "" || TF_WORKSPACE === "default") return;
  throw new Refused(
    `Refused: TF_WORKSPACE is ${JSON.stringify(TF_WORKSPACE)}, and a workspace has a state of its own, where nothing of this organization is.\nRun: unset TF_WORKSPACE`,
  );
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
