import { type Attack, detected, fromMembers, residual } from "./attack";

const everywhere = (outcome: Attack["from"]["management"]): Attack["from"] =>
  outcome === undefined ? {} : { ...fromMembers(outcome), management: outcome };

/** Not being seen. */
export const EVASIONS: readonly Attack[] = [
  {
    id: "V01",
    plane: "evasion",
    title: "Pad a request until CloudTrail leaves its parameters out",
    effect: "the event says that something changed, not what: detections that ask for a name do not see it",
    steps: [],
    from: {
      ...everywhere(detected("no policy sees a request's length", "oversized-request")),
      "log-archive": detected("no policy sees a request's length", "evidence-identity-changed", "oversized-request"),
    },
  },
  {
    id: "V02",
    plane: "evasion",
    title: "Call endpoints that CloudTrail does not record",
    effect: "calls that nobody sees",
    steps: [],
    from: everywhere(residual("AWS mends them as they are found; what they may do, IAM still decides")),
  },
  {
    id: "V03",
    plane: "evasion",
    title: "Read data where no data events are recorded",
    effect: "reads that the trail does not see",
    steps: [],
    from: everywhere(
      residual(
        "trail.dataEvents names what is watched; who reads the archive stands in its access logs, and in KMS's events",
      ),
    ),
  },
  {
    id: "V04",
    plane: "evasion",
    title: "Be done before the alert",
    effect: "events take minutes, and EventBridge is best effort",
    steps: [],
    from: everywhere(residual("prevention comes first; what is only detected is watched by two ways that fail apart")),
  },
  {
    id: "V05",
    plane: "evasion",
    title: "Use stolen credentials through a VPC endpoint",
    effect: "the source address tells nothing",
    steps: [],
    from: everywhere(residual("network activity events are not recorded; GuardDuty knows the pattern")),
  },
];
