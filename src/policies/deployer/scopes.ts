import type { Names } from "../../naming";
import { type DeployerArns, deployerArns } from "../../naming/deployer-arns";
import { viaService } from "../../naming/via-service";
import type { Conditions } from "../document";

/** Where an action is granted. Each is a statement, whose Sid is the scope's name. */
export interface GrantedWhere {
  readonly resources: readonly string[];
  readonly condition?: Conditions;
}

export interface ScopeOf {
  readonly names: Names;
  readonly accountId: string;
  readonly arns: DeployerArns;
}

export function scopeOf(names: Names, accountId: string): ScopeOf {
  return { names, accountId, arns: deployerArns(names, accountId) };
}

/**
 * What makes a role more powerful asks for the boundary, where there is one.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
function ofBoundRoles({ names, accountId, arns }: ScopeOf): GrantedWhere {
  const boundary = names.roleBoundary(accountId);
  const condition = boundary && { StringEquals: { "iam:PermissionsBoundary": boundary.arn } };
  return { resources: arns.roles, ...(condition && { condition }) };
}

/** For actions that know no resource, or that list whatever there is. */
const EVERYTHING = ["*"];

const passed = (role: string | readonly string[], service: string): GrantedWhere => ({
  resources: typeof role === "string" ? [role] : role,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  condition: { StringEquals: { "iam:PassedToService": service } },
});

const throughLambda = ({ homeRegion }: Names): string => viaService("lambda", homeRegion);

const SCOPES = {
  Trail: ({ arns }: ScopeOf) => ({ resources: arns.trail }),
  CloudTrailServiceRole: ({ arns }: ScopeOf) => ({ resources: arns.cloudTrailServiceRole }),
  MakeCloudTrailServiceRole: ({ arns }: ScopeOf) => ({
    resources: arns.cloudTrailServiceRole,
    condition: { StringEquals: { "iam:AWSServiceName": "cloudtrail.amazonaws.com" } },
  }),
  LogGroups: ({ arns }: ScopeOf) => ({ resources: arns.logGroups }),
  ListLogGroups: () => ({ resources: EVERYTHING }),
  Roles: ({ arns }: ScopeOf) => ({ resources: arns.roles }),
  EmpowerRoles: ofBoundRoles,
  /** Without a boundary there is nothing to put. */
  BoundRoles: (of: ScopeOf) => (of.names.roleBoundary(of.accountId) ? ofBoundRoles(of) : undefined),
  PassToCloudTrail: ({ names }: ScopeOf) => passed(names.trailLogsRole.arn, "cloudtrail.amazonaws.com"),
  PassToEventBridge: ({ arns }: ScopeOf) => passed(arns.forwardingRoles, "events.amazonaws.com"),
  PassToLambda: ({ names }: ScopeOf) => passed(names.sentinel.role.arn, "lambda.amazonaws.com"),
  PassToScheduler: ({ names }: ScopeOf) => passed(names.selfTest.role.arn, "scheduler.amazonaws.com"),
  MakeKey: () => ({ resources: EVERYTHING }),
  /** A key has no alias when it is made, and nothing else to know it by. */
  AnyKey: ({ arns }: ScopeOf) => ({ resources: arns.keys }),
  /**
   * Keys that are ours by their alias: neither aliases that are there nor those of other names can be given to another key.
   * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
   */
  OurKeys: ({ arns }: ScopeOf) => ({
    resources: arns.keys,
    condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": arns.aliasNames } },
  }),
  /** The keys that Lambda may be lent, for as long as the function has it. */
  LendKeyToLambda: ({ arns, names }: ScopeOf) => ({
    resources: arns.keys,
    condition: {
      Bool: { "kms:GrantIsForAWSResource": "true" },
      StringEquals: { "kms:ViaService": throughLambda(names) },
    },
  }),
  UseKeyThroughLambda: ({ arns, names }: ScopeOf) => ({
    resources: arns.keys,
    condition: { StringEquals: { "kms:ViaService": throughLambda(names) } },
  }),
  Aliases: ({ arns }: ScopeOf) => ({ resources: arns.aliases }),
  ListAliases: () => ({ resources: EVERYTHING }),
  Buckets: ({ arns }: ScopeOf) => ({ resources: arns.buckets }),
  AccountPublicAccess: () => ({ resources: EVERYTHING }),
  Rules: ({ arns }: ScopeOf) => ({ resources: arns.rules }),
  Buses: ({ arns }: ScopeOf) => ({ resources: arns.buses }),
  BusPermissions: () => ({ resources: EVERYTHING }),
  Topics: ({ arns }: ScopeOf) => ({ resources: arns.topics }),
  Queues: ({ arns }: ScopeOf) => ({ resources: arns.queues }),
  Alarms: ({ arns }: ScopeOf) => ({ resources: arns.alarms }),
  Dashboards: ({ arns }: ScopeOf) => ({ resources: arns.dashboards }),
  WorkGroups: ({ arns }: ScopeOf) => ({ resources: arns.workGroups }),
  Catalog: ({ arns }: ScopeOf) => ({ resources: arns.catalog }),
  Databases: ({ arns }: ScopeOf) => ({ resources: arns.databases }),
  Functions: ({ arns }: ScopeOf) => ({ resources: arns.functions }),
  Schedules: ({ arns }: ScopeOf) => ({ resources: arns.schedules }),
  StackSets: ({ arns }: ScopeOf) => ({ resources: arns.stackSets }),
  StackSetsAndTargets: ({ arns }: ScopeOf) => ({ resources: [...arns.stackSets, ...arns.stackSetTargets] }),
  MakeStackSet: () => ({ resources: EVERYTHING }),
  ReadOrganization: () => ({ resources: EVERYTHING }),
  OrganizationalUnits: ({ arns }: ScopeOf) => ({ resources: arns.organizationalUnits }),
  /** Its id is not known before it is made, and no page says what AWS takes in its place. */
  MakeOrganizationPolicy: () => ({
    resources: EVERYTHING,
    condition: {
      StringEquals: { "organizations:PolicyType": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] },
    },
  }),
  OrganizationPolicies: ({ arns }: ScopeOf) => ({ resources: arns.organizationPolicies }),
  AttachOrganizationPolicies: ({ arns }: ScopeOf) => ({
    resources: [...arns.organizationPolicies, ...arns.organizationalUnits, ...arns.organizationAccounts],
  }),
} satisfies Readonly<Record<string, (of: ScopeOf) => GrantedWhere | undefined>>;

export type Scope = keyof typeof SCOPES;

/** @returns undefined where the description has nothing of the kind */
export function grantedWhere(scope: Scope, of: ScopeOf): GrantedWhere | undefined {
  return SCOPES[scope](of);
}
