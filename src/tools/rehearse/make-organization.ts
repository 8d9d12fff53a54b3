import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { forwardsByStackSet } from "../../config/forwarding";
import type { Organization } from "../../config/organization";
import { isOptIn } from "../../config/regions";
import { ACCOUNT_SERVICE, STACK_SETS_SERVICE } from "../../naming";
import type { Emulator } from "../emulator/emulator";
import { createOrganization } from "../emulator/organization";
import { describedAccounts } from "./described-roles";

/**
 * Makes what the description expects to find, as its owner would have by hand: accounts in their units, trusted access,
 * policy types, the state's bucket.
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
  await makeStateBucket(emulator, organization);
  const { state, guardrails } = organization;
  return [
    `${describedAccounts(organization).length} accounts, the units ${guardrails.organizationalUnits.join(", ")}`,
    `trusted access of ${trustedServices.join(", ")}; service and resource control policies on`,
    ...(state.backend === "s3" ? [`the state's bucket ${state.bucket}`] : []),
  ];
}

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
