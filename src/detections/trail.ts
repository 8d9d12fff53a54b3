import type { Detection } from "./detection";
import { CHANGES } from "./event-clause";
import { inItsAccount } from "./next-query";

/** Stopping, blinding and copying the trail; tried or done, by whomever. */
export const TRAIL_DETECTIONS = {
  "trail-changed": {
    kind: "events",
    group: "trail",
    title: "Somebody changed a trail, or tried to",
    why: "a trail that is stopped, narrowed or redirected no longer says who did what",
    severity: "critical",
    controls: ["OWN-1", "HIPAA 164.312(b)", "SOC 2 CC7.2"],
    next: inItsAccount("trail-changes"),
    events: () => [
      {
        sources: ["cloudtrail"],
        names: [
          "AddTags",
          "CreateTrail",
          "DeleteTrail",
          "PutEventConfiguration",
          "PutEventSelectors",
          "PutInsightSelectors",
          "RemoveTags",
          "StartLogging",
          "StopLogging",
          "UpdateTrail",
        ],
      },
    ],
    by: ["metric-filter", "event-rule"],
  },
  "event-data-store-changed": {
    kind: "events",
    group: "trail",
    title: "Somebody changed CloudTrail Lake, or tried to",
    why: "a data store may have been stopped, shortened or shared, or made to copy the organization's events out",
    severity: "high",
    controls: ["HIPAA 164.312(b)"],
    next: inItsAccount("trail-changes"),
    events: () => [
      {
        sources: ["cloudtrail"],
        names: ["*EventDataStore*", "*Channel", "*Federation", "*ResourcePolicy"],
        where: [CHANGES],
      },
    ],
    by: ["metric-filter", "event-rule"],
  },
} as const satisfies Record<string, Detection>;
