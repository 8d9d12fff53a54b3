import { comparePolicies, openStatements, type PolicyUse } from "../policy/compare";
import type { AttributeChange, Rule, Verdict } from "./rule";
import { isSame, isSameSet, keysOf, normalized } from "./values";

const UNKNOWN = "Terraform knows the value only after the apply, and the promise rests on it.";

function weaker(what: string): readonly Verdict[] {
  return [{ direction: "weaker", what }];
}

function stronger(what: string): readonly Verdict[] {
  return [{ direction: "stronger", what }];
}

function undecided(what: string): readonly Verdict[] {
  return [{ direction: "undecided", what }];
}

/** Nothing is promised of it: a description, a tag, what AWS computes. */
export const neutral: Rule = () => [];

/** It must be this, also when the resource is made. */
export function always(value: unknown, otherwise: string): Rule {
  return ({ before, after, unknown, created }) => {
    if (unknown) return undecided(UNKNOWN);
    if (!isSame(after, value)) return created || !isSame(before, after) ? weaker(otherwise) : [];
    return created || isSame(before, value) ? [] : stronger("It is as it must be again.");
  };
}

/** A number that counts for more the higher it is. `missing` is what it is where nothing is said. */
export function notLess(otherwise: string, missing: number): Rule {
  return ordered((before, after) => before - after, otherwise, missing);
}

/** A number that counts for more the lower it is. */
export function notMore(otherwise: string, missing: number): Rule {
  return ordered((before, after) => after - before, otherwise, missing);
}

function ordered(loss: (before: number, after: number) => number, otherwise: string, missing: number): Rule {
  return whereKnown(({ before, after, created }) => {
    if (created) return [];
    const lost = loss(Number(before ?? missing), Number(after ?? missing));
    if (Number.isNaN(lost)) return undecided("It is no number.");
    if (lost === 0) return [];
    return lost > 0 ? weaker(otherwise) : stronger("");
  });
}

/** A list of which nothing may be lost, in whatever order. */
export function nothingLost(otherwise: string): Rule {
  return whereKnown(({ before, after, created }) => {
    if (created || isSameSet(before, after)) return [];
    const now = keysOf(after);
    return [...keysOf(before)].every((value) => now.has(value)) ? stronger("") : weaker(otherwise);
  });
}

/** A list to which nothing may be added. */
export function nothingGained(otherwise: string): Rule {
  return ({ before, after, unknown, created, onLive }) => {
    if (created && !onLive) return [];
    if (unknown) return undecided(UNKNOWN);
    if (isSameSet(before, after)) return [];
    const old = keysOf(before);
    return [...keysOf(after)].every((value) => old.has(value)) ? stronger("") : weaker(otherwise);
  };
}

/** Any change of it needs a person: it has no better and worse. */
export function unchanged(why: string): Rule {
  return whereKnown(({ before, after, created }) => (created || isSame(before, after) ? [] : undecided(why)));
}

/** The same, of a list whose order says nothing. */
export function unchangedSet(why: string): Rule {
  return whereKnown(({ before, after, created }) => (created || isSameSet(before, after) ? [] : undecided(why)));
}

/** Something that protects by being there. That it becomes another one needs a person. */
export function kept(lost: string, other: string): Rule {
  const judged = whereKnown(({ before, after, created }) => {
    if (created || isSame(before, after)) return [];
    if (normalized(before) === undefined) return stronger("");
    return normalized(after) === undefined ? weaker(lost) : undecided(other);
  });
  // Where there was none, whatever comes takes none away.
  return (change) => (change.unknown && normalized(change.before) === undefined ? [] : judged(change));
}

/** A policy document, judged statement by statement. */
export function policy(use: PolicyUse): Rule {
  return ({ before, after, unknown, created, onLive, organization }) => {
    // What is made together with its policy was open to nobody before.
    if (created && !onLive) return unknown ? [] : openToAll(after, use);
    if (unknown) return undecided(UNKNOWN);
    if (isSame(before, after)) return [];
    return comparePolicies(before, after, use, organization).map(({ sid, direction, what }) => ({
      direction,
      what,
      part: sid,
    }));
  };
}

/** A new policy has no other to be compared with: that it lets in everybody is wrong all the same. */
function openToAll(document: unknown, use: PolicyUse): readonly Verdict[] {
  if (use === "guardrail" || use === "role") return [];
  return openStatements(document).map((sid) => ({
    direction: "weaker" as const,
    part: sid,
    what: `${sid} allows everybody, under no condition.`,
  }));
}

/**
 * Leaves to a rule that passes whatever is made only what is known. Unknown where a value stood is never passed; where none
 * stood, there is none to lose.
 */
function whereKnown(rule: Rule): Rule {
  return (change: AttributeChange) => {
    if (!change.unknown) return rule(change);
    return change.created ? [] : undecided(UNKNOWN);
  };
}
