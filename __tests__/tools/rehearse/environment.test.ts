import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emulatedEnvironment } from "../../../src/tools/emulator/environment";

const ENDPOINT = "http://127.0.0.1:5000";
const access = {
  tools: { python: "python3", providerEnvironment: { TF_PLUGIN_CACHE_DIR: "cache" } },
  emulator: {
    environment: () => ({
      AWS_ENDPOINT_URL: ENDPOINT,
      AWS_ACCESS_KEY_ID: "emulated",
      AWS_SECRET_ACCESS_KEY: "emulated",
    }),
  },
  network: { HTTPS_PROXY: "the door" },
  home: "sandbox-home",
  awsConfig: "sandbox-home/aws-config",
  accountId: "111122223333",
};

/** What a shell that works on AWS may hold, and more than anybody lists. */
const names = fc.oneof(
  fc.constantFrom(
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_PROFILE",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_S3",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    "HOME",
    "TF_CLI_ARGS_apply",
    "TF_WORKSPACE",
    "TF_VAR_endpoint",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
  ),
  fc.stringMatching(/^(?:AWS|TF)_[A-Z_]{1,30}$/),
);

describe("the environment of what works on the emulator", () => {
  it("has nothing of the shell's but where programs and certificates are, whatever else it holds", () => {
    fc.assert(
      fc.property(fc.dictionary(names, fc.constant("the user's")), (shell) => {
        const values = Object.values(emulatedEnvironment(shell, access));
        expect(values).not.toContain("the user's");
      }),
    );
  });

  it("has the emulator for AWS, its credentials for credentials, and no other place to find any", () => {
    const environment = emulatedEnvironment(
      { PATH: "bin", HTTPS_PROXY: "the user's", NO_PROXY: "the user's", HOME: "the user's" },
      access,
    );
    expect(environment).toMatchObject({
      PATH: "bin",
      HTTPS_PROXY: "the door",
      AWS_ENDPOINT_URL: ENDPOINT,
      AWS_ACCESS_KEY_ID: "emulated",
      HOME: "sandbox-home",
      AWS_CONFIG_FILE: "sandbox-home/aws-config",
      AWS_SHARED_CREDENTIALS_FILE: "sandbox-home/aws-credentials",
      AWS_EC2_METADATA_DISABLED: "true",
    });
  });
});
