import { CloudTrailClient, StartLoggingCommand, StopLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import type { StackPatch } from "../../stack-patch";
import { dangerous } from "../of";
import { language, SOURCES, threat } from "../sources";

const MANAGEMENT = "778477254880";
const LOG_ARCHIVE = "754660694122";
const BUCKET = "askflorence-org-cloudtrail-logs-754660694122";
const TRAIL = "arn:aws:cloudtrail:us-east-1:778477254880:trail/askflorence-org-trail";

const withoutGuard = (path: string) => (stack: StackPatch) => stack.unset(path, "lifecycle");

/** What keeps a resource from being destroyed, or Terraform from looking away. Of most, the plan itself says nothing. */
export const GUARDS = [
  ...dangerous("askflorence", "management", [
    {
      id: "trail-unguarded",
      title: "A colleague drops prevent_destroy from the trail",
      danger: "The next plan may destroy it.",
      source: language("language/meta-arguments/lifecycle#prevent_destroy"),
      at: ["org-trail/trail"],
      made: { stack: withoutGuard("org-trail/trail") },
    },
    {
      id: "trail-changes-ignored",
      title: "A colleague lets Terraform ignore whether the trail logs",
      danger: "A stopped trail stays stopped, and no plan says so.",
      source: `${SOURCES.ignoredChanges}; ${threat("stop-trail")}`,
      at: ["org-trail/trail"],
      made: {
        stack: (stack) =>
          stack.set("org-trail/trail", { lifecycle: { prevent_destroy: true, ignore_changes: ["enable_logging"] } }),
      },
    },
    {
      id: "policy-changes-ignored",
      title: "A colleague lets Terraform ignore a policy's content",
      danger: "A policy hollowed out by hand stays so, and no plan says so.",
      source: `${SOURCES.ignoredChanges}; ${threat("weaken-organization-policy")}`,
      at: ["cloud-trail-scp/baseline/policy"],
      made: {
        stack: (stack) => stack.set("cloud-trail-scp/baseline/policy", { lifecycle: { ignore_changes: ["content"] } }),
      },
    },
    {
      id: "drift-of-ignored-changes",
      title: "Somebody stops a trail by hand whose logging Terraform ignores",
      danger: "The trail is stopped, and the plan has no changes.",
      source: `${SOURCES.ignoredChanges}; ${threat("stop-trail")}`,
      at: ["org-trail/trail"],
      made: {
        live: (aws) => new CloudTrailClient(aws.client(MANAGEMENT)).send(new StopLoggingCommand({ Name: TRAIL })),
        stack: (stack) => stack.set("org-trail/trail", { lifecycle: { prevent_destroy: true, ignore_changes: "all" } }),
        undo: (aws) => new CloudTrailClient(aws.client(MANAGEMENT)).send(new StartLoggingCommand({ Name: TRAIL })),
      },
    },
  ]),
  ...dangerous("askflorence", "log-archive", [
    {
      id: "bucket-policy-changes-ignored",
      title: "A colleague lets Terraform ignore the bucket's policy",
      danger: "A policy opened by hand stays open, and no plan says so.",
      source: SOURCES.ignoredChanges,
      at: ["log-archive-bucket/policy"],
      made: { stack: (stack) => stack.set("log-archive-bucket/policy", { lifecycle: { ignore_changes: ["policy"] } }) },
    },
    {
      id: "drift-of-ignored-bucket-policy",
      title: "Somebody opens a bucket policy by hand that Terraform ignores",
      danger: "The world reads the logs, and the plan has no changes.",
      source: `${SOURCES.ignoredChanges}; ${threat("replace-bucket-policy")}`,
      at: ["log-archive-bucket/policy"],
      made: {
        live: (aws) =>
          new S3Client(aws.s3(LOG_ARCHIVE)).send(
            new PutBucketPolicyCommand({
              Bucket: BUCKET,
              Policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: `arn:aws:s3:::${BUCKET}/*` }],
              }),
            }),
          ),
        stack: (stack) => stack.set("log-archive-bucket/policy", { lifecycle: { ignore_changes: ["policy"] } }),
      },
    },
    {
      id: "key-unguarded",
      title: "A colleague drops prevent_destroy from the archive's key",
      danger: "The next plan may destroy the key, and with it the archive.",
      source: language("language/meta-arguments/lifecycle#prevent_destroy"),
      at: ["org-logs-key/key"],
      made: { stack: withoutGuard("org-logs-key/key") },
    },
    {
      id: "key-policy-left-out",
      title: "A colleague deletes the key's policy, taking the default for safe",
      danger: "The plan says nothing, and no plan compares the key's policy any more.",
      source: SOURCES.keyPolicyLeftOut,
      at: ["org-logs-key/key"],
      made: { stack: (stack) => stack.unset("org-logs-key/key", "policy") },
    },
  ]),
];
