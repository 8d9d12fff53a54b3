import { forwardsByStackSet, membersWithStacks } from "../../src/config/forwarding";
import type { Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { TARGETS } from "../../src/threats/targets";
import { emittedAttachments } from "../support/attachments";
import {
  arnIn,
  type EmittedPolicy,
  emittedPolicies,
  homeOf,
  KEY_IDS,
  keyArnOf,
  referenced,
} from "../support/emitted-policies";
import type { DeclaredResource, Environment } from "../support/iam/environment";
import type { NamedPolicy, PolicyDocument } from "../support/iam/policy-document";
import { type Block, type EmittedStack, stackOf, synthesized } from "../support/synthesized";

export const STRANGER = "999999999999";
export const STRANGERS_ORGANIZATION = "o-strangersorg";

/** An account in no guarded unit. */
export const UNPLACED = "900000000000";

/** An account without a stack in each guarded unit: the trail covers it, nobody has described it. */
export const undescribedAccounts = ({ guardrails }: Organization): ReadonlyMap<string, string> =>
  new Map(guardrails.organizationalUnits.map((unit, index) => [`90000000000${index + 1}`, unit]));

export const archiveKeyArnOf = ({ homeRegion, accounts }: Organization): string =>
  `arn:aws:kms:${homeRegion}:${accounts.logArchive.id}:key/${KEY_IDS["org-logs-key/key"]}`;

/** Of the key that encrypts an account's alerts: the management account's, or the central account's. */
export const alertKeyArnOf = ({ homeRegion }: Organization, account: string): string =>
  `arn:aws:kms:${homeRegion}:${account}:key/${KEY_IDS["alert-key/key"]}`;

const ENVIRONMENTS = new Map<Organization, Environment>();

/** The organization as its emitted stacks make it: nothing of src/policies is asked. One for all that asks it. */
export function emittedEnvironment(organization: Organization): Environment {
  const known = ENVIRONMENTS.get(organization);
  if (known !== undefined) return known;
  const fresh = readEnvironment(organization);
  ENVIRONMENTS.set(organization, fresh);
  return fresh;
}

function readEnvironment(organization: Organization): Environment {
  const { accounts, organizationId } = organization;
  const management = stackOf(organization, "management");
  const policies = [...synthesized(organization).values()].flatMap((stack) =>
    emittedPolicies(stack).map((policy) => ({ stack, policy })),
  );
  const byStackSet = forwardingAccounts(organization)
    .filter((account) => memberForwarderOf(organization, account) === "stackSet")
    .flatMap((account) => madeByStackSet(management, account));
  return {
    organizationId,
    managementAccount: accounts.management.id,
    accounts: placedAccounts(organization),
    serviceControlPolicies: attached(management, "SERVICE_CONTROL_POLICY", policies),
    resourceControlPolicies: attached(management, "RESOURCE_CONTROL_POLICY", policies),
    resources: [
      ...policies.flatMap(guarded),
      ...byStackSet.map(({ arn, account, trust, where }) => ({ arn, account, policy: trust, where })),
      ...madeByOthers(organization),
    ],
    identityPolicies: Object.fromEntries([
      ...policies.flatMap(heldByRole),
      ...byStackSet.map(({ arn, permissions }) => [arn, permissions] as const),
    ]),
    delegatedAdministrators: { "cloudtrail.amazonaws.com": accounts.security ? [accounts.security.id] : [] },
    organizationTrails: [namesOf(organization).trail.arn],
  };
}

interface Found {
  readonly stack: EmittedStack;
  readonly policy: EmittedPolicy;
}

function placedAccounts(organization: Organization): Environment["accounts"] {
  const { management, logArchive, security, workloads } = organization.accounts;
  const members = [logArchive, ...(security ? [security] : []), ...workloads];
  return {
    [management.id]: ["r-root"],
    [UNPLACED]: ["r-root"],
    ...Object.fromEntries(members.map(({ id, organizationalUnit }) => [id, pathOf(organizationalUnit)])),
    ...Object.fromEntries([...undescribedAccounts(organization)].map(([id, unit]) => [id, pathOf(unit)])),
  };
}

/** "Workloads/Prod" is below "Workloads", below the root. */
function pathOf(unit: string): readonly string[] {
  const names = unit.split("/");
  return ["r-root", ...names.map((_, index) => `ou-${names.slice(0, index + 1).join("/")}`)];
}

/** By target, as the emitted attachments and look-ups by name have it. */
function attached(stack: EmittedStack, type: string, policies: readonly Found[]): Record<string, NamedPolicy[]> {
  const targets: Record<string, NamedPolicy[]> = {};
  for (const { policyId, targetIds } of emittedAttachments(stack)) {
    const policy = referenced(stack, policyId);
    if (policy.type !== type) continue;
    const where = `${stack.name}/${stack.pathOf(policy)}`;
    const document = found(policies, where).policy.document;
    for (const target of targetIds.map((id) => targetOf(stack, id))) {
      targets[target] = [...(targets[target] ?? []), { name: String(policy.name), document }];
    }
  }
  return targets;
}

function targetOf(stack: EmittedStack, id: string): string {
  if (/^\d{12}$/.test(id)) return id;
  if (/\.roots\[0\]\.id\}$/.test(id)) return "r-root";
  const { name, parent_id } = referenced(stack, id);
  const parent = targetOf(stack, String(parent_id));
  return parent === "r-root" ? `ou-${name}` : `${parent}/${name}`;
}

function found(policies: readonly Found[], where: string): Found {
  const one = policies.find(({ policy }) => policy.where === where);
  if (one === undefined) throw new Error(`no policy is emitted at ${where}`);
  return one;
}

/** The resource that a policy guards, as the emitted Terraform says. */
function guarded({ stack, policy }: Found): readonly DeclaredResource[] {
  const { account } = homeOf(stack);
  const declared = (arn: string) => [{ arn, account, policy: policy.document, where: policy.where }];
  const named = (attribute: string) => String(referenced(stack, String(policy.block[attribute])).name);
  switch (policy.kind) {
    case "bucket":
      return declared(`arn:aws:s3:::${referenced(stack, String(policy.block.bucket)).bucket}`);
    case "key":
      return declared(keyArnOf(stack, policy.block));
    case "topic":
      return declared(arnIn(stack, "sns", named("arn")));
    case "queue":
      return declared(arnIn(stack, "sqs", String(policy.block.name)));
    case "bus":
      return declared(arnIn(stack, "events", `event-bus/${named("event_bus_name")}`));
    case "function":
      return declared(arnIn(stack, "lambda", `function:${policy.block.function_name}`));
    case "trust":
      return declared(roleArn(stack, policy.block));
    default:
      return [];
  }
}

/** What an emitted role may do, so that roles of ours have no AdministratorAccess. */
function heldByRole({ stack, policy }: Found): readonly [string, NamedPolicy[]][] {
  if (policy.kind !== "identity") return [];
  const role = referenced(stack, String(policy.block.role));
  return [[roleArn(stack, role), [{ name: policy.where, document: policy.document }]]];
}

const roleArn = (stack: EmittedStack, { name, path = "/" }: Block): string =>
  `arn:aws:iam::${homeOf(stack).account}:role${path}${name}`;

/** Accounts that forward, the management account aside: with a StackSet all that it reaches, else those with a stack. */
export function forwardingAccounts(organization: Organization): readonly string[] {
  const reached = forwardsByStackSet(organization)
    ? [...undescribedAccounts(organization).keys(), ...(organization.guardrails.attachToRoot ? [UNPLACED] : [])]
    : [];
  const { logArchive, security, workloads } = organization.accounts;
  return [...[logArchive, ...(security ? [security] : []), ...workloads].map(({ id }) => id), ...reached];
}

/** What forwards from an account as from every other. */
export function memberForwarderOf(organization: Organization, account: string): "member" | "stackSet" {
  const withStacks = [organization.accounts.management, ...membersWithStacks(organization)].map(({ id }) => id);
  return forwardsByStackSet(organization) && !withStacks.includes(account) ? "stackSet" : "member";
}

interface ForwarderRole {
  readonly where: string;
  readonly arn: string;
  readonly account: string;
  readonly trust: PolicyDocument;
  readonly permissions: readonly NamedPolicy[];
}

/** The role of the emitted StackSet's template in each of its Regions, as CloudFormation makes it in an account. */
function madeByStackSet(management: EmittedStack, account: string): readonly ForwarderRole[] {
  return management.resources("aws_cloudformation_stack_set").flatMap(([, stackSet]) =>
    stackSetRegions(management).map((region) => {
      const { RoleName, AssumeRolePolicyDocument, Policies } = templateIn(
        String(stackSet.template_body),
        account,
        region,
      ).Resources.Role.Properties;
      return {
        where: `${management.name}/${management.pathOf(stackSet)}`,
        arn: `arn:aws:iam::${account}:role/${RoleName}`,
        account,
        trust: AssumeRolePolicyDocument,
        permissions: Policies.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument })),
      };
    }),
  );
}

const stackSetRegions = (management: EmittedStack): readonly string[] =>
  management.only("aws_cloudformation_stack_instances").regions as readonly string[];

interface Template {
  readonly Resources: {
    readonly Role: {
      readonly Properties: {
        readonly RoleName: string;
        readonly AssumeRolePolicyDocument: PolicyDocument;
        readonly Policies: readonly { readonly PolicyName: string; readonly PolicyDocument: PolicyDocument }[];
      };
    };
  };
}

/** With CloudFormation's substitutions made: a block that has nothing but one becomes its text. */
function templateIn(body: string, account: string, region: string): Template {
  const made = body.replaceAll("$${AWS::AccountId}", account).replaceAll("$${AWS::Region}", region);
  return JSON.parse(made, (_, value) => (typeof value?.["Fn::Sub"] === "string" ? value["Fn::Sub"] : value));
}

const trusting = (principal: "*" | { readonly AWS: string }): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Trust", Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
});

/** A key in the log-archive account that is somebody else's, with the policy that KMS gives it. */
export const othersKeyArnOf = ({ homeRegion, accounts }: Organization): string =>
  `arn:aws:kms:${homeRegion}:${accounts.logArchive.id}:key/87654321-4321-4321-8321-210987654321`;

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const defaultKeyPolicy = (account: string): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Trust",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  ],
});

/** What no stack of ours makes: roles and a key in the log-archive account, and who is assigned to it. */
function madeByOthers(organization: Organization): readonly DeclaredResource[] {
  const names = namesOf(organization);
  const account = organization.accounts.logArchive.id;
  const place = { names, account, archiveKeyArn: archiveKeyArnOf(organization) };
  return [
    {
      arn: TARGETS.accessRole(place),
      account,
      policy: trusting({ AWS: `arn:aws:iam::${organization.accounts.management.id}:root` }),
    },
    { arn: TARGETS.openRole(place), account, policy: trusting("*") },
    { arn: othersKeyArnOf(organization), account, policy: defaultKeyPolicy(account) },
    // Identity Center is the management account's, and its ARNs say no account.
    { arn: TARGETS.assignableAccount(place), account: names.managementAccountId },
  ];
}
