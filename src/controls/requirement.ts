import type { DetectionId } from "../detections";
import type { SettingId } from "./settings";

/** A set of requirements that an auditor asks by. */
export interface Framework {
  /** Names its page: `soc-2`. */
  readonly id: string;
  readonly name: string;
  /** Where its own text stands; ours says what is asked in our words. */
  readonly source: string;
  readonly requirements: readonly Requirement[];
}

export interface Requirement {
  /** As the framework numbers it: `CC7.2`. */
  readonly id: string;
  /** What is asked, in our words. */
  readonly asks: string;
  readonly by: Measures;
  /** What no emitted resource does: the organization's own part. @default - nothing, so the requirement is served whole */
  readonly left?: string;
}

/** What serves a requirement. */
export interface Measures {
  /** Settings of emitted resources. */
  readonly settings?: readonly SettingId[];
  /** Sids of the guardrails' and the resources' policies. */
  readonly statements?: readonly string[];
  readonly detections?: readonly DetectionId[];
  /** Lines of `npx org-trail doctor`, by id: whether live AWS holds it. */
  readonly checks?: readonly string[];
  /** Investigations of queries/, by name. */
  readonly queries?: readonly string[];
  /** Pages of docs/, where a person does what is asked. */
  readonly pages?: readonly string[];
}
