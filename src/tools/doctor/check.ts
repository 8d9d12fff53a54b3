import type { Answer } from "../../functions/trail-sentinel/observation";
import type { Aws } from "./aws/aws";
import type { DoctorRead } from "./aws/reads";
import type { Expected } from "./expected";

/** Which accounts a check asks; an account may be several of them. `each-stack`: every one that has a stack. */
export const PLACES = ["management", "log-archive", "central", "each-stack", "every-account"] as const;

export type Place = (typeof PLACES)[number];

/** How AWS differs from what is described, and what to do about it. */
export interface Deviation {
  /** What it is about: an account, a policy, a bucket. */
  readonly subject: string;
  readonly what: string;
  readonly remedy: string;
}

/** What could not be read, so that nothing is known about it. */
export interface Unread {
  readonly subject: string;
  readonly reason: string;
}

/** What a check makes of AWS's answers. */
export interface Judgement {
  /** What was seen, for whoever reads the line a year later. Nothing seen is no pass. */
  readonly seen: readonly string[];
  readonly deviations: readonly Deviation[];
  readonly unread: readonly Unread[];
}

export const STATUSES = ["pass", "fail", "could-not-check"] as const;

export type Status = (typeof STATUSES)[number];

/** What was not read, or where nothing was seen, is never a pass; a deviation that was seen is a failure whatever else is unread. */
export function statusOf({ seen, deviations, unread }: Judgement): Status {
  if (deviations.length > 0) return "fail";
  return unread.length > 0 || seen.length === 0 ? "could-not-check" : "pass";
}

export type Asks = Readonly<Partial<Record<Place, readonly DoctorRead[]>>>;

interface Said {
  /** Names the line in every report, now and later: never renamed. */
  readonly id: string;
  readonly question: string;
  /** AWS's page that says what must hold. */
  readonly page: string;
  /** In which Regions of the accounts it asks. */
  readonly regions: "home" | "governed" | "global";
  /** IAM actions that it needs, in each account that it asks; some descriptions need more of them. */
  readonly asks: Asks | ((expected: Expected) => Asks);
}

interface Judged<Answers> extends Said {
  readonly ask: (aws: Aws, expected: Expected) => Promise<Answers>;
  /** Pure. */
  readonly judge: (answers: Answers, expected: Expected, now: Date) => Judgement;
}

/** One line of the checklist. */
export interface Check extends Said {
  readonly run: (aws: Aws, expected: Expected) => Promise<Judgement>;
}

/** A check whose judge can be tried by itself. */
export function check<Answers>(judged: Judged<Answers>): Check & Judged<Answers> {
  return {
    ...judged,
    run: async (aws, expected) => judged.judge(await judged.ask(aws, expected), expected, aws.now),
  };
}

/** Nothing, or that the answer is missing. */
export function unreadOf(subject: string, answer: Answer<unknown>): readonly Unread[] {
  return "value" in answer ? [] : [{ subject, reason: answer.unreadable }];
}

/** What follows from an answer, where there is one. */
export function ifRead<T, Result>(answer: Answer<T>, follow: (value: T) => readonly Result[]): readonly Result[] {
  return "value" in answer ? follow(answer.value) : [];
}

export function asksOf({ asks }: Pick<Check, "asks">, expected: Expected): Asks {
  return typeof asks === "function" ? asks(expected) : asks;
}
