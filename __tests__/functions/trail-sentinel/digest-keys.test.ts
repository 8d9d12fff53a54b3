import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestListings, madeAt } from "../../../src/functions/trail-sentinel/digest-keys";
import { declared, MANAGEMENT, MEMBER } from "./healthy";

const MINUTE = 60_000;

/** A key as CloudTrail writes it: https://github.com/aws/aws-cli/blob/develop/awscli/customizations/cloudtrail/validation.py */
function digestKey(at: Date, suffix = ""): string {
  const [year, month, day, hour, minute, second] = at.toISOString().split(/\D/);
  return (
    `AWSLogs/o-exampleorgid/${MEMBER}/CloudTrail-Digest/us-east-1/${year}/${month}/${day}/` +
    `${MEMBER}_CloudTrail-Digest_us-east-1_acme-org-trail_eu-central-1_${year}${month}${day}T${hour}${minute}${second}Z${suffix}.json.gz`
  );
}

const wholeSeconds = fc
  .integer({ min: Date.UTC(2015, 0) / 1000, max: Date.UTC(2090, 0) / 1000 })
  .map((seconds) => new Date(seconds * 1000));

describe("digestListings", () => {
  it("begins so that the first key is a digest within the limit, if there is one", () => {
    fc.assert(
      fc.property(wholeSeconds, fc.integer({ min: -100_000, max: 100_000 }), (now, secondsYounger) => {
        const [listing] = digestListings(declared(), now)(MEMBER, "us-east-1");
        const digest = new Date(now.getTime() - 130 * MINUTE + secondsYounger * 1000);
        const key = digestKey(digest);
        expect(key.startsWith(listing?.prefix ?? "-")).toBe(true);
        expect(key).toContain(listing?.ours);
        expect(key > (listing?.startAfter ?? "")).toBe(secondsYounger >= 0);
      }),
    );
  });

  it("reads from a key when the digest was made", () => {
    fc.assert(
      fc.property(wholeSeconds, fc.constantFrom("", "_backfill"), (made, suffix) => {
        const [listing] = digestListings(declared(), made)(MEMBER, "us-east-1");
        expect(madeAt(digestKey(made, suffix), listing?.ours ?? "-")).toEqual(made);
      }),
    );
  });

  it("takes a backfill digest of the time too", () => {
    const now = new Date("2026-11-21T01:00:00Z");
    const [listing] = digestListings(declared(), now)(MEMBER, "us-east-1");
    expect(digestKey(now, "_backfill") > (listing?.startAfter ?? "")).toBe(true);
  });

  it.each([
    [MEMBER, ["AWSLogs/o-exampleorgid/444455556666/CloudTrail-Digest/us-east-1/"]],
    [
      MANAGEMENT,
      [
        "AWSLogs/o-exampleorgid/111122223333/CloudTrail-Digest/us-east-1/",
        "AWSLogs/111122223333/CloudTrail-Digest/us-east-1/",
      ],
    ],
  ])("knows where the digests of %s are", (accountId, prefixes) => {
    const listings = digestListings(declared(), new Date())(accountId, "us-east-1");
    expect(listings.map(({ prefix }) => prefix)).toEqual(prefixes);
  });
});
