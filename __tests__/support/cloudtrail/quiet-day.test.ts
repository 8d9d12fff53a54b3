import { describe, expect, it } from "vitest";
import askflorence from "../../../organizations/askflorence";
import example from "../../../organizations/example";
import { parseOrganization } from "../../../src/config/parse-organization";
import { namesOf } from "../../../src/naming";
import { minimalOrganization } from "../organizations";
import { CIS_PATTERNS } from "../patterns/cis-patterns";
import { compileFilter } from "../patterns/metric-filter";
import { quietDay } from "./quiet-day";
import type { CloudTrailRecord, Fields } from "./record";

const ORGANIZATIONS = [example, askflorence, minimalOrganization()].map((input) => {
  const result = parseOrganization(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, undefined, 2));
  return [input.name, result.organization] as const;
});

describe.each(ORGANIZATIONS)("a quiet day of %s", (name, organization) => {
  const rows = quietDay(organization);
  const records = rows.map(({ record }) => record);
  const { management, logArchive } = organization.accounts;

  it("is long, and no row of it is another", () => {
    expect(records.length).toBeGreaterThanOrEqual(80);
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(records.length);
  });

  it("says of each what it is, in one line", () => {
    for (const { what } of rows) expect(what).toMatch(/^\S.{5,80}$/);
  });

  it.each(Object.entries(CIS_PATTERNS))("has nothing that %s rings for", (_, pattern) => {
    for (const missingFieldDiffers of [false, true]) {
      const rings = compileFilter(pattern, { missingFieldDiffers });
      expect(rows.filter(({ record }) => rings(record)).map(({ what }) => what)).toEqual([]);
    }
  });

  it("has no error, and no root", () => {
    for (const { errorCode, errorMessage, userIdentity } of records) {
      expect([errorCode, errorMessage]).toEqual([undefined, undefined]);
      expect(userIdentity.type).not.toBe("Root");
    }
  });

  it("is in every account and in several Regions", () => {
    const accounts = new Set(records.map(({ recipientAccountId }) => recipientAccountId));
    expect(accounts.size).toBe(5);
    expect([...accounts]).toEqual(expect.arrayContaining([management.id, logArchive.id]));
    const regions = new Set(records.map(({ awsRegion }) => awsRegion));
    expect([...regions]).toEqual(expect.arrayContaining([organization.homeRegion, "us-east-1"]));
    expect(regions.size).toBeGreaterThan(1);
  });

  it("has every kind of record and caller, reads and writes", () => {
    const kinds = new Set(
      records.flatMap(({ eventType, eventCategory, userIdentity, readOnly }) => [
        eventType,
        eventCategory,
        userIdentity.type,
        readOnly ? "read" : "write",
      ]),
    );
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        "AwsApiCall",
        "AwsConsoleSignIn",
        "AwsServiceEvent",
        "Data",
        "Management",
        "AssumedRole",
        "AWSAccount",
        "AWSService",
        "IAMUser",
        "IdentityCenterUser",
        "SAMLUser",
        "WebIdentityUser",
        "read",
        "write",
      ]),
    );
  });

  it("changes nothing of ours by name, though names come close", () => {
    const { auditPrefix, archive, trail, trailLogsRole, trailLogGroup } = namesOf(organization);
    const ours = [archive.bucket.name, trail.name, trail.arn, trailLogsRole.name, trailLogGroup.name];
    const changed = records
      .filter((record) => !record.readOnly && record.managementEvent && !isUse(record))
      .flatMap(({ requestParameters }) => texts(requestParameters ?? {}));
    expect(changed.filter((text) => ours.includes(text) || text.includes(auditPrefix))).toEqual([]);
    expect(changed.some((text) => text.includes(`team-${name}-orgaudit`))).toBe(true);
    expect(changed.some((text) => text.startsWith(`${name}-org-aud`))).toBe(true);
  });
});

/** CloudTrail opens streams in the trail's log group, and auditors query: neither changes anything. */
function isUse({ userIdentity, eventName }: CloudTrailRecord): boolean {
  return userIdentity.invokedBy === "cloudtrail.amazonaws.com" || eventName === "StartQueryExecution";
}

function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value as Fields).flatMap(texts) : [];
}
