import type { Names } from "../../naming";
import type { Statement } from "../document";
import {
  BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
  KEY_CHANGES_DEPLOY_ROLE_NEEDS,
  RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
} from "../protected-actions";

/**
 * Only where no deploy role is named. Whoever Terraform runs as, it is not the account's root, which no bucket policy can
 * keep from putting another; the session that sts:AssumeRoot hands out is the root, too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export function denyArchiveChangesByRoot({ partition, logArchiveAccountId }: Names): Statement {
  return {
    Sid: "DenyArchiveChangesByRoot",
    Effect: "Deny",
    Action: [
      "s3:PutAccountPublicAccessBlock",
      ...BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...KEY_CHANGES_DEPLOY_ROLE_NEEDS,
    ],
    Resource: "*",
    Condition: { ArnEquals: { "aws:PrincipalArn": `arn:${partition}:iam::${logArchiveAccountId}:root` } },
  };
}
