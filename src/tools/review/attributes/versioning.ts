import type { Rule } from "./rule";
import { blockAt } from "./values";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html */
export const versioning: Rule = ({ before, after, unknownParts, created }) => {
  // The provider leaves the second factor open where the stack says nothing of it.
  const unknown = unknownParts === true ? { status: true, mfa_delete: true } : blockAt(unknownParts);
  const [old, now] = [blockAt(before), blockAt(after)];
  if (unknown?.status === true || (unknown?.mfa_delete === true && old?.mfa_delete === "Enabled"))
    return [{ direction: "undecided", what: "Terraform knows only after the apply whether versions are kept." }];
  if (now?.status !== "Enabled" && (created || old?.status === "Enabled"))
    return [{ direction: "weaker", what: "Versions are no longer kept: whoever writes over an object destroys it." }];
  if (old?.mfa_delete === "Enabled" && now?.mfa_delete !== "Enabled")
    return [{ direction: "weaker", what: "Versions can be deleted without a second factor." }];
  return created || old?.status === now?.status ? [] : [{ direction: "stronger", what: "Versions are kept." }];
};
