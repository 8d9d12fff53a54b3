import type { Rule } from "./rule";
import { blockAt } from "./values";

/** Only so do access lists count for nothing. https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
const ENFORCED = "BucketOwnerEnforced";

export const ownership: Rule = ({ before, after, unknown, created }) => {
  if (unknown)
    return [{ direction: "undecided", what: "Terraform knows only after the apply whether access lists count." }];
  const [old, now] = [blockAt(before)?.object_ownership, blockAt(after)?.object_ownership];
  if (now !== ENFORCED && (created || old === ENFORCED))
    return [{ direction: "weaker", what: "Access lists count again." }];
  return created || old === now ? [] : [{ direction: "stronger", what: "Access lists no longer count." }];
};
