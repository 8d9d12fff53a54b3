import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A stack in an output. */
export interface OutputStack {
  readonly name: string;
  readonly accountId: string;
  /** Where its state is kept. */
  readonly backend: object;
  readonly hasResources: boolean;
}

/** The stacks that an output has; none where nothing was synthesized yet, nor of files that are not ours. */
export function readOutput(outdir: string): readonly OutputStack[] {
  const folder = join(outdir, "stacks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    try {
      const { provider, resource, terraform } = JSON.parse(readFileSync(join(folder, name, "cdk.tf.json"), "utf8"));
      const [accountId] = provider.aws[0].allowed_account_ids;
      return [{ name, accountId, backend: terraform.backend, hasResources: resource !== undefined }];
    } catch {
      return [];
    }
  });
}

/** Stacks of the same organization that were there before, with something in them, and are not there now. */
export function leftBehind(before: readonly OutputStack[], now: readonly OutputStack[]): readonly OutputStack[] {
  const [one] = now;
  // Another organization's stacks, synthesized into the same folder, keep their state elsewhere.
  const placeOf = ({ name, backend }: OutputStack) => JSON.stringify(backend).replace(`${name}.tfstate`, "");
  const names = now.map(({ name }) => name);
  return before.filter(
    (stack) =>
      one !== undefined && stack.hasResources && !names.includes(stack.name) && placeOf(stack) === placeOf(one),
  );
}

export function leftBehindNotice({ name, accountId }: OutputStack): string {
  return `${name} is left behind: Terraform no longer sees what it made in account ${accountId}. If it was applied, put { name: "${name}", id: "${accountId}" } and its deploy access under accounts.former, run: npm run deploy ${name}, then delete it there.`;
}
