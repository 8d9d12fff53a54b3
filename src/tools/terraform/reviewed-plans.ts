import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { PlanJson } from "./plan-json";
import { Refused } from "./refused";

/**
 * What was reviewed, as a pipeline carries it from the job that plans to the job that applies. A plan holds values in the clear
 * and stays where it was made; its hash says nothing of them.
 */
const reviewedPlans = z.strictObject({
  organization: z.string(),
  /** SHA-256 of the changes of each stack that has any. */
  stacks: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in hex")),
});

export type ReviewedPlans = z.infer<typeof reviewedPlans>;

/** Stacks, each in its folder, and what would change in them. */
type Changing = readonly {
  readonly stack: { readonly name: string; readonly folder: string };
  readonly saved: { readonly plan: PlanJson };
}[];

export function hashesOf(changing: Changing): Readonly<Record<string, string>> {
  return Object.fromEntries(changing.map(({ stack, saved }) => [stack.name, hashOf(saved.plan, stack.folder)]));
}

/**
 * Of all that a plan changes, and of what the stack says: what is known only while it is applied stands there alone. Terraform and synth
 * write JSON in one order.
 */
function hashOf({ resource_changes: changes = [], output_changes: outputs = {} }: PlanJson, folder: string): string {
  const changed = changes.filter(({ mode, change, previous_address: moved }) => {
    const isSame = change.actions.join() === "no-op" && change.importing === undefined && moved === undefined;
    return mode === "managed" && !isSame;
  });
  const described = readFileSync(join(folder, "cdk.tf.json"));
  return createHash("sha256")
    .update(JSON.stringify([changed, outputs]))
    .update(described)
    .digest("hex");
}

export function writeReviewed(file: string, reviewed: ReviewedPlans): void {
  writeFileSync(file, `${JSON.stringify(reviewed, null, 2)}\n`);
}

/** @throws Refused unless the file holds what was reviewed of this organization */
export function readReviewed(file: string, organization: string): ReviewedPlans {
  const remedy = `make it with: npm run plan -- --hashes ${file}`;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Refused(`${file} cannot be read: ${error instanceof Error ? error.message : error}. ${remedy}`);
  }
  const parsed = reviewedPlans.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join(".") || "the file"}: ${message}`);
    throw new Refused([`${file} does not hold the hashes of reviewed plans. ${remedy}`, ...problems].join("\n"));
  }
  if (parsed.data.organization !== organization)
    throw new Refused(
      `${file} is of ${parsed.data.organization}, and the description is of ${organization}. ${remedy}`,
    );
  return parsed.data;
}

/** @throws Refused where a stack would change in another way than was reviewed, or was not reviewed at all */
export function refuseUnreviewed(changing: Changing, { stacks }: ReviewedPlans): void {
  const lines = Object.entries(hashesOf(changing)).flatMap(([name, hash]) => {
    if (stacks[name] === hash) return [];
    const why =
      stacks[name] === undefined
        ? "no change of it was reviewed: it may have waited for another stack"
        : "what would change is not what was reviewed: the description or what is live changed since";
    return [`  ${name}: ${why}`];
  });
  if (lines.length === 0) return;
  throw new Refused(
    [
      "Refused: these plans are not those that were reviewed. Nothing of them was applied.",
      ...lines,
      "Plan again, have that reviewed, and deploy with its hashes.",
    ].join("\n"),
  );
}
