import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Finding } from "./finding";
import { Unreadable } from "./unreadable";

/** For longer than this, a weakening is no exception any more: it belongs into the description. */
const LONGEST_DAYS = 90;

const day = z.iso.date();

const entry = z
  .strictObject({
    /** Id of the check that finds it. */
    check: z.string().min(1),
    /** The stack whose plan it is found in. */
    stack: z.string().min(1),
    /** Address of the resource, as the finding says it. */
    address: z.string().min(1),
    /** Attribute, where one of several of the resource is meant. @default all that the check finds there */
    attribute: z.string().min(1).optional(),
    /** Why it is right all the same, for whoever reads it in a year. */
    reason: z.string().trim().min(20, "a reason that somebody else understands: 20 characters or more"),
    acceptedOn: day,
    /** The last day on which it counts. */
    expiresOn: day,
  })
  .refine(({ acceptedOn, expiresOn }) => expiresOn >= acceptedOn, "expiresOn is before acceptedOn")
  .refine(
    ({ acceptedOn, expiresOn }) => daysBetween(acceptedOn, expiresOn) <= LONGEST_DAYS,
    `expiresOn is more than ${LONGEST_DAYS} days after acceptedOn: what is to stay belongs into the description`,
  );

/** In place of a stack: the entry is about the adoption, not about a stack's plan. No stack may be called so. */
export const ADOPTION = "(adoption)";

const file = z.strictObject({ $schema: z.string().optional(), accepted: z.array(entry) });

/** A weakening that is meant: somebody wrote down why, and until when. */
export type Accepted = z.infer<typeof entry>;

export interface Judged {
  /** What is left to be answered. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly { readonly finding: Finding; readonly entry: Accepted }[];
}

/** Where an organization's accepted weakenings are written down. */
export function acceptedFile(projectRoot: string, organization: string): string {
  return join(projectRoot, "organizations", `${organization}.accepted.json`);
}

/**
 * @param stacks every stack of the organization
 * @throws Unreadable with every problem of the file
 */
export function readAccepted(path: string, stacks: readonly { readonly name: string }[]): readonly Accepted[] {
  if (!existsSync(path)) return [];
  const names = stacks.map(({ name }) => name);
  return parseAccepted(readFileSync(path, "utf8"), path, names);
}

export function parseAccepted(text: string, path: string, stacks: readonly string[]): readonly Accepted[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Unreadable(
      `${path} is not JSON: ${error instanceof Error ? error.message : error}. Correct it: what it accepts is not known.`,
    );
  }
  const parsed = file.safeParse(json);
  const problems = parsed.success
    ? unknownStacks(parsed.data.accepted, stacks)
    : parsed.error.issues.map(({ path: at, message }) => `  ${at.join(".") || "(file)"}: ${message}`);
  if (parsed.success && problems.length === 0) return parsed.data.accepted;
  throw new Unreadable([`${path} says what is accepted, and cannot be read:`, ...problems].join("\n"));
}

/** No plan would ever judge such an entry: it would neither be used nor be found unused. */
function unknownStacks(entries: readonly Accepted[], stacks: readonly string[]): readonly string[] {
  return entries.flatMap(({ stack }, index) =>
    stack === ADOPTION || stacks.includes(stack)
      ? []
      : [
          `  accepted.${index}.stack: there is no stack ${stack}, only ${stacks.join(", ")}; correct it, or delete the entry`,
        ],
  );
}

/**
 * Takes what is accepted from the findings of one stack's plan. An entry that has expired accepts nothing, and is a finding
 * itself; so is one that accepts nothing that was found.
 *
 * @param today `2026-11-25`
 */
export function judgeAccepted(
  findings: readonly Finding[],
  entries: readonly Accepted[],
  stack: string,
  today: string,
): Judged {
  const own = entries.filter((one) => one.stack === stack);
  const valid = own.filter(({ acceptedOn, expiresOn }) => acceptedOn <= today && today <= expiresOn);
  const accepted = findings.flatMap((finding) => {
    const one = valid.find((candidate) => accepts(candidate, finding));
    return one === undefined ? [] : [{ finding, entry: one }];
  });
  const left = findings.filter((finding) => !accepted.some((one) => one.finding === finding));
  return {
    accepted,
    findings: [
      ...left,
      ...own.filter((one) => !valid.includes(one)).map((one) => outdated(one, today)),
      ...valid.filter((one) => accepted.every(({ entry: used }) => used !== one)).map(unused),
    ],
  };
}

function accepts({ check, address, attribute }: Accepted, finding: Finding): boolean {
  return (
    check === finding.check &&
    address === finding.address &&
    (attribute === undefined || attribute === finding.attribute)
  );
}

export const ACCEPTED_OUTDATED = "accepted-expired";
export const ACCEPTED_UNUSED = "accepted-unused";

function outdated(one: Accepted, today: string): Finding {
  const isEarly = today < one.acceptedOn;
  return {
    check: ACCEPTED_OUTDATED,
    address: one.address,
    ...(one.attribute === undefined ? {} : { attribute: one.attribute }),
    direction: "undecided",
    what: `${one.check} is accepted here ${isEarly ? `from ${one.acceptedOn} on` : `until ${one.expiresOn}`}, and today is ${today}: it counts for nothing.`,
    before: one.acceptedOn,
    after: one.expiresOn,
    remedy: "Delete the entry, or accept it again, with a reason of today.",
  };
}

function unused(one: Accepted): Finding {
  return {
    check: ACCEPTED_UNUSED,
    address: one.address,
    ...(one.attribute === undefined ? {} : { attribute: one.attribute }),
    direction: "undecided",
    what: `${one.check} is accepted here, and the plan does not do it: it is done already, or not meant any more. The entry would let it pass one day when nobody means it.`,
    before: one.acceptedOn,
    after: one.expiresOn,
    remedy: "Delete the entry.",
  };
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
