import { type Attack, detected, fromMembers, residual } from "./attack";

const everywhere = (outcome: Attack["from"]["management"]): Attack["from"] =>
  outcome === undefined ? {} : { ...fromMembers(outcome), management: outcome };

/** Not being seen. */
export const EVASIONS: readonly Attack[] = [
  {
    id: "pad-request",
    plane: "evasion",
    title: "Pad a request until CloudTrail leaves its parameters out",
    effect: "the event says that something changed, not what: detections that ask for a name do not see it",
    techniques: ["T1562.006"],
    steps: [],
    from: {
      ...everywhere(detected("no policy sees a request's length", "oversized-request")),
      "log-archive": detected("no policy sees a request's length", "evidence-identity-changed", "oversized-request"),
    },
  },
  {
    id: "call-unrecorded-endpoints",
    plane: "evasion",
    title: "Call endpoints that CloudTrail does not record",
    effect: "calls that nobody sees",
    techniques: ["T1059.009"],
    steps: [],
    from: everywhere(residual("AWS mends them as they are found; what they may do, IAM still decides")),
  },
  {
    id: "read-unrecorded-data",
    plane: "evasion",
    title: "Read data where no data events are recorded",
    effect: "reads that the trail does not see",
    techniques: ["T1530"],
    steps: [],
    from: everywhere(
      residual(
        "trail.dataEvents names what is watched; who reads the archive stands in its access logs, and in KMS's events",
      ),
    ),
  },
  {
    id: "outrun-alerts",
    plane: "evasion",
    title: "Be done before the alert",
    effect: "events take minutes, and EventBridge is best effort",
    techniques: ["T1059.009"],
    steps: [],
    from: everywhere(residual("prevention comes first; what is only detected is watched by two ways that fail apart")),
  },
  {
    id: "hide-behind-vpc-endpoint",
    plane: "evasion",
    title: "Use stolen credentials through a VPC endpoint",
    effect: "the source address tells nothing",
    techniques: ["T1078.004"],
    steps: [],
    from: everywhere(residual("network activity events are not recorded; GuardDuty knows the pattern")),
  },
];
