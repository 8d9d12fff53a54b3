import type { Names } from "../../naming";
import { deployerArns } from "../../naming/deployer-arns";
import { type PolicyDocument, policyDocument, type Statement } from "../document";
import { BUCKET_CHANGES_NOBODY_NEEDS, KEY_CHANGES_NOBODY_NEEDS } from "../protected-actions";
import type { Deployer } from "./accounts";
import { EVERY_ACCESS, grantStatements } from "./statements";

/** Where a deploy role works. */
export interface DeployerIn extends Deployer {
  readonly names: Names;
  readonly accountId: string;
  /** Services that use keys for the deploy role. */
  readonly keysThrough: readonly string[];
}

/** Services of which the boundary names each action: the others of these would be ways out of it. */
const NAMED_ACTIONS = ["iam", "organizations"];

/**
 * The most that a deploy role may ever do, whatever is attached to it: the services that its stack is made of, and never
 * what no deploy needs.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function deployerBoundary(
  types: Iterable<string>,
  prerequisites: readonly Statement[],
  deployer: DeployerIn,
): PolicyDocument {
  const { names, accountId } = deployer;
  const granted = [...grantStatements(types, EVERY_ACCESS, names, accountId), ...prerequisites];
  const actions = [...new Set(granted.flatMap(({ Action }) => Action))].sort();
  const named = actions.filter((action) => NAMED_ACTIONS.includes(serviceOf(action)));
  const services = [...new Set(actions.filter((action) => !named.includes(action)).map(serviceOf))];
  return policyDocument([
    {
      Sid: "AllowAtMost",
      Effect: "Allow",
      Action: [...services.map((service) => `${service}:*`), ...named],
      Resource: "*",
    },
    ...deployerDenies(deployer),
  ]);
}

const serviceOf = (action: string): string => action.split(":")[0] ?? action;

/** What a deploy role must never do. Its policies grant none of it; a policy that somebody attaches to it does not either. */
export function deployerDenies(deployer: DeployerIn): readonly Statement[] {
  const { names, accountId } = deployer;
  const { buckets, objects, logGroups } = deployerArns(names, accountId);
  return [
    ...denyOwnRole(deployer),
    ...denyUnboundRoles(deployer),
    // Logs are for readers: neither read, nor changed, nor freed from a lock in governance mode.
    { Sid: "DenyLogObjects", Effect: "Deny", Action: "s3:*", Resource: objects },
    { Sid: "DenyDestroyingBuckets", Effect: "Deny", Action: BUCKET_CHANGES_NOBODY_NEEDS, Resource: buckets },
    {
      Sid: "DenyDestroyingKeys",
      Effect: "Deny",
      Action: [
        ...KEY_CHANGES_NOBODY_NEEDS.filter((action) => action !== "kms:CreateGrant"),
        "kms:DeleteAlias",
        "kms:UpdateAlias",
      ],
      Resource: "*",
    },
    {
      // Lambda uses a key for the caller, as S3 does for whoever reads a state.
      Sid: "DenyUseOfKeys",
      Effect: "Deny",
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: { StringNotEquals: { "kms:ViaService": deployer.keysThrough } },
    },
    {
      Sid: "DenyTrailDestruction",
      Effect: "Deny",
      Action: ["cloudtrail:DeleteTrail", "cloudtrail:StopLogging"],
      Resource: "*",
    },
    ...denyLoggedEvents(logGroups),
  ];
}

/** Also where its own name begins as the audit's roles do. */
export function denyOwnRole({ names, accountId, roleArn, policyPrefix }: DeployerIn): readonly Statement[] {
  const policies = `arn:${names.partition}:iam::${accountId}:policy/${policyPrefix}*`;
  const own = roleArn === undefined ? [policies] : [roleArn, policies];
  return [{ Sid: "DenyOwnRole", Effect: "Deny", Action: "iam:*", Resource: own }];
}

/** A negated condition holds where the key is missing: of a role without a boundary. */
function denyUnboundRoles({ names, accountId }: DeployerIn): readonly Statement[] {
  const boundary = names.roleBoundary(accountId);
  if (boundary === undefined) return [];
  return [
    {
      Sid: "DenyUnboundRoles",
      Effect: "Deny",
      Action: ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundary.arn } },
    },
  ];
}

/** Where the log groups are. */
function denyLoggedEvents(logGroups: readonly string[]): readonly Statement[] {
  if (logGroups.length === 0) return [];
  return [
    {
      Sid: "DenyLoggedEvents",
      Effect: "Deny",
      Action: [
        "logs:CreateExportTask",
        "logs:DeleteLogGroup",
        "logs:DeleteLogStream",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetLogRecord",
        "logs:PutSubscriptionFilter",
        "logs:StartLiveTail",
        "logs:StartQuery",
      ],
      Resource: logGroups,
    },
  ];
}
