import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseDigest, stringToSign } from "../../../src/tools/verify/offline/digest";
import { deliveredAt, parseDigestName } from "../../../src/tools/verify/offline/names";

/** AWS's own example, https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html */
const DOCUMENTED = {
  awsAccountId: "111122223333",
  digestStartTime: "2015-08-17T14:01:31Z",
  digestEndTime: "2015-08-17T15:01:31Z",
  digestS3Bucket: "amzn-s3-demo-bucket",
  digestS3Object:
    "AWSLogs/111122223333/CloudTrail-Digest/us-east-2/2015/08/17/111122223333_CloudTrail-Digest_us-east-2_your-trail-name_us-east-2_20150817T150131Z.json.gz",
  digestPublicKeyFingerprint: "31e8b5433410dfb61a9dc45cc65b22ff",
  digestSignatureAlgorithm: "SHA256withRSA",
  newestEventTime: "2015-08-17T14:52:27Z",
  oldestEventTime: "2015-08-17T14:42:27Z",
  previousDigestS3Bucket: "amzn-s3-demo-bucket",
  previousDigestS3Object:
    "AWSLogs/111122223333/CloudTrail-Digest/us-east-2/2015/08/17/111122223333_CloudTrail-Digest_us-east-2_your-trail-name_us-east-2_20150817T140131Z.json.gz",
  previousDigestHashValue: "97fb791cf91ffc440d274f8190dbdd9aa09c34432aba82739df18b6d3c13df2d",
  previousDigestHashAlgorithm: "SHA-256",
  previousDigestSignature: "50887ccffad4c002b97caa37cc9dc626",
  logFiles: [
    {
      s3Bucket: "amzn-s3-demo-bucket",
      s3Object:
        "AWSLogs/111122223333/CloudTrail/us-east-2/2015/08/17/111122223333_CloudTrail_us-east-2_20150817T1445Z_9nYN7gp2eWAJHIfT.json.gz",
      hashValue: "9bb6196fc6b84d6f075a56548feca262bd99ba3c2de41b618e5b6e22c1fc71f6",
      hashAlgorithm: "SHA-256",
      newestEventTime: "2015-08-17T14:52:27Z",
      oldestEventTime: "2015-08-17T14:42:27Z",
    },
  ],
};

describe("a digest", () => {
  it("is read as AWS documents it", () => {
    expect(parseDigest(Buffer.from(JSON.stringify(DOCUMENTED)))).toMatchObject({
      digestEndTime: "2015-08-17T15:01:31Z",
    });
  });

  it("is signed over its end, its place, its hash and its predecessor's signature", () => {
    const hash = createHash("sha256").update("x").digest("hex");
    expect(stringToSign(DOCUMENTED, hash)).toBe(
      `2015-08-17T15:01:31Z\namzn-s3-demo-bucket/${DOCUMENTED.digestS3Object}\n${hash}\n50887ccffad4c002b97caa37cc9dc626`,
    );
    expect(stringToSign({ ...DOCUMENTED, previousDigestSignature: null }, hash)).toMatch(/\nnull$/);
  });

  it("says what is wrong with it", () => {
    const broken = { ...DOCUMENTED, digestEndTime: "yesterday", logFiles: [{ s3Bucket: 1 }] };
    const problem = parseDigest(Buffer.from(JSON.stringify(broken)));
    expect(problem).toContain("digestEndTime");
    expect(problem).toContain("logFiles.0.s3Bucket");
    expect(parseDigest(Buffer.from("{"))).toBe("no JSON");
  });
});

describe("names", () => {
  it.each([
    ["us-east-2_your-trail-name_us-east-2_20150817T150131Z.json.gz", "your-trail-name", false],
    ["us-gov-west-1_a_trail.of_ours_us-gov-east-1_20150817T150131Z_backfill.json.gz", "a_trail.of_ours", true],
  ])("of digests say which chain they are of: %s", (name, trail, isBackfill) => {
    expect(parseDigestName(`111122223333_CloudTrail-Digest_${name}`)).toMatchObject({
      accountId: "111122223333",
      trail,
      isBackfill,
      end: "2015-08-17T15:01:31Z",
    });
  });

  it.each([
    ["111122223333_CloudTrail_us-east-2_20150817T1445Z_9nYN7gp2eWAJHIfT.json.gz", "2015-08-17T14:45:00Z"],
    ["111122223333_CloudTrail-Insight_us-east-2_20150817T1445Z_9nYN7gp2eWAJHIfT.json.gz", "2015-08-17T14:45:00Z"],
    ["111122223333_CloudTrail_us-east-2_20150817T1445Z_9nYN7gp2eWAJHIfT.json", undefined],
    ["readme.txt", undefined],
  ])("of log files say when they were delivered: %s", (name, moment) => {
    expect(deliveredAt(name)).toBe(moment);
  });
});
