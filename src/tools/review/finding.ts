/** `undecided`: the plan does not say enough, or the change has no one direction; a person has to look. */
export type Direction = "stronger" | "weaker" | "undecided" | "neutral";

/** One attribute of a resource, before against after. */
export interface Difference {
  /** `kms_key_id`, `policy: AllowTrailDelivery`. */
  readonly attribute: string;
  readonly direction: Direction;
  /** One plain sentence. Empty where before and after say it all. */
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Stands for a value that Terraform knows only after the apply. */
export const AFTER_APPLY = "(known after apply)";

/** What a check found. Stronger and neutral changes are told, not found. */
export interface Finding {
  /** Id of the check. */
  readonly check: string;
  /** The resource's address; `(plan)` for what is about the whole. */
  readonly address: string;
  readonly attribute?: string;
  readonly direction: "weaker" | "undecided";
  /** Plain sentences. */
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly remedy: string;
  /** It happened outside of Terraform, and applying the plan puts it right. */
  readonly healed?: true;
}

/** Address of a finding that is about no one resource. */
export const WHOLE_PLAN = "(plan)";
