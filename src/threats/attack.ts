import type { DetectionId } from "../detections";
import type { Technique } from "../queries/techniques";
import type { RequestContext, Target } from "./targets";

/** What is attacked. */
export type Plane =
  | "trail"
  | "organization"
  | "archive"
  | "key"
  | "log-group"
  | "alarms"
  | "events"
  | "notification"
  | "queries"
  | "evasion";

/**
 * Where an attacker stands, with every permission of the account. `security` is CloudTrail's delegated administrator,
 * `unplaced` a member in none of the guarded organizational units, `outside` another organization, or nobody known.
 */
export type Vantage = "management" | "log-archive" | "security" | "workload" | "unplaced" | "outside";

/** Who calls, where it is not people and roles of the account. */
export type Disguise =
  /** CloudTrail, for our trail as somebody has changed it. */
  | "our-trail"
  /** CloudTrail, for a trail of another organization. */
  | "foreign-trail"
  /** CloudTrail, for another trail of our own management account. */
  | "other-trail"
  /** CloudTrail, for an account of another organization, without saying for which trail. */
  | "foreign-trail-unnamed"
  /** S3, for a bucket of another account: replication, access logs. */
  | "foreign-bucket"
  /** EventBridge, for another rule of the account than ours. */
  | "other-rule"
  /** The root session that sts:AssumeRoot hands out, to delete a bucket policy. */
  | "unlocking-root";

/** What becomes of an attack, seen from one vantage. */
export type Outcome =
  /** Denied by these statements, each of which is enough. An organization's options may leave some out, or all. */
  | { readonly kind: "prevented"; readonly by: readonly string[]; readonly otherwise: Outcome | undefined }
  /** Denied, because the resource's policy alone can let in a caller like this one, and does not. */
  | { readonly kind: "not-granted" }
  /** AWS refuses it whatever policies say. */
  | { readonly kind: "refused"; readonly because: string; readonly source: string }
  /** It succeeds, and is noticed. */
  | { readonly kind: "detected"; readonly by: readonly DetectionId[]; readonly because: string }
  /** It succeeds, and what remains is accepted. */
  | { readonly kind: "residual"; readonly because: string };

/** One call. */
export interface Step {
  /** IAM's name of it: `s3:PutLifecycleConfiguration`. */
  readonly action: string;
  readonly target: Target;
  /**
   * Whether CloudTrail records the call: always, only where a selector of the trail asks for such data events, or never.
   * @default "always"
   */
  readonly recorded?: "as a data event" | "never";
  readonly requestContext?: RequestContext;
  /** @default - TLS 1.3 */
  readonly tls?: "none" | "1.1";
}

export interface Attack {
  /** A name, said aloud: what is done, to what. `stop-trail` */
  readonly id: string;
  readonly plane: Plane;
  readonly title: string;
  readonly effect: string;
  /** Techniques of MITRE ATT&CK that it is a case of, the closest first; src/queries/techniques.ts has their names. */
  readonly techniques: readonly [Technique, ...Technique[]];
  /** Each a way to the same effect. Empty where no call can be named. */
  readonly steps: readonly Step[];
  /** @default - people and roles of the account */
  readonly as?: Disguise;
  /** From anywhere else it is denied, too. */
  readonly from: Readonly<Partial<Record<Vantage, Outcome>>>;
}

/** @param otherwise where the organization's options leave every one of the statements out: residual, unless it is said */
export const prevented = (by: readonly string[], otherwise?: Outcome): Outcome => ({
  kind: "prevented",
  by,
  otherwise,
});

export const notGranted: Outcome = { kind: "not-granted" };

export const refused = (because: string, source: string): Outcome => ({ kind: "refused", because, source });

export const detected = (because: string, ...by: readonly DetectionId[]): Outcome => ({
  kind: "detected",
  by,
  because,
});

export const residual = (because: string): Outcome => ({ kind: "residual", because });

/** The same from every member account. */
export const fromMembers = (outcome: Outcome): Attack["from"] => ({
  "log-archive": outcome,
  security: outcome,
  workload: outcome,
  unplaced: outcome,
});

/** Several actions on one target, each recorded under its own name. */
export const each = (target: Target, ...actions: readonly string[]): readonly Step[] =>
  actions.map((action) => ({ action, target }));

/** Making a role, taking it over, emptying it, or lending it, which is no call of its own. */
export const roleChanges = (target: Target): readonly Step[] => [
  ...each(
    target,
    "iam:AttachRolePolicy",
    "iam:CreateRole",
    "iam:DeleteRole",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:TagRole",
    "iam:UntagRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "iam:UpdateRoleDescription",
  ),
  { action: "iam:PassRole", target, recorded: "never" },
];

/** Actions on objects: recorded only where a selector of the trail asks for them. */
export const onObjects = (target: Target, ...actions: readonly string[]): readonly Step[] =>
  actions.map((action) => ({ action, target, recorded: "as a data event" }));

/**
 * On what detects and tells, by its name. Where no guardrail holds it is seen: filters count in every account; of the
 * members, those that hold what is watched forward all their changes.
 *
 * @param sids statements that prevent it in members
 * @param named metric filters that know it by its name
 * @param besides what notices the effect, in the management account
 * @param rule the audit bus's rule, where none of those named has one
 */
export function onDetection(
  sids: readonly string[],
  named: readonly DetectionId[],
  besides: readonly DetectionId[] = [],
  rule: readonly DetectionId[] = ["changed-outside-terraform"],
): Attack["from"] {
  const counted = prevented(sids, detected(NO_GUARDRAIL, ...named));
  const told = prevented(sids, detected(NO_GUARDRAIL, ...named, ...rule));
  return {
    ...fromMembers(counted),
    "log-archive": told,
    security: told,
    management: detected(NO_SCP_THERE, ...named, ...rule, ...besides),
  };
}

/** Where the organization's description leaves the statement out, or it is attached elsewhere. */
export const NO_GUARDRAIL = "no guardrail holds there";

/** Where what would prevent it exempts a role that the organization's description does not name. */
export const NO_DEPLOY_ROLE = "guardrails.deployRole is not named";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp */
export const NO_SCP_THERE = "no service control policy binds the management account";
