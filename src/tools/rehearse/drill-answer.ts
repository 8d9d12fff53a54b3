import type { Plane, Vantage } from "../../threats/attack";

/** What the attack drill is told, as JSON on its standard input. */
export interface DrillQuestion {
  readonly endpoint: string;
  /** A name in organizations/, or a module's path. */
  readonly organization: string;
  /** Stacks that are applied: of the others nothing can be read back. */
  readonly applied: readonly string[];
}

/** What became of an attack from one place: every call of it, by every kind of caller there. */
export interface AttackAnswer {
  readonly id: string;
  readonly title: string;
  readonly plane: Plane;
  readonly vantage: Vantage;
  readonly calls: number;
  /** Calls that nobody refused. */
  readonly allowed: number;
  /** Who refused: statements' Sids, `no permission`, `AWS itself`. */
  readonly refusedBy: readonly string[];
  /** Of those, calls that a detection sees. */
  readonly seen: number;
  /** Which detections see them. */
  readonly seenBy: readonly string[];
  /** Why what is allowed and not seen is accepted. */
  readonly accepted: string | undefined;
  /** Where the answer is not the one that src/threats promises. */
  readonly broken: readonly string[];
}

/** What the drill answers, as JSON on its standard output. */
export interface DrillAnswer {
  readonly attacks: readonly AttackAnswer[];
  /** What was read back from the emulator. */
  readonly read: { readonly policies: number; readonly patterns: number };
  /** Workload accounts that were not attacked from: they differ from the others in nothing but their ids. */
  readonly leftOut: number;
  /** Where what was read back is not what was synthesized. */
  readonly differences: readonly string[];
}
