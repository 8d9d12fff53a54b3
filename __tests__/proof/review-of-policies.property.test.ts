import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePolicies } from "../../src/tools/review/policy/compare";
import { anonymous, type Caller, role, service } from "../support/iam/caller";
import { decide } from "../support/iam/decide";
import type { Environment } from "../support/iam/environment";
import type { PolicyDocument, Statement } from "../support/iam/policy-document";
import type { Request } from "../support/iam/request";

const OWNER = "444455556666";
const MEMBER = "111122223333";
const STRANGER = "999988887777";
const BUCKET = "arn:aws:s3:::logs";
const TRAIL = `arn:aws:cloudtrail:us-east-1:${MEMBER}:trail/t`;
const READER = `arn:aws:iam::${OWNER}:role/reader`;
const OTHER = `arn:aws:iam::${MEMBER}:role/other`;

const values = <T>(...all: readonly [T, ...T[]]) => fc.constantFrom(...all);
const some = <T>(...all: readonly [T, ...T[]]) => fc.subarray([...all], { minLength: 1 });

/** Conditions on one key each: of two on the same key, one may imply the other. */
const FAMILIES: readonly (readonly Statement["Condition"][])[] = [
  [
    { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
    { StringEquals: { "aws:PrincipalOrgID": ["o-exampleorgid", "o-other"] } },
    { StringEqualsIfExists: { "aws:PrincipalOrgID": ["o-exampleorgid"] } },
    { StringNotEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
    { StringNotEquals: { "aws:PrincipalOrgID": ["o-exampleorgid", "o-other"] } },
    { StringNotEqualsIfExists: { "aws:PrincipalOrgID": ["o-exampleorgid", "o-other"] } },
    { StringLike: { "aws:PrincipalOrgID": "o-*" } },
    { StringNotLike: { "aws:PrincipalOrgID": "o-*" } },
    { Null: { "aws:PrincipalOrgID": "false" } },
    { Null: { "aws:PrincipalOrgID": "true" } },
  ],
  [
    { ArnNotLike: { "aws:PrincipalArn": [READER] } },
    { ArnNotEquals: { "aws:PrincipalArn": [READER, OTHER] } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
    { ArnLikeIfExists: { "aws:PrincipalArn": READER } },
    { ArnEquals: { "aws:PrincipalArn": OTHER } },
  ],
  [
    { ArnEquals: { "aws:SourceArn": TRAIL } },
    { ArnLike: { "aws:SourceArn": `arn:aws:cloudtrail:*:${MEMBER}:trail/*` } },
    { ArnNotEquals: { "aws:SourceArn": TRAIL } },
    { ArnNotEqualsIfExists: { "aws:SourceArn": TRAIL } },
    { Null: { "aws:SourceArn": "true" } },
  ],
  [
    // The simulator asks at the beginning of 2026.
    { DateLessThan: { "aws:CurrentTime": "2025-07-01T00:00:00Z" } },
    { DateLessThan: { "aws:CurrentTime": "2027-07-01T00:00:00Z" } },
    { DateLessThanIfExists: { "aws:CurrentTime": "2027-07-01T00:00:00Z" } },
    { DateGreaterThanEquals: { "aws:CurrentTime": "2025-07-01T00:00:00Z" } },
    { DateGreaterThanEquals: { "aws:CurrentTime": "2027-07-01T00:00:00Z" } },
    { DateGreaterThan: { "aws:CurrentTime": "2025-07-01T00:00:00Z" } },
  ],
  [
    undefined,
    { Bool: { "aws:SecureTransport": "false" } },
    { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
    { StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } },
  ],
];

const conditions = fc.constantFrom(...FAMILIES.flat());

const elements = {
  principal: fc.oneof(
    values<Statement["Principal"]>(
      "*",
      { AWS: "*" },
      { AWS: OWNER },
      { AWS: [READER, OTHER] },
      { AWS: READER },
      { Service: "cloudtrail.amazonaws.com" },
      { AWS: OTHER, Service: ["cloudtrail.amazonaws.com"] },
    ).map((Principal) => ({ Principal })),
    values({ AWS: [`arn:aws:iam::${MEMBER}:root`, OTHER] }).map((NotPrincipal) => ({ NotPrincipal })),
  ),
  action: fc.oneof(
    some("s3:GetObject", "s3:PutObject", "s3:Get*", "S3:*Object", "s3:*").map((Action) => ({ Action })),
    some("s3:GetObject", "s3:Put*").map((NotAction) => ({ NotAction })),
  ),
  resource: fc.oneof(
    some(`${BUCKET}/*`, `${BUCKET}/a/*`, `${BUCKET}/?/x`, `${BUCKET}/a/x`, "arn:aws:s3:::*").map((Resource) => ({
      Resource,
    })),
    some(`${BUCKET}/a/*`, `${BUCKET}/b/x`).map((NotResource) => ({ NotResource })),
  ),
};

const statement = fc
  .record({ effect: values<"Allow" | "Deny">("Allow", "Deny"), ...elements, condition: conditions })
  // AWS takes NotPrincipal with a Deny alone; with an Allow, it is what nobody should write.
  .map(
    ({ effect, principal, action, resource, condition }): Statement => ({
      Effect: effect,
      ...principal,
      ...action,
      ...resource,
      ...(condition === undefined ? {} : { Condition: condition }),
    }),
  );

/** A policy, and one that differs from it in some element of some statement. */
const mixedPairs = fc
  .tuple(
    fc.array(statement, { minLength: 1, maxLength: 3 }),
    statement,
    fc.nat(),
    values("principal", "action", "resource", "condition", "whole", "gone", "more"),
  )
  .map(([statements, other, at, what]) => {
    const index = at % statements.length;
    const one = statements[index] as Statement;
    const pick = (names: readonly (keyof Statement)[]) => ({
      ...Object.fromEntries(Object.entries(one).filter(([name]) => !names.includes(name as keyof Statement))),
      ...Object.fromEntries(Object.entries(other).filter(([name]) => names.includes(name as keyof Statement))),
    });
    const mixed: Readonly<Record<string, readonly unknown[]>> = {
      principal: [pick(["Principal", "NotPrincipal"])],
      action: [pick(["Action", "NotAction"])],
      resource: [pick(["Resource", "NotResource"])],
      condition: [pick(["Condition"])],
      whole: [other],
      gone: [],
      more: [one, other],
    };
    const changed = [
      ...statements.slice(0, index),
      ...((mixed[what] ?? []) as Statement[]),
      ...statements.slice(index + 1),
    ];
    return [statements, changed] as const;
  });

const EVERYTHING: Statement = { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: `${BUCKET}/*` };

const SPLIT: NonNullable<Statement["Condition"]>[] = [
  { StringNotEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
  { StringNotEquals: { "aws:PrincipalOrgID": ["o-exampleorgid", "o-other"] } },
  { StringNotEquals: { "aws:PrincipalOrgID": "o-exampleorgid" }, Null: { "aws:PrincipalOrgID": "false" } },
  { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorgid" }, ArnLike: { "aws:PrincipalArn": READER } },
  { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } },
  { Null: { "aws:PrincipalOrgID": "true" } },
  { Null: { "aws:PrincipalOrgID": "false" } },
];

/** An Allow or a Deny of everything, under two conditions on the same key. */
const conditionPairs = fc
  .tuple(values<"Allow" | "Deny">("Allow", "Deny"), fc.constantFrom(...FAMILIES))
  .chain(([effect, family]) => fc.tuple(fc.constant(effect), fc.constantFrom(...family), fc.constantFrom(...family)))
  .map(([effect, ...both]) => {
    const under = (Condition: Statement["Condition"]): Statement => ({
      ...EVERYTHING,
      Effect: effect,
      ...(Condition === undefined ? {} : { Condition }),
    });
    const others = effect === "Deny" ? [EVERYTHING] : [];
    const [before, after] = both.map((condition) => [...others, under(condition)]);
    return [before ?? [], after ?? []] as const;
  });

/** Whoever calls, named as the principal or by a condition, on either side. */
const callerPairs = fc
  .tuple(values<"Allow" | "Deny">("Allow", "Deny"), ...[0, 1].map(() => callers()))
  .map(([effect, ...both]) => {
    const [before, after] = both.map((who) => [
      ...(effect === "Deny" ? [EVERYTHING] : []),
      { ...EVERYTHING, ...who, Effect: effect },
    ]);
    return [before ?? [], after ?? []] as const;
  });

function callers(): fc.Arbitrary<Partial<Statement>> {
  return fc
    .tuple(
      values<Statement["Principal"]>("*", { AWS: READER }, { AWS: [READER, OTHER] }, { AWS: [READER, OWNER] }),
      values<Statement["Condition"]>(
        undefined,
        { ArnEquals: { "aws:PrincipalArn": READER } },
        { ArnLike: { "aws:PrincipalArn": [READER, OTHER] } },
        { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${OWNER}:role/*` } },
        { ArnNotEquals: { "aws:PrincipalArn": OTHER } },
      ),
    )
    .map(([Principal, Condition]) => ({ Principal, ...(Condition === undefined ? {} : { Condition }) }));
}

/** Every Deny under one of the conditions, and the one or two that take its place. */
const SPLITS = SPLIT.flatMap((before) =>
  SPLIT.flatMap((one, index) =>
    SPLIT.slice(index).map((other) => {
      const deny = (Condition: Statement["Condition"]): Statement => ({ ...EVERYTHING, Effect: "Deny", Condition });
      return [
        [EVERYTHING, deny(before)],
        [EVERYTHING, deny(one), deny(other)],
      ] as const;
    }),
  ),
);

const pairs = fc.oneof(mixedPairs, conditionPairs, callerPairs);

const CALLERS: readonly Caller[] = [
  role(OWNER, "reader"),
  role(MEMBER, "other"),
  role(STRANGER, "other", { organizationId: "o-other" }),
  service("cloudtrail.amazonaws.com", { arn: TRAIL }),
  anonymous,
];

const REQUESTS: readonly Request[] = [
  { action: "s3:GetObject", resource: `${BUCKET}/a/x` },
  { action: "s3:PutObject", resource: `${BUCKET}/b/x` },
  { action: "s3:DeleteObject", resource: `${BUCKET}/c/y/z`, tls: "none" },
];

function environmentWith(statements: readonly Statement[]): Environment {
  const policy: PolicyDocument = { Version: "2012-10-17", Statement: statements };
  return {
    organizationId: "o-exampleorgid",
    managementAccount: MEMBER,
    accounts: { [OWNER]: ["r-abcd"], [MEMBER]: ["r-abcd"] },
    // What is allowed to the owner's own role, its bucket's policy alone allows.
    identityPolicies: { [READER]: [] },
    resources: [{ arn: BUCKET, account: OWNER, ...(statements.length === 0 ? {} : { policy }) }],
  };
}

const FOREIGN_TRAIL = `arn:aws:cloudtrail:us-east-1:${STRANGER}:trail/t`;
const SOURCE_BUCKET = "arn:aws:s3:::others";

/** What lets a service in. */
const delivery = fc
  .tuple(
    values("cloudtrail.amazonaws.com", "logging.s3.amazonaws.com"),
    values<Statement["Condition"]>(
      undefined,
      { StringEquals: { "aws:SourceArn": TRAIL } },
      { ArnLike: { "aws:SourceArn": [TRAIL, FOREIGN_TRAIL] } },
      { ArnLike: { "aws:SourceArn": SOURCE_BUCKET } },
      { StringEquals: { "aws:SourceAccount": MEMBER } },
      { StringEquals: { "aws:SourceAccount": [MEMBER, STRANGER] } },
    ),
  )
  .map(
    ([Service, Condition]): Statement => ({
      Effect: "Allow",
      Principal: { Service },
      Action: "s3:PutObject",
      Resource: `${BUCKET}/*`,
      ...(Condition === undefined ? {} : { Condition }),
    }),
  );

/** What is denied besides; some of it can never meet a service. */
const refusal = values<NonNullable<Statement["Condition"]>>(
  { NumericLessThan: { "s3:TlsVersion": "1.2" } },
  { NumericLessThan: { "s3:TlsVersion": "1.3" } },
  { Null: { "s3:DataAccessPointArn": "false" } },
  { Null: { "s3:DataAccessPointArn": "true" } },
  { StringNotEquals: { "aws:SourceOrgID": "o-exampleorgid" }, Null: { "aws:SourceOrgID": "false" } },
  { StringNotEquals: { "aws:SourceOrgID": "o-exampleorgid" } },
  { StringNotEquals: { "aws:SourceOrgID": "o-other" }, Null: { "aws:SourceOrgID": "false" } },
  { StringNotEquals: { "aws:SourceArn": TRAIL } },
  { Bool: { "aws:SecureTransport": "false" } },
  { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
  { ArnEquals: { "aws:PrincipalArn": [READER, OTHER] } },
  { ArnLike: { "aws:PrincipalArn": "*" } },
).map((Condition): Statement => ({ ...EVERYTHING, Effect: "Deny", Condition }));

/** How services call: over TLS 1.2 or newer, and CloudTrail by the bucket's name. */
const DELIVERIES: readonly (readonly [Caller, Request])[] = [
  [service("cloudtrail.amazonaws.com", { arn: TRAIL }), "1.2"],
  [service("cloudtrail.amazonaws.com", { arn: FOREIGN_TRAIL, organizationId: "o-other" }), "1.3"],
  [service("logging.s3.amazonaws.com", { arn: SOURCE_BUCKET, account: MEMBER }), "1.2"],
  [service("logging.s3.amazonaws.com", { arn: SOURCE_BUCKET, account: STRANGER, organizationId: "o-other" }), "1.3"],
].map(([caller, tls]) => [
  caller as Caller,
  {
    action: "s3:PutObject",
    resource: `${BUCKET}/a/x`,
    tls: tls as Request["tls"],
    context: {
      "s3:DataAccessPointArn":
        (caller as { name: string }).name === "logging.s3.amazonaws.com"
          ? `arn:aws:s3:us-east-1:${OWNER}:accesspoint/logs`
          : undefined,
    },
  },
]);

/**
 * Holds a comparison that calls nothing weaker up to the simulator.
 *
 * @returns how many requests are allowed after, and were before; undefined where something is called weaker
 */
async function allowedOf(before: readonly Statement[], after: readonly Statement[]): Promise<number | undefined> {
  const differences = comparePolicies(
    JSON.stringify({ Statement: before }),
    JSON.stringify({ Statement: after }),
    "resource",
  );
  if (differences.some(({ direction }) => direction === "weaker")) return undefined;
  const [old, now] = [environmentWith(before), environmentWith(after)];
  let allowed = 0;
  for (const caller of CALLERS) {
    for (const request of REQUESTS) {
      if ((await decide(now, caller, request)).decision !== "allowed") continue;
      allowed++;
      expect((await decide(old, caller, request)).decision, JSON.stringify([caller, request])).toBe("allowed");
    }
  }
  return allowed;
}

describe("comparePolicies, and a simulator of IAM", () => {
  it("what is not called weaker allows no request that was not allowed before", async () => {
    let [compared, passed, allowed] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(pairs, async ([before, after]) => {
        compared++;
        const found = await allowedOf(before, after);
        if (found === undefined) return;
        passed++;
        allowed += found;
      }),
      { numRuns: 120 },
    );
    // It would prove nothing if all were called weaker, or nothing were ever allowed.
    expect(passed).toBeGreaterThan(compared / 10);
    expect(allowed).toBeGreaterThan(0);
  });

  it("a Deny that is said as two others denies no less, however it is split", async () => {
    const found = [];
    for (const [before, after] of SPLITS) found.push(await allowedOf(before, after));
    const judged = found.filter((one) => one !== undefined);
    expect(judged.length).toBeGreaterThan(SPLITS.length / 10);
    expect(Math.max(...judged)).toBeGreaterThan(0);
  });

  it("what is called neither weaker nor undecided refuses no AWS service what it was allowed", async () => {
    let [judged, asked] = [0, 0];
    await fc.assert(
      fc.asyncProperty(delivery, refusal, fc.boolean(), async (allow, deny, isKnown) => {
        const [before, after] = [[allow], [allow, deny]];
        const [difference, ...others] = comparePolicies(
          JSON.stringify({ Statement: before }),
          JSON.stringify({ Statement: after }),
          "resource",
          isKnown ? { organizationId: "o-exampleorgid", accounts: { management: { id: MEMBER } } } : undefined,
        );
        expect(others).toEqual([]);
        if (difference?.direction !== "stronger") return;
        judged++;
        const [old, now] = [environmentWith(before), environmentWith(after)];
        for (const [caller, request] of DELIVERIES) {
          if ((await decide(old, caller, request)).decision !== "allowed") continue;
          asked++;
          expect((await decide(now, caller, request)).decision, JSON.stringify([caller, request])).toBe("allowed");
        }
      }),
      { numRuns: 200 },
    );
    expect(judged).toBeGreaterThan(20);
    expect(asked).toBeGreaterThan(20);
  });
});
