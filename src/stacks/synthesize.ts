import { App } from "cdktf";
import type { Organization } from "../config/organization";
import type { AccountStack } from "./account-stack";
import { handOver } from "./hand-over";
import { organizationStacks } from "./organization-stacks";

/**
 * Writes an organization's stacks as Terraform into a folder, and lists them in the order they are applied.
 *
 * @param stateFolder folder of local state files, from a stack's own folder. @default beside the output
 */
export function synthesize(organization: Organization, outdir: string, stateFolder?: string): readonly AccountStack[] {
  // Every reference would record where it was made, which nobody reads: a third of the time (bench/RESULTS.md). cdktf
  // sets Error.stackTraceLimit itself, so that alone does not stop it.
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    const app = new App({ outdir, stackTraces: false });
    const stacks = organizationStacks(app, organization, stateFolder);
    app.synth();
    handOver(
      organization,
      outdir,
      stacks.map(({ node }) => node.id),
    );
    return stacks;
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
