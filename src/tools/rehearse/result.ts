import type { Authorization } from "../emulator/emulator";
import type { Accepted } from "../review/accepted";
import type { AttackAnswer, DrillAnswer } from "./drill-answer";

/** What became of one stack. */
export interface StackResult {
  readonly name: string;
  readonly accountId: string;
  /** How many resources its state has. */
  readonly resources: number;
  /** What `npm run deploy` said of it: `applied in 1 min 5 s: 36 to add`. */
  readonly applied: string;
  /** What `npm run plan` said of it afterwards: `no change`. */
  readonly replanned: string;
}

export interface Step {
  readonly what: string;
  readonly milliseconds: number;
}

/** Everything that a rehearsal found out. */
export interface Rehearsal {
  readonly organization: string;
  readonly organizationId: string;
  readonly when: Date;
  /** What was there before the first plan. */
  readonly before: readonly string[];
  readonly stacks: readonly StackResult[];
  readonly leftOut: readonly string[];
  readonly steps: readonly Step[];
  /** Undefined where it was not run. */
  readonly drill: DrillAnswer | undefined;
  /** Calls that AWS's own models were held against, and what was wrong with them. */
  readonly judged: { readonly calls: number; readonly violations: readonly string[] };
  /** Requests that the policies of Terraform's roles decided, and those that they refused. */
  readonly asked: { readonly times: number; readonly refused: readonly string[] };
  /** Hosts of AWS that something asked for all the same. */
  readonly refusedByDoor: readonly string[];
  /** Findings of an adoption, which a person has to accept before `npm run deploy` goes on. */
  readonly toAccept: readonly Accepted[];
  /** What nobody can undo, and what the description leaves open. */
  readonly notices: readonly string[];
  /** Ids of adopted resources that differ from the description's. */
  readonly substituted: readonly string[];
}

/** Whatever is not as it was promised; empty where all is well. */
export function problemsOf({ stacks, drill, judged, asked, refusedByDoor }: Rehearsal): readonly string[] {
  return [
    ...stacks
      .filter(({ replanned }) => replanned !== "no change")
      .map(({ name, replanned }) => `${name}: the second plan says ${replanned}`),
    ...asked.refused.map((refused) => `The policies of \`npx org-trail permissions\` refused ${refused}`),
    ...refusedByDoor.map((host) => `Something called ${host} instead of the emulator. This machine refused the call.`),
    ...judged.violations.map((violation) => `AWS would refuse: ${violation}`),
    ...(drill?.differences ?? []),
    ...(drill?.attacks ?? []).filter(({ broken }) => broken.length > 0).map(brokenPromise),
  ];
}

/** A line for an attack from one place: one cause, as a rule, that shows in many calls. */
function brokenPromise({ id, title, vantage, broken }: AttackAnswer): string {
  const [first, ...others] = broken;
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  return `${id} ${title}, from ${vantage}: not as the threat model says. ${first}${more}`;
}

/** What the policies of Terraform's roles were asked, and refused. */
export function askedOf(authorizations: readonly Authorization[]): Rehearsal["asked"] {
  const refused = authorizations.filter(({ allowed }) => !allowed);
  return {
    times: authorizations.reduce((sum, { times }) => sum + times, 0),
    refused: refused.map(({ role, action, resource }) => `${action} on ${resource}, asked by ${role}`),
  };
}
