import { describe, expect, it } from "vitest";
import { partitionOf, REGIONS } from "../../src/config/regions";
import { askflorence, type Block, example, exampleWithStackSet, stackOf, synthesized } from "../support/synthesized";

const ORGANIZATIONS = [askflorence, example, exampleWithStackSet];

/** Types whose loss loses evidence. */
const STATEFUL = ["aws_cloudtrail", "aws_s3_bucket", "aws_kms_key", "aws_cloudwatch_log_group"];

/** Accounts that another one's stack looks things up in: the archive's key, and the organization's accounts. */
const LOOKED_UP = ["log-archive", "management"];

/** What runs the sentinel: what it misses, the next run sees. */
const COMES_AGAIN = [
  "account-joined-relay/target",
  "trail-sentinel/account-joined-target",
  "trail-sentinel/schedule-target",
];

const everyStackOf = () =>
  ORGANIZATIONS.flatMap((organization) =>
    [...synthesized(organization).values()].map((stack) => [organization, stack] as const),
  );

const everyStack = () => everyStackOf().map(([, stack]) => stack);

describe("every stack", () => {
  it("names a provider on every resource and data source, after an account and, where it is not home, its Region", () => {
    for (const [{ homeRegion }, stack] of everyStackOf()) {
      const named = stack.providers().map(({ alias, region }) => ({ alias, region }));
      const [own, ...others] = named;
      expect(own).toEqual({ alias: stack.name, region: homeRegion });
      for (const { alias, region } of others) {
        expect([...LOOKED_UP, `${stack.name}-${region}`]).toContain(alias);
        expect(region === homeRegion, String(alias)).toBe(LOOKED_UP.includes(String(alias)));
      }
      const aliases = named.map(({ alias }) => `aws.${alias}`);
      expect(new Set(aliases).size).toBe(aliases.length);
      for (const [address, block] of stack.blocks()) expect(aliases, address).toContain(block.provider);
    }
  });

  it("has a provider for every Region of its partition, by which Terraform takes away what no Region has any more", () => {
    for (const [organization, stack] of everyStackOf()) {
      const { homeRegion } = organization;
      const others = REGIONS.filter(
        (region) => region !== homeRegion && partitionOf(region) === partitionOf(homeRegion),
      );
      const expected = [stack.name, ...others.map((region) => `${stack.name}-${region}`)];
      const aliases = stack.providers().map(({ alias }) => String(alias));
      expect(aliases.filter((alias) => stack.name === alias || !LOOKED_UP.includes(alias)).sort()).toEqual(
        expected.sort(),
      );
    }
  });

  it("pins every provider to one account: other credentials are refused", () => {
    for (const stack of everyStack()) {
      for (const provider of stack.providers()) {
        expect(provider.allowed_account_ids).toEqual([expect.stringMatching(/^\d{12}$/)]);
      }
    }
  });

  it("works in its own account: only look-ups of the key and of the accounts name another's provider", () => {
    const elsewhere = everyStack().flatMap((stack) => {
      const [own] = stack.providers();
      const others = stack
        .providers()
        .filter(({ allowed_account_ids }) => String(allowed_account_ids) !== String(own?.allowed_account_ids))
        .map(({ alias }) => `aws.${alias}`);
      return stack.blocks().filter(([, { provider }]) => others.includes(String(provider)));
    });
    const types = new Set(elsewhere.map(([address]) => address.split(".").slice(0, -1).join(".")));
    expect([...types]).toEqual(["data.aws_organizations_organization", "data.aws_kms_alias"]);
  });

  it("works in its home Region: only what forwards and relays events is elsewhere", () => {
    const elsewhere = everyStack().flatMap((stack) =>
      stack
        .blocks()
        .filter(([, { provider }]) => new RegExp(`^aws\\.${stack.name}-`).test(String(provider)))
        .map(([, block]) => stack.pathOf(block).split("/")[0]),
    );
    expect([...new Set(elsewhere)].sort()).toEqual(["account-joined-relay", "forwarding"]);
  });

  it("enters each Region of an account as it enters the account", () => {
    for (const stack of everyStack()) {
      const [own, ...others] = stack.providers();
      for (const { alias, region: _, ...access } of others.filter(({ alias }) => !LOOKED_UP.includes(String(alias)))) {
        const { alias: __, region: ___, ...ownAccess } = own ?? {};
        expect(access, String(alias)).toEqual(ownAccess);
      }
    }
  });

  it("says how long EventBridge tries, of every event that comes but once", () => {
    for (const stack of everyStack()) {
      for (const [address, target] of stack.resources("aws_cloudwatch_event_target")) {
        const retries = target.retry_policy !== undefined;
        expect(retries, address).toBe(!COMES_AGAIN.includes(stack.pathOf(target)));
      }
    }
  });

  it("refuses to destroy what holds evidence", () => {
    for (const stack of everyStack()) {
      for (const [address, block] of stack.blocks()) {
        if (!STATEFUL.includes(address.split(".")[0] ?? "")) continue;
        expect(block.lifecycle, address).toMatchObject({ prevent_destroy: true });
      }
    }
  });

  it("reads nothing from another stack: no remote state; outputs are for people", () => {
    for (const stack of everyStack()) {
      expect(stack.blocks().filter(([address]) => address.includes("terraform_remote_state"))).toEqual([]);
    }
  });

  it("is for the Terraform versions that plan and deploy accept", () => {
    for (const stack of everyStack()) expect(stack.json.terraform.required_version).toBe(">= 1.11.0, < 2.0.0");
  });

  it.each([
    [
      "log-archive",
      [
        "access_log_bucket",
        "archive_bucket",
        "archive_key_arn",
        "auditor_hipaa_2027_role_arn",
        "auditor_role_arn",
        "auditor_soc2_2027_role_arn",
      ],
    ],
    ["management", ["alarm_topic_arn", "dashboard", "trail_arn", "trail_log_group"]],
    ["security", ["analyst_role_arn", "audit_bus_arn", "event_topic_arn", "query_work_group"]],
  ])("tells whoever asks %s for its outputs", (name, outputs) => {
    expect(Object.keys(stackOf(example, name).json.output ?? {}).sort()).toEqual(outputs);
  });

  it("puts the organization's tags on everything", () => {
    for (const provider of stackOf(example, "prod").providers()) {
      expect(provider.default_tags).toEqual([{ tags: example.tags }]);
    }
  });

  it("holds no path of the machine it was written on", () => {
    for (const stack of everyStack()) expect(JSON.stringify(stack.json)).not.toContain(process.cwd());
  });
});

describe("state", () => {
  it("is a file per organization and stack, beside the project, where none is configured", () => {
    expect(stackOf(askflorence, "management").json.terraform.backend).toEqual({
      local: { path: "../../../terraform.askflorence.management.tfstate" },
    });
  });

  it("is an encrypted, locked object per stack in the configured bucket", () => {
    expect(stackOf(example, "log-archive").json.terraform.backend).toEqual({
      s3: {
        bucket: "example-terraform-state",
        key: "org-audit-trail/log-archive.tfstate",
        region: "eu-central-1",
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it("is never shared: no two stacks of any organization name the same place", () => {
    const places = [askflorence, example].flatMap((organization) =>
      [...synthesized(organization).values()].map(({ json }) => JSON.stringify(json.terraform.backend)),
    );
    expect(new Set(places).size).toBe(places.length);
  });
});

describe("deploy access", () => {
  const provider = (account: object): Block | undefined =>
    stackOf(
      { ...askflorence, accounts: { ...askflorence.accounts, management: { id: "778477254880", ...account } } },
      "management",
    ).providers()[0];

  it.each([
    ["the caller's credentials", {}, {}],
    [
      "a role in the account",
      { deploy: { roleName: "Deployer" } },
      { assume_role: [{ role_arn: "arn:aws:iam::778477254880:role/Deployer", session_name: "org-audit-trail" }] },
    ],
    ["a profile of the operator's", { deploy: { profile: "audit-management" } }, { profile: "audit-management" }],
  ])("is %s", (_title, account, expected) => {
    const { assume_role, profile } = provider(account) ?? {};
    expect(JSON.parse(JSON.stringify({ assume_role, profile }))).toEqual(expected);
  });
});
