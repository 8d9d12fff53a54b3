import { type Attack, detected, each, fromMembers, NO_GUARDRAIL, NO_SCP_THERE, prevented, refused } from "./attack";

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

/** Stopping, blinding, redirecting and copying the trail. */
export const TRAIL_ATTACKS: readonly Attack[] = [
  {
    id: "stop-trail",
    plane: "trail",
    title: "Stop the trail",
    effect: "nothing is delivered any more, neither to S3 nor to CloudWatch Logs",
    techniques: ["T1562.008"],
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
    id: "delete-trail",
    plane: "trail",
    title: "Delete the trail",
    effect: "nothing is recorded any more",
    techniques: ["T1562.008"],
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
    id: "narrow-event-selectors",
    plane: "trail",
    title: "Narrow the event selectors",
    effect: "management events, or the watched data events, are recorded no more",
    techniques: ["T1562.008"],
    steps: each("trail", "cloudtrail:PutEventSelectors"),
    from: { ...baseline, management: detected(NO_SCP_THERE, ...seen, "trail-settings-check") },
  },
  {
    id: "make-trail-single-region",
    plane: "trail",
    title: "Make the trail a single-Region one",
    effect: "every other Region is blind",
    techniques: ["T1562.008"],
    steps: each("trail", "cloudtrail:UpdateTrail"),
    from: {
      ...baseline,
      management: detected(NO_SCP_THERE, ...seenByBenchmark, "trail-settings-check", "coverage-check"),
    },
  },
  {
    id: "leave-out-global-services",
    plane: "trail",
    title: "Leave global services out",
    effect: "IAM, STS and CloudFront are recorded no more",
    techniques: ["T1562.008"],
    steps: each("trail", "cloudtrail:UpdateTrail"),
    from: baseline,
  },
  {
    id: "stop-log-file-validation",
    plane: "trail",
    title: "Switch log file validation off",
    effect: "the chain of digests breaks off",
    techniques: ["T1562.008"],
    steps: each("trail", "cloudtrail:UpdateTrail"),
    from: {
      ...baseline,
      management: detected(
        NO_SCP_THERE,
        ...seenByBenchmark,
        "trail-settings-check",
        "trail-delivery-check",
        "coverage-check",
      ),
    },
  },
  {
    id: "redirect-trail",
    plane: "trail",
    title: "Deliver to another bucket, or below another prefix",
    effect: "new logs lie with the attacker; the archive keeps what it has, and gets no more",
    techniques: ["T1562.008", "T1537"],
    steps: each("trail", "cloudtrail:UpdateTrail"),
    from: {
      ...baseline,
      management: detected(
        NO_SCP_THERE,
        ...seenByBenchmark,
        "trail-settings-check",
        "coverage-check",
        "archive-deliveries-missing",
      ),
    },
  },
  {
    id: "detach-trail-log-group",
    plane: "trail",
    title: "Take the log group from the trail",
    effect: "every metric filter and its alarm is blind; S3 goes on",
    techniques: ["T1562.008"],
    steps: each("trail", "cloudtrail:UpdateTrail"),
    from: {
      ...baseline,
      management: detected(NO_SCP_THERE, ...seenByBenchmark, "trail-heartbeat", "trail-settings-check"),
    },
  },
  {
    id: "detach-trail-topic",
    plane: "trail",
    title: "Take the topic from the trail",
    effect: "nobody hears of deliveries",
    techniques: ["T1562.008"],
    steps: each("trail", "cloudtrail:UpdateTrail"),
    from: baseline,
  },
  {
    id: "replace-trail-key",
    plane: "trail",
    title: "Give the trail another key",
    effect: "logs that everyone can decrypt, or nobody but the attacker",
    techniques: ["T1562.008", "T1486"],
    steps: each("trail", "cloudtrail:UpdateTrail"),
    from: {
      ...baseline,
      management: detected(
        NO_SCP_THERE,
        ...seenByBenchmark,
        "trail-settings-check",
        "trail-delivery-check",
        "archive-requests-refused",
      ),
    },
  },
  {
    id: "deliver-under-foreign-key",
    plane: "trail",
    title: "Deliver logs under another key",
    effect: "what replace-trail-key would have: the archive refuses them",
    techniques: ["T1486"],
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
    id: "deliver-without-kms-key",
    plane: "trail",
    title: "Deliver logs without a KMS key",
    effect: "logs that every reader of the bucket decrypts: the archive refuses them",
    techniques: ["T1530"],
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
    id: "stop-insights",
    plane: "trail",
    title: "Switch Insights off",
    effect: "unusual rates of calls and errors go unnoticed",
    techniques: ["T1562.008"],
    steps: each("trail", "cloudtrail:PutInsightSelectors"),
    from: { ...beyond, management: detected(NO_SCP_THERE, ...seen, "trail-settings-check") },
  },
  {
    id: "change-event-contents",
    plane: "trail",
    title: "Change what events carry",
    effect: "events are enriched, aggregated or cut otherwise than readers expect",
    techniques: ["T1562.008"],
    steps: each("trail", "cloudtrail:PutEventConfiguration"),
    from: beyond,
  },
  {
    id: "change-trail-tags",
    plane: "trail",
    title: "Change the trail's tags",
    effect: "denies that ask for tags do not hold; none of ours does",
    techniques: ["T1562.008"],
    steps: each("trail", "cloudtrail:AddTags", "cloudtrail:RemoveTags"),
    from: beyond,
  },
  {
    id: "copy-events-by-own-trail",
    plane: "trail",
    title: "Make a trail into a bucket of the attacker's",
    effect: "a live copy of the account's events, or of the organization's",
    techniques: ["T1537", "T1530"],
    steps: each("ownTrail", "cloudtrail:CreateTrail"),
    from: {
      ...fromMembers(prevented(["DenyTrailChanges"], ownTrail)),
      management: detected(NO_SCP_THERE, ...seenByBenchmark),
    },
  },
  {
    id: "copy-events-by-data-store",
    plane: "trail",
    title: "Make an event data store",
    effect: "made by the delegated administrator, a copy of the organization's events past the archive's readers",
    techniques: ["T1537"],
    steps: each("eventDataStore", "cloudtrail:CreateEventDataStore"),
    from: lake,
  },
  {
    id: "replace-trail-administrator",
    plane: "trail",
    title: "Change CloudTrail's delegated administrator",
    effect: "an attacker's account administers every organization trail",
    techniques: ["T1098.003", "T1484.002"],
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
    id: "stop-or-share-data-store",
    plane: "trail",
    title: "Stop, shorten, share or delete CloudTrail Lake",
    effect: "the same attacks on event data stores, where they are used",
    techniques: ["T1562.008", "T1537"],
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
    id: "change-data-store-contents",
    plane: "trail",
    title: "Change what a data store's events carry",
    effect: "as stop-insights and change-event-contents, where CloudTrail Lake is used",
    techniques: ["T1562.008"],
    steps: each("eventDataStore", "cloudtrail:PutEventConfiguration", "cloudtrail:PutInsightSelectors"),
    from: {
      ...fromMembers(prevented(["DenyTrailChanges"], detected(NO_GUARDRAIL, "trail-changed"))),
      management: detected(NO_SCP_THERE, ...seen),
    },
  },
  {
    id: "stop-account-trail",
    plane: "trail",
    title: "Stop, empty or delete a trail of the account's own",
    effect: "a second pair of eyes closes; the organization's trail is another",
    techniques: ["T1562.008"],
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
