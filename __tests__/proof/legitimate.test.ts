import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import { role } from "../support/iam/caller";
import { decide } from "../support/iam/decide";
import { askflorence, example, exampleWithStackSet, undeployed } from "../support/synthesized";
import { emittedEnvironment } from "./emitted-environment";
import { forwardedUses, legitimateUses } from "./legitimate";

const organizations = [
  { title: "askflorence", organization: askflorence, uses: legitimateUses(askflorence) },
  { title: "example", organization: example, uses: legitimateUses(example) },
  { title: "example, by StackSet", organization: exampleWithStackSet, uses: forwardedUses(exampleWithStackSet) },
  { title: "AskFlorence, without a deploy role", organization: undeployed, uses: forwardedUses(undeployed) },
];

describe.each(organizations)("the policies emitted for $title", ({ organization, uses }) => {
  const environment = emittedEnvironment(organization);

  it.each(uses)("let work go on: $what", async ({ caller, requests }) => {
    expect(requests.length).toBeGreaterThan(0);
    for (const request of requests) {
      const { decision, by } = await decide(environment, caller, request);
      expect(decision, `${JSON.stringify(request)} ${JSON.stringify(by)}`).toBe("allowed");
    }
  });
});

describe("an account that reads its own logs", () => {
  const { archive, managementAccountId } = namesOf(example);
  const environment = emittedEnvironment(example);
  const [workload] = example.accounts.workloads;
  const log = (account: string) => ({
    action: "s3:GetObject",
    resource: `${archive.bucket.arn}/${archive.accountPrefix(account)}CloudTrail/us-east-1/log.json.gz`,
  });
  const own = workload?.id ?? "";

  it("reads nobody else's", async () => {
    for (const account of [managementAccountId, example.accounts.logArchive.id]) {
      const decision = await decide(environment, role(own, "Administrator"), log(account));
      expect(decision).toMatchObject({ decision: "denied", by: { sid: "DenyReadsExceptByReaders" } });
    }
  });

  it("does not where the organization does not say so", async () => {
    const { archive: other } = namesOf(askflorence);
    const account = askflorence.accounts.logArchive.id;
    const request = {
      action: "s3:GetObject",
      resource: `${other.bucket.arn}/${other.accountPrefix(account)}x.json.gz`,
    };
    const decision = await decide(emittedEnvironment(askflorence), role(account, "Administrator"), request);
    expect(decision).toMatchObject({ decision: "denied", by: { sid: "DenyReadsExceptByReaders" } });
  });
});
