import type { Draft } from "./draft";
import type { OrganizationInput } from "./organization";
import { formatPath, type Problem } from "./problem";
import { partitionOf } from "./regions";

type OrganizationDraft = Draft<OrganizationInput>;

/** What must hold between fields. Each rule sees whatever the schema accepted, and returns every breach. */
type Rule = (organization: OrganizationDraft) => readonly Problem[];

/** Days, at the least, of a lock: S3 counts a year as a calendar does, so leap days are counted in. */
export function lockDays(lock: { readonly years?: number | undefined; readonly days?: number | undefined }): number {
  return lock.days ?? Math.ceil((lock.years ?? 0) * 365.25);
}

/** S3 moves nothing into these classes before its 30th day. */
const THIRTY_DAY_CLASSES = new Set(["STANDARD_IA"]);

/** S3's order of storage classes; a lifecycle only moves downwards. */
const STORAGE_CLASS_ORDER = ["STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

/** cdktf looks a stack up by its name in a plain object, where `constructor` is taken from the start. */
const RESERVED_STACK_NAMES = ["management", "log-archive", "security", "constructor"];

/** How each type of resource is named in an ARN. S3 needs the slash: without it `logs` would cover `logs-of-others`. */
const DATA_EVENT_ARNS: Record<string, RegExp> = {
  "AWS::S3::Object": /^arn:(aws[a-z-]*):s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/(?:(?![$%]\{)\S)*$/,
  "AWS::Lambda::Function": /^arn:(aws[a-z-]*):lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64}$/,
  "AWS::DynamoDB::Table": /^arn:(aws[a-z-]*):dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]{3,255}$/,
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html: conditions of all selectors. */
const SELECTOR_CONDITIONS_LIMIT = 500;

interface PlacedAccount {
  readonly path: readonly PropertyKey[];
  readonly account: Draft<{ id: string; organizationalUnit: string; deploy: { roleName: string; profile: string } }>;
}

function accountsOf(organization: OrganizationDraft): readonly PlacedAccount[] {
  const management = { path: ["accounts", "management"], account: organization.accounts?.management ?? {} };
  return [management, ...memberAccountsOf(organization)];
}

function memberAccountsOf({ accounts }: OrganizationDraft): readonly PlacedAccount[] {
  const workloads = (accounts?.workloads ?? []).map((account, index) => ({
    path: ["accounts", "workloads", index],
    account: account ?? {},
  }));
  return [
    { path: ["accounts", "logArchive"], account: accounts?.logArchive ?? {} },
    { path: ["accounts", "security"], account: accounts?.security ?? {} },
    ...workloads,
  ];
}

const accountIdsAreDistinct: Rule = (organization) => {
  const firstPathById = new Map<string, string>();
  return accountsOf(organization).flatMap(({ path, account: { id } }) => {
    if (id === undefined) return [];
    const first = firstPathById.get(id);
    if (first === undefined) {
      firstPathById.set(id, formatPath(path));
      return [];
    }
    return [
      {
        path: formatPath([...path, "id"]),
        value: id,
        rule: `each account once; ${first} has this id already`,
        remedy: "give each role in the organization an account of its own: that is what keeps its administrators apart",
      },
    ];
  });
};

const deployAccessIsOneOrTheOther: Rule = (organization) =>
  accountsOf(organization).flatMap(({ path, account: { deploy } }) =>
    deploy?.roleName === undefined || deploy.profile === undefined
      ? []
      : [
          {
            path: formatPath([...path, "deploy"]),
            value: deploy,
            rule: "either `roleName` or `profile`",
            remedy: "delete one of the two",
          },
        ],
  );

/** The management stack works in two accounts: it looks up the archive's key in the other. */
const logArchiveIsReachedFromManagement: Rule = ({ accounts }) => {
  const { logArchive } = accounts ?? {};
  // A key without a value is one that was refused already.
  if (logArchive === undefined || ("deploy" in logArchive && logArchive.deploy === undefined)) return [];
  const { deploy = {} } = logArchive;
  if ("roleName" in deploy || "profile" in deploy) return [];
  return [
    {
      path: "accounts.logArchive.deploy",
      value: logArchive.deploy,
      rule: "how Terraform reaches the account, `roleName` or `profile`: the management stack looks up the archive's key there",
      remedy: "name a role that the management account's deployer may assume, or a profile of the operator's",
    },
  ];
};

const deployRoleIsTheOneThatDeploys: Rule = (organization) => {
  const deployRole = organization.guardrails?.deployRole;
  if (deployRole === undefined) return [];
  return memberAccountsOf(organization).flatMap(({ path, account: { deploy } }) =>
    deploy?.roleName === undefined || deploy.roleName === deployRole
      ? []
      : [
          {
            path: formatPath([...path, "deploy", "roleName"]),
            value: deploy.roleName,
            rule: `guardrails.deployRole, ${deployRole}: the guardrails would stop any other, and the first apply lock itself out`,
            remedy: "name the same role in both places",
          },
        ],
  );
};

/**
 * The exempt roles' ARNs stand twice in one policy of 5,120 bytes, which needs about 2,400 for the rest. A deny left out
 * for want of room would open every exemption, so there is no such organization.
 */
const EXEMPT_ROLES_SIZE_LIMIT = 1_300;

const exemptRolesFitTheirPolicy: Rule = (organization) => {
  const deployRole = organization.guardrails?.deployRole;
  const workloads = organization.accounts?.workloads ?? [];
  if (deployRole === undefined) return [];
  const accounts = 1 + (organization.accounts?.security === undefined ? 0 : 1) + workloads.length;
  const arnSize = `"arn:aws-us-gov:iam::123456789012:role/${deployRole}",`.length;
  const room = Math.floor(EXEMPT_ROLES_SIZE_LIMIT / arnSize);
  if (accounts <= room) return [];
  return [
    {
      path: "accounts.workloads",
      value: `${workloads.length} workloads`,
      rule: `at most ${room} member accounts with a stack where guardrails.deployRole is named: the policy that protects detection exempts each account's role by its ARN, and holds no more`,
      remedy:
        "take workloads out: the trail reaches their accounts without a stack; or leave out guardrails.deployRole",
    },
  ];
};

const workloadNamesAreDistinct: Rule = ({ accounts }) => {
  const names = (accounts?.workloads ?? []).map((workload) => workload?.name);
  return names.flatMap((name, index) => {
    const reserved = name !== undefined && RESERVED_STACK_NAMES.includes(name);
    if (name === undefined || (!reserved && names.indexOf(name) === index)) return [];
    return [
      {
        path: `accounts.workloads[${index}].name`,
        value: name,
        rule: `a name of its own, and none of ${RESERVED_STACK_NAMES.join(", ")}: it names the account's stack`,
        remedy: "rename the workload",
      },
    ];
  });
};

const accountsAreUnderTheGuardrails: Rule = (organization) => {
  if (organization.guardrails?.attachToRoot === true) return [];
  const units = organization.guardrails?.organizationalUnits ?? [];
  // One that was refused may be the one that is missed.
  if (units.length === 0 || units.includes(undefined)) return [];
  return memberAccountsOf(organization).flatMap(({ path, account: { organizationalUnit: unit } }) => {
    // A policy on a unit holds for the units below it too.
    if (unit === undefined || units.some((guarded) => unit === guarded || unit.startsWith(`${guarded}/`))) return [];
    return [
      {
        path: formatPath([...path, "organizationalUnit"]),
        value: unit,
        rule: `in or below one of guardrails.organizationalUnits (${units.join(", ")}): outside them no policy protects the trail`,
        remedy: `add ${JSON.stringify(unit)} to guardrails.organizationalUnits, move the account, or set guardrails.attachToRoot`,
      },
    ];
  });
};

/** The construct that attaches a policy to a unit has the unit's path for its id, in which cdktf writes `--` for `/`. */
const organizationalUnitsAreToldApart: Rule = ({ guardrails }) => {
  const units = guardrails?.organizationalUnits ?? [];
  const ids = units.map((unit) => unit?.replaceAll("/", "--"));
  return units.flatMap((unit, index) =>
    unit === undefined || ids.indexOf(ids[index]) === index
      ? []
      : [
          {
            path: `guardrails.organizationalUnits[${index}]`,
            value: unit,
            rule: "a path of its own, also where `--` stands for `/`",
            remedy: "rename the unit, or name the one above it, which protects it too",
          },
        ],
  );
};

const regionsAreGoverned: Rule = ({ homeRegion, governedRegions = [] }) => {
  if (homeRegion === undefined) return [];
  const missingHome =
    // One that was refused may be meant to be it.
    governedRegions.length > 0 && !governedRegions.includes(homeRegion) && !governedRegions.includes(undefined)
      ? [
          {
            path: "governedRegions",
            value: governedRegions,
            rule: `the home Region, ${homeRegion}, is one of them`,
            remedy: `add ${JSON.stringify(homeRegion)}`,
          },
        ]
      : [];
  const foreign = governedRegions.flatMap((region, index) =>
    region === undefined || partitionOf(region) === partitionOf(homeRegion)
      ? []
      : [
          {
            path: `governedRegions[${index}]`,
            value: region,
            rule: `in the home Region's partition, ${partitionOf(homeRegion)}: an organization does not reach beyond it`,
            remedy: "describe that partition's organization in a file of its own",
          },
        ],
  );
  return [...missingHome, ...foreign];
};

const lockHasOneLength: Rule = ({ archive }) => {
  const lock = archive?.objectLock;
  if (lock === undefined || "days" in lock !== "years" in lock) return [];
  return [
    {
      path: "archive.objectLock",
      value: lock,
      rule: "exactly one of `years` and `days`",
      remedy: "keep the one your retention policy states",
    },
  ];
};

const nothingExpiresBeforeTheLockEnds: Rule = ({ archive }) => {
  const lock = archive?.objectLock;
  if (lock === undefined) return [];
  const locked = lockDays(lock);
  const expiries = [
    { path: "archive.retentionDays", days: archive?.retentionDays },
    {
      path: "archive.lifecycle.expireNoncurrentVersionsAfterDays",
      days: archive?.lifecycle?.expireNoncurrentVersionsAfterDays,
    },
  ];
  return expiries.flatMap(({ path, days }) =>
    days === undefined || days >= locked
      ? []
      : [
          {
            path,
            value: days,
            rule: `no less than the Object Lock, ${locked} days: what is locked cannot expire, only be hidden`,
            remedy: `write ${locked} or more, or leave it out to keep everything`,
          },
        ],
  );
};

const transitionsGoDownwards: Rule = ({ archive }) => {
  const transitions = archive?.lifecycle?.transitions ?? [];
  return transitions.flatMap((transition, index) => {
    const { afterDays, storageClass } = transition ?? {};
    const before = transitions[index - 1];
    if (afterDays === undefined || storageClass === undefined) return [];
    const tooEarly = THIRTY_DAY_CLASSES.has(storageClass) && afterDays < 30;
    const outOfOrder =
      before?.afterDays !== undefined &&
      before.storageClass !== undefined &&
      (before.afterDays >= afterDays ||
        STORAGE_CLASS_ORDER.indexOf(before.storageClass) >= STORAGE_CLASS_ORDER.indexOf(storageClass));
    const expired = archive?.retentionDays !== undefined && archive.retentionDays <= afterDays;
    if (!tooEarly && !outOfOrder && !expired) return [];
    return [
      {
        path: `archive.lifecycle.transitions[${index}]`,
        value: transition,
        rule: `later and cheaper than the one before it (${STORAGE_CLASS_ORDER.join(", ")}), before retentionDays, and STANDARD_IA after 30 days at the earliest`,
        remedy: "sort the transitions, or delete this one",
      },
    ];
  });
};

/** A trail that records the writes of its own archive records what it wrote, for ever. */
const dataEventsAreNamedAndSpareTheArchive: Rule = ({ homeRegion, trail, archive }) => {
  const partition = homeRegion === undefined ? undefined : partitionOf(homeRegion);
  return (trail?.dataEvents ?? []).flatMap((selector, selectorIndex) =>
    (selector?.arns ?? []).flatMap((arn, arnIndex): readonly Problem[] => {
      const refusal = refusalOf(arn, selector?.resourceType, archive?.bucketName, partition);
      return refusal === undefined
        ? []
        : [{ path: `trail.dataEvents[${selectorIndex}].arns[${arnIndex}]`, value: arn, ...refusal }];
    }),
  );
};

function refusalOf(
  arn: string | undefined,
  resourceType: string | undefined,
  bucketName: string | undefined,
  partition: string | undefined,
): Pick<Problem, "rule" | "remedy"> | undefined {
  const form = DATA_EVENT_ARNS[resourceType ?? ""];
  if (arn === undefined || form === undefined) return undefined;
  if (coversArchive(arn, bucketName)) {
    return {
      rule: "not the archive bucket, nor its access logs: the trail would record its own deliveries without end",
      remedy: "name the buckets to watch one by one; who reads the archive stands in its access logs",
    };
  }
  const [, found] = form.exec(arn) ?? [];
  if (found !== undefined && (partition === undefined || found === partition)) return undefined;
  const slash = resourceType === "AWS::S3::Object" ? ", the bucket followed by `/`" : "";
  return {
    rule: `the ARN of one named ${resourceType} in the home Region's partition${slash}`,
    remedy: "name the resource: data events are charged for each event",
  };
}

/** The management selector has one condition; a data selector its category, its type, its readOnly, and each ARN. */
const selectorsFitTheTrail: Rule = ({ trail }) => {
  const perSelector = (trail?.dataEvents ?? []).map((selector) => 3 + (selector?.arns?.length ?? 0));
  const conditions = perSelector.reduce((sum, count) => sum + count, 1);
  if (conditions <= SELECTOR_CONDITIONS_LIMIT) return [];
  return [
    {
      path: "trail.dataEvents",
      value: `${conditions} conditions`,
      rule: `at most ${SELECTOR_CONDITIONS_LIMIT} conditions over all selectors of a trail: each ARN is one, and each selector has three more`,
      remedy: "name fewer resources, or buckets where keys are named",
    },
  ];
};

function coversArchive(arn: string, bucketName: string | undefined): boolean {
  const [, resource] = arn.split(/:s3:::/);
  if (resource === undefined || bucketName === undefined) return false;
  const bucket = resource.split("/", 1)[0] ?? "";
  return resource.includes("/")
    ? bucket === bucketName || bucket === accessLogBucketName(bucketName)
    : accessLogBucketName(bucketName).startsWith(bucket);
}

/** The bucket that records who read the archive. Its name belongs to the schema, which keeps room for it. */
export function accessLogBucketName(bucketName: string): string {
  return `${bucketName}-access-logs`;
}

const stateIsOutsideTheArchive: Rule = ({ state, archive }) => {
  if (state?.backend !== "s3" || state.bucket === undefined || archive?.bucketName === undefined) return [];
  if (![archive.bucketName, accessLogBucketName(archive.bucketName)].includes(state.bucket)) return [];
  return [
    {
      path: "state.bucket",
      value: state.bucket,
      rule: "not a bucket of the archive: its lock would keep every state ever written, and only the trail may write there",
      remedy: "name a versioned bucket of its own",
    },
  ];
};

export const RULES: readonly Rule[] = [
  accountIdsAreDistinct,
  deployAccessIsOneOrTheOther,
  logArchiveIsReachedFromManagement,
  deployRoleIsTheOneThatDeploys,
  exemptRolesFitTheirPolicy,
  workloadNamesAreDistinct,
  organizationalUnitsAreToldApart,
  accountsAreUnderTheGuardrails,
  regionsAreGoverned,
  lockHasOneLength,
  nothingExpiresBeforeTheLockEnds,
  transitionsGoDownwards,
  dataEventsAreNamedAndSpareTheArchive,
  selectorsFitTheTrail,
  stateIsOutsideTheArchive,
];
