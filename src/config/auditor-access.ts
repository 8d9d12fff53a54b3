import { z } from "zod";
import { accountId, day, permissionSet, text } from "./fields";

/** A person whom the organization does not employ: an IAM user in an account of the auditor's own, with a device for MFA. */
const user = z.strictObject({
  /** The auditor's own account, outside the organization. */
  accountId,
  /** The user's name, with its path where it has one. */
  name: text(
    /^(?!.{511,}\/)(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
    "the name of an IAM user: up to 64 letters, digits and `+=,.@_-`, with its path of up to 511 where it has one",
    "ask the auditor for the name of one person's user, not the ARN; no role: its sessions do not say whether there was MFA",
  ),
  /** Said with each assumption of the role. It is no secret. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  externalId: text(
    /^[\w+=,.@:/-]{2,128}$/,
    "2 to 128 letters, digits and `+=,.@:/_-`, which the auditor says with each call",
    "make one with `uuidgen`, and tell the auditor",
  ),
});

const externalAuditor = z.strictObject({
  /** Ends the name of the role that is this auditor's own. */
  name: text(
    /^(?=.{2,20}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
    "2 to 20 lower-case letters, digits and single hyphens, a letter first",
    "choose a short name such as `acme-2027`",
  ),
  /** The last day of the access, in UTC. */
  lastDay: day,
  /** A permission set that is assigned to this auditor's people in the log-archive account. This, or `user`. */
  permissionSet: permissionSet.optional(),
  /** A user in the auditor's own account. This, or `permissionSet`. */
  user: user.optional(),
});

/**
 * Reading the archive for an incident or an audit, by roles in the log-archive account that read and do nothing else. Whoever
 * takes one on is told of.
 */
export const auditorAccess = z.strictObject({
  /** Permission set, assigned in the log-archive account, whose people may take the auditor's role on. */
  permissionSet,
  /** Their last day, in UTC. @default - no end */
  lastDay: day.optional(),
  /** Auditors from outside: each has a role of its own, and a last day. @default - none */
  external: z.array(externalAuditor).max(5).default([]),
});
