import { AttachRolePolicyCommand, CreatePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { NamedDocument } from "../../policies/deployer/permissions";
import { minified, type PolicyDocument } from "../../policies/document";
import type { Emulator } from "./emulator";

/** A role, and everything that the emulator holds its sessions to. */
export interface EmulatedRole {
  readonly accountId: string;
  /** With a slash at both ends. */
  readonly path: string;
  readonly name: string;
  readonly trust: PolicyDocument;
  readonly policies: readonly NamedDocument[];
  /** @default none */
  readonly boundary?: NamedDocument;
}

/** Makes a role as the administrator of its account would. The Region is any of its partition's. */
export async function makeRole(emulator: Emulator, region: string, role: EmulatedRole): Promise<void> {
  const iam = new IAMClient(emulator.clientConfig(role.accountId, region));
  const boundary = role.boundary && (await createPolicy(iam, role.boundary));
  await iam.send(
    new CreateRoleCommand({
      Path: role.path,
      RoleName: role.name,
      AssumeRolePolicyDocument: minified(role.trust),
      PermissionsBoundary: boundary,
    }),
  );
  for (const policy of role.policies) {
    await iam.send(new AttachRolePolicyCommand({ RoleName: role.name, PolicyArn: await createPolicy(iam, policy) }));
  }
  iam.destroy();
}

/** Makes a policy that nothing has yet, as the administrator would. */
export async function makePolicy(emulator: Emulator, region: string, accountId: string, policy: NamedDocument) {
  const iam = new IAMClient(emulator.clientConfig(accountId, region));
  await createPolicy(iam, policy);
  iam.destroy();
}

/** @returns its ARN */
export async function createPolicy(iam: IAMClient, { name, document }: NamedDocument): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: minified(document) }));
  return Policy?.Arn ?? "";
}

/** A shell's variables with a session of a role, begun by the administrator of its account. */
export async function sessionOf(
  emulator: Emulator,
  region: string,
  accountId: string,
  RoleArn: string,
): Promise<NodeJS.ProcessEnv> {
  const sts = new STSClient(emulator.clientConfig(accountId, region));
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "somebody" }));
  sts.destroy();
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials?.SessionToken,
  };
}
