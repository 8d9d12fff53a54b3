import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { forwardsByStackSet } from "../../config/forwarding";
import type { Organization } from "../../config/organization";
import { isOptIn, partitionOf } from "../../config/regions";
import { ACCOUNT_SERVICE, STACK_SETS_SERVICE } from "../../naming";
import type { Emulator } from "../emulator/emulator";
import { createOrganization } from "../emulator/organization";
import { describedAccounts, describedRoles } from "./described-roles";

/**
 * Makes what the description expects to find, as its owner would have by hand: accounts in their units, trusted access,
 * policy types, roles, the state's bucket.
 *
 * @returns a line for each, for the result
 */
export async function makeOrganization(emulator: Emulator, organization: Organization): Promise<readonly string[]> {
  const trustedServices = [
    "cloudtrail.amazonaws.com",
    ...(forwardsByStackSet(organization) ? [STACK_SETS_SERVICE] : []),
    ...(organization.governedRegions.some(isOptIn) ? [ACCOUNT_SERVICE] : []),
  ];
  await createOrganization(emulator, { region: organization.homeRegion, trustedServices });
  const roles = describedRoles(organization);
  for (const { accountId, path, name } of roles) {
    const iam = new IAMClient(emulator.clientConfig(accountId, organization.homeRegion));
    await iam.send(
      new CreateRoleCommand({ Path: path, RoleName: name, AssumeRolePolicyDocument: trusting(organization) }),
    );
    // The emulator holds a role's sessions to its policies.
    await iam.send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: "AdministratorAccess", PolicyDocument: EVERYTHING }),
    );
  }
  await makeStateBucket(emulator, organization);
  const { state, guardrails } = organization;
  return [
    `${describedAccounts(organization).length} accounts, the units ${guardrails.organizationalUnits.join(", ")}`,
    `trusted access of ${trustedServices.join(", ")}; service and resource control policies on`,
    ...(roles.length === 0 ? [] : [`${roles.length} roles, of Terraform and of the archive's readers`]),
    ...(state.backend === "s3" ? [`the state's bucket ${state.bucket}`] : []),
  ];
}

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

const trusting = ({ homeRegion, accounts }: Organization): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:${partitionOf(homeRegion)}:iam::${accounts.management.id}:root` },
        Action: "sts:AssumeRole",
      },
    ],
  });

/** In the account whose profile reads the state; else in the one that Terraform is started in. */
async function makeStateBucket(emulator: Emulator, organization: Organization): Promise<void> {
  const { state } = organization;
  if (state.backend !== "s3") return;
  const s3 = stateClient(emulator, organization);
  const Bucket = state.bucket;
  const elsewhere =
    state.region === "us-east-1"
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: state.region as BucketLocationConstraint } };
  await s3.send(new CreateBucketCommand({ Bucket, ...elsewhere }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
}

/** Whoever reads and writes the state. */
export function stateClient(emulator: Emulator, organization: Organization): S3Client {
  const { state, accounts } = organization;
  const { profile, region } = state.backend === "s3" ? state : { profile: undefined, region: organization.homeRegion };
  const owner = describedAccounts(organization).find(
    ({ account }) => profile !== undefined && account.deploy?.profile === profile,
  );
  return new S3Client({
    ...emulator.clientConfig(owner?.account.id ?? accounts.management.id, region),
    forcePathStyle: true,
  });
}
