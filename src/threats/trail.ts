import {
  type Attack,
  detected,
  each,
  fromMembers,
  NO_GUARDRAIL,
  NO_SCP_THERE,
  type Outcome,
  prevented,
  refused,
} from "./attack";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html */
const MEMBERS_MAY_NOT = refused(
  "a member sees an organization trail, but can neither change nor delete it",
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html",
);
const MANAGEMENT_ONLY = refused(
  "the management account alone names CloudTrail's delegated administrator",
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html",
);

/** By the benchmark's filter besides, which knows five of the calls. */
const seen = ["trail-changed"] as const;
const seenByBenchmark = [...seen, "cis-4-5-cloudtrail-changed"] as const;
/** In members no trail but the account's own can be changed. */
const ownTrail = detected(NO_GUARDRAIL, "trail-changed", "cis-4-5-cloudtrail-changed");

const changed = detected(NO_SCP_THERE, ...seenByBenchmark, "trail-settings-check");
const baseline = { ...fromMembers(prevented(["DenyTrailTampering"], MEMBERS_MAY_NOT)), management: changed };
const beyond = {
  ...fromMembers(prevented(["DenyTrailChanges"], MEMBERS_MAY_NOT)),
  management: detected(NO_SCP_THERE, ...seen),
};
const lake = {
  ...fromMembers(prevented(["DenyTrailChanges"], detected(NO_GUARDRAIL, "event-data-store-changed"))),
  management: detected(NO_SCP_THERE, "event-data-store-changed"),
};

/** IAM does not see which setting UpdateTrail changes: one action, many effects. */
const updateTrail = (id: string, title: string, effect: string, management: Outcome = changed): Attack => ({
  id,
  plane: "trail",
  title,
  effect,
  steps: each("trail", "cloudtrail:UpdateTrail"),
  from: { ...baseline, management },
});

/** Stopping, blinding, redirecting and copying the trail. */
export const TRAIL_ATTACKS: readonly Attack[] = [
  {
    id: "T01",
    plane: "trail",
    title: "Stop the trail",
    effect: "nothing is delivered any more, neither to S3 nor to CloudWatch Logs",
    steps: each("trail", "cloudtrail:StopLogging"),
    from: {
      ...baseline,
      management: detected(
        NO_SCP_THERE,
        ...seenByBenchmark,
        "trail-heartbeat",
        "trail-delivery-check",
        "archive-deliveries-missing",
      ),
    },
  },
  {
    id: "T02",
    plane: "trail",
    title: "Delete the trail",
    effect: "nothing is recorded any more",
    steps: each("trail", "cloudtrail:DeleteTrail"),
    from: {
      ...baseline,
      management: detected(
        NO_SCP_THERE,
        ...seenByBenchmark,
        "trail-heartbeat",
        "trail-delivery-check",
        "trail-settings-check",
        "archive-deliveries-missing",
      ),
    },
  },
  {
    id: "T03",
    plane: "trail",
    title: "Narrow the event selectors",
    effect: "management events, or the watched data events, are recorded no more",
    steps: each("trail", "cloudtrail:PutEventSelectors"),
    from: { ...baseline, management: detected(NO_SCP_THERE, ...seen, "trail-settings-check") },
  },
  updateTrail(
    "T04",
    "Make the trail a single-Region one",
    "every other Region is blind",
    detected(NO_SCP_THERE, ...seenByBenchmark, "trail-settings-check", "coverage-check"),
  ),
  updateTrail("T05", "Leave global services out", "IAM, STS and CloudFront are recorded no more"),
  updateTrail(
    "T06",
    "Switch log file validation off",
    "the chain of digests breaks off",
    detected(NO_SCP_THERE, ...seenByBenchmark, "trail-settings-check", "trail-delivery-check", "coverage-check"),
  ),
  updateTrail(
    "T07",
    "Take the log group from the trail",
    "every metric filter and its alarm is blind; S3 goes on",
    detected(NO_SCP_THERE, ...seenByBenchmark, "trail-heartbeat", "trail-settings-check"),
  ),
  updateTrail("T08", "Take the topic from the trail", "nobody hears of deliveries"),
  updateTrail(
    "T09",
    "Give the trail another key",
    "logs that everyone can decrypt, or nobody but the attacker",
    detected(
      NO_SCP_THERE,
      ...seenByBenchmark,
      "trail-settings-check",
      "trail-delivery-check",
      "archive-requests-refused",
    ),
  ),
  {
    id: "T09b",
    plane: "trail",
    title: "Deliver logs under another key",
    effect: "what T09 would have: the archive refuses them",
    steps: [
      {
        action: "s3:PutObject",
        target: "archiveLog",
        recorded: "as a data event",
        requestContext: "under a foreign key",
      },
      {
        action: "s3:PutObject",
        target: "archiveDigest",
        recorded: "as a data event",
        requestContext: "under a foreign key",
      },
    ],
    as: "our-trail",
    from: { management: prevented(["DenyForeignKey"]) },
  },
  {
    id: "T09c",
    plane: "trail",
    title: "Deliver logs without a KMS key",
    effect: "logs that every reader of the bucket decrypts: the archive refuses them",
    steps: [
      {
        action: "s3:PutObject",
        target: "archiveLog",
        recorded: "as a data event",
        requestContext: "without a key of ours",
      },
    ],
    as: "our-trail",
    from: { management: prevented(["DenyForeignEncryption"]) },
  },
  {
    id: "T12",
    plane: "trail",
    title: "Switch Insights off",
    effect: "unusual rates of calls and errors go unnoticed",
    steps: each("trail", "cloudtrail:PutInsightSelectors"),
    from: { ...beyond, management: detected(NO_SCP_THERE, ...seen, "trail-settings-check") },
  },
  {
    id: "T13",
    plane: "trail",
    title: "Change what events carry",
    effect: "events are enriched, aggregated or cut otherwise than readers expect",
    steps: each("trail", "cloudtrail:PutEventConfiguration"),
    from: beyond,
  },
  {
    id: "T14",
    plane: "trail",
    title: "Change the trail's tags",
    effect: "denies that ask for tags do not hold; none of ours does",
    steps: each("trail", "cloudtrail:AddTags", "cloudtrail:RemoveTags"),
    from: beyond,
  },
  {
    id: "T15",
    plane: "trail",
    title: "Make a trail into a bucket of the attacker's",
    effect: "a live copy of the account's events, or of the organization's",
    steps: each("ownTrail", "cloudtrail:CreateTrail"),
    from: {
      ...fromMembers(prevented(["DenyTrailChanges"], ownTrail)),
      management: detected(NO_SCP_THERE, ...seenByBenchmark),
    },
  },
  {
    id: "T15b",
    plane: "trail",
    title: "Make an event data store",
    effect: "made by the delegated administrator, a copy of the organization's events past the archive's readers",
    steps: each("eventDataStore", "cloudtrail:CreateEventDataStore"),
    from: lake,
  },
  {
    id: "T16",
    plane: "trail",
    title: "Change CloudTrail's delegated administrator",
    effect: "an attacker's account administers every organization trail",
    steps: each(
      "account",
      "cloudtrail:RegisterOrganizationDelegatedAdmin",
      "cloudtrail:DeregisterOrganizationDelegatedAdmin",
    ),
    from: {
      ...fromMembers(prevented(["DenyTrailChanges"], MANAGEMENT_ONLY)),
      management: detected(NO_SCP_THERE, "delegated-admin-changed"),
    },
  },
  {
    id: "T17",
    plane: "trail",
    title: "Stop, shorten, share or delete CloudTrail Lake",
    effect: "the same attacks on event data stores, where they are used",
    steps: [
      ...each(
        "eventDataStore",
        "cloudtrail:DeleteEventDataStore",
        "cloudtrail:DeleteResourcePolicy",
        "cloudtrail:DisableFederation",
        "cloudtrail:EnableFederation",
        "cloudtrail:PutResourcePolicy",
        "cloudtrail:StopEventDataStoreIngestion",
        "cloudtrail:UpdateEventDataStore",
      ),
      ...each(
        "channel",
        "cloudtrail:DeleteChannel",
        "cloudtrail:DeleteResourcePolicy",
        "cloudtrail:PutResourcePolicy",
        "cloudtrail:UpdateChannel",
      ),
    ],
    from: lake,
  },
  {
    id: "T17b",
    plane: "trail",
    title: "Change what a data store's events carry",
    effect: "as T12 and T13, where CloudTrail Lake is used",
    steps: each("eventDataStore", "cloudtrail:PutEventConfiguration", "cloudtrail:PutInsightSelectors"),
    from: {
      ...fromMembers(prevented(["DenyTrailChanges"], detected(NO_GUARDRAIL, "trail-changed"))),
      management: detected(NO_SCP_THERE, ...seen),
    },
  },
  {
    id: "T18",
    plane: "trail",
    title: "Stop, empty or delete a trail of the account's own",
    effect: "a second pair of eyes closes; the organization's trail is another",
    steps: each(
      "ownTrail",
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
    ),
    from: {
      ...fromMembers(prevented(["DenyTrailTampering"], detected(NO_GUARDRAIL, "trail-changed"))),
      management: detected(NO_SCP_THERE, ...seen),
    },
  },
];
