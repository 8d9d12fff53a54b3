import type { Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { TARGETS } from "../../src/threats/targets";
import { ARCHIVE_KEY_ID, type EmittedPolicy, emittedPolicies } from "../support/emitted-policies";
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
  `arn:aws:kms:${homeRegion}:${accounts.logArchive.id}:key/${ARCHIVE_KEY_ID}`;

/** The organization as its emitted stacks make it: nothing of src/policies is asked. */
export function emittedEnvironment(organization: Organization): Environment {
  const { accounts, organizationId } = organization;
  const management = stackOf(organization, "management");
  const policies = [...synthesized(organization).values()].flatMap((stack) =>
    emittedPolicies(stack, archiveKeyArnOf(organization)).map((policy) => ({ stack, policy })),
  );
  return {
    organizationId,
    managementAccount: accounts.management.id,
    accounts: placedAccounts(organization),
    serviceControlPolicies: attached(management, "SERVICE_CONTROL_POLICY", policies),
    resourceControlPolicies: attached(management, "RESOURCE_CONTROL_POLICY", policies),
    resources: [...policies.flatMap((one) => guarded(organization, one)), ...madeByOthers(organization)],
    identityPolicies: Object.fromEntries(policies.flatMap(heldByRole)),
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
  for (const [, attachment] of stack.resources("aws_organizations_policy_attachment")) {
    const policy = referenced(stack, String(attachment.policy_id));
    if (policy.type !== type) continue;
    const where = `${stack.name}/${stack.pathOf(policy)}`;
    const document = found(policies, where).policy.document;
    const target = targetOf(stack, String(attachment.target_id));
    targets[target] = [...(targets[target] ?? []), { name: String(policy.name), document }];
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

/** The block that `${data.type.name.id}` refers to. */
function referenced(stack: EmittedStack, reference: string): Block {
  const address = /^\$\{(.+)\.id\}$/.exec(reference)?.[1];
  const block = stack.blocks().find(([known]) => known === address)?.[1];
  if (block === undefined) throw new Error(`nothing in ${stack.name} is at ${reference}`);
  return block;
}

function found(policies: readonly Found[], where: string): Found {
  const one = policies.find(({ policy }) => policy.where === where);
  if (one === undefined) throw new Error(`no policy is emitted at ${where}`);
  return one;
}

/** The resource that a policy guards, by the construct that carries it. */
function guarded(organization: Organization, { stack, policy }: Found): readonly DeclaredResource[] {
  const names = namesOf(organization);
  const { management, logArchive } = organization.accounts;
  const place = { names, account: management.id, archiveKeyArn: archiveKeyArnOf(organization) };
  const declared = (arn: string, account: string) => [{ arn, account, policy: policy.document }];
  switch (policy.kind) {
    case "bucket":
      return policy.where.includes("access-logs")
        ? declared(names.archive.accessLogBucket.arn, logArchive.id)
        : declared(names.archive.bucket.arn, logArchive.id);
    case "key":
      return stack.name === "management"
        ? declared(TARGETS.trailKey(place), management.id)
        : declared(place.archiveKeyArn, logArchive.id);
    case "topic":
      return declared(names.deliveryTopic.arn, management.id);
    case "bus":
      return declared(names.auditBus.arn, accountIdOf(stack));
    case "trust":
      return declared(roleArnAt(stack, policy.where), accountIdOf(stack));
    default:
      return [];
  }
}

/** What an emitted role may do, so that roles of ours have no AdministratorAccess. */
function heldByRole({ stack, policy }: Found): readonly [string, NamedPolicy[]][] {
  if (policy.kind !== "identity") return [];
  const role = policy.where.replace(/-policy$/, "");
  return [[roleArnAt(stack, role), [{ name: policy.where, document: policy.document }]]];
}

function roleArnAt(stack: EmittedStack, where: string): string {
  const name = stack.at(where.slice(stack.name.length + 1)).name;
  return `arn:aws:iam::${accountIdOf(stack)}:role/${name}`;
}

/** Of the stack's own provider. */
function accountIdOf(stack: EmittedStack): string {
  const provider = stack.providers().find(({ alias }) => alias === stack.name);
  const [account] = (provider?.allowed_account_ids ?? []) as readonly string[];
  if (account === undefined) throw new Error(`${stack.name} has no provider of its own`);
  return account;
}

const trusting = (principal: "*" | { readonly AWS: string }): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Trust", Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
});

/** Roles in the log-archive account that no stack of ours makes. */
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
  ];
}
