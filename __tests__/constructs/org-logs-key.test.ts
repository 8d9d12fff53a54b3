import { describe, expect, it } from "vitest";
import { askflorence, example, stackOf } from "../support/synthesized";

const LIVE_KEY = "e9dfcdbe-19e1-491c-a8f9-d17612cf6353";

describe("the archive's key", () => {
  it("that is live is taken over, never made a second time, whoever applies the stack", () => {
    const stack = stackOf(askflorence, "log-archive");
    const [[address] = []] = stack.resources("aws_kms_key");
    expect(stack.imports).toContainEqual({ to: address, id: LIVE_KEY });
  });

  it("fails the plan where the state has another key than the live one", () => {
    expect(stackOf(askflorence, "log-archive").only("aws_kms_key").lifecycle).toMatchObject({
      postcondition: [{ condition: expect.stringContaining(`:key/${LIVE_KEY}"`) }],
    });
  });

  it("is made where none is live", () => {
    const stack = stackOf(example, "log-archive");
    expect(stack.imports).toEqual([]);
    expect(stack.only("aws_kms_key").lifecycle).toEqual({ prevent_destroy: true });
  });

  it("is made after the archive's bucket, whose name is taken where an archive is live: a key would be there for ever", () => {
    const stack = stackOf(example, "log-archive");
    const [address] =
      stack.resources("aws_s3_bucket").find(([, block]) => stack.pathOf(block) === "log-archive-bucket/bucket") ?? [];
    expect(stack.only("aws_kms_key").depends_on).toEqual([address]);
  });
});
