import { statement, withoutStatement } from "../../stack-patch";
import { blind } from "../of";
import { SOURCES, threat } from "../sources";

const BUCKET = "askflorence-org-cloudtrail-logs-754660694122";
const POLICY = "log-archive-bucket/policy";

export const ARCHIVE = blind("askflorence", "log-archive", [
  {
    id: "archive-expires-in-a-day",
    title: "Somebody adds a lifecycle rule that expires log files after a day",
    danger: "Logs are hidden behind delete markers after a day.",
    source: `${threat("expire-logs-by-lifecycle")}; ${SOURCES.lifecycleOneDay}`,
    at: ["log-archive-bucket/lifecycle"],
    made: {
      stack: (stack) =>
        stack.set("log-archive-bucket/lifecycle", {
          rule: [{ id: "archive", status: "Enabled", filter: [{}], expiration: [{ days: 1 }] }],
        }),
    },
  },
  {
    id: "archive-deletes-noncurrent-versions",
    title: "A colleague lets versions go a day after they are no longer current",
    danger: "Once a lock ends, one delete marker and a day destroy a log file.",
    source: `${threat("expire-logs-by-lifecycle")}; ${SOURCES.lifecycleNoncurrent}`,
    at: ["log-archive-bucket/lifecycle"],
    made: {
      stack: (stack) =>
        stack.set("log-archive-bucket/lifecycle", {
          rule: [
            {
              id: "archive",
              status: "Enabled",
              filter: [{}],
              noncurrent_version_expiration: [{ noncurrent_days: 1 }],
            },
          ],
        }),
    },
  },
  {
    id: "archive-lock-can-be-bypassed",
    title: "The description's lock becomes GOVERNANCE",
    danger: "Whoever holds s3:BypassGovernanceRetention deletes what is delivered from now on.",
    source: threat("bypass-governance-lock"),
    at: ["log-archive-bucket/object-lock"],
    made: { description: { "archive.objectLock.mode": "GOVERNANCE" } },
  },
  {
    id: "archive-lock-of-a-year",
    title: "The description's lock becomes one year instead of seven",
    danger: "What is delivered from now on can be deleted after a year.",
    source: threat("suspend-versioning"),
    at: ["log-archive-bucket/object-lock"],
    made: { description: { "archive.objectLock.years": 1 } },
  },
  {
    id: "archive-objects-may-be-deleted",
    title: "A colleague takes the deny of object changes out of the bucket's policy",
    danger: "A delete marker hides a log file; the lock does not stop it.",
    source: threat("hide-log-by-delete-marker"),
    at: [POLICY],
    made: { stack: (stack) => stack.policy(POLICY, (document) => withoutStatement(document, "DenyObjectChanges")) },
  },
  {
    id: "archive-writes-by-anyone",
    title: "A colleague takes the deny of writes by others than the trail out",
    danger: "Forged log files lie among the real ones.",
    source: threat("forge-logs-by-foreign-trail"),
    at: [POLICY],
    made: {
      stack: (stack) => stack.policy(POLICY, (document) => withoutStatement(document, "DenyWritesExceptByTrail")),
    },
  },
  {
    id: "archive-delivers-from-any-trail",
    title: "A colleague drops the condition on the trail from the delivery's Allow, as an old guide has it",
    danger: "Trails of other organizations may write into the archive.",
    source: threat("forge-logs-by-foreign-trail"),
    at: [POLICY],
    made: {
      stack: (stack) =>
        stack.policy(POLICY, (document) => {
          statement(document, "AllowTrailDelivery").Condition = {
            StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" },
          };
        }),
    },
  },
  {
    id: "archive-public",
    title: "Somebody lets everybody read the archive",
    danger: "The world reads the logs.",
    source: threat("read-foreign-logs"),
    at: [POLICY],
    made: {
      stack: (stack) =>
        stack.policy(POLICY, (document) => {
          document.Statement.push({
            Sid: "AllowPublicRead",
            Effect: "Allow",
            Principal: "*",
            Action: "s3:GetObject",
            Resource: `arn:aws:s3:::${BUCKET}/*`,
          });
        }),
    },
  },
  {
    id: "archive-read-by-a-vendor",
    title: "A colleague lets a vendor's account read the archive, amid a reordered policy",
    danger: "Somebody outside the organization reads every account's logs.",
    source: `${threat("read-foreign-logs")}; ${SOURCES.externalCollector}; ${SOURCES.longPolicyDiff}`,
    at: [POLICY],
    made: {
      stack: (stack) =>
        stack.policy(POLICY, (document) => {
          document.Statement.push({
            Sid: "AllowCollector",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::999988887777:root" },
            Action: ["s3:GetObject", "s3:ListBucket"],
            Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
          });
          document.Statement.reverse();
        }),
    },
  },
  {
    id: "archive-outside-principals-allowed",
    title: "A colleague takes the deny of principals outside the organization out",
    danger: "One wrong Allow is then enough for somebody outside.",
    source: threat("read-foreign-logs"),
    at: [POLICY],
    made: {
      stack: (stack) =>
        stack.policy(POLICY, (document) => withoutStatement(document, "DenyPrincipalsOutsideOrganization")),
    },
  },
  {
    id: "archive-replicated-elsewhere",
    title: "Somebody replicates the archive into a bucket of another account",
    danger: "Every log file is copied out.",
    source: threat("replicate-bucket"),
    at: ["copy"],
    made: {
      stack: (stack) =>
        stack.add("aws_s3_bucket_replication_configuration", "copy", {
          bucket: BUCKET,
          role: "arn:aws:iam::754660694122:role/replication",
          rule: [
            {
              id: "copy",
              status: "Enabled",
              destination: [{ bucket: "arn:aws:s3:::somebody-elses-bucket", account: "999988887777" }],
            },
          ],
        }),
    },
  },
  {
    id: "archive-public-access-block-off",
    title: "A colleague lets the bucket have public policies",
    danger: "A policy that opens the bucket to the world is accepted.",
    source: threat("unblock-public-bucket"),
    at: ["log-archive-bucket/public-access-block"],
    made: {
      stack: (stack) =>
        stack.set("log-archive-bucket/public-access-block", {
          block_public_policy: false,
          restrict_public_buckets: false,
        }),
    },
  },
  {
    id: "account-public-access-block-removed",
    title: "A colleague deletes the account's public access block",
    danger: "Every bucket of the account can be opened to the world.",
    source: threat("unblock-public-bucket"),
    at: ["public-access-block"],
    made: { stack: (stack) => stack.remove("public-access-block") },
  },
  {
    id: "archive-without-access-log",
    title: "A colleague deletes the archive's access log",
    danger: "Who read the archive is recorded no more.",
    source: threat("stop-access-logging"),
    at: ["log-archive-bucket/logging"],
    made: { stack: (stack) => stack.remove("log-archive-bucket/logging") },
  },
  {
    id: "archive-without-notifications",
    title: "A colleague switches the archive's EventBridge notifications off",
    danger: "Nobody hears of an object that is deleted.",
    source: threat("silence-bucket-events"),
    at: ["log-archive-bucket/notification"],
    made: { stack: (stack) => stack.set("log-archive-bucket/notification", { eventbridge: false }) },
  },
  {
    id: "archive-without-kms",
    title: "A colleague makes the archive's default encryption AES256",
    danger: "Whoever may read the bucket decrypts what is written without a key of its own.",
    source: threat("change-default-encryption"),
    at: ["log-archive-bucket/encryption"],
    made: {
      stack: (stack) =>
        stack.set("log-archive-bucket/encryption", {
          rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256" }] }],
        }),
    },
  },
  {
    id: "archive-owned-by-writers",
    title: "A colleague lets writers own their objects, so that ACLs hold again",
    danger: "An ACL can grant the world or a stranger a log file.",
    source: threat("open-bucket-by-acl"),
    at: ["log-archive-bucket/ownership-controls"],
    made: {
      stack: (stack) =>
        stack.set("log-archive-bucket/ownership-controls", { rule: [{ object_ownership: "ObjectWriter" }] }),
    },
  },
  {
    id: "archive-versioning-suspended",
    title: "A colleague suspends the versioning of the access logs' bucket",
    danger: "An overwritten access log is gone.",
    source: "Security Hub S3.14",
    at: ["log-archive-bucket/access-logs/versioning"],
    made: {
      stack: (stack) =>
        stack.set("log-archive-bucket/access-logs/versioning", {
          versioning_configuration: [{ status: "Suspended" }],
        }),
    },
  },
]);
