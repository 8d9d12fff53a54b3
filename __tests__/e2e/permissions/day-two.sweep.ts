import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, it } from "vitest";
import { example } from "../../support/synthesized";
import { expectSucceeded } from "../support/assertions";
import { DeployRoles } from "../support/deploy-roles";
import { describeE2e } from "../support/describe-e2e";
import { LiveOrganization } from "../support/live-organization";
import { CHANGES } from "./changes";
import { ChangesByRoles } from "./changes-by-roles";

const MANAGEMENT = example.accounts.management.id;

describeE2e("the deploy roles, with their policies and nothing else, deploy it when", (tools) => {
  let live: LiveOrganization;
  let changes: ChangesByRoles;

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, example);
    const s3 = new S3Client({ ...live.emulator.clientConfig(MANAGEMENT), forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
    await s3.send(new CreateBucketCommand({ Bucket: "example-terraform-state", CreateBucketConfiguration }));
    const kept = () => true;
    const roles = await DeployRoles.make(live, ["register-administrator"], kept);
    const environment = { ORGANIZATION: "example", ...roles.environment };
    const deploy = ["npm", "run", "deploy", "--", "--auto-approve"] as const;
    expectSucceeded(await live.workspace().command(MANAGEMENT, environment, ...deploy));
    changes = new ChangesByRoles(live, roles, example, kept);
  });
  afterAll(() => live?.stop());

  it.each(CHANGES)("$title", async ({ before, after, meanwhile }) => {
    await changes.change(before, after, meanwhile);
  });
});
