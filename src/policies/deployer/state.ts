import type { Organization } from "../../config/organization";
import type { Names } from "../../naming";
import { deployAccessRoleArn } from "../../naming/deployers";
import type { Statement } from "../document";
import { allAccounts } from "./accounts";

/** Whether the state is read and written with the credentials that work in the account too. */
export function keepsStateAs({ state }: Organization, { roleName }: { readonly roleName?: string }): boolean {
  return state.backend === "s3" && state.profile === undefined && roleName === undefined;
}

/**
 * Reading the states of some stacks, and locking them, which a plan does too.
 * https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions
 *
 * @param writes whether what an apply made is written down too
 */
export function stateStatements(
  { partition }: Names,
  { name, state }: Organization,
  stacks: readonly string[],
  writes: boolean,
): readonly Statement[] {
  if (state.backend === "local") return [];
  const bucket = `arn:${partition}:s3:::${state.bucket}`;
  const states = stacks.map((stack) => `${bucket}/${state.prefix ?? name}/${stack}.tfstate`);
  return [
    { Sid: "ListStates", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
    {
      Sid: "States",
      Effect: "Allow",
      Action: writes ? ["s3:GetObject", "s3:PutObject"] : "s3:GetObject",
      Resource: states,
    },
    {
      Sid: "StateLocks",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: states.map((one) => `${one}.tflock`),
    },
    ...(state.kmsKeyArn === undefined
      ? []
      : [
          {
            Sid: "StateKey",
            Effect: "Allow" as const,
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: state.kmsKeyArn,
          },
        ]),
  ];
}

/** Becoming the deploy roles that the description names. */
export function assumeStatements(names: Names, organization: Organization): readonly Statement[] {
  const roles = allAccounts(organization).flatMap((account) => deployAccessRoleArn(names.partition, account) ?? []);
  if (roles.length === 0) return [];
  return [{ Sid: "AssumeDeployRoles", Effect: "Allow", Action: "sts:AssumeRole", Resource: roles }];
}
