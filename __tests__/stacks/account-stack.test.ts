import { describe, expect, it } from "vitest";
import { askflorence, type Block, example, stackOf, synthesized } from "../support/synthesized";

const ORGANIZATIONS = [askflorence, example];

/** Types whose loss loses evidence. */
const STATEFUL = ["aws_cloudtrail", "aws_s3_bucket", "aws_kms_key", "aws_cloudwatch_log_group"];

const everyStack = () => ORGANIZATIONS.flatMap((organization) => [...synthesized(organization).values()]);

describe("every stack", () => {
  it("names a provider on every resource and data source, after an account", () => {
    for (const stack of everyStack()) {
      const aliases = stack.providers().map(({ alias }) => `aws.${alias}`);
      expect(aliases[0]).toBe(`aws.${stack.name}`);
      for (const [address, block] of stack.blocks()) expect(aliases, address).toContain(block.provider);
    }
  });

  it("pins every provider to one account: other credentials are refused", () => {
    for (const stack of everyStack()) {
      for (const provider of stack.providers()) {
        expect(provider.allowed_account_ids).toEqual([expect.stringMatching(/^\d{12}$/)]);
      }
    }
  });

  it("works in its own account: only the key lookup names another's provider", () => {
    const elsewhere = everyStack().flatMap((stack) =>
      stack.blocks().filter(([, block]) => block.provider !== `aws.${stack.name}`),
    );
    const types = new Set(elsewhere.map(([address]) => address.split(".").slice(0, -1).join(".")));
    expect([...types]).toEqual(["data.aws_kms_alias"]);
  });

  it("refuses to destroy what holds evidence", () => {
    for (const stack of everyStack()) {
      for (const [address, block] of stack.blocks()) {
        if (!STATEFUL.includes(address.split(".")[0] ?? "")) continue;
        expect(block.lifecycle, address).toMatchObject({ prevent_destroy: true });
      }
    }
  });

  it("reads nothing from another stack: no outputs, no remote state", () => {
    for (const stack of everyStack()) {
      expect(Object.keys(stack.json)).not.toContain("output");
      expect(stack.blocks().filter(([address]) => address.includes("terraform_remote_state"))).toEqual([]);
    }
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
    const places = everyStack().map(({ json }) => JSON.stringify(json.terraform.backend));
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
