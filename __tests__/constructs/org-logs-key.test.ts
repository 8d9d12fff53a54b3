import { describe, expect, it } from "vitest";
import { askflorence, example, stackOf } from "../support/synthesized";

describe("the archive's key", () => {
  it("that is live is taken over, never made a second time, whoever applies the stack", () => {
    const stack = stackOf(askflorence, "log-archive");
    const [[address] = []] = stack.resources("aws_kms_key");
    expect(stack.json.import).toEqual([{ to: address, id: "e9dfcdbe-19e1-491c-a8f9-d17612cf6353" }]);
  });

  it("is made where none is live", () => {
    expect(stackOf(example, "log-archive").json.import).toBeUndefined();
  });
});
