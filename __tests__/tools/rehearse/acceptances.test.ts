import { describe, expect, it } from "vitest";
import { refuseFindings } from "../../../src/tools/deploy/refuse-findings";
import { describeAcceptance, proposedAcceptances } from "../../../src/tools/rehearse/acceptances";
import { parseAccepted } from "../../../src/tools/review/accepted";

const finding = (attribute: string) => ({
  check: "alert-weakened",
  address: "aws_s3_bucket_logging.x",
  attribute,
  direction: "undecided" as const,
  what: "It is known after the apply.",
  remedy: "Keep it.",
  before: undefined,
  after: "(known after apply)",
});

function refusal(attributes: readonly string[]): string {
  const reviewed = [
    { stack: { name: "log-archive", folder: "", dependencies: [] }, findings: attributes.map(finding) },
  ];
  try {
    refuseFindings(reviewed, { organization: "acme", command: "npm run deploy", today: new Date("2026-11-30") });
  } catch (error) {
    return String(error);
  }
  return "";
}

describe("what an adoption asks to accept", () => {
  const proposed = proposedAcceptances(refusal(["target_bucket", "target_prefix"]).split("\n"));

  it("is what npm run deploy proposes, each finding, as its file takes it", () => {
    expect(proposed.map(describeAcceptance)).toEqual([
      "log-archive, aws_s3_bucket_logging.x, target_bucket (alert-weakened)",
      "log-archive, aws_s3_bucket_logging.x, target_prefix (alert-weakened)",
    ]);
    expect(parseAccepted(JSON.stringify({ accepted: proposed }), "acme.accepted.json", ["log-archive"])).toEqual(
      proposed,
    );
  });

  it("is nothing where a deploy fails for another reason", () => {
    expect(proposedAcceptances(["Error: creating Lambda Function", '  {"Version": "2012-10-17"}'])).toEqual([]);
  });
});
