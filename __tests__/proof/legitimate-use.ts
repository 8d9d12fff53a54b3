import type { Caller } from "../support/iam/caller";
import type { Request } from "../support/iam/request";

/** Work that has to stay possible. */
export interface LegitimateUse {
  readonly what: string;
  readonly caller: Caller;
  readonly requests: readonly Request[];
}

export const requests = (resource: string, ...actions: readonly string[]): readonly Request[] =>
  actions.map((action) => ({ action, resource }));

export const ROLE_WRITES = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PassRole",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
];

export const RULE_WRITES = [
  "events:DeleteRule",
  "events:DescribeRule",
  "events:PutRule",
  "events:PutTargets",
  "events:RemoveTargets",
  "events:TagResource",
];
