import fc from "fast-check";
import type { Answer, Observation } from "../../../src/functions/trail-sentinel/observation";
import { MANAGEMENT, MEMBER, OTHER_MEMBER } from "./healthy";

const text = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("eu-central-1", "eu-south-1", "r-abcd", "Security"));
const texts = fc.array(text, { maxLength: 4 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const date = fc.date({ noInvalidDate: false });
const accountId = fc.oneof(fc.constantFrom(MANAGEMENT, MEMBER, OTHER_MEMBER), fc.string({ maxLength: 12 }));

function answer<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Answer<T>> {
  return fc.oneof(fc.record({ value }), fc.record({ unreadable: text }));
}

const delivery = fc.record({ error: maybe(text), at: maybe(date) });

/** Anything that the adapters could make of AWS's answers. */
export const arbitraryObservation: fc.Arbitrary<Observation> = fc.record({
  trail: answer(
    maybe(
      fc.record({
        homeRegion: maybe(text),
        bucketName: maybe(text),
        keyPrefix: maybe(text),
        keyArn: maybe(text),
        logGroupArn: maybe(text),
        logsRoleArn: maybe(text),
        topicArn: maybe(text),
        multiRegion: fc.boolean(),
        organization: fc.boolean(),
        globalServiceEvents: fc.boolean(),
        logFileValidation: fc.boolean(),
      }),
    ),
  ),
  status: answer(
    maybe(
      fc.record({
        logging: fc.boolean(),
        startedAt: maybe(date),
        stoppedAt: maybe(date),
        logFiles: delivery,
        digests: delivery,
        cloudWatchLogs: delivery,
        notifications: delivery,
      }),
    ),
  ),
  selectors: answer(
    fc.array(
      fc.record({
        name: text,
        fieldSelectors: fc.array(fc.record({ field: text, equals: texts, notEndsWith: texts }), { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  ),
  insights: answer(texts),
  root: answer(fc.record({ id: text, enabledPolicyTypes: texts })),
  trustedServices: answer(texts),
  policies: fc.array(
    fc.record({
      name: fc.constantFrom("OrgAuditTrail", "OrgAuditArchiveResources", "Other"),
      type: fc.constantFrom("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"),
      content: answer(maybe(fc.oneof(text, fc.json({ maxDepth: 1 })))),
      targetIds: answer(texts),
    }),
    { maxLength: 3 },
  ),
  units: fc.array(
    fc.record({ path: fc.constantFrom("Security", "Workloads/Prod", "Other"), id: answer(maybe(text)) }),
    { maxLength: 3 },
  ),
  accounts: answer(
    fc.array(fc.record({ id: accountId, active: fc.boolean(), joinedAt: maybe(date) }), { maxLength: 4 }),
  ),
  guardedAccounts: answer(
    fc.oneof(
      fc.constant("everywhere" as const),
      fc.array(accountId, { maxLength: 3 }).map((ids) => new Set(ids)),
    ),
  ),
  coverage: fc.array(
    fc.record({
      accountId,
      regions: fc.array(fc.record({ region: text, recentDigest: answer(fc.boolean()) }), { maxLength: 3 }),
      enabledRegions: maybe(answer(texts)),
    }),
    { maxLength: 3 },
  ),
});
