import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import type { Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { loadQueries } from "../../src/queries/catalogue";
import { compile } from "../../src/queries/parameters";
import { askflorence, example, stackOf, synthesized, valid } from "../support/synthesized";

const WORKBENCHES = [
  { organization: askflorence, stack: "log-archive" },
  { organization: example, stack: "security" },
];

const tablesOf = (organization: Organization, stack: string) =>
  Object.fromEntries(
    stackOf(organization, stack)
      .resources("aws_glue_catalog_table")
      .map(([, table]) => [String(table.name), table.parameters as Readonly<Record<string, string>>]),
  );

describe.each(WORKBENCHES)("the workbench of $organization.name", ({ organization, stack }) => {
  const names = namesOf(organization);

  it("is in one stack alone", () => {
    const stacks = [...synthesized(organization).values()].filter(
      (one) => one.resources("aws_athena_workgroup").length > 0,
    );
    expect(stacks.map(({ name }) => name)).toEqual([stack]);
  });

  it("overrides what a client asks for: our bucket, encrypted, and a limit to what one query reads", () => {
    const { configuration } = stackOf(organization, stack).at("workbench/work-group");
    expect(configuration).toMatchObject({
      enforce_workgroup_configuration: true,
      bytes_scanned_cutoff_per_query: (organization.workbench?.queryLimitGigabytes ?? 0) * 1_000_000_000,
      result_configuration: {
        encryption_configuration: { encryption_option: "SSE_S3" },
        expected_bucket_owner: names.workbench?.accountId,
      },
    });
  });

  it("has every query of the catalogue, with a question mark for each value and their order in the description", () => {
    const saved = stackOf(organization, stack).resources("aws_athena_named_query");
    expect(saved.map(([, { name }]) => name).sort()).toEqual(loadQueries().map(({ name }) => name));
    for (const [address, { name, query, description, workgroup, database }] of saved) {
      const { sql, names: order } = compile(loadQueries().find((one) => one.name === name)?.sql ?? "");
      expect(query, address).toBe(sql);
      expect(String(description), address).toContain(`Values, in order: ${order.join(", ")}`);
      // https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html
      expect(String(description).length, address).toBeLessThanOrEqual(1024);
      expect([workgroup, database]).toEqual([
        expect.stringMatching(/^\$\{aws_athena_workgroup\./),
        expect.stringMatching(/^\$\{aws_glue_catalog_database\./),
      ]);
    }
  });

  it("reads the accounts that the organization has when it is planned; one table reads whichever a query names", () => {
    const { cloudtrail_by_account: byAccount, ...listed } = tablesOf(organization, stack);
    expect(Object.keys(listed).sort()).toEqual(["cloudtrail", "cloudtrail_digests", "cloudtrail_insights"]);
    for (const parameters of Object.values(listed)) {
      expect(parameters["projection.account.values"]).toMatch(
        /^\$\{join\(",", sort\(data\.aws_organizations_organization\.[\w-]+\.accounts\[\*\]\.id\)\)\}$/,
      );
    }
    expect(byAccount).toMatchObject({ "projection.account.type": "injected" });
  });

  it("looks where the trail delivers: a file's folder is a partition's location", () => {
    const account = organization.accounts.management.id;
    const folders = {
      cloudtrail: "CloudTrail",
      cloudtrail_insights: "CloudTrail-Insight",
      cloudtrail_digests: "CloudTrail-Digest",
    };
    for (const [table, folder] of Object.entries(folders)) {
      // Terraform takes the doubled $ for a single one, which Athena reads.
      const location = String(tablesOf(organization, stack)[table]?.["storage.location.template"])
        .replace("$${account}", account)
        .replace("$${region}", "us-east-1")
        .replace("$${day}", "2026/11/30");
      expect(location).toBe(
        `s3://${names.archive.bucket.name}/${names.archive.accountPrefix(account)}${folder}/us-east-1/2026/11/30`,
      );
    }
  });

  it("deletes results after days, old versions and unfinished uploads among them", () => {
    const { rule } = stackOf(organization, stack).at("workbench/results/lifecycle");
    expect(rule).toMatchObject([
      {
        status: "Enabled",
        expiration: [{ days: organization.workbench?.resultDays }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      },
    ]);
  });
});

describe("an organization", () => {
  it("that describes no workbench has none, and the archive one reader less", () => {
    const { workbench: _, ...without } = exampleInput;
    const organization = valid(without);
    for (const stack of synthesized(organization).values()) {
      expect(stack.blocks().filter(([address]) => /^aws_(athena|glue)_/.test(address))).toEqual([]);
    }
    const { readerArns } = namesOf(organization);
    expect(namesOf(example).readerArns).toEqual([
      ...readerArns,
      "arn:aws:iam::777788889999:role/example-org-audit-analyst",
    ]);
  });

  it("is refused more analysts than a trust policy has room for", () => {
    const path = "a".repeat(400);
    const analysts = [1, 2, 3, 4, 5].map((one) => ({ accountId: "777788889999", role: `${path}/Analyst${one}` }));
    const organization = valid({ ...exampleInput, workbench: { analysts } });
    expect(() => synthesized(organization)).toThrow(/workbench\.analysts[\s\S]*2048 characters/);
  });
});
