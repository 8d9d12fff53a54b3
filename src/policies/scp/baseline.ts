import type { PolicySource } from "../organization-policy";

export const BASELINE: PolicySource = {
  id: "baseline",
  name: ({ scp }) => scp.baseline,
  description: "Nobody in a member account stops a trail or empties it of events",
  attachedTo: "guarded units",
  statements: [
    {
      /** The four actions of ScpBaseline, as they are live: whoever holds them can stop a trail or empty it of events. */
      sid: "DenyTrailTampering",
      says: () => ({
        Effect: "Deny",
        Action: [
          "cloudtrail:DeleteTrail",
          "cloudtrail:PutEventSelectors",
          "cloudtrail:StopLogging",
          "cloudtrail:UpdateTrail",
        ],
        Resource: "*",
      }),
    },
  ],
};
