import { describe, expect, it } from "vitest";
import { versionOf } from "../../../src/tools/verify/live/aws-cli";
import { readValidated } from "../../../src/tools/verify/live/validate-output";

describe("the AWS command line", () => {
  it.each([
    ["aws-cli/2.34.51 Python/3.13.4 Linux/6.1 exe/x86_64", true],
    ["aws-cli/3.0.0 Python/3.13.4", true],
    ["aws-cli/1.45.12 Python/3.11.7", true],
    ["aws-cli/2.33.20 Python/3.13.4", false],
    ["aws-cli/1.44.37 Python/3.11.7", false],
  ])("is recent enough: %s", (text, seesAppendedData) => {
    expect(versionOf(text).seesAppendedData).toBe(seesAppendedData);
  });

  it.each(["aws-cli/2.33.19 Python/3.13", "aws-cli/1.44.36 Python/3.11", "aws-cli/1.9.99", "no version"])(
    "is refused: %s",
    (text) => {
      expect(() => versionOf(text)).toThrow(/backfill|no version/);
    },
  );
});

/** As AWS's page shows it. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-cli.html */
const HEAD = "Validating log files for trail arn:aws:cloudtrail:us-east-2:111111111111:trail/t between A and B\n\n";
const FOUND = "Results requested for A to B\nResults found for 2015-08-31T22:17:28Z to 2015-09-01T20:17:28Z:\n\n";

describe("what validate-logs says", () => {
  const said = (stdout: string, stderr = "", exitCode = 0) =>
    readValidated({ exitCode, stdout, stderr }, "1 us-east-2");

  it("is sound", () => {
    const text = `${HEAD}${FOUND}22/22 digest files valid\n2/2 backfill digest files valid\n63/63 log files valid\n`;
    expect(said(text)).toEqual({
      findings: [],
      digests: 24,
      validDigests: 24,
      validLogFiles: 63,
      from: "2015-08-31T22:17:28Z",
      until: "2015-09-01T20:17:28Z",
    });
  });

  it.each([
    ["Digest file\ts3://b/k.json.gz\tINVALID: has been moved from its original location", "digest-moved"],
    ["Digest file\ts3://b/k.json.gz\tINVALID: invalid format", "digest-unreadable"],
    ["Digest file\ts3://b/k.json.gz\tINVALID: not found", "digest-missing"],
    ["(backfill) Digest file\ts3://b/k.json.gz\tINVALID: not found", "digest-missing"],
    [
      "Digest file\ts3://b/k.json.gz\tINVALID: public key not found in region r for fingerprint f",
      "public-key-missing",
    ],
    ["Digest file\ts3://b/k.json.gz\tINVALID: signature verification failed", "digest-signature-invalid"],
    [
      "Digest file\ts3://b/k.json.gz\tINVALID: Unable to load PKCS #1 key with fingerprint f",
      "digest-signature-invalid",
    ],
    ["Digest file\ts3://b/k.json.gz\tINVALID: 'whatever comes'", "digest-unreadable"],
    ["Log file\ts3://b/k.json.gz\tINVALID: hash value doesn't match", "log-file-altered"],
    ["Log file\ts3://b/k.json.gz\tINVALID: invalid format", "log-file-altered"],
    ["Log file\ts3://b/k.json.gz\tINVALID: not found", "log-file-missing"],
  ])("is a finding: %s", (line, kind) => {
    const { findings } = said(`${HEAD}${FOUND}1/2 digest files valid, 1/2 digest files INVALID\n`, `${line}\n\n`, 1);
    expect(findings.map((finding) => [finding.kind, finding.file])).toEqual([[kind, "k.json.gz"]]);
  });

  it("is a gap, though its exit code is 0", () => {
    const gap = "No log files were delivered by CloudTrail between 2015-09-01T01:00:00Z and 2015-09-01T04:00:00Z";
    expect(said(`${HEAD}${FOUND}1/1 digest files valid\n`, gap).findings[0]?.kind).toBe("chain-interrupted");
  });

  it("is no digest at all, though its exit code is 0", () => {
    const { findings } = said(`${HEAD}Results requested for A to B\nNo digests found\n`);
    expect(findings.map(({ kind }) => kind)).toEqual(["nothing-to-verify"]);
  });

  it.each([
    ["nothing", "", "", 255],
    ["an error", HEAD, "An error occurred (AccessDenied) when calling the GetObject operation", 254],
    ["an end in the middle", HEAD, "", 0],
    ["a bad exit code alone", `${HEAD}${FOUND}1/1 digest files valid\n`, "", 130],
  ])("is no answer: %s", (_, stdout, stderr, exitCode) => {
    expect(said(stdout, stderr, exitCode).findings.map(({ kind }) => kind)).toContain("not-validated");
  });
});
