import type { Organization } from "../../src/config/organization";
import type { Names } from "../../src/naming";
import type { AuditorNames } from "../../src/naming/auditor-names";
import { TARGETS } from "../../src/threats/targets";
import { type AssumedRole, type Caller, role, user } from "../support/iam/caller";
import type { Request } from "../support/iam/request";
import { permissionSetRoles } from "../support/permission-sets";
import { STRANGER, STRANGERS_ORGANIZATION } from "./emitted-environment";
import { type LegitimateUse, requests } from "./legitimate-use";
import type { Refusal } from "./refusals";

/** Whoever is described as one auditor, in every way in which AWS may call them, and how they prove it. */
interface Described {
  readonly auditor: AuditorNames;
  readonly callers: readonly Caller[];
  readonly proof: NonNullable<Request["context"]>;
}

function describedIn({ accounts, auditorAccess }: Organization, { auditors }: Names): readonly Described[] {
  if (auditorAccess === undefined) return [];
  const inArchive = (permissionSet: string) =>
    permissionSetRoles(permissionSet).map((name) => role(accounts.logArchive.id, name));
  const own = { callers: inArchive(auditorAccess.permissionSet), proof: {} };
  const external = auditorAccess.external.map(({ permissionSet = "", user: described }) =>
    described === undefined
      ? { callers: inArchive(permissionSet), proof: {} }
      : {
          callers: [outsider(described.accountId, described.name)],
          proof: { "sts:ExternalId": described.externalId, "aws:MultiFactorAuthPresent": "true" },
        },
  );
  return [own, ...external].flatMap((one, index) => {
    const auditor = auditors[index];
    return auditor === undefined ? [] : [{ ...one, auditor }];
  });
}

const outsider = (account: string, name: string): Caller =>
  user(account, name, { organizationId: STRANGERS_ORGANIZATION });

const sessionOf = ({ logArchiveAccountId }: Names, { role: { name } }: AuditorNames): AssumedRole =>
  role(logArchiveAccountId, name);

/** @param reads what a session of the role reads */
export function auditorUses(
  organization: Organization,
  names: Names,
  reads: (session: AssumedRole) => LegitimateUse,
): readonly LegitimateUse[] {
  const { bucket, deliveryPrefixes } = names.archive;
  return describedIn(organization, names).flatMap(({ auditor, callers, proof }) => [
    ...callers.map((caller) => ({
      what: `${auditor.role.name} is taken on by ${describe(caller)}`,
      caller,
      requests: [
        { action: "sts:AssumeRole", resource: auditor.role.arn, context: proof },
        // A permission set's session may bring who it is.
        ...(auditor.externalId === undefined ? requests(auditor.role.arn, "sts:SetSourceIdentity") : []),
      ],
    })),
    reads(sessionOf(names, auditor)),
    {
      what: `${auditor.role.name} lists what is below the trail's prefixes, and what proves it`,
      caller: sessionOf(names, auditor),
      requests: [
        ...requests(bucket.arn, "s3:GetBucketLocation"),
        ...deliveryPrefixes.flatMap((prefix) => [
          ...listing(bucket.arn, prefix),
          ...listing(bucket.arn, `${prefix}${names.managementAccountId}/CloudTrail/`),
        ]),
        ...requests("*", "cloudtrail:ListPublicKeys"),
      ],
    },
  ]);
}

const listing = (bucketArn: string, prefix: string): readonly Request[] =>
  ["s3:ListBucket", "s3:ListBucketVersions"].map((action) => ({
    action,
    resource: bucketArn,
    context: { "s3:prefix": prefix },
  }));

function describe(caller: Caller): string {
  return caller.kind === "user"
    ? `the user ${caller.name}`
    : caller.kind === "assumed-role"
      ? caller.role
      : caller.kind;
}

/** Each is a legitimate use with one thing changed. */
export function auditorRefusals(organization: Organization, names: Names, archiveKeyArn: string): readonly Refusal[] {
  const described = describedIn(organization, names);
  return [
    ...described.flatMap((one) => [
      ...others(names, one),
      ...afterTheEnd(names, one, archiveKeyArn),
      ...more(names, one.auditor, archiveKeyArn),
    ]),
    ...(organization.guardrails.resourceControlPolicy ? outsiders(names, described) : []),
  ];
}

/** Who is not the one that is described, or does not prove it. */
function others(names: Names, { auditor, callers, proof }: Described): readonly Refusal[] {
  const { logArchiveAccountId, managementAccountId } = names;
  const assume = (what: string, caller: Caller, context: Request["context"] = proof): Refusal => ({
    what: `${auditor.role.name} is taken on by ${what}`,
    caller,
    requests: [{ action: "sts:AssumeRole", resource: auditor.role.arn, context }],
  });
  const lookalikes = callers.flatMap((caller) => {
    if (caller.kind === "user") {
      return [
        assume("another user of the auditor's account", { ...caller, name: `${caller.name}2` }),
        assume("the auditor without MFA", caller, { ...proof, "aws:MultiFactorAuthPresent": "false" }),
        assume("the auditor's long-term key alone", caller, { ...proof, "aws:MultiFactorAuthPresent": undefined }),
        assume("the auditor without the external id", caller, { ...proof, "sts:ExternalId": undefined }),
        assume("the auditor with another's external id", caller, { ...proof, "sts:ExternalId": "another" }),
      ];
    }
    if (caller.kind !== "assumed-role") return [];
    const name = caller.role.slice(caller.role.lastIndexOf("/") + 1);
    return [
      assume("a role of the permission set's name outside its path", role(logArchiveAccountId, name)),
      assume("the permission set's people in another account", { ...caller, account: managementAccountId }),
      assume("people of another permission set", { ...caller, role: caller.role.replace("Audit_", "Reader_") }),
    ];
  });
  return [assume("an administrator of the log archive", role(logArchiveAccountId, "Administrator")), ...lookalikes];
}

/** From the midnight behind the last day on nobody takes the role on, and whoever has it has nothing of it. */
function afterTheEnd(names: Names, { auditor, callers, proof }: Described, archiveKeyArn: string): readonly Refusal[] {
  const { endsAt, role: taken } = auditor;
  if (endsAt === undefined) return [];
  const day = endsAt.slice(0, 10).replaceAll("-", "");
  const late = (asked: readonly Request[]) =>
    asked.map((request) => ({ ...request, context: { ...request.context, "aws:CurrentTime": endsAt } }));
  const caller = sessionOf(names, auditor);
  return [
    ...callers.map((one) => ({
      what: `${taken.name} is taken on by ${describe(one)} after the last day`,
      caller: one,
      requests: late([{ action: "sts:AssumeRole", resource: taken.arn, context: proof }]),
    })),
    {
      what: `a session of ${taken.name} goes on reading after the last day`,
      caller,
      requests: late([
        ...requests(logIn(names), "s3:GetObject", "s3:GetObjectVersion"),
        ...names.archive.deliveryPrefixes.flatMap((prefix) => listing(names.archive.bucket.arn, prefix)),
      ]),
      by: `DenyAuditorsFrom${day}`,
    },
    {
      what: `a session of ${taken.name} goes on decrypting after the last day`,
      caller,
      requests: late([decrypting(names, archiveKeyArn)]),
      by: `DenyAuditorsToDecryptFrom${day}`,
    },
  ];
}

const logIn = ({ archive, managementAccountId }: Names): string =>
  `${archive.bucket.arn}/${archive.accountPrefix(managementAccountId)}CloudTrail/us-east-1/log.json.gz`;

const decrypting = ({ homeRegion, trail }: Names, archiveKeyArn: string): Request => ({
  action: "kms:Decrypt",
  resource: archiveKeyArn,
  via: ["s3.amazonaws.com"],
  context: {
    "kms:ViaService": `s3.${homeRegion}.amazonaws.com`,
    "kms:EncryptionContext:aws:cloudtrail:arn": trail.arn,
  },
});

/** What the role is not for. */
function more(names: Names, auditor: AuditorNames, archiveKeyArn: string): readonly Refusal[] {
  const { archive } = names;
  const caller = sessionOf(names, auditor);
  const { context, ...plain } = decrypting(names, archiveKeyArn);
  return [
    {
      what: `${auditor.role.name} lists the whole bucket`,
      caller,
      requests: [...requests(archive.bucket.arn, "s3:ListBucket"), ...listing(archive.bucket.arn, "AWSLogs/")],
    },
    {
      what: `${auditor.role.name} reads beside the trail's prefixes`,
      caller,
      requests: requests(`${archive.bucket.arn}/other/log.json.gz`, "s3:GetObject"),
    },
    {
      what: `${auditor.role.name} decrypts past S3, or what no trail encrypted`,
      caller,
      requests: [
        { ...plain, via: [], context: { ...context, "kms:ViaService": undefined } },
        { ...plain, context: { ...context, "kms:EncryptionContext:aws:cloudtrail:arn": undefined } },
      ],
    },
    {
      what: `${auditor.role.name} reads who read the archive`,
      caller,
      requests: requests(`${archive.accessLogBucket.arn}/archive/2026-01-01`, "s3:GetObject"),
    },
    {
      what: `${auditor.role.name} writes, deletes, or changes its own role`,
      caller,
      requests: [
        ...requests(logIn(names), "s3:PutObject", "s3:DeleteObject"),
        ...requests(archive.bucket.arn, "s3:PutBucketPolicy"),
        ...requests(archiveKeyArn, "kms:PutKeyPolicy"),
        ...requests(auditor.role.arn, "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole"),
      ],
    },
  ];
}

/** The resource control policy lets a user of another account into the auditor's role, and no further. */
function outsiders(names: Names, described: readonly Described[]): readonly Refusal[] {
  const place = { names, account: names.logArchiveAccountId, archiveKeyArn: "" };
  return described.flatMap(({ auditor, callers, proof }) =>
    callers.flatMap((caller): readonly Refusal[] =>
      caller.kind !== "user"
        ? []
        : [
            {
              what: `the user ${caller.name} takes on a role that somebody opened to everyone`,
              caller,
              requests: requests(TARGETS.openRole(place), "sts:AssumeRole"),
              by: "RcpDenyRolesOutsideOrganization",
            },
            {
              what: `a user of the same name of another account takes on ${auditor.role.name}`,
              caller: { ...caller, account: STRANGER },
              requests: [{ action: "sts:AssumeRole", resource: auditor.role.arn, context: proof }],
              by: "RcpDenyAuditorsRolesOutsideOrganization",
            },
          ],
    ),
  );
}
