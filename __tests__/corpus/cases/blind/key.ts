import { statement, withoutStatement } from "../../stack-patch";
import { blind } from "../of";
import { SOURCES, threat } from "../sources";

const KEY = "org-logs-key/key";

export const KEY_CASES = blind("askflorence", "log-archive", [
  {
    id: "key-without-rotation",
    title: "A colleague switches the rotation of the archive's key off",
    danger: "One key material encrypts the archive for ever.",
    source: `${threat("stop-rotation-or-replicate-key")}; CIS AWS Foundations 3.6`,
    at: [KEY],
    made: { stack: (stack) => stack.set(KEY, { enable_key_rotation: false }) },
  },
  {
    id: "key-disabled",
    title: "Somebody disables the archive's key",
    danger: "The archive cannot be read, and nothing is delivered.",
    source: threat("disable-archive-key"),
    at: [KEY],
    made: { stack: (stack) => stack.set(KEY, { is_enabled: false }) },
  },
  {
    id: "key-decrypts-for-everyone",
    title: "A colleague drops the conditions of the key's Decrypt, as a reader had trouble",
    danger: "Anybody with a copy of a log file can ask the key to decrypt it.",
    source: `${threat("replace-key-policy")}; ${threat("decrypt-through-s3")}`,
    at: [KEY],
    made: {
      stack: (stack) =>
        stack.policy(KEY, (document) => {
          delete statement(document, "AllowOrganizationToDecryptLogs").Condition;
        }),
    },
  },
  {
    id: "key-shared-with-a-vendor",
    title: "A colleague lets a vendor's account decrypt",
    danger: "Somebody outside the organization decrypts the logs.",
    source: `${threat("replace-key-policy")}; ${SOURCES.externalCollector}`,
    at: [KEY],
    made: {
      stack: (stack) =>
        stack.policy(KEY, (document) => {
          document.Statement.push({
            Sid: "AllowCollector",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::999988887777:role/collector" },
            Action: "kms:Decrypt",
            Resource: "*",
          });
        }),
    },
  },
  {
    id: "key-closed-to-the-trail",
    title: "A colleague takes the trail's GenerateDataKey out of the key's policy",
    danger: "The trail can encrypt nothing: nothing is delivered.",
    source: threat("replace-key-policy"),
    at: [KEY],
    made: { stack: (stack) => stack.policy(KEY, (document) => withoutStatement(document, "AllowTrailToEncryptLogs")) },
  },
  {
    id: "key-may-be-destroyed",
    title: "A colleague takes the deny of its destruction out of the key's policy",
    danger: "Whoever administers the account schedules the key's deletion: the archive dies with it.",
    source: threat("schedule-key-deletion"),
    at: [KEY],
    made: { stack: (stack) => stack.policy(KEY, (document) => withoutStatement(document, "DenyKeyDestruction")) },
  },
  {
    id: "key-alias-moved",
    title: "A colleague makes a new key and moves the alias to it",
    danger: "Logs are encrypted with another key, whose policy is the default.",
    source: threat("detach-key-alias"),
    at: ["org-logs-key/alias"],
    made: {
      stack: (stack) =>
        stack
          .add("aws_kms_key", "new", { description: "Encrypts logs" })
          .set("org-logs-key/alias", { target_key_id: "${aws_kms_key.new.key_id}" }),
    },
  },
]);
