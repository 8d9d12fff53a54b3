import { formatPath } from "../problem";
import type { Rule } from "./rule";

/**
 * IAM takes `Name` and `name` for the same key, and refuses a role that has both; S3 and others would take them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_case-sensitivity
 */
export const tagKeysAreToldApart: Rule = ({ tags = {} }) => {
  const keys = Object.keys(tags);
  const lowered = keys.map((key) => key.toLowerCase());
  return keys.flatMap((key) => {
    const first = keys[lowered.indexOf(key.toLowerCase())];
    if (first === key) return [];
    return [
      {
        path: formatPath(["tags", key]),
        value: tags[key],
        rule: `a key that differs from ${JSON.stringify(first)} by more than upper and lower case: IAM takes both for one`,
        remedy: "keep one of the two",
      },
    ];
  });
};
