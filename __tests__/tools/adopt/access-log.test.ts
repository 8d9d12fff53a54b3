import { describe, expect, it } from "vitest";
import { parseAccessLog, requestersIn, roleOf } from "../../../src/tools/adopt/live/access-log";

/** As https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html has them: a read, a refused read, a setting. */
const SAMPLE = `79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 arn:aws:sts::111122223333:assumed-role/Reader/me 3E57427F3EXAMPLE REST.GET.OBJECT AWSLogs/a%20b.json.gz "GET /AWSLogs/a%20b.json.gz HTTP/1.1" 200 - 113 113 7 6 "https://example.com/\\"quoted\\"" "S3Console/0.4 [x]" - s9lzHYrFp76ZVxRcpX9= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 - -
79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket1 [06/Feb/2019:00:01:00 +0000] 192.0.2.3 arn:aws:sts::111122223333:assumed-role/Refused/me 891CE47D2EXAMPLE REST.GET.OBJECT key "GET /key HTTP/1.1" 403 AccessDenied 242 - 11 - "-" "S3Console/0.4" - 9vKBE6vMhrNiWHZmb2L0= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 - -
79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket1 [07/Feb/2019:00:00:38 +0000] 192.0.2.3 arn:aws:sts::111122223333:assumed-role/Reader/you A1206F460EXAMPLE REST.GET.OBJECT other "GET /other HTTP/1.1" 206 - 113 113 7 6 "-" "-" - BNaBsXZQQDbssi6xMBdBU2= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 - -
79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - 7B4A0FABBEXAMPLE REST.GET.BUCKETPOLICY - "GET /?policy HTTP/1.1" 404 NoSuchBucketPolicy 297 - 38 - "-" "S3Console/0.4" - BNaBsXZQQDbssi6xMBdBU2= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 - -
not a line of an access log
`;

describe("an S3 access log", () => {
  it("says who read objects, and when last: sessions of one role together, refusals and settings left out", () => {
    expect(requestersIn(parseAccessLog(SAMPLE), "amzn-s3-demo-bucket1")).toEqual([
      { arn: "arn:aws:iam::111122223333:role/Reader", requests: 2, latest: "2019-02-07T00:00:38Z" },
    ]);
  });

  it("of another bucket is not taken for this one's", () => {
    expect(requestersIn(parseAccessLog(SAMPLE), "amzn-s3-demo-bucket2")).toEqual([]);
  });

  it("leaves users and services as they are", () => {
    expect(roleOf("arn:aws:iam::111122223333:user/me")).toBe("arn:aws:iam::111122223333:user/me");
  });
});
