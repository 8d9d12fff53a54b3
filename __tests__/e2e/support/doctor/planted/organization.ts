import {
  DeregisterOrganizationDelegatedAdminCommand,
  RegisterOrganizationDelegatedAdminCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteGroupCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachGroupPolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  type PolicyType,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { MEMBER, type Planted, type Planter } from "./planter";

const CLOUDTRAIL = { ServicePrincipal: "cloudtrail.amazonaws.com" };

export const PLANTED_IN_THE_ORGANIZATION: readonly Planted[] = [
  {
    title: "CloudTrail's trusted access is withdrawn",
    line: "trusted-access",
    subject: /^cloudtrail\.amazonaws\.com$/,
    what: /lost its trusted access/,
    remedy: /enable-aws-service-access/,
    plant: async ({ organizations }) => {
      await organizations.send(new DisableAWSServiceAccessCommand(CLOUDTRAIL));
      return () => organizations.send(new EnableAWSServiceAccessCommand(CLOUDTRAIL));
    },
  },
  {
    title: "an SCP is detached from a unit",
    line: "guardrails",
    subject: /^OrgAuditTrail$/,
    what: /^It is not attached to the organizational unit /,
    remedy: /Apply the management stack/,
    plant: (planter) => detach(planter, "OrgAuditTrail", "SERVICE_CONTROL_POLICY"),
  },
  {
    title: "the RCP is detached from the log-archive account",
    line: "guardrails",
    subject: /^OrgAuditArchiveResources$/,
    what: /^It is not attached to the account 444455556666$/,
    remedy: /Apply the management stack/,
    plant: (planter) => detach(planter, "OrgAuditArchiveResources", "RESOURCE_CONTROL_POLICY"),
  },
  {
    title: "a statement is taken out of an SCP",
    line: "guardrails",
    subject: /^OrgAuditTrail$/,
    what: /^Its content is not the declared one$/,
    remedy: /find who changed it/,
    plant: async (planter) => {
      const { organizations } = planter;
      const PolicyId = await policyId(planter, "OrgAuditTrail", "SERVICE_CONTROL_POLICY");
      const { Policy } = await organizations.send(new DescribePolicyCommand({ PolicyId }));
      const document = JSON.parse(Policy?.Content ?? "");
      const put = (Content: string | undefined) => organizations.send(new UpdatePolicyCommand({ PolicyId, Content }));
      await put(JSON.stringify({ ...document, Statement: document.Statement.slice(1) }));
      return () => put(Policy?.Content);
    },
  },
  {
    title: "a member is made CloudTrail's delegated administrator",
    line: "delegated-administrators",
    subject: new RegExp(`^${MEMBER}$`),
    what: /is not described to$/,
    remedy: /deregister-organization-delegated-admin/,
    plant: async ({ cloudTrail }) => {
      await cloudTrail.send(new RegisterOrganizationDelegatedAdminCommand({ MemberAccountId: MEMBER }));
      return () =>
        cloudTrail.send(new DeregisterOrganizationDelegatedAdminCommand({ DelegatedAdminAccountId: MEMBER }));
    },
  },
  {
    title: "the described delegated administrator is none any more",
    line: "delegated-administrators",
    subject: /^777788889999$/,
    what: /does not administer CloudTrail/,
    remedy: /npm run deploy management/,
    plant: async ({ cloudTrail, names }) => {
      const id = names.centralAccountId;
      await cloudTrail.send(new DeregisterOrganizationDelegatedAdminCommand({ DelegatedAdminAccountId: id }));
      return () => cloudTrail.send(new RegisterOrganizationDelegatedAdminCommand({ MemberAccountId: id }));
    },
  },
  {
    title: "a member's role gets an inline policy that is equal to AWSCloudTrail_FullAccess",
    line: "trail-administrators",
    subject: /:role\/tooling$/,
    what: /by everything-of-trails$/,
    remedy: /Detach it/,
    plant: async ({ iam }) => {
      const RoleName = "tooling";
      const policy = { RoleName, PolicyName: "everything-of-trails" };
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
      await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: allow(["cloudtrail:*"]) }));
      return async () => {
        await iam.send(new DeleteRolePolicyCommand(policy));
        await iam.send(new DeleteRoleCommand({ RoleName }));
      };
    },
  },
  {
    title: "a member's group gets a policy that names what ends a trail, each by itself",
    line: "trail-administrators",
    subject: /:group\/cleaners$/,
    what: /by cleaning$/,
    remedy: /Detach it/,
    plant: async ({ iam }) => {
      const GroupName = "cleaners";
      const { Policy } = await iam.send(
        new CreatePolicyCommand({
          PolicyName: "cleaning",
          PolicyDocument: allow(["cloudtrail:Stop*", "cloudtrail:Delete*", "cloudtrail:Update*", "cloudtrail:Put*"]),
        }),
      );
      const policy = { GroupName, PolicyArn: Policy?.Arn };
      await iam.send(new CreateGroupCommand({ GroupName }));
      await iam.send(new AttachGroupPolicyCommand(policy));
      return async () => {
        await iam.send(new DetachGroupPolicyCommand(policy));
        await iam.send(new DeleteGroupCommand({ GroupName }));
        await iam.send(new DeletePolicyCommand({ PolicyArn: Policy?.Arn }));
      };
    },
  },
];

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${MEMBER}:root` }, Action: "sts:AssumeRole" }],
});

function allow(Action: readonly string[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
}

async function policyId({ organizations }: Planter, name: string, Filter: PolicyType): Promise<string | undefined> {
  const { Policies = [] } = await organizations.send(new ListPoliciesCommand({ Filter }));
  return Policies.find(({ Name }) => Name === name)?.Id;
}

/** From one target: a unit, where it has one. */
async function detach(planter: Planter, name: string, type: PolicyType): Promise<() => Promise<unknown>> {
  const { organizations } = planter;
  const PolicyId = await policyId(planter, name, type);
  const { Targets = [] } = await organizations.send(new ListTargetsForPolicyCommand({ PolicyId }));
  const target = Targets.find(({ TargetId }) => TargetId?.startsWith("ou-")) ?? Targets[0];
  const attachment = { PolicyId, TargetId: target?.TargetId };
  await organizations.send(new DetachPolicyCommand(attachment));
  return () => organizations.send(new AttachPolicyCommand(attachment));
}
