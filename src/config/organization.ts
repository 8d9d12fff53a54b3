import { z } from "zod";
import { adoption } from "./adoption";
import { auditorAccess } from "./auditor-access";
import {
  accountId,
  archiveBucketName,
  email,
  keyAlias,
  organizationalUnit,
  profile,
  region,
  role,
  roleName,
  site,
  tags,
  text,
  uniqueList,
  webhook,
  wholeNumber,
} from "./fields";
import { state } from "./state";
import { trail } from "./trail";

/**
 * The schema of an organization: what its author writes. What a single field may hold is in fields.ts, what must hold
 * between fields in rules/. Every refusal carries a rule and a remedy (see problem.ts); parse-organization.ts reports them all at once.
 */

/** How Terraform reaches an account. Neither: with the caller's own credentials. */
const deploy = z.strictObject({
  /** Role that Terraform assumes in the account, from whatever credentials it is started with. */
  roleName: roleName.optional(),
  /** Profile of the AWS configuration on the operator's machine. */
  profile: profile.optional(),
});

const account = z.strictObject({
  /** 12 digits. */
  id: accountId,
  /** @default - the credentials Terraform is started with */
  deploy: deploy.optional(),
});

const memberAccount = account.extend({
  /** Organizational unit the account is in: its name, or its path below the root. */
  organizationalUnit,
});

const stackName = text(
  /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
  "2 to 32 lower-case letters, digits and hyphens, a letter first",
  "choose a name such as `prod`",
);

const workload = memberAccount.extend({
  /** Names the account's stack and provider: `prod`. */
  name: stackName,
});

const formerAccount = account.extend({
  /** Name of the stack that it had: the workload's, or `security`. */
  name: stackName,
});

/** How long; exactly one of the two. */
const objectLock = z.strictObject({
  /**
   * COMPLIANCE: nobody, AWS and the account's root included, can delete a version before its time. It cannot be
   * undone, so there is no default. GOVERNANCE: whoever holds s3:BypassGovernanceRetention can; for trials.
   */
  mode: z.enum(["COMPLIANCE", "GOVERNANCE"]),
  years: wholeNumber(1, 100, "years").optional(),
  days: wholeNumber(1, 36_500, "days").optional(),
});

/** Days of a lock of 100 years. */
const LONGEST_LOCK_DAYS = 36_525;

const transition = z.strictObject({
  /** Days after the object's creation. */
  afterDays: wholeNumber(0, 36_500, "days"),
  storageClass: z.enum(["STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]),
});

const reader = z.strictObject({
  /** Account the role lives in. */
  accountId,
  /** Its name with its path; or the permission set that it belongs to. */
  role,
});

const archive = z.strictObject({
  bucketName: archiveBucketName,
  objectLock,
  /**
   * Days until the lifecycle hides a log object behind a delete marker; it is deleted
   * `lifecycle.expireNoncurrentVersionsAfterDays` later. @default - never
   */
  retentionDays: wholeNumber(1, LONGEST_LOCK_DAYS, "days").optional(),
  lifecycle: z
    .strictObject({
      /**
       * Cheaper storage classes, in order, for what has 128 KB or more: a smaller object stays where it is, as it costs more
       * elsewhere (docs/cost.md). Many log files and every digest are smaller. @default - none
       */
      transitions: z.array(transition).max(5).default([]),
      /**
       * Days until a version that is no longer current is deleted.
       * @default - the lock's days where `retentionDays` is given, else never
       */
      expireNoncurrentVersionsAfterDays: wholeNumber(1, LONGEST_LOCK_DAYS, "days").optional(),
    })
    .prefault({}),
  /** Roles that may read the archive. Nobody else may. Each stands three times in a bucket policy of 20 KB, whose size synth checks. @default - none */
  readers: z.array(reader).max(25).default([]),
  /** Whether every account may read its own prefix of the archive. @default false */
  accountsReadOwnLogs: z.boolean().default(false),
});

const key = z.strictObject({
  /** With its prefix: `alias/acme-org-logs`. The id of a key that is live stands under `adopt`. */
  alias: keyAlias,
});

/** Names of policies of the organization that are live under another one. AWS takes any characters; Terraform and we not. */
const policyName = text(
  /^[\w+=,.@ -]{1,128}$/,
  "the name of a policy: 1 to 128 letters, digits, spaces and `+=,.@_-`",
  "copy it from `aws organizations list-policies`",
).optional();

const guardrails = z.strictObject({
  /** Organizational units that the policies are attached to, by name or path; each is looked up at plan time. */
  organizationalUnits: uniqueList(organizationalUnit).min(1),
  /**
   * Role, in each member account that has a stack, that Terraform applies with and that the guardrails exempt; pinned
   * to those accounts' ids. A permission set's is reached by a `profile` in each of them. Where none is named, the denies
   * that would stop Terraform itself are left out.
   * @default - none
   */
  deployRole: role.optional(),
  /** Whether the policies hold at the root too, for accounts outside the units. @default false */
  attachToRoot: z.boolean().default(false),
  /**
   * Whether a resource control policy guards the log-archive account, against callers from the management account and
   * from outside too. Needs that policy type enabled. @default false
   */
  resourceControlPolicy: z.boolean().default(false),
  /**
   * Member account that administers AWS Config, GuardDuty and Security Hub for the organization, and is exempt from the
   * guardrail that keeps them on. @default - the security account, where there is one
   */
  securityServicesAdministrator: accountId.optional(),
  /**
   * Whether AWS Control Tower sets up accounts of the guarded units: its execution role is then exempt from the guardrail
   * that keeps AWS Config on, and nobody else may make or change a role of that name. @default false
   */
  controlTower: z.boolean().default(false),
  /**
   * Whether every role that the stacks make has a permissions boundary: the deploy role can then make and change none without
   * it. An administrator makes the policy in each account first, as `npx org-trail permissions` prints it; the roles that the
   * StackSet makes have none. @default false
   */
  roleBoundary: z.boolean().default(false),
  /** For policies that are live under another name than ours. @default - ours */
  policyNames: z
    .strictObject({
      /** @default "ScpBaseline" */
      baseline: policyName,
      /** @default "OrgAuditTrail" */
      trail: policyName,
      /** @default "OrgAuditDetection" */
      detection: policyName,
      /** @default "OrgAuditArchive" */
      archive: policyName,
      /** The resource control policy. @default "OrgAuditArchiveResources" */
      archiveResources: policyName,
    })
    .default({}),
});

const scanner = z.strictObject({
  /** Account that it comes from, which is not one of the organization's that it looks at. */
  accountId,
  /** Role that it takes on in every account, the log archive too. */
  role: roleName,
});

const alerts = z.strictObject({
  /** Each confirms the subscription to every topic, by a link in a first message. @default - none */
  emails: uniqueList(email).default([]),
  /** Endpoints of an incident tool, which confirm the subscription themselves. @default - none */
  webhooks: uniqueList(webhook).default([]),
  /** Where docs/runbooks is published: begins the link in every alert. @default - the path in this repository */
  runbooks: site.optional(),
  /**
   * Whether an alarm counts where accounts stop or delete other records of their own: flow logs, log groups, query logs. A
   * large organization takes tests apart every day. @default true
   */
  memberEvidence: z.boolean().default(true),
  /**
   * Whether detections of one severity that a metric filter and a rule both see share an alarm: the rule's event says which it
   * was. Of an account that forwards nothing there is no such event, and while the alarm stands it does not call again; it
   * saves two dollars a month. @default false
   */
  sharedAlarms: z.boolean().default(false),
  /** Whether there is a dashboard. AWS charges for the fourth and each further one of an organization. @default true */
  dashboard: z.boolean().default(true),
  /**
   * Whether S3's metrics of requests are watched in the log-archive account: a second witness that logs arrive, which needs
   * neither the sentinel nor the management account, and the only one of refused requests for logs. AWS charges for about
   * eight metrics. @default true
   */
  archiveRequests: z.boolean().default(true),
  /**
   * Posture scanners that look at every account: that they enter the log archive is not reported. Whoever else takes on
   * their role there is, and so is what they change. @default - none
   */
  scanners: z.array(scanner).max(3).default([]),
});

/** More applies than one wants to wait for, one after the other. */
export const STACK_SET_FROM = 21;

const forwarding = z.strictObject({
  /**
   * Number of workloads from which one CloudFormation StackSet forwards their events, in place of a stack each; 0 always.
   * It covers every account of the guarded units, new ones without an apply, and needs CloudFormation StackSets' trusted
   * access. @default 21
   */
  stackSetFrom: wholeNumber(0, 1000, "workloads").default(STACK_SET_FROM),
});

const workbench = z.strictObject({
  /** Roles that may take the analyst's role on. Each session of theirs asks as that role, and is recorded. */
  analysts: z.array(reader).min(1).max(10),
  /** Gigabytes that one query may read at most: Athena stops it there. @default 100 */
  queryLimitGigabytes: wholeNumber(1, 1_000_000, "gigabytes").default(100),
  /** Days until the result of a query is deleted. @default 30 */
  resultDays: wholeNumber(1, 3650, "days").default(30),
});

export const organizationSchema = z.strictObject({
  /** Short name; begins the names of what has no name of its own. */
  name: text(
    /^[a-z][a-z0-9-]{0,22}[a-z0-9]$/,
    "2 to 24 lower-case letters, digits and hyphens, a letter first",
    "choose a short name such as `acme`",
  ),
  /** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
  organizationId: text(
    /^o-[a-z0-9]{10,32}$/,
    "`o-` and 10 to 32 lower-case letters or digits",
    "copy it from `aws organizations describe-organization`",
  ),
  /** Region of the trail, the archive and the key. */
  homeRegion: region,
  /** Regions the organization works in, the home Region among them. The trail records all Regions in any case. */
  governedRegions: uniqueList(region).min(1),
  accounts: z.strictObject({
    /** Owns the organization, the trail and the policies. */
    management: account,
    /** Owns the archive bucket and its key. Its `deploy` is required (rules/). */
    logArchive: memberAccount,
    /**
     * Central account of detection, and CloudTrail's delegated administrator: it reads the trail's settings and state, starts a stopped
     * trail again, and queries; guardrails deny it every change. @default - none; the management account is the central account
     */
    security: memberAccount.optional(),
    /**
     * Accounts whose events are forwarded, by a stack of their own or by a StackSet (`forwarding`). The trail reaches every
     * account in any case. @default - none
     */
    workloads: z.array(workload).default([]),
    /**
     * Accounts that had a stack and are to have none: each keeps an empty one, by which Terraform takes away what it made.
     * Once that is applied, delete the entry. @default - none
     */
    former: z.array(formerAccount).default([]),
  }),
  trail,
  archive,
  key,
  guardrails,
  /** Who is told. @default - nobody: alarms change colour, and no message is sent */
  alerts: alerts.prefault({}),
  /** How workload accounts' events reach the audit bus. @default - a stack for each */
  forwarding: forwarding.prefault({}),
  /**
   * Athena over the archive: tables, the queries of queries/, and a role for whoever asks. In the security account, or in the
   * log-archive account where there is none. @default - none
   */
  workbench: workbench.optional(),
  /** Roles for whoever reads the archive in an incident or an audit. @default - none; only `archive.readers` read */
  auditorAccess: auditorAccess.optional(),
  /** Where Terraform keeps its state. @default - local */
  state: state.default({ backend: "local" }),
  /** Put on every resource. @default - none */
  tags: tags.default({}),
  /** What is live already, and Terraform takes over. Read from `<description>.adopt.json` where that file exists. @default - nothing */
  adopt: adoption.default({}),
  /**
   * Whether Terraform is to let go of everything: it then forgets what it made or took over, and changes nothing in AWS
   * (docs/runbooks/leave.md). @default false
   */
  leave: z.boolean().default(false),
});

/** What an author writes: defaults may be left out. */
export type OrganizationInput = z.input<typeof organizationSchema>;

/** A valid organization, every default filled in. */
export type Organization = z.output<typeof organizationSchema>;

export type Account = z.output<typeof account>;
/** A role by its name, or by its permission set. */
export type Role = z.output<typeof role>;
export type Reader = z.output<typeof reader>;
export type Transition = z.output<typeof transition>;
export type Workload = z.output<typeof workload>;
