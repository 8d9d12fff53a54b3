import type { Names } from "../../naming";
import type { Statement } from "../document";
import { BUCKET_CHANGES_NOBODY_NEEDS, RECENT_BUCKET_CHANGES_NOBODY_NEEDS } from "../protected-actions";

/** Binds the account's root too, which a bucket policy cannot keep from deleting it. */
export function denyArchiveBucketDestruction({ archive }: Names): Statement {
  return {
    Sid: "DenyArchiveBucketDestruction",
    Effect: "Deny",
    Action: [...BUCKET_CHANGES_NOBODY_NEEDS, ...RECENT_BUCKET_CHANGES_NOBODY_NEEDS],
    Resource: [archive.bucket.arn, archive.accessLogBucket.arn],
  };
}
