import type { Statement } from "../document";

/** The four actions of ScpBaseline, as they are live: whoever holds them can stop a trail or empty it of events. */
export function denyTrailTampering(): Statement {
  return {
    Sid: "DenyTrailTampering",
    Effect: "Deny",
    Action: [
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
    ],
    Resource: "*",
  };
}
