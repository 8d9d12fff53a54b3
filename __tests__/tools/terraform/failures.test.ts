import { describe, expect, it } from "vitest";
import { accessesOf, isUnreachable, keysOf, refused } from "../../../src/tools/terraform/access";
import { refuseForeignState, terraformEnvironment } from "../../../src/tools/terraform/environment";
import { errorsIn, knownFailure } from "../../../src/tools/terraform/failures";
import { isWithin } from "../../../src/tools/terraform/preflight";

const LOCKED = `╷
│ Error: Error acquiring the state lock
│
│ Error message: operation error S3: PutObject, https response error
│ Lock Info:
│   ID:        7d3a1c6e-5a33-2b7a-0d0a-6a1f5bb9a1d2
│   Path:      bucket/a.tfstate
│   Operation: OperationTypeApply
│   Who:       ada@laptop
│   Version:   1.11.4
│   Created:   2026-11-25 06:12:14.37 +0000 UTC
│   Info:
╵`;

describe("a failure of Terraform's", () => {
  it.each([
    [
      "a held lock",
      LOCKED,
      "locked by ada@laptop since 2026-11-25 06:12:14.37 +0000 UTC",
      "force-unlock -force 7d3a1c6e-5a33-2b7a-0d0a-6a1f5bb9a1d2",
    ],
    [
      "an expired SSO session",
      "│ Error: configuring provider: SSO Token is expired or invalid",
      "SSO session",
      "aws sso login",
    ],
    [
      "expired credentials",
      "api error ExpiredToken: The security token included in the request is expired",
      "have expired",
      "Sign in again",
    ],
    [
      "a local state in use, which force-unlock does not unlock",
      "Error: Error acquiring the state lock\n\nError message: resource temporarily unavailable\nLock Info:\n  ID:        5a1759db\n  Path:      x.tfstate\n  Who:       root@vm",
      "of root@vm, works on the state of management",
      "Wait until it ends",
    ],
    ["no credentials", "Error: No valid credential sources found", "no credentials", "AWS_PROFILE"],
    [
      "another account's credentials",
      "Error: AWS account ID not allowed: 111122223333",
      "of account 111122223333",
      "Correct `deploy`",
    ],
    [
      "an archive that is not there yet",
      "Error: reading KMS Alias (alias/x): empty result",
      "is not there",
      "npm run deploy log-archive",
    ],
    [
      "a role that cannot be assumed",
      "Error: Cannot assume IAM Role\n\nIAM Role (arn:aws:iam::111122223333:role/Deployer) cannot be assumed.",
      "may not assume arn:aws:iam::111122223333:role/Deployer",
      "trust policy",
    ],
    [
      "no bucket for the state",
      'Error: Failed to get existing workspaces: S3 bucket "acme-state" does not exist.',
      "bucket acme-state, which does not exist",
      "`state` in the description",
    ],
    [
      "a state that may not be read",
      'Error: Unable to access object "a.tfstate" in S3 bucket "acme-state": operation error S3: HeadObject, https response error StatusCode: 403',
      "may not read the state of management",
      "state.profile",
    ],
    ["no provider", "Error: Failed to query available provider packages", "could not get", "mirror"],
    ["a plan that is out of date", "Error: Saved plan is stale", "nothing was applied", "again"],
    ["another Terraform", "Error: Unsupported Terraform Core version", "not a version", ".terraform-version"],
    [
      "a protected resource",
      "│ Error: Instance cannot be destroyed\n│\n│ Resource aws_kms_key.key has\n│ lifecycle.prevent_destroy set",
      "aws_kms_key.key",
      "Nothing was destroyed",
    ],
  ])("is one line of cause and one of remedy: %s", (_title, output, cause, remedy) => {
    const failure = knownFailure("management", output);
    expect(failure?.cause).toContain(cause);
    expect(failure?.remedy).toContain(remedy);
  });

  it("that is not known is left to Terraform's own words", () => {
    expect(knownFailure("management", "Error: something new")).toBeUndefined();
    expect(errorsIn("aws_x.y: Creating...\n╷\n│ Error: something new\n╵\n")).toBe("╷\n│ Error: something new\n╵");
  });
});

describe("an access that AWS's SDK refuses", () => {
  const access = { accountId: "111122223333", region: "eu-central-1", profile: "acme", roleArn: undefined };
  const role = { ...access, profile: undefined, roleArn: "arn:aws:iam::111122223333:role/Deployer" };

  it.each([
    [
      access,
      {
        name: "CredentialsProviderError",
        message: "Token is expired. To refresh this SSO session run 'aws sso login'",
      },
      "aws sso login --profile acme",
    ],
    [
      access,
      { name: "CredentialsProviderError", message: "Could not resolve credentials using profile: [acme]" },
      "aws configure sso --profile acme",
    ],
    [
      { ...access, profile: "acme-sso" },
      { name: "CredentialsProviderError", message: "Could not resolve credentials using profile: [acme-sso]" },
      "aws configure sso --profile acme-sso",
    ],
    [
      access,
      { name: "InvalidClientTokenId", message: "The security token included in the request is invalid." },
      "aws sts get-caller-identity --profile acme",
    ],
    [
      { ...access, profile: undefined },
      { name: "CredentialsProviderError", message: "Could not load credentials from any providers" },
      "AWS_PROFILE",
    ],
    [access, { name: "ExpiredTokenException", message: "expired" }, "Sign in again"],
    [role, { name: "AccessDenied", message: "not authorized to perform sts:AssumeRole" }, "trust policy"],
  ])("comes with what to do: %#", (from, error, remedy) => {
    expect(refused(from, error).remedy).toContain(remedy);
  });

  it.each([
    [
      "a proxy's network",
      { code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND portal.sso.eu-central-1.amazonaws.com" },
      true,
    ],
    ["a company's certificate", { code: "SELF_SIGNED_CERT_IN_CHAIN", message: "self-signed certificate" }, true],
    ["a slow network", { name: "TimeoutError", message: "no answer" }, true],
    ["AWS's refusal", { name: "AccessDenied", message: "no" }, false],
    ["no profile", { name: "CredentialsProviderError", message: "Could not resolve credentials" }, false],
  ])("is no refusal where nobody could be asked, which Terraform may: %s", (_title, error, unreachable) => {
    expect(isUnreachable(Object.assign(new Error(), error))).toBe(unreachable);
  });

  it("is made with the shell's keys before AWS_PROFILE, as Terraform does it", () => {
    const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" };
    expect(keysOf({ ...keys, AWS_PROFILE: "acme" })).toEqual({ accessKeyId: "id", secretAccessKey: "secret" });
    expect(keysOf({ ...keys, AWS_SESSION_TOKEN: "token" })).toMatchObject({ sessionToken: "token" });
    expect(keysOf({ AWS_PROFILE: "acme" })).toBeUndefined();
  });

  it("is asked once for all Regions", () => {
    const provider = (region: string) => ({
      alias: region,
      region,
      allowed_account_ids: ["111122223333"],
      profile: "acme",
    });
    expect(accessesOf([provider("eu-central-1"), provider("us-east-1")])).toEqual([access]);
  });
});

describe("the shell", () => {
  it.each([undefined, "", "default"])("may name no workspace, or Terraform's own: %s", (TF_WORKSPACE) => {
    expect(() => refuseForeignState({ TF_WORKSPACE })).not.toThrow();
  });

  it("may not name another workspace", () => {
    expect(() => refuseForeignState({ TF_WORKSPACE: "other" })).toThrow("unset TF_WORKSPACE");
  });

  it.each([
    ["TF_CLI_ARGS_init", "-backend-config=key=other.tfstate"],
    ["TF_CLI_ARGS_init", "-upgrade -backend=false"],
    ["TF_CLI_ARGS", "--state=x"],
  ])("may not name another state among Terraform's arguments: %s %s", (name, value) => {
    expect(() => refuseForeignState({ [name]: value })).toThrow(`unset ${name}`);
  });

  it("may name other arguments of Terraform's", () => {
    expect(() => refuseForeignState({ TF_CLI_ARGS_plan: "-parallelism=30 -lock-timeout=5m" })).not.toThrow();
  });

  it("does not say where Terraform keeps its data, and may say where the provider is cached", () => {
    const shell = { TF_DATA_DIR: "x", TF_PLUGIN_CACHE_DIR: "cache" };
    expect(terraformEnvironment(shell, { dataFolder: "ours", pluginCache: "our-cache" })).toMatchObject({
      TF_DATA_DIR: "ours",
      TF_PLUGIN_CACHE_DIR: "cache",
    });
  });
});

it.each([
  ["1.11.4", true],
  ["1.11.0", true],
  ["1.9.8", false],
  ["1.12.0-beta1", true],
  ["2.0.0", false],
])("Terraform %s is one that the stacks are for: %s", (version, expected) => {
  expect(isWithin(version, { least: "1.11.0", below: "2.0.0" })).toBe(expected);
});
