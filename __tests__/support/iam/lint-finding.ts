import type { KnownAction } from "./iam-catalogue";
import type { Statement } from "./policy-document";

export interface Finding {
  /** "Statement[2].Condition.StringEquals" */
  readonly path: string;
  readonly value: string;
  readonly rule: string;
  readonly remedy: string;
}

/** A statement with what the reference knows of its actions. */
export interface Subject {
  readonly statement: Statement;
  readonly path: string;
  readonly actions: readonly KnownAction[];
}

export const finding = (path: string, value: string, rule: string, remedy: string): Finding => ({
  path,
  value,
  rule,
  remedy,
});
