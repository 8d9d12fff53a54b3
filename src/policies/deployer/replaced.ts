import type { Statement } from "../document";
import type { NamedDocument } from "./permissions";

/** When an administrator puts what is printed in the place of what was printed before. */
export type Replaced = "before the deploy" | "after the deploy" | "between two deploys";

/**
 * What a deploy makes needs what the new policies grant, and what it takes away needs what the old ones granted: where both
 * differ, one deploy takes away and the next one makes.
 *
 * @returns undefined where they are the same
 */
export function replacedWhen(
  printed: readonly NamedDocument[],
  prints: readonly NamedDocument[],
): Replaced | undefined {
  if (JSON.stringify(printed) === JSON.stringify(prints)) return undefined;
  if (!grantsMore(prints, printed, conditioned)) return "after the deploy";
  // Under another condition the same is granted still.
  return grantsMore(printed, prints, anyhow) ? "between two deploys" : "before the deploy";
}

type Told = (policy: string, statement: Statement, action: string, resource: string) => string;

const conditioned: Told = (policy, { Sid, Condition }, action, resource) =>
  JSON.stringify([policy, Sid, action, resource, Condition]);
const anyhow: Told = (policy, { Sid }, action, resource) => JSON.stringify([policy, Sid, action, resource]);

function grantsMore(these: readonly NamedDocument[], those: readonly NamedDocument[], told: Told): boolean {
  const known = new Set(those.flatMap((one) => grantsOf(one, told)));
  return these.flatMap((one) => grantsOf(one, told)).some((one) => !known.has(one));
}

function grantsOf({ name, document }: NamedDocument, told: Told): readonly string[] {
  return document.Statement.filter(({ Effect }) => Effect === "Allow").flatMap((statement) =>
    [statement.Action]
      .flat()
      .flatMap((action) =>
        [statement.Resource ?? []].flat().map((resource) => told(kindOf(name), statement, action, resource)),
      ),
  );
}

/** A purpose's policies are numbered, and a statement may move from one to the next. */
export const kindOf = (name: string): string => name.replace(/-\d+$/, "");
