import type { Text } from "./text";

/** One page of the runbooks each: docs/runbooks/alerts/<id>.md. */
export type AlertGroupId =
  | "trail"
  | "organization"
  | "archive"
  | "detection-pipeline"
  | "identity"
  | "network"
  | "security-services"
  | "monitoring-health";

/** What a page of the runbooks says before and after its detections. */
export interface AlertGroup {
  readonly id: AlertGroupId;
  readonly title: string;
  readonly about: Text;
  /** What to do in the first five minutes, in this order. */
  readonly firstSteps: readonly Text[];
  readonly beforeTheDetections?: Text;
  /** What was tried of the page, and where. */
  readonly tried?: string;
}
