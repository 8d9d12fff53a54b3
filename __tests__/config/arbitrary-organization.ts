import fc from "fast-check";
import { lockDays } from "../../src/config/archive-terms";
import type { OrganizationInput, Role } from "../../src/config/organization";
import { partitionOf } from "../../src/config/regions";

const accountId = text(/^\d{12}$/);
const role = text(/^([a-z]{1,90}\/){0,2}[\w+=,.@-]{1,64}$/);
const permissionSet = fc.record({ permissionSet: text(/^[\w+=,.@-]{1,32}$/) });
const deploy = fc.oneof(fc.constant({}), fc.record({ roleName: role }), fc.record({ profile: text(/^[\w-]{1,20}$/) }));

/** Any character of Unicode: `unit: "binary"` would do, but tables all million of them first, which takes seconds. */
const character = fc
  .integer({ min: 0, max: 0x10_ff_ff })
  .filter((code) => code < 0xd8_00 || code > 0xdf_ff)
  .map((code) => String.fromCodePoint(code), codeOf);

/** A unit's name may hold any character but `/`; Terraform's templates are refused. */
const unitName = fc
  .string({ unit: character, minLength: 1, maxLength: 12 })
  .filter((name) => /^[^/\s][^/]*$/.test(name));
const organizationalUnit = fc
  .array(unitName, { minLength: 1, maxLength: 3 })
  .map((names) => names.join("/"))
  .filter((path) => !/[$%]\{/.test(path));

const regions = fc.constantFrom<string[][]>(
  ["us-east-1", "eu-central-1", "ap-southeast-7"],
  ["eu-central-1", "us-east-1"],
  ["cn-north-1", "cn-northwest-1"],
  ["us-gov-west-1"],
);

/** An account before it is told which one it is and where it is placed. */
const unplaced = fc.record(
  { deploy, unit: fc.nat(), below: fc.constantFrom("", "/Below", "/Below/That"), name: text(/^[a-z][a-z0-9-]{0,20}$/) },
  { requiredKeys: ["unit", "below", "name"] },
);

/** Buckets that begin with a digit are not the archive, whose name begins with a letter. */
const dataEvents = fc.oneof(
  dataEventsOf("AWS::S3::Object", /^arn:aws:s3:::0[a-z0-9.-]{1,40}[a-z0-9]\/[\w/=.-]{0,40}$/),
  dataEventsOf("AWS::Lambda::Function", /^arn:aws:lambda:us-east-1:\d{12}:function:[\w-]{1,64}$/),
  dataEventsOf("AWS::DynamoDB::Table", /^arn:aws:dynamodb:us-east-1:\d{12}:table\/[\w.-]{3,60}$/),
);

const trail = fc.record(
  {
    name: text(/^[A-Za-z]([A-Za-z0-9]{1,22}[._-]){0,5}[A-Za-z0-9]{2,9}$/),
    logGroupRetentionDays: fc.constantFrom<(365 | 731 | 3653)[]>(365, 731, 3653),
    insights: fc.subarray<"ApiCallRateInsight" | "ApiErrorRateInsight">(["ApiCallRateInsight", "ApiErrorRateInsight"]),
    dataEvents: fc.array(dataEvents, { maxLength: 3 }),
    // Letters that none of our names begins with.
    s3KeyPrefix: text(/^[\w!'()-]{1,60}(\/[\w!'()-]{1,60}){0,2}$/).filter((prefix) => !/^AWSLogs(\/|$)/.test(prefix)),
    logGroupName: text(/^[\w/#-][\w./#-]{0,143}$/).filter(
      (name) => !name.startsWith("aws/") && !name.includes("org-audit"),
    ),
    logsRoleName: text(/^(service-role\/)?X[\w+=,.@-]{0,63}$/),
    logsRolePolicyName: text(/^[\w+=,.@-]{1,128}$/),
    deliveryTopicName: text(/^X[\w]{0,255}$/),
    keyAlias: text(/^alias\/X[\w/]{0,249}$/),
  },
  { requiredKeys: ["name"] },
);

const mode = fc.constantFrom<("COMPLIANCE" | "GOVERNANCE")[]>("COMPLIANCE", "GOVERNANCE");
const archive = fc
  .record({
    bucketName: text(/^[a-z][a-z0-9-]{1,49}[a-z0-9]$/).filter(
      (name) => !/^(xn--|sthree-|amzn-s3)|-(s3|s3alias|an)$/.test(name),
    ),
    objectLock: fc.oneof(
      fc.record({ mode, years: fc.integer({ min: 1, max: 100 }) }),
      fc.record({ mode, days: fc.integer({ min: 1, max: 36_500 }) }),
    ),
    expires: fc.boolean(),
    classes: fc.subarray(["STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"] as const),
    readers: fc.array(
      fc.record({
        accountId,
        role: fc.oneof(
          text(/^[\w+=,.@-]{1,64}$/).filter((name) => !name.startsWith("AWSReservedSSO_")),
          permissionSet,
        ),
      }),
      {
        maxLength: 25,
      },
    ),
    accountsReadOwnLogs: fc.boolean(),
  })
  .map(({ expires, classes, ...given }) => ({
    ...given,
    ...(expires ? { retentionDays: Math.max(lockDays(given.objectLock), 200) } : {}),
    lifecycle: {
      transitions: classes.map((storageClass, index) => ({ storageClass, afterDays: 30 + index * 30 })),
      ...(expires ? { expireNoncurrentVersionsAfterDays: lockDays(given.objectLock) } : {}),
    },
  }));

const state = fc.oneof(
  fc.constant({ backend: "local" as const }),
  fc.record(
    {
      backend: fc.constant("s3" as const),
      bucket: fc.constant("0-state"),
      region: fc.constant("us-east-1"),
      prefix: text(/^[\w!*'()-][\w!.*'()-]{0,20}(\/[\w!*'()-][\w!.*'()-]{0,20})?$/),
      kmsKeyArn: text(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/),
    },
    { requiredKeys: ["backend", "bucket", "region"] },
  ),
);

const alerts = fc.record(
  {
    emails: fc.uniqueArray(text(/^[\w.!#%&'*+=?^~-]{1,64}@([a-z0-9-]{1,20}\.){1,3}[a-z]{2,6}$/), { maxLength: 3 }),
    webhooks: fc.uniqueArray(text(/^https:\/\/[a-z0-9-]{1,30}\.example(:\d{2,4})?(\/[a-z0-9.~%-]{1,300}){0,3}$/), {
      maxLength: 3,
    }),
    runbooks: text(/^https:\/\/[a-z0-9-]{1,30}\.example(\/[\w.~-]{1,60}){0,7}$/),
  },
  { requiredKeys: [] },
);

const lastDay = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const auditorName = text(/^[a-z][a-z0-9]{1,9}(-[a-z0-9]{1,9})?$/);

/** Names of permission sets that begin otherwise than the organization's own people's. */
const generatedAuditors = fc.record(
  {
    permissionSet: text(/^O[\w+=,.@-]{0,31}$/),
    lastDay,
    external: fc.uniqueArray(
      fc.oneof(
        fc.record({ name: auditorName, lastDay, permissionSet: text(/^X[\w+=,.@-]{0,31}$/) }),
        fc.record({
          name: auditorName,
          lastDay,
          user: fc.record({
            name: text(/^([\w+=,.@-]{1,9}\/)?[\w+=,.@-]{1,64}$/),
            externalId: text(/^[\w+=,.@:/-]{2,128}$/),
          }),
        }),
      ),
      {
        maxLength: 5,
        comparator: (one, other) =>
          one.name === other.name ||
          ("permissionSet" in one && "permissionSet" in other && one.permissionSet === other.permissionSet),
      },
    ),
  },
  { requiredKeys: ["permissionSet"] },
);

/** How Terraform reaches an account where guardrails exempt that role. */
function deployedBy(deployRole: Role | undefined) {
  if (deployRole === undefined) return {};
  return { deploy: typeof deployRole === "string" ? { roleName: deployRole } : { profile: "sso" } };
}

/** Any valid organization of 4 to 12 accounts; every option of the schema is on in some of them. */
export const arbitraryOrganization: fc.Arbitrary<OrganizationInput> = fc
  .record({
    required: fc.record({
      name: text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/),
      organizationId: text(/^o-[a-z0-9]{10,32}$/),
      trail,
      archive,
      key: fc.record({ alias: text(/^alias\/k[\w/-]{1,60}$/) }),
    }),
    optional: fc.record(
      {
        alerts,
        auditorAccess: generatedAuditors,
        adopt: fc.uuid().map((id) => ({ "log-archive": { "org-logs-key/key": id, "org-logs-key/alias": true } })),
        forwarding: fc.record({ stackSetFrom: fc.integer({ min: 0, max: 12 }) }, { requiredKeys: [] }),
        state,
        tags: fc.dictionary(text(/^T[a-z0-9_ .:/=+@-]{0,127}$/), text(/^[\w .:/=+@-]{0,256}$/).filter(unreserved), {
          maxKeys: 40,
        }),
      },
      { requiredKeys: [] },
    ),
    regions,
    units: fc.uniqueArray(organizationalUnit, { minLength: 1, maxLength: 4 }),
    guardrails: fc.record(
      {
        deployRole: fc.oneof(text(/^[\w+=,.@-]{1,64}$/), permissionSet),
        attachToRoot: fc.boolean(),
        resourceControlPolicy: fc.boolean(),
        controlTower: fc.boolean(),
        roleBoundary: fc.boolean(),
        policyNames: fc.record(
          { baseline: text(/^B[\w+=,.@ -]{0,127}$/), archiveResources: text(/^[\w+=,.@ -]{1,128}$/) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    ids: fc.uniqueArray(accountId, { minLength: 5, maxLength: 13 }),
    unplaced: fc.array(unplaced, { minLength: 12, maxLength: 12 }),
    hasSecurity: fc.boolean(),
  })
  .map(({ required, optional, regions, units, guardrails, ids, unplaced, hasSecurity }) => {
    const [auditors = "", ...ours] = ids;
    const { auditorAccess, ...options } = optional;
    const [management, logArchive, ...others] = ours.map((id, index) => {
      const { unit = 0, below = "", name = "", ...given } = unplaced[index] ?? {};
      return {
        ...given,
        ...deployedBy(guardrails.deployRole),
        id,
        organizationalUnit: `${units[unit % units.length]}${below}`,
        name: `${name}${index}`,
      };
    });
    const workloads = hasSecurity ? others.slice(1) : others;
    const partition = partitionOf(regions[0] ?? "") ?? "aws";
    return {
      ...required,
      ...options,
      ...(auditorAccess && { auditorAccess: inAccount(auditors, auditorAccess) }),
      trail: JSON.parse(JSON.stringify(required.trail).replaceAll('"arn:aws:', `"arn:${partition}:`)),
      homeRegion: regions[0] ?? "",
      governedRegions: regions,
      accounts: {
        management: { id: management?.id ?? "", deploy: management?.deploy },
        logArchive: { deploy: { profile: "log-archive" }, ...reachable(unnamed(logArchive)) },
        ...(hasSecurity ? { security: unnamed(others[0]) } : {}),
        workloads,
      },
      guardrails: { ...guardrails, organizationalUnits: units },
    };
  });

type Auditors = NonNullable<OrganizationInput["auditorAccess"]>;

/** Users of an account that is none of the organization's. */
function inAccount(accountId: string, access: GeneratedAuditors): Auditors {
  const external = access.external?.map((one) => ("user" in one ? { ...one, user: { ...one.user, accountId } } : one));
  return { ...access, ...(external && { external }) } as Auditors;
}

type GeneratedAuditors = typeof generatedAuditors extends fc.Arbitrary<infer Generated> ? Generated : never;

/** AWS keeps values that begin so for itself. */
function unreserved(value: string): boolean {
  return !/^aws:/i.test(value);
}

/** Without the empty `deploy` that says nothing. */
function reachable<T extends { deploy?: object }>(account: T): Omit<T, "deploy"> & Partial<Pick<T, "deploy">> {
  const { deploy: given, ...rest } = account;
  return given === undefined || Object.keys(given).length === 0 ? rest : account;
}

function unnamed<T extends { name: string }>(account: T | undefined): Omit<T, "name"> {
  if (account === undefined) throw new Error("no account is left");
  const { name: _, ...rest } = account;
  return rest;
}

function dataEventsOf<Type extends string>(resourceType: Type, arn: RegExp) {
  return fc.record(
    {
      name: fc.string({ minLength: 1, maxLength: 40 }).filter((name) => !/[$%]\{/.test(name)),
      resourceType: fc.constant(resourceType),
      arns: fc.array(text(arn), { minLength: 1, maxLength: 3 }),
      readWrite: fc.constantFrom<("All" | "ReadOnly" | "WriteOnly")[]>("All", "ReadOnly", "WriteOnly"),
    },
    { requiredKeys: ["name", "resourceType", "arns"] },
  );
}

/** By it fast-check can try names such as "__proto__" too. */
function codeOf(character: unknown): number {
  const [one, ...others] = typeof character === "string" ? character : "";
  const code = one?.codePointAt(0);
  if (code === undefined || others.length > 0) throw new Error("not one character");
  return code;
}

function text(form: RegExp): fc.Arbitrary<string> {
  return fc.stringMatching(form);
}
