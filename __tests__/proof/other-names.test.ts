import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import { digestListings } from "../../src/functions/trail-sentinel/digest-keys";
import { namesOf } from "../../src/naming";
import { decide } from "../support/iam/decide";
import { stackOf, synthesized, valid } from "../support/synthesized";
import { emittedEnvironment } from "./emitted-environment";
import { legitimateUses } from "./legitimate";

/** What the names are where nothing is live under another one, and what is live instead. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "/aws/cloudtrail/example-org-trail": "CloudTrail/logs",
  CloudTrailToCloudWatchLogsRole: "service-role/CloudTrail_CloudWatchLogs_Role",
  WriteTrailLogStreams: "oneClick_CloudTrail_CloudWatchLogs_Role",
  "example-org-trail-deliveries": "trail-topic",
  "alias/example-org-trail": "alias/trail-logs",
  ScpBaseline: "Protect CloudTrail",
  OrgAuditTrail: "Protect more",
  OrgAuditDetection: "Protect detection",
  '"OrgAuditArchive"': "Protect the archive",
  OrgAuditArchiveResources: "Protect resources",
};

const renamed = valid({
  ...exampleInput,
  trail: {
    ...exampleInput.trail,
    s3KeyPrefix: "audit/org",
    logGroupName: "CloudTrail/logs",
    logsRoleName: "service-role/CloudTrail_CloudWatchLogs_Role",
    logsRolePolicyName: "oneClick_CloudTrail_CloudWatchLogs_Role",
    deliveryTopicName: "trail-topic",
    keyAlias: "alias/trail-logs",
  },
  guardrails: {
    ...exampleInput.guardrails,
    policyNames: {
      baseline: "Protect CloudTrail",
      trail: "Protect more",
      detection: "Protect detection",
      archive: "Protect the archive",
      archiveResources: "Protect resources",
    },
  },
});

/** Everything that the stacks send to AWS: their JSON, and what the sentinel is told. */
function emitted(): string {
  return [...synthesized(renamed).values()]
    .flatMap(({ json, files }) => [
      JSON.stringify({ ...json, "//": undefined }),
      ...[...files.values()].map((file) => Buffer.from(unzipSync(file)["declaration.json"] ?? []).toString()),
    ])
    .join("\n");
}

describe("a trail that is live under other names", () => {
  const text = emitted();

  it.each(Object.entries(OTHERWISE))("%s: is called %s wherever something of ours names it", (ours, live) => {
    expect(text).not.toContain(ours);
    expect(text).toContain(live.split("/").at(-1));
  });

  it("below a key prefix: nothing of ours looks elsewhere, nor lets anything be written there", () => {
    // A query looks for the folder in what others asked for, below whichever prefix.
    const places = [...text.matchAll(/.{0,30}(?<!')\/AWSLogs|.{0,30}[^/]AWSLogs/g)].map(([place]) => place);
    expect(places.length).toBeGreaterThan(8);
    expect(places.filter((place) => !place.endsWith("audit/org/AWSLogs"))).toEqual([]);
    expect(stackOf(renamed, "management").only("aws_cloudtrail").s3_key_prefix).toBe("audit/org");
  });

  it("keeps the path of its logs role, in which the console makes it", () => {
    const stack = stackOf(renamed, "management");
    expect(stack.at("org-trail/logs-role")).toMatchObject({
      name: "CloudTrail_CloudWatchLogs_Role",
      path: "/service-role/",
    });
    expect(namesOf(renamed).trailLogsRole.arn).toBe(
      "arn:aws:iam::111122223333:role/service-role/CloudTrail_CloudWatchLogs_Role",
    );
  });

  it("has its digests looked for where they are", () => {
    const { files } = stackOf(renamed, "management");
    const declaration = JSON.parse(
      Buffer.from(unzipSync(files.get("trail-sentinel.zip") ?? new Uint8Array())["declaration.json"] ?? []).toString(),
    );
    const listings = digestListings({ ...declaration, archiveKeyArn: "" }, new Date(0));
    expect(listings("111122223333", "us-east-1").map(({ prefix }) => prefix)).toEqual([
      "audit/org/AWSLogs/o-exampleorgid/111122223333/CloudTrail-Digest/us-east-1/",
      "audit/org/AWSLogs/111122223333/CloudTrail-Digest/us-east-1/",
    ]);
  });

  describe("the policies", () => {
    const environment = emittedEnvironment(renamed);
    const uses = legitimateUses(renamed).filter(({ what }) => /^CloudTrail|digests/.test(what));

    it.each(uses)("let work go on: $what", async ({ caller, requests }) => {
      for (const request of requests) {
        const { decision, by } = await decide(environment, caller, request);
        expect(decision, `${JSON.stringify(request)} ${JSON.stringify(by)}`).toBe("allowed");
      }
    });

    it("let the trail write nowhere else in the archive", async () => {
      const { archive } = namesOf(renamed);
      const delivery = uses.find(({ what }) => what.includes("tries the archive"));
      const [, put] = delivery?.requests.filter(({ action }) => action !== "s3:GetBucketAcl") ?? [];
      if (delivery === undefined || put === undefined) throw new Error("no delivery is among the legitimate uses");
      const elsewhere = `${archive.bucket.arn}/AWSLogs/o-exampleorgid/try`;
      const write = delivery.requests.find(({ action }) => action === "s3:PutObject") ?? put;
      expect((await decide(environment, delivery.caller, { ...write, resource: elsewhere })).decision).toBe("denied");
    });
  });
});
