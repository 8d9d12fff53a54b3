import type { Statement } from "../document";
import { BUCKET_CHANGES_DEPLOY_ROLE_NEEDS, RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS } from "../protected-actions";
import { exceptRoles } from "./except-roles";

/** Only where a deploy role is named: without the exemption Terraform could not change the buckets either. */
export function denyArchiveBucketChanges(deployRoleArn: string): Statement {
  return {
    Sid: "DenyArchiveBucketChanges",
    Effect: "Deny",
    Action: [
      "s3:PutAccountPublicAccessBlock",
      ...BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
    ],
    // The account's public access block has no resource of its own.
    Resource: "*",
    ...exceptRoles([deployRoleArn]),
  };
}
