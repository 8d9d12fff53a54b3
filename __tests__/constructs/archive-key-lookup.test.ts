import { describe, expect, it } from "vitest";
import { askflorence, example, stackOf } from "../support/synthesized";

describe("ArchiveKeyLookup", () => {
  it("fails the plan where the alias was pointed to another key than the live one", () => {
    expect(stackOf(askflorence, "management").onlyData("aws_kms_alias")).toMatchObject({
      name: "alias/askflorence-org-logs",
      lifecycle: {
        postcondition: [
          {
            condition:
              '${self.target_key_arn == "arn:aws:kms:us-east-1:754660694122:key/e9dfcdbe-19e1-491c-a8f9-d17612cf6353"}',
            error_message: expect.stringContaining("treat it as an attack"),
          },
        ],
      },
    });
  });

  it("takes the alias at its word before there is a live key", () => {
    expect(stackOf(example, "management").onlyData("aws_kms_alias").lifecycle).toBeUndefined();
  });
});
