import type { Conditions, PolicyDocument } from "./policy-document";

/**
 * The simulator knows kms:EncryptionContext:<key> as a condition, but drops it from every request: it looks for the
 * variable part behind a slash, and this key has it behind a colon. So both the document and the request say
 * aws:RequestTag/kms:EncryptionContext:<key> instead: also a single string, free in its last part, and allowed
 * everywhere. A test proves by the simulator's unchecked entry that the two decide alike.
 */
const PREFIX = /^kms:EncryptionContext:/i;
const STAND_IN = "aws:requesttag/kms:encryptioncontext:";

/** Whether a key is one, whatever its last part. */
export const isEncryptionContext = (key: string): boolean => PREFIX.test(key);

export const rewrittenKey = (key: string): string => {
  if (key.toLowerCase().startsWith(STAND_IN)) {
    throw new Error(`'${key}' is the harness's stand-in for a KMS encryption context: use another tag`);
  }
  return key.replace(PREFIX, STAND_IN);
};

export function rewrittenDocument(document: PolicyDocument): PolicyDocument {
  const text = JSON.stringify(document).replace(/\$\{kms:EncryptionContext:/gi, `\${${STAND_IN}`);
  const copy = JSON.parse(text) as PolicyDocument;
  return {
    ...copy,
    Statement: copy.Statement.map((statement) =>
      statement.Condition === undefined
        ? statement
        : { ...statement, Condition: rewrittenConditions(statement.Condition) },
    ),
  };
}

const rewrittenConditions = (conditions: Conditions): Conditions =>
  Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [rewrittenKey(key), values])),
    ]),
  );
