import type { Conditions, PolicyDocument } from "./policy-document";

/**
 * The simulator knows kms:EncryptionContext:<key> as a condition, but drops it from every request: it looks for the
 * variable part behind a slash, and this key has it behind a colon. So both the document and the request say
 * aws:RequestTag/kms:EncryptionContext:<key> instead: also a single string, free in its last part, and allowed
 * everywhere. A test proves by the simulator's unchecked entry that the two decide alike.
 */
const PREFIX = /^kms:EncryptionContext:/i;
const STAND_IN = "aws:requesttag/";

/**
 * A request through an access point reaches the bucket's own policy with this key, on the bucket's own ARN. IAM's data
 * has the key for access points' ARNs only, so the simulator would drop it too.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html#access-points-delegating-control
 */
const ACCESS_POINT = /^s3:DataAccessPointArn$/i;

/** Whether a key is one, whatever its last part. */
export const isEncryptionContext = (key: string): boolean => PREFIX.test(key);

export const isAccessPoint = (key: string): boolean => ACCESS_POINT.test(key);

export const rewrittenKey = (key: string): string => {
  if (/^aws:RequestTag\/(kms:EncryptionContext:|s3:DataAccessPointArn$)/i.test(key)) {
    throw new Error(
      `'${key}' is the harness's stand-in for a KMS encryption context or an access point: use another tag`,
    );
  }
  return isEncryptionContext(key) || isAccessPoint(key) ? `${STAND_IN}${key.toLowerCase()}` : key;
};

export function rewrittenDocument(document: PolicyDocument): PolicyDocument {
  const text = JSON.stringify(document).replace(/\$\{kms:EncryptionContext:/gi, `\${${STAND_IN}kms:encryptioncontext:`);
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
