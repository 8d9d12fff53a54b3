import type { Organization } from "../../../config/organization";
import type { Names } from "../../../naming";
import type { Survey } from "../live/survey";

/** What is live and not as described, where only a person can say which of the two is meant. */
export interface Decision {
  /** Names the question: accepted by this name, at this address. */
  readonly check: string;
  /** What it is about, by stack and construct path: `management: org-trail/log-group`. */
  readonly address: string;
  /** The question in a sentence. */
  readonly what: string;
  readonly live: string;
  readonly described: string;
  /** What to write into the description so that what is live stays; or undefined, where nothing can. */
  readonly keep?: string;
  /** What the deploy does where nothing is written. */
  readonly otherwise: string;
  /** More to read before one decides: the difference of two texts. */
  readonly detail?: string;
  /** What accepts it, where that is not this check at this address: a finding in a stack's plan. */
  readonly finding?: { readonly stack: string; readonly address: string; readonly attribute?: string };
  /** Attributes of a plan that this question is about, by address: they are not told again. */
  readonly covers?: readonly { readonly path: string; readonly attribute: string }[];
}

/** What questions are asked about. */
export interface Compared {
  readonly organization: Organization;
  readonly names: Names;
  readonly survey: Survey;
}

/** One kind of question. */
export type Question = (compared: Compared) => readonly Decision[];
