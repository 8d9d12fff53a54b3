import { forwardsByStackSet } from "../../src/config/forwarding";
import type { Organization } from "../../src/config/organization";
import type { Forwarder, NamedArn, Names } from "../../src/naming";
import { type Place, TARGETS } from "../../src/threats/targets";
import { type AssumedRole, role, type Service, service, serviceLinkedRole } from "../support/iam/caller";
import type { Request } from "../support/iam/request";
import { alertKeyArnOf, forwardingAccounts, memberForwarderOf } from "./emitted-environment";
import { type LegitimateUse, ROLE_WRITES, RULE_WRITES, requests } from "./legitimate-use";

/** What tells, forwards and watches has to do. */
export function detectionUses(organization: Organization, place: Place): readonly LegitimateUse[] {
  return [
    ...alerts(organization, place),
    ...forwarding(organization, place),
    ...watching(organization, place),
    ...selfTest(place),
    ...(forwardsByStackSet(organization) ? stackSets(organization, place) : []),
  ];
}

/** CloudWatch, for an alarm of an account. */
export const alarmIn = ({ partition, homeRegion }: Names, account: string, alarm: string): Service =>
  service("cloudwatch.amazonaws.com", { arn: `arn:${partition}:cloudwatch:${homeRegion}:${account}:alarm:${alarm}` });

/** EventBridge, for a rule of an account's default bus. */
export const ruleIn = ({ partition }: Names, account: string, region: string, rule: string): Service =>
  service("events.amazonaws.com", { arn: `arn:${partition}:events:${region}:${account}:rule/${rule}` });

/** EventBridge, for a rule of the audit bus. */
export const busRule = ({ auditBus }: Names, rule: string): Service =>
  service("events.amazonaws.com", { arn: `${auditBus.arn.replace(":event-bus/", ":rule/")}/${rule}` });

export const sentinelOf = ({ managementAccountId, sentinel }: Names): AssumedRole =>
  role(managementAccountId, sentinel.role.name, { session: sentinel.function.name });

export const forwarderRoleArn = ({ partition }: Names, account: string, name: string): string =>
  `arn:${partition}:iam::${account}:role/${name}`;

const ENCRYPTION = ["kms:GenerateDataKey", "kms:Decrypt"];

function alerts(organization: Organization, { names }: Place): readonly LegitimateUse[] {
  const { alarmTopic, counted, eventTopic, centralAccountId, managementAccountId, selfTest, undeliveredQueue } = names;
  const encrypted = (account: string) => requests(alertKeyArnOf(organization, account), ...ENCRYPTION);
  const published = (topic: NamedArn, account: string) => [
    ...requests(topic.arn, "sns:Publish"),
    ...encrypted(account),
  ];
  const kept = (queue: NamedArn, account: string) => [...requests(queue.arn, "sqs:SendMessage"), ...encrypted(account)];
  return [
    ...names.auditAccountIds.map((account) => ({
      what: `an alarm of account ${account} tells the alarm topic`,
      caller: alarmIn(names, account, names.detection("root-used")),
      requests: published(alarmTopic, managementAccountId),
    })),
    {
      what: "an alarm of the central account tells the event topic too",
      caller: alarmIn(names, centralAccountId, names.detection("alerts-undelivered")),
      requests: published(eventTopic, centralAccountId),
    },
    {
      // EventBridge says for whom neither to the topic nor to the key.
      what: "a rule of the audit bus tells the event topic",
      caller: service("events.amazonaws.com"),
      requests: published(eventTopic, centralAccountId),
    },
    {
      what: "EventBridge keeps what it could not deliver",
      caller: busRule(names, names.detection("root-used")),
      requests: requests(undeliveredQueue.arn, "sqs:SendMessage"),
    },
    {
      what: "EventBridge encrypts what it keeps",
      caller: service("events.amazonaws.com"),
      requests: encrypted(centralAccountId),
    },
    {
      what: "an alarm that nobody is sent is kept",
      caller: alarmIn(names, managementAccountId, names.detection("cis-4-4-iam-policy-changed")),
      requests: published(counted.topic, managementAccountId),
    },
    {
      what: "its topic puts it into the queue",
      caller: service("sns.amazonaws.com", { arn: counted.topic.arn }),
      requests: kept(counted.queue, managementAccountId),
    },
    {
      what: "the alarm topic leaves receipts",
      caller: service("sns.amazonaws.com", { arn: alarmTopic.arn }),
      requests: kept(selfTest.receipts.alarms, managementAccountId),
    },
    {
      what: "the event topic leaves receipts",
      caller: service("sns.amazonaws.com", { arn: eventTopic.arn }),
      requests: kept(selfTest.receipts.events, centralAccountId),
    },
  ];
}

function forwarding(organization: Organization, { names }: Place): readonly LegitimateUse[] {
  const { auditAccountIds, auditBus, forwardedRegions, forwarders, homeRegion, managementAccountId } = names;
  const forwards = (account: string, region: string, of: Forwarder): readonly LegitimateUse[] => {
    const name = forwarders[of].roleIn(region);
    return [
      ...[forwarders[of].rule, `${forwarders[of].rule}-2`].map((rule) => ({
        what: `EventBridge takes ${name} of account ${account} for ${rule}`,
        caller: ruleIn(names, account, region, rule),
        requests: requests(forwarderRoleArn(names, account, name), "sts:AssumeRole"),
      })),
      {
        what: `account ${account} forwards to the audit bus as ${name}`,
        caller: role(account, name),
        requests: requests(auditBus.arn, "events:PutEvents"),
      },
    ];
  };
  return [
    ...[managementAccountId, ...forwardingAccounts(organization)].flatMap((account) =>
      forwardedRegions.flatMap((region) => forwards(account, region, memberForwarderOf(organization, account))),
    ),
    ...auditAccountIds.flatMap((account) => forwards(account, homeRegion, "audit")),
  ];
}

/** Below which prefixes the sentinel lists: the organization's for each account, and the management account's own. */
export const digestListing = ({ archive }: Names, prefix: string): Request => ({
  action: "s3:ListBucket",
  resource: archive.bucket.arn,
  context: { "s3:prefix": `${prefix}CloudTrail-Digest/us-east-1/` },
});

/** Whoever watches the trail. */
function watching(organization: Organization, place: Place): readonly LegitimateUse[] {
  const { names } = place;
  const { archive, auditBus, defaultBusArn, eventsRegionOf, homeRegion, managementAccountId, sentinel } = names;
  const caller = sentinelOf(names);
  const alertKeyArn = alertKeyArnOf(organization, managementAccountId);
  return [
    {
      what: "Lambda takes the sentinel's role",
      caller: service("lambda.amazonaws.com", { arn: sentinel.function.arn }),
      requests: requests(sentinel.role.arn, "sts:AssumeRole"),
    },
    ...[sentinel.scheduleRule, sentinel.joinRule].map(({ name, arn }) => ({
      what: `EventBridge runs the sentinel for ${name}`,
      caller: service("events.amazonaws.com", { arn }),
      requests: requests(sentinel.function.arn, "lambda:InvokeFunction"),
    })),
    {
      what: "the sentinel reads the trail",
      caller,
      requests: requests(
        names.trail.arn,
        "cloudtrail:GetEventSelectors",
        "cloudtrail:GetInsightSelectors",
        "cloudtrail:GetTrail",
        "cloudtrail:GetTrailStatus",
      ),
    },
    {
      what: "the sentinel reads the organization, its policies and its Regions",
      caller,
      requests: [
        ...requests(
          "*",
          "organizations:ListAWSServiceAccessForOrganization",
          "organizations:ListAccounts",
          "organizations:ListPolicies",
          "organizations:ListRoots",
        ),
        ...requests(
          TARGETS.organizationPolicy(place),
          "organizations:DescribePolicy",
          "organizations:ListTargetsForPolicy",
        ),
        ...requests(TARGETS.organizationRoot(place), "organizations:ListOrganizationalUnitsForParent"),
        ...requests(TARGETS.organizationalUnit(place), "organizations:ListOrganizationalUnitsForParent"),
        ...requests(TARGETS.organizationRoot(place), "organizations:ListAccountsForParent"),
        ...requests(TARGETS.accountItself(place), "account:ListRegions"),
      ],
    },
    {
      what: "the sentinel lists every account's digests",
      caller,
      requests: [
        ...[managementAccountId, ...forwardingAccounts(organization)].map(archive.accountPrefix),
        `${archive.deliveryRoot}${managementAccountId}/`,
      ].map((prefix) => digestListing(names, prefix)),
    },
    {
      what: "the sentinel reports to the audit bus under its own source",
      caller,
      requests: [
        { action: "events:PutEvents", resource: auditBus.arn, context: { "events:source": [sentinel.eventSource] } },
      ],
    },
    {
      what: "the sentinel counts in its namespace",
      caller,
      requests: [
        {
          action: "cloudwatch:PutMetricData",
          resource: `arn:${names.partition}:cloudwatch:${homeRegion}:${managementAccountId}:dataset/default`,
          context: { "cloudwatch:namespace": names.metricNamespace },
        },
      ],
    },
    {
      what: "the sentinel logs and traces",
      caller,
      requests: [
        ...requests(
          `${sentinel.logGroup.arn}:log-stream:2026/11/21/[$LATEST]0123`,
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ),
        ...requests("*", "xray:PutTelemetryRecords", "xray:PutTraceSegments"),
      ],
    },
    {
      what: "the sentinel keeps failed invocations, encrypted, and reads its environment",
      caller,
      requests: [...requests(sentinel.failedQueue.arn, "sqs:SendMessage"), ...requests(alertKeyArn, ...ENCRYPTION)],
    },
    {
      what: "CloudWatch Logs encrypts the sentinel's log group",
      caller: service(`logs.${homeRegion}.amazonaws.com`),
      requests: requests(alertKeyArn, "kms:Encrypt", "kms:Decrypt", "kms:ReEncryptTo", "kms:GenerateDataKey").map(
        (request) => ({ ...request, context: { "kms:EncryptionContext:aws:logs:arn": sentinel.logGroup.arn } }),
      ),
    },
    ...(eventsRegionOf.organizations === homeRegion
      ? []
      : [
          {
            what: "EventBridge takes the role that carries accounts' joining to the home Region",
            caller: service("events.amazonaws.com", { arn: sentinel.joinRelayRule.arn }),
            requests: requests(forwarderRoleArn(names, managementAccountId, sentinel.joinRelayRole), "sts:AssumeRole"),
          },
          {
            what: "accounts' joining is carried to the home Region",
            caller: role(managementAccountId, sentinel.joinRelayRole),
            requests: requests(defaultBusArn, "events:PutEvents"),
          },
        ]),
  ];
}

function selfTest({ names: { managementAccountId, selfTest } }: Place): readonly LegitimateUse[] {
  return [
    {
      what: "EventBridge Scheduler takes the self-test's role",
      caller: service("scheduler.amazonaws.com", { arn: selfTest.scheduleGroupArn }),
      requests: requests(selfTest.role.arn, "sts:AssumeRole"),
    },
    {
      what: "the self-test makes its call",
      caller: role(managementAccountId, selfTest.role.name),
      requests: requests(selfTest.rule.arn, "events:EnableRule"),
    },
  ];
}

/** A role that StackSets made for themselves in a member account: AWS chooses how its name ends. */
export const STACK_SETS_ROLE = "stacksets-exec-0123456789abcdef0123456789abcdef";

/** What a StackSet's stacks are called in members. */
export const stackOf = ({ partition, forwardingStackSet }: Names, account: string, region: string): string =>
  `arn:${partition}:cloudformation:${region}:${account}:stack/StackSet-${forwardingStackSet}-0123/4567`;

function stackSets(organization: Organization, { names }: Place): readonly LegitimateUse[] {
  return forwardingAccounts(organization).flatMap((account): readonly LegitimateUse[] => [
    {
      what: `StackSets' service-linked role makes and takes away their own role in account ${account}`,
      caller: serviceLinkedRole(
        account,
        "member.org.stacksets.cloudformation.amazonaws.com",
        "AWSServiceRoleForCloudFormationStackSetsOrgMember",
      ),
      requests: requests(
        forwarderRoleArn(names, account, STACK_SETS_ROLE),
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DetachRolePolicy",
      ),
    },
    {
      what: `StackSets make, change and take away the forwarders of account ${account}`,
      caller: role(account, STACK_SETS_ROLE),
      requests: names.forwardedRegions.flatMap((region) => [
        ...requests(
          stackOf(names, account, region),
          "cloudformation:CreateStack",
          "cloudformation:DeleteStack",
          "cloudformation:UpdateStack",
        ),
        ...requests(forwarderRoleArn(names, account, names.forwarders.stackSet.roleIn(region)), ...ROLE_WRITES),
        ...requests(
          `arn:${names.partition}:events:${region}:${account}:rule/${names.forwarders.stackSet.rule}`,
          ...RULE_WRITES,
        ),
      ]),
    },
  ]);
}
