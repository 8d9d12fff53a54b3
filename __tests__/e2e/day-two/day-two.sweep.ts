import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { example } from "../../support/synthesized";
import { expectSucceeded } from "../support/assertions";
import { describeE2e } from "../support/describe-e2e";
import { LiveOrganization } from "../support/live-organization";
import { INDEPENDENT, OTHERS } from "./rows";
import { DayTwo, expectedOf } from "./run-row";

const MANAGEMENT = example.accounts.management.id;

/** Every row alone: some forty plans, too many for CI. */
describeE2e("a change of an ordinary day changes what it has to, and is reviewed as it deserves", (tools) => {
  let live: LiveOrganization;
  let dayTwo: DayTwo;

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, example);
    const s3 = new S3Client({ ...live.emulator.clientConfig(MANAGEMENT), forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
    await s3.send(new CreateBucketCommand({ Bucket: "example-terraform-state", CreateBucketConfiguration }));
    const deploy = ["npm", "run", "deploy", "--", "--auto-approve"] as const;
    expectSucceeded(await live.workspace().command(MANAGEMENT, { ORGANIZATION: "example" }, ...deploy));
    dayTwo = new DayTwo(live, example);
  });
  afterAll(() => live?.stop());

  it.each([...INDEPENDENT, ...OTHERS])("$title", async (row) => {
    expect(await dayTwo.outcomeOf(row)).toEqual(expectedOf(row));
  });
});
