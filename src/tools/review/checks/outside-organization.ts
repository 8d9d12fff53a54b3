import { isSame } from "../attributes/values";
import { actionOf, managed } from "../changes";
import type { ResourceChange } from "../plan";
import type { PlanCheck } from "./check";

/** An account as an ARN names it, or as a principal or a target on its own. */
const ACCOUNT = /arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):|"(\d{12})"/g;

/** What a filter or a rule looks for gives nobody access: there a scanner's account may stand, and nowhere else. */
const PATTERNS = ["event_pattern", "pattern"];

/** What is made may name a stranger as well as what is changed: of it, there is no before to compare with. */
export const outsideOrganization: PlanCheck = {
  id: "outside-organization",
  about: "The plan names an account that the organization's description does not name.",
  remedy: "Name the account in the organization's description if it is the organization's; else take it out of src/.",
  judge: ({ resource_changes: changes }, { organization }) => {
    if (organization === undefined) return [];
    const { alerts, ...besides } = organization;
    const known = idsIn(besides);
    const inPatterns = new Set([...known, ...idsIn(alerts.scanners)]);
    const knownIn = (attribute: string) => (PATTERNS.includes(attribute) ? inPatterns : known);
    return managed(changes)
      .filter((change) => ["create", "update", "replace"].includes(actionOf(change)))
      .flatMap((change) =>
        strangersIn(change, knownIn).map(([attribute, account]) => ({
          address: change.address,
          attribute,
          direction: "undecided" as const,
          what: `It names account ${account}, which the description does not.`,
          before: change.change.before?.[attribute] ?? null,
          after: change.change.after?.[attribute] ?? null,
        })),
      );
  },
};

const idsIn = (described: unknown): ReadonlySet<string> => new Set(JSON.stringify(described).match(/\d{12}/g));

function strangersIn(
  { change: { before, after } }: ResourceChange,
  knownIn: (attribute: string) => ReadonlySet<string>,
) {
  return Object.entries(after ?? {}).flatMap(([attribute, value]) => {
    if (isSame(before?.[attribute], value)) return [];
    const old = accountsIn(before?.[attribute]);
    const strangers = [...accountsIn(value)].filter((account) => !knownIn(attribute).has(account) && !old.has(account));
    return strangers.map((account) => [attribute, account] as const);
  });
}

/** A policy is text in a text: its quotes are escaped. */
function accountsIn(value: unknown): ReadonlySet<string> {
  const text = (JSON.stringify(value) ?? "").replaceAll("\\", "");
  return new Set([...text.matchAll(ACCOUNT)].map(([, inArn, alone]) => inArn ?? alone ?? ""));
}
