import { forwardsByStackSet } from "../../src/config/forwarding";
import type { Organization } from "../../src/config/organization";
import { namesOf, withoutPath } from "../../src/naming";
import { ROLE_CHANGES } from "../../src/policies/scp/role-changes";
import { type Place, TARGETS } from "../../src/threats/targets";
import { type Caller, role, root, service, user } from "../support/iam/caller";
import type { Request } from "../support/iam/request";
import { permissionSetRoles, rolesNamed } from "../support/permission-sets";
import { auditorRefusals } from "./auditors";
import {
  alertKeyArnOf,
  archiveKeyArnOf,
  forwardingAccounts,
  memberForwarderOf,
  STRANGER,
  STRANGERS_ORGANIZATION,
  UNPLACED,
  undescribedAccounts,
} from "./emitted-environment";
import {
  alarmIn,
  busRule,
  digestListing,
  forwarderRoleArn,
  ruleIn,
  STACK_SETS_ROLE,
  sentinelOf,
  stackOf,
} from "./legitimate-detection";
import { requests } from "./legitimate-use";
import { queryRefusals } from "./queries";

/** What nobody may do with what tells, forwards and watches: each is a legitimate use with one thing changed. */
export interface Refusal {
  readonly what: string;
  readonly caller: Caller;
  readonly requests: readonly Request[];
  /** Statement that denies; where there is none, nothing grants it. */
  readonly by?: string;
}

export function refusals(organization: Organization): readonly Refusal[] {
  const names = namesOf(organization);
  const place: Place = {
    names,
    account: organization.accounts.management.id,
    archiveKeyArn: archiveKeyArnOf(organization),
  };
  return [
    ...tellings(organization, place),
    ...forwardings(organization, place),
    ...watchings(organization, place),
    ...permissionSetsLookalikes(organization, place),
    ...auditorRefusals(organization, names, place.archiveKeyArn),
    ...queryRefusals(organization, names, place.archiveKeyArn),
    ...(forwardsByStackSet(organization) && organization.guardrails.deployRole !== undefined
      ? stackSets(organization, place)
      : []),
  ];
}

/** One that watches nothing. */
function anotherMember(organization: Organization): string {
  const [account = STRANGER] = undescribedAccounts(organization).keys();
  return account;
}

const withoutTls = (resource: string, action: string): readonly Request[] => [{ action, resource, tls: "none" }];

function tellings(organization: Organization, { names }: Place): readonly Refusal[] {
  const {
    alarmTopic,
    counted,
    eventTopic,
    centralAccountId,
    managementAccountId,
    selfTest,
    sentinel,
    undeliveredQueue,
  } = names;
  const topics = [alarmTopic, counted.topic, eventTopic];
  const receipts = [selfTest.receipts.alarms, selfTest.receipts.events, counted.queue];
  const other = anotherMember(organization);
  return [
    ...[STRANGER, other].map((account) => ({
      what: `an alarm of account ${account}, which watches nothing, tells a topic`,
      caller: alarmIn(names, account, names.detection("root-used")),
      requests: topics.flatMap(({ arn }) => requests(arn, "sns:Publish")),
    })),
    {
      what: "an alarm of another name tells a topic",
      caller: alarmIn(names, managementAccountId, "theirs"),
      requests: topics.flatMap(({ arn }) => requests(arn, "sns:Publish")),
    },
    // EventBridge publishes to another account's topic as a role of the rule's account.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
    ...[role(STRANGER, "Rule", { organizationId: STRANGERS_ORGANIZATION }), role(other, "Rule")].map((caller) => ({
      what: `a rule of account ${caller.account} tells a topic`,
      caller,
      requests: topics.flatMap(({ arn }) => requests(arn, "sns:Publish")),
    })),
    {
      what: "a rule tells the topic of alarms, which has none",
      caller: service("events.amazonaws.com"),
      requests: requests(alarmTopic.arn, "sns:Publish"),
    },
    {
      what: "a stranger's topic leaves receipts",
      caller: service("sns.amazonaws.com", { arn: alarmTopic.arn.replace(managementAccountId, STRANGER) }),
      requests: [
        ...receipts.flatMap(({ arn }) => requests(arn, "sqs:SendMessage")),
        ...requests(alertKeyArnOf(organization, managementAccountId), "kms:GenerateDataKey", "kms:Decrypt"),
      ],
    },
    {
      what: "one topic leaves the other's receipts",
      caller: service("sns.amazonaws.com", { arn: alarmTopic.arn }),
      requests: requests(selfTest.receipts.events.arn, "sqs:SendMessage"),
    },
    {
      what: "a rule of another name, or of another bus, fills the queue of what was not delivered",
      caller: busRule(names, "theirs"),
      requests: requests(undeliveredQueue.arn, "sqs:SendMessage"),
    },
    {
      what: "a rule of the default bus fills the queue of what was not delivered",
      caller: ruleIn(names, centralAccountId, names.homeRegion, names.detection("root-used")),
      requests: requests(undeliveredQueue.arn, "sqs:SendMessage"),
    },
    ...[role(STRANGER, "Administrator"), role(other, "Administrator")].map((caller) => ({
      what: `somebody of account ${caller.account} fills a queue`,
      caller,
      requests: [...receipts, undeliveredQueue, sentinel.failedQueue].flatMap(({ arn }) =>
        requests(arn, "sqs:SendMessage"),
      ),
    })),
    ...[
      { queue: selfTest.receipts.alarms, account: managementAccountId },
      { queue: selfTest.receipts.events, account: centralAccountId },
    ].map(({ queue, account }) => ({
      what: `an administrator of account ${account} leaves a receipt of a self-test that never arrived`,
      caller: role(account, "Administrator"),
      requests: requests(queue.arn, "sqs:SendMessage"),
      by: "DenyReceiptsExceptByTopic",
    })),
    ...topics.map(({ arn }) => ({
      what: `an alarm tells ${arn} without TLS`,
      caller: alarmIn(names, managementAccountId, names.detection("root-used")),
      requests: withoutTls(arn, "sns:Publish"),
      by: "DenyAlertInsecureTransport",
    })),
    {
      what: "the sentinel keeps a failed invocation without TLS",
      caller: sentinelOf(names),
      requests: withoutTls(sentinel.failedQueue.arn, "sqs:SendMessage"),
      by: "DenyQueueInsecureTransport",
    },
    ...[undeliveredQueue, selfTest.receipts.events].map(({ arn }) => ({
      what: `somebody of the central account reads ${arn} without TLS`,
      caller: role(centralAccountId, "Administrator"),
      requests: withoutTls(arn, "sqs:ReceiveMessage"),
      by: "DenyQueueInsecureTransport",
    })),
  ];
}

function forwardings(organization: Organization, { names }: Place): readonly Refusal[] {
  const { auditBus, forwarders, homeRegion } = names;
  return forwardingAccounts(organization).flatMap((account): readonly Refusal[] => {
    const { roleIn, rule } = forwarders[memberForwarderOf(organization, account)];
    const name = roleIn(homeRegion);
    const forwarder = forwarderRoleArn(names, account, name);
    return [
      ...[
        ruleIn(names, account, homeRegion, "theirs"),
        ruleIn(names, STRANGER, homeRegion, rule),
        ruleIn(names, account, "ap-southeast-2", rule),
        service("lambda.amazonaws.com", { arn: `arn:aws:lambda:${homeRegion}:${account}:function:theirs` }),
      ].map((caller) => ({
        what: `${caller.source?.arn} takes the forwarder's role of account ${account}`,
        caller,
        requests: requests(forwarder, "sts:AssumeRole"),
      })),
      {
        what: `a person of account ${account} takes the forwarder's role`,
        caller: role(account, "Administrator"),
        requests: requests(forwarder, "sts:AssumeRole"),
      },
      {
        what: `the forwarder of account ${account} does anything else`,
        caller: role(account, name),
        requests: [
          ...requests(auditBus.arn, "events:DeleteEventBus"),
          ...requests(`arn:aws:events:${homeRegion}:${account}:event-bus/default`, "events:PutEvents"),
        ],
      },
      ...(account === names.centralAccountId
        ? []
        : [
            {
              what: `somebody else of account ${account} puts events on the audit bus`,
              caller: role(account, "Administrator"),
              requests: requests(auditBus.arn, "events:PutEvents"),
            },
          ]),
      {
        what: "a forwarder of that name in another organization puts events on the audit bus",
        caller: role(STRANGER, name, { organizationId: STRANGERS_ORGANIZATION }),
        requests: requests(auditBus.arn, "events:PutEvents"),
      },
    ];
  });
}

function watchings(organization: Organization, place: Place): readonly Refusal[] {
  const { names } = place;
  const { archive, auditBus, eventsRegionOf, homeRegion, managementAccountId, selfTest, sentinel } = names;
  const caller = sentinelOf(names);
  const counted = `arn:${names.partition}:cloudwatch:${homeRegion}:${managementAccountId}:dataset/default`;
  const putEvents = (sources: readonly string[] | undefined): Request => ({
    action: "events:PutEvents",
    resource: auditBus.arn,
    context: { "events:source": sources },
  });
  const log = `${archive.bucket.arn}/${archive.accountPrefix(names.logArchiveAccountId)}CloudTrail-Digest/log.json.gz`;
  return [
    ...[`${sentinel.function.arn}-of-another-name`, sentinel.function.arn.replace(managementAccountId, STRANGER)].map(
      (arn) => ({
        what: `${arn} takes the sentinel's role, and Lambda says so`,
        caller: service("lambda.amazonaws.com", { arn }),
        requests: requests(sentinel.role.arn, "sts:AssumeRole"),
        by: "DenyOtherFunctionsToAssume",
      }),
    ),
    {
      what: "EventBridge takes the sentinel's role",
      caller: service("events.amazonaws.com", { arn: sentinel.scheduleRule.arn }),
      requests: requests(sentinel.role.arn, "sts:AssumeRole"),
    },
    ...[ruleIn(names, managementAccountId, homeRegion, "theirs"), ruleIn(names, STRANGER, homeRegion, "theirs")].map(
      (rule) => ({
        what: `${rule.source?.arn} runs the sentinel`,
        caller: rule,
        requests: requests(sentinel.function.arn, "lambda:InvokeFunction"),
      }),
    ),
    {
      what: "the sentinel reads a digest",
      caller,
      requests: requests(log, "s3:GetObject", "s3:GetObjectVersion"),
    },
    {
      what: "the sentinel lists logs, or everything",
      caller,
      requests: [
        `${archive.accountPrefix(names.logArchiveAccountId)}CloudTrail/us-east-1/`,
        archive.accountPrefix(names.logArchiveAccountId),
        undefined,
      ].map((prefix) => ({
        action: "s3:ListBucket",
        resource: archive.bucket.arn,
        context: { "s3:prefix": prefix },
      })),
    },
    {
      what: "the sentinel lists versions, or another bucket",
      caller,
      requests: [
        ...requests(archive.bucket.arn, "s3:ListBucketVersions"),
        { ...digestListing(names, ""), resource: archive.accessLogBucket.arn },
      ],
    },
    ...[role(STRANGER, sentinel.role.name), role(anotherMember(organization), sentinel.role.name)].map((namesake) => ({
      what: `a role of the sentinel's name in account ${namesake.account} lists digests`,
      caller: namesake,
      requests: [digestListing(names, archive.accountPrefix(names.logArchiveAccountId))],
    })),
    {
      what: "the sentinel puts events under another source, with its own beside it, or under none",
      caller,
      requests: [["aws.cloudtrail"], [sentinel.eventSource, "aws.cloudtrail"], undefined].map(putEvents),
    },
    {
      what: "the sentinel counts elsewhere",
      caller,
      requests: ["AWS/Events", undefined].map((namespace) => ({
        action: "cloudwatch:PutMetricData",
        resource: counted,
        context: { "cloudwatch:namespace": namespace },
      })),
    },
    {
      what: "the sentinel changes what it watches",
      caller,
      requests: [
        ...requests(names.trail.arn, "cloudtrail:StopLogging", "cloudtrail:PutEventSelectors"),
        ...requests(TARGETS.organizationPolicy(place), "organizations:DetachPolicy"),
        ...requests(names.trailLogGroup.arn, "logs:DeleteLogGroup"),
        ...requests(sentinel.failedQueue.arn, "sqs:PurgeQueue"),
        ...requests(archiveKeyArnOf(organization), "kms:Decrypt"),
      ],
    },
    ...(eventsRegionOf.organizations === homeRegion
      ? []
      : [
          ruleIn(names, managementAccountId, eventsRegionOf.organizations, "theirs"),
          busRule(names, names.detection("root-used")),
        ].map((rule) => ({
          what: `${rule.source?.arn} takes the role that carries accounts' joining to the home Region`,
          caller: rule,
          requests: requests(forwarderRoleArn(names, managementAccountId, sentinel.joinRelayRole), "sts:AssumeRole"),
        }))),
    {
      what: "a schedule of another group, or account, takes the self-test's role",
      caller: service("scheduler.amazonaws.com", { arn: `${selfTest.scheduleGroupArn}-theirs` }),
      requests: requests(selfTest.role.arn, "sts:AssumeRole"),
    },
    {
      what: "the self-test enables another rule, or disables its own",
      caller: role(managementAccountId, selfTest.role.name),
      requests: [
        ...requests(sentinel.scheduleRule.arn, "events:EnableRule"),
        ...requests(selfTest.rule.arn, "events:DisableRule"),
      ],
    },
  ];
}

/** Whose session or role is called nearly as that of the permission set that deploys. */
function permissionSetsLookalikes(organization: Organization, { names, archiveKeyArn }: Place): readonly Refusal[] {
  const { deployRole } = organization.guardrails;
  if (typeof deployRole !== "object") return [];
  const account = names.logArchiveAccountId;
  const [deployer] = permissionSetRoles(deployRole.permissionSet);
  const others = [
    ...permissionSetRoles(`${deployRole.permissionSet}_Too`),
    ...permissionSetRoles(`Not${deployRole.permissionSet}`),
    // Made by an administrator of the account, outside the path that only Identity Center writes.
    withoutPath(deployer),
    `sso.amazonaws.com/${withoutPath(deployer)}`,
  ].map((name) => role(account, name));
  return [...others, role(anotherMember(organization), deployer)].map((caller) => ({
    what: `${caller.role} of account ${caller.account} changes what only the deploy role may`,
    caller,
    requests: [
      ...requests(names.archive.bucket.arn, "s3:PutBucketPolicy", "s3:PutLifecycleConfiguration"),
      ...requests(archiveKeyArn, "kms:PutKeyPolicy"),
    ],
  }));
}

function stackSets(organization: Organization, { names }: Place): readonly Refusal[] {
  const [deployRole = ""] = rolesNamed(organization.guardrails.deployRole ?? "");
  const { logArchive, workloads } = organization.accounts;
  const [workload = logArchive] = workloads;
  // The deploy role is exempt in the first, known by its id in the second, and unheard of in the others.
  return [logArchive.id, workload.id, anotherMember(organization), UNPLACED].flatMap((account): readonly Refusal[] => {
    const callers: readonly Caller[] = [
      root(account),
      user(account, "Administrator"),
      role(account, "Administrator", { session: STACK_SETS_ROLE }),
      // A role of the name's beginning, in a folder of its own.
      role(account, `elsewhere/${STACK_SETS_ROLE}`),
    ];
    const everybody = [...callers, role(account, deployRole), role(account, STACK_SETS_ROLE)];
    const byName = (caller: Caller): string => ("role" in caller ? caller.role : caller.kind);
    return [
      ...everybody.map((caller) => ({
        what: `${byName(caller)} of account ${account} makes, changes or lends a role of StackSets' name`,
        caller,
        requests: requests(forwarderRoleArn(names, account, STACK_SETS_ROLE), ...ROLE_CHANGES),
        by: "DenyStackSetRoleChanges",
      })),
      ...callers.flatMap((caller): readonly Refusal[] => [
        {
          what: `${byName(caller)} of account ${account} changes what StackSets made`,
          caller,
          requests: [
            ...requests(
              stackOf(names, account, names.homeRegion),
              "cloudformation:CreateChangeSet",
              "cloudformation:DeleteStack",
              "cloudformation:SetStackPolicy",
              "cloudformation:UpdateStack",
            ),
            ...requests(
              `arn:aws:events:${names.homeRegion}:${account}:rule/${names.forwarders.stackSet.rule}`,
              "events:DisableRule",
            ),
          ],
          by: "DenyDetectionTampering",
        },
        {
          what: `${byName(caller)} of account ${account} changes the role of a forwarder that StackSets made`,
          caller,
          requests: requests(
            forwarderRoleArn(names, account, names.forwarders.stackSet.roleIn(names.homeRegion)),
            ...ROLE_CHANGES,
          ),
          by: "DenyAuditRoleChanges",
        },
      ]),
    ];
  });
}
