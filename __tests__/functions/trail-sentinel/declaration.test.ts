import { describe, expect, it } from "vitest";
import { expectationOf } from "../../../src/functions/trail-sentinel/declaration";
import { declared } from "./healthy";

describe("what the sentinel expects of the organization's policies", () => {
  const { archiveKeyArn, ...declaration } = declared();
  const naming = (key: string) => ({
    Version: "2012-10-17",
    Statement: [
      { Sid: "DenyArchiveKeyDestruction", Effect: "Deny", Action: "kms:DisableKey", Resource: [key, "other"] },
    ],
  });
  const policy = { name: "OrgAuditArchive", type: "SERVICE_CONTROL_POLICY", targets: [] } as const;

  it("names the key that Terraform knows, wherever the declaration has what stands for it", () => {
    const standing = { ...policy, document: naming(declaration.archiveKeyInPolicies) };
    const expectation = expectationOf({ ...declaration, policies: [standing] }, archiveKeyArn);
    expect(expectation.policies).toEqual([{ ...policy, document: naming(archiveKeyArn) }]);
    expect(expectation.archiveKeyArn).toBe(archiveKeyArn);
  });
});
