import type { Names } from "../../naming";
import type { Statement } from "../document";
import { OBJECT_CHANGES_NOBODY_NEEDS, RECENT_OBJECT_CHANGES_NOBODY_NEEDS } from "../protected-actions";

/** The bucket policies say the same; this one stands if somebody takes them away. */
export function denyArchiveObjectChanges({ archive }: Names): Statement {
  return {
    Sid: "DenyArchiveObjectChanges",
    Effect: "Deny",
    Action: [...OBJECT_CHANGES_NOBODY_NEEDS, ...RECENT_OBJECT_CHANGES_NOBODY_NEEDS],
    Resource: [`${archive.bucket.arn}/*`, `${archive.accessLogBucket.arn}/*`],
  };
}
