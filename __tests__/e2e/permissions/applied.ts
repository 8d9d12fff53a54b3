import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { Account, Organization } from "../../../src/config/organization";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import type { Tools } from "../../../src/tools/emulator/requirements";
import { holdingOf } from "../../support/holdings";
import { changed } from "../../support/organizations";
import { example } from "../../support/synthesized";
import { INDEPENDENT } from "../day-two/rows";
import { expectSucceeded } from "../support/assertions";
import { DeployRoles, type Kept } from "../support/deploy-roles";
import { LiveOrganization } from "../support/live-organization";

/** The emulator knows the accounts of its seed alone: so those that a change adds are there from the beginning. */
const everyAccount = changed(example, Object.assign({}, ...INDEPENDENT.map(({ change }) => change)));
const MANAGEMENT = example.accounts.management.id;

/** An organization that is applied, and the roles that did it. */
export interface AppliedByRoles {
  readonly live: LiveOrganization;
  readonly roles: DeployRoles;
}

/** The example, applied for the first time by its deploy roles, as `npm run deploy` does. */
export async function appliedByRoles(tools: Tools, kept?: Kept): Promise<AppliedByRoles> {
  const live = await LiveOrganization.start(tools, everyAccount);
  await makeStateBucket(live);
  const roles = await DeployRoles.make(live, ["register-administrator"], kept);
  const environment = { ORGANIZATION: "example", ...roles.environment };
  const deploy = ["npm", "run", "deploy", "--", "--auto-approve"] as const;
  expectSucceeded(await live.workspace().command(MANAGEMENT, environment, ...deploy));
  await roles.allow(example, { kept });
  return { live, roles };
}

/** Where the example keeps its states. */
export async function makeStateBucket({ emulator }: LiveOrganization): Promise<void> {
  const s3 = new S3Client({ ...emulator.clientConfig(MANAGEMENT), forcePathStyle: true });
  const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
  await s3.send(new CreateBucketCommand({ Bucket: "example-terraform-state", CreateBucketConfiguration }));
}

/** The account that a stack is of. */
export function accountOf(organization: Organization, stack: string): Account {
  const found = allAccounts(organization).find((account) => holdingOf(organization, account).stack === stack);
  if (found === undefined) throw new Error(`no account has the stack ${stack}`);
  return found;
}
