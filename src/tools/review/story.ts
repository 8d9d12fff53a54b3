import type { Judged } from "./accepted";
import { problemsOf } from "./checks/check-failed";
import type { JudgedDifference } from "./compare";
import type { Review, ReviewedChange } from "./review-plan";

/** A plan as one person tells it to another; each format writes it in its own way. */
export interface Story {
  /** The stack's name, or the file's. */
  readonly of: string;
  /** What changes on live resources, attribute by attribute; what weakens first. */
  readonly live: readonly ReviewedChange[];
  /** Live resources of which nothing of importance changes: how many of each kind, and in which attributes. */
  readonly unimportant: readonly {
    readonly type: string;
    readonly attributes: readonly string[];
    readonly count: number;
  }[];
  /** What is made, moved, imported and left alone, by kind. */
  readonly counts: readonly Count[];
  /** `check` blocks that fail, and those that nobody can evaluate before the apply. */
  readonly warnings: readonly string[];
  readonly judged: Judged;
}

export interface Count {
  readonly place: string;
  readonly type: string;
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly destroy: number;
  readonly forget: number;
  readonly import: number;
  readonly move: number;
}

/** Of a state, which changes nothing, only what is found is told. */
export function stateStory(of: string, judged: Judged): Story {
  return { of, live: [], unimportant: [], counts: [], warnings: [], judged };
}

export function storyOf(of: string, { changes, plan }: Review, judged: Judged): Story {
  const live = changes.filter(({ action }) => action !== "create" && action !== "no change" && action !== "read");
  const important = live.filter((change) => change.action !== "update" || change.differences.some(isImportant));
  return {
    of,
    live: [...important].sort((one, other) => weight(other) - weight(one)),
    unimportant: grouped(live.filter((change) => !important.includes(change))),
    counts: countsOf(changes),
    warnings: plan.checks
      .filter(({ status }) => status !== "pass")
      .filter(({ status, address }) => status !== "unknown" || address.kind === "check")
      .map(
        (check) =>
          `${check.address.to_display}: ${check.status === "unknown" ? "known after apply" : problemsOf(check).join(" ")}`,
      ),
    judged,
  };
}

function isImportant({ direction }: JudgedDifference): boolean {
  return direction !== "neutral";
}

function weight({ action, differences }: ReviewedChange): number {
  if (action !== "update") return 4;
  const directions = differences.map(({ direction }) => direction);
  if (directions.includes("weaker")) return 3;
  return directions.includes("undecided") ? 2 : 1;
}

function grouped(changes: readonly ReviewedChange[]): Story["unimportant"] {
  const groups = new Map<string, { type: string; attributes: readonly string[]; count: number }>();
  for (const { type, differences } of changes) {
    const attributes = differences.map(({ attribute }) => attribute).sort();
    const key = [type, ...attributes].join();
    const group = groups.get(key) ?? { type, attributes, count: 0 };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  return [...groups.values()];
}

function countsOf(changes: readonly ReviewedChange[]): readonly Count[] {
  const counts = new Map<string, Count>();
  for (const { action, type, place, importing, previousAddress } of changes) {
    if (action === "no change" && importing === undefined && previousAddress === undefined) continue;
    const key = `${place} ${type}`;
    const count = counts.get(key) ?? {
      place,
      type,
      create: 0,
      update: 0,
      replace: 0,
      destroy: 0,
      forget: 0,
      import: 0,
      move: 0,
    };
    counts.set(key, {
      ...count,
      ...(action === "no change" || action === "read" ? {} : { [action]: count[action] + 1 }),
      import: count.import + (importing === undefined ? 0 : 1),
      move: count.move + (previousAddress === undefined ? 0 : 1),
    });
  }
  return [...counts.values()].sort(
    (one, other) => one.place.localeCompare(other.place) || one.type.localeCompare(other.type),
  );
}
