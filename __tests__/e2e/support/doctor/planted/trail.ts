import {
  CloudTrailClient,
  DeleteTrailCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  type InsightSelector,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import { Digests } from "../../digests";
import { makeTrail } from "../healthy";
import { MEMBER, type Planted, type Planter } from "./planter";

export const PLANTED_ON_TRAILS: readonly Planted[] = [
  {
    title: "the trail is stopped",
    line: "trail-delivery",
    subject: /:trail\//,
    what: /^The trail is not logging, since /,
    remedy: /start-logging/,
    plant: async ({ cloudTrail, names }) => {
      await cloudTrail.send(new StopLoggingCommand({ Name: names.trail.arn }));
      return () => cloudTrail.send(new StartLoggingCommand({ Name: names.trail.arn }));
    },
  },
  {
    title: "the trail encrypts with another key",
    line: "trail",
    subject: /:trail\//,
    what: /^KMS key is arn:aws:kms:eu-central-1:999999999999:key\/\S+, declared is arn:aws:kms:eu-central-1:444455556666:key\//,
    remedy: /Apply the management stack/,
    plant: async ({ cloudTrail, names }) => {
      const { Trail } = await cloudTrail.send(new GetTrailCommand({ Name: names.trail.arn }));
      const put = (KmsKeyId: string | undefined) =>
        cloudTrail.send(new UpdateTrailCommand({ Name: names.trail.arn, KmsKeyId }));
      await put("arn:aws:kms:eu-central-1:999999999999:key/12345678-1234-1234-1234-123456789012");
      return () => put(Trail?.KmsKeyId);
    },
  },
  {
    title: "the trail delivers below another prefix",
    line: "trail",
    subject: /:trail\//,
    what: /^S3 key prefix is elsewhere, declared is none$/,
    remedy: /Apply the management stack/,
    plant: async ({ cloudTrail, names }) => {
      const put = (S3KeyPrefix: string) =>
        cloudTrail.send(new UpdateTrailCommand({ Name: names.trail.arn, S3KeyPrefix }));
      await put("elsewhere");
      return () => put("");
    },
  },
  {
    title: "the event selectors are reset to management events alone",
    line: "event-selectors",
    subject: /:trail\//,
    what: /^Event selector `Writes to the consents table` is missing or changed$/,
    remedy: /put-event-selectors/,
    plant: (planter) => select(planter, (selectors) => selectors.slice(0, 1)),
  },
  {
    title: "management events that only read are left out",
    line: "event-selectors",
    subject: /:trail\//,
    what: /^Event selector `Management events selector` is missing or changed$/,
    remedy: /put-event-selectors/,
    plant: (planter) =>
      select(planter, ([management, ...others]) => [
        {
          ...management,
          FieldSelectors: [...(management?.FieldSelectors ?? []), { Field: "readOnly", Equals: ["false"] }],
        },
        ...others,
      ]),
  },
  {
    title: "Insights are switched off",
    line: "insights",
    subject: /:trail\//,
    what: /^ApiCallRateInsight is off$/,
    remedy: /put-insight-selectors/,
    plant: (planter) => watch(planter, () => []),
  },
  {
    title: "one type of Insights is switched off",
    line: "insights",
    subject: /:trail\//,
    what: /^ApiErrorRateInsight is off$/,
    remedy: /put-insight-selectors/,
    plant: (planter) => watch(planter, (all) => all.filter(({ InsightType }) => InsightType === "ApiCallRateInsight")),
  },
  {
    title: "a member's digests from one Region are gone",
    line: "coverage",
    subject: new RegExp(`^${MEMBER}$`),
    what: /^No digest within \d+ minutes from eu-west-1$/,
    remedy: /AWSServiceRoleForCloudTrail/,
    plant: async ({ emulator, names }) => {
      await Digests.whileOpen(emulator, names, (digests) => digests.hide(MEMBER, "eu-west-1"));
      return () => Digests.whileOpen(emulator, names, (digests) => digests.deliver(MEMBER, ["eu-west-1"], 60));
    },
  },
  {
    title: "a member records management events with a trail of its own",
    line: "second-trail",
    subject: new RegExp(`:${MEMBER}:trail/audit-of-our-own$`),
    what: /a second time, at 2\.00 dollars for each 100,000/,
    remedy: /put-event-selectors/,
    plant: (planter) => trailIn(planter, MEMBER, "eu-central-1", "audit-of-our-own", true),
  },
  {
    title: "the management account records management events again, in another Region",
    line: "second-trail",
    subject: /:us-east-1:111122223333:trail\/old-trail$/,
    what: /a second time/,
    remedy: /stop and delete it/,
    plant: (planter) => trailIn(planter, planter.names.managementAccountId, "us-east-1", "old-trail", true),
  },
  {
    title: "Control Tower's trail records too",
    line: "control-tower-trail",
    subject: /:trail\/aws-controltower-BaselineCloudTrail$/,
    what: /^Control Tower records the organization too/,
    remedy: /Landing zone settings/,
    plant: ({ emulator, names }) =>
      trailIn(
        { emulator, names },
        names.managementAccountId,
        "eu-central-1",
        "aws-controltower-BaselineCloudTrail",
        true,
      ),
  },
  {
    title: "a member makes trails up to the quota, of data events alone",
    line: "quotas",
    subject: new RegExp(`^trails in eu-central-1 of ${MEMBER}$`),
    what: /^5 of 5 are used/,
    remedy: /WhatIsCloudTrail-Limits/,
    plant: async (planter) => {
      const names = ["one", "two", "three"].map((name) => `more-data-${name}`);
      const undo: (() => Promise<unknown>)[] = [];
      for (const name of names) undo.push(await trailIn(planter, MEMBER, "eu-central-1", name, false));
      return () => Promise.all(undo.map((one) => one()));
    },
  },
];

type Selectors = NonNullable<ConstructorParameters<typeof PutEventSelectorsCommand>[0]["AdvancedEventSelectors"]>;

async function select({ cloudTrail, names }: Planter, change: (selectors: Selectors) => readonly object[]) {
  const TrailName = names.trail.arn;
  const { AdvancedEventSelectors = [] } = await cloudTrail.send(new GetEventSelectorsCommand({ TrailName }));
  const put = (selectors: Selectors) =>
    cloudTrail.send(new PutEventSelectorsCommand({ TrailName, AdvancedEventSelectors: selectors }));
  await put(change(AdvancedEventSelectors) as Selectors);
  return () => put(AdvancedEventSelectors);
}

async function watch({ cloudTrail, names }: Planter, change: (all: readonly InsightSelector[]) => InsightSelector[]) {
  const TrailName = names.trail.arn;
  const { InsightSelectors = [] } = await cloudTrail.send(new GetInsightSelectorsCommand({ TrailName }));
  const put = (all: InsightSelector[]) =>
    cloudTrail.send(new PutInsightSelectorsCommand({ TrailName, InsightSelectors: all }));
  await put(change(InsightSelectors));
  return () => put(InsightSelectors);
}

/** A trail that somebody makes in an account; an emptied bucket of its own stays behind. */
async function trailIn(
  { emulator }: Pick<Planter, "emulator" | "names">,
  accountId: string,
  region: string,
  name: string,
  recordsManagementEvents: boolean,
): Promise<() => Promise<unknown>> {
  await makeTrail(emulator, accountId, region, name, recordsManagementEvents);
  return () =>
    new CloudTrailClient(emulator.clientConfig(accountId, region)).send(new DeleteTrailCommand({ Name: name }));
}
