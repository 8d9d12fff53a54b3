import type { Names } from "../../naming";
import type { Statement } from "../document";

/**
 * Of the ways to a bucket past its own name, S3 says only of access grants and their locations which bucket they are for:
 * each action has a key of its own, and the other's is missing. An access point, a grants instance and a batch job name none
 * when they are made. What comes through them is asked of the bucket's policy, which refuses every access point, and of the
 * role that calls.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function denyArchiveAccessGrants({ archive }: Names): Statement {
  // The access-log bucket's name begins with the archive's.
  const scope = `s3://${archive.bucket.name}*`;
  return {
    Sid: "DenyArchiveAccessGrants",
    Effect: "Deny",
    Action: ["s3:CreateAccessGrant", "s3:CreateAccessGrantsLocation"],
    Resource: "*",
    Condition: {
      StringLikeIfExists: { "s3:AccessGrantScope": scope, "s3:AccessGrantsLocationScope": scope },
    },
  };
}
