import type { Names } from "../../naming";
import { exceptRoles } from "../callers";
import type { Statement } from "../document";
import { BUCKET_CHANGES_DEPLOY_ROLE_NEEDS, RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS } from "../protected-actions";

/** Only where a deploy role is named: without the exemption Terraform could not change the buckets either. */
export function denyArchiveBucketChanges({ archive }: Names, deployRoleArn: string): Statement {
  return {
    Sid: "DenyArchiveBucketChanges",
    Effect: "Deny",
    Action: [...BUCKET_CHANGES_DEPLOY_ROLE_NEEDS, ...RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS],
    Resource: [archive.bucket.arn, archive.accessLogBucket.arn],
    ...exceptRoles([deployRoleArn]),
  };
}
