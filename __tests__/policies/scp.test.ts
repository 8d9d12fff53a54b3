import { describe, expect, it } from "vitest";
import { policyDocument, type Statement } from "../../src/policies/document";
import { SCP_SIZE_LIMIT, scpBaseline, scpContent } from "../../src/policies/scp";

function statementOfSize(sid: string, bytes: number): Statement {
  const empty: Statement = { Sid: sid, Effect: "Deny", Action: "", Resource: "*" };
  return { ...empty, Action: "a".repeat(bytes - JSON.stringify(empty).length) };
}

/** A policy whose minified document has exactly so many bytes. */
function policyOfSize(bytes: number) {
  const overhead = JSON.stringify(policyDocument([])).length;
  return policyDocument([statementOfSize("Large", bytes - overhead)]);
}

describe("a service control policy", () => {
  it("is counted minified: the limit itself passes", () => {
    expect(scpContent("Full", policyOfSize(SCP_SIZE_LIMIT))).toHaveLength(5120);
  });

  it("says its size, the limit and what to move, one byte beyond", () => {
    expect(() => scpContent("Full", policyOfSize(SCP_SIZE_LIMIT + 1))).toThrow(
      "Service control policy Full has 5121 bytes, 1 more than the 5120 AWS allows. Move a statement to another policy; the largest is Large.",
    );
  });

  it("ScpBaseline fits", () => {
    expect(JSON.parse(scpContent("ScpBaseline", scpBaseline())).Statement).toHaveLength(1);
  });
});
