import { describe, expect, it } from "vitest";
import { AccountReader, UnexpectedAnswer } from "../../../src/tools/adopt/aws/account";

const ACCESS = { accountId: "111122223333", region: "us-east-1", profile: undefined, roleArn: undefined };

function failing(name: string, status = 400, message = "as AWS says it"): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } }));
}

describe("one account, read", () => {
  const reader = () => new AccountReader(ACCESS, new AbortController().signal);

  it.each([
    "EntityNotFoundException",
    "NoSuchEntityException",
    "NoSuchBucketPolicy",
    "NotFoundException",
    "QueueDoesNotExist",
  ])("%s says that there is no such thing", async (name) => {
    const account = reader();
    expect(await account.read("iam:GetRole", "a role", failing(name))).toBeUndefined();
    expect(account.denied).toEqual([]);
  });

  it("a work group that is not there is told by its sentence, and no other invalid request is", async () => {
    const missing = failing("InvalidRequestException", 400, "WorkGroup audit is not found.");
    expect(await reader().read("athena:GetWorkGroup", "audit", missing)).toBeUndefined();
    const invalid = reader().read("athena:GetWorkGroup", "audit", failing("InvalidRequestException"));
    await expect(invalid).rejects.toThrow(UnexpectedAnswer);
  });

  it.each([
    ["AccessDenied", 403],
    ["AccessDeniedException", 400],
    ["AuthorizationError", 403],
    // HeadBucket, which has no body.
    ["403", 403],
    ["UnknownError", 403],
  ])("%s says nothing about what is there: it is noted, with the action that is missing", async (name, status) => {
    const account = reader();
    await account.read("s3:ListBucket", "the-archive", failing(name, status));
    expect(account.denied).toEqual([
      { accountId: "111122223333", action: "s3:ListBucket", what: "the-archive", message: "as AWS says it" },
    ]);
  });

  it("what the report can do without is noted apart", async () => {
    const account = reader();
    await account.readIfAllowed("s3:GetObject", "an access log", failing("AccessDenied", 403));
    expect([account.denied.length, account.skipped.length]).toEqual([0, 1]);
  });

  it.each(["ExpiredTokenException", "InternalError", "ThrottlingException"])(
    "%s is neither: the operator is told which call it was",
    async (name) => {
      const failed = reader().read("iam:GetRole", "a role", failing(name));
      await expect(failed).rejects.toThrow(UnexpectedAnswer);
      await expect(failed).rejects.toThrow("iam:GetRole of a role in account 111122223333");
    },
  );

  it("asks the same about the same thing once, and no more than eight things at a time", async () => {
    const account = reader();
    let asked = 0;
    let now = 0;
    let most = 0;
    const ask = async () => {
      asked += 1;
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      await Promise.resolve();
      now -= 1;
      return "there";
    };
    const things = Array.from({ length: 30 }, (_, index) => `role ${index % 20}`);
    const answers = await Promise.all(things.map((thing) => account.read("iam:GetRole", thing, ask)));
    expect(new Set(answers)).toEqual(new Set(["there"]));
    expect({ asked, most }).toEqual({ asked: 20, most: 8 });
  });
});
