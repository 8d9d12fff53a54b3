import { describe, expect, it } from "vitest";
import { placeOf } from "../../../../src/tools/investigate/logs/log-name";

const LOG = "111122223333_CloudTrail_us-east-1_20261120T0915Z_AbCdEfGhIjKlMnOp.json.gz";

describe("where a log file belongs", () => {
  it.each([
    ["the archive", `AWSLogs/o-abcdefghij/111122223333/CloudTrail/us-east-1/2026/11/20/${LOG}`],
    ["an account's own trail", `AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/20/${LOG}`],
    ["a part of it", `111122223333/CloudTrail/us-east-1/2026/11/20/${LOG}`],
    ["a flat folder", LOG],
    ["another folder", `evidence/case-7/${LOG}`],
  ])("is said by its path in %s", (_, path) => {
    expect(placeOf(path)).toEqual({
      table: "cloudtrail",
      account: "111122223333",
      region: "us-east-1",
      day: "2026/11/20",
    });
  });

  it.each([
    [
      "a digest",
      "444455556666_CloudTrail-Digest_eu-west-1_acme-org-trail_us-east-1_20261120T091500Z.json.gz",
      { table: "cloudtrail_digests", account: "444455556666", region: "eu-west-1", day: "2026/11/20" },
    ],
    [
      "a digest that was made later",
      "444455556666_CloudTrail-Digest_eu-west-1_trail_us-east-1_20261120T091500Z_backfill.json.gz",
      { table: "cloudtrail_digests", account: "444455556666", region: "eu-west-1", day: "2026/11/20" },
    ],
    [
      "an Insights event",
      "AWSLogs/o-a/444455556666/CloudTrail-Insight/us-gov-west-1/2026/11/21/x.json.gz",
      { table: "cloudtrail_insights", account: "444455556666", region: "us-gov-west-1", day: "2026/11/21" },
    ],
    [
      "a log whose folder is of the day after",
      "AWSLogs/o-a/111122223333/CloudTrail/us-east-1/2026/11/21/111122223333_CloudTrail_us-east-1_20261120T2359Z_AbCd.json.gz",
      { table: "cloudtrail", account: "111122223333", region: "us-east-1", day: "2026/11/21" },
    ],
  ])("of %s", (_, path, place) => {
    expect(placeOf(path)).toEqual(place);
  });

  it.each(["event_history.json", "AWSLogs/111122223333/Config/us-east-1/2026/11/20/x.json.gz", "2026/11/20/x.json.gz"])(
    "is not said by %s",
    (path) => {
      expect(placeOf(path)).toBeUndefined();
    },
  );
});
