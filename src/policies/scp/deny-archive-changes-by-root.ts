import type { Names } from "../../naming";
import { onlyRoot } from "../callers";
import type { Statement } from "../document";
import {
  BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
  KEY_CHANGES_DEPLOY_ROLE_NEEDS,
  RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
} from "../protected-actions";

/** Only where no deploy role is named. */
export function denyArchiveChangesByRoot(names: Names): Statement {
  const { archive, archiveKeyAliasArn, archiveKeyInPolicies } = names;
  return {
    Sid: "DenyArchiveChangesByRoot",
    Effect: "Deny",
    Action: [
      ...BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...RECENT_BUCKET_CHANGES_DEPLOY_ROLE_NEEDS,
      ...KEY_CHANGES_DEPLOY_ROLE_NEEDS,
    ],
    Resource: [archive.bucket.arn, archive.accessLogBucket.arn, archiveKeyInPolicies, archiveKeyAliasArn],
    ...onlyRoot(names),
  };
}
