import type { Organization } from "../../../config/organization";
import type { Direction } from "../finding";
import type { Values } from "../plan";

/** What a rule is told of one attribute. */
export interface AttributeChange {
  readonly before: unknown;
  readonly after: unknown;
  /** Of `after`, or of a part of it. */
  readonly unknown: boolean;
  /** Which parts: as a plan's `after_unknown` has it. */
  readonly unknownParts: unknown;
  /** The resource is made by this plan. */
  readonly created: boolean;
  /** The resource is made beside what exists already: a policy of a live bucket. */
  readonly onLive: boolean;
  /** All of the resource's values. */
  readonly resource: { readonly before: Values; readonly after: Values };
  /** The description's; undefined where nobody knows it. */
  readonly organization: Organization | undefined;
}

export interface Verdict {
  readonly direction: Direction;
  readonly what: string;
  /** Part of the attribute: a statement's Sid. */
  readonly part?: string;
}

/** Judges one attribute. No verdict: nothing of importance differs. */
export type Rule = (change: AttributeChange) => readonly Verdict[];

/** Rules of one resource type, by attribute. */
export type AttributeRules = Readonly<Record<string, Rule>>;

/** By resource type. */
export type TypeRules = Readonly<Record<string, AttributeRules>>;
