import { objectLock } from "../attributes/object-lock";
import { always, notLess, unchanged } from "../attributes/rules";
import { versioning } from "../attributes/versioning";
import type { AttributeCheck } from "./check";

export const lockWeakened: AttributeCheck = {
  id: "lock-weakened",
  about: "What has arrived in the archive can be changed or destroyed earlier.",
  remedy: "Keep Object Lock and versioning as they were.",
  attributes: {
    aws_s3_bucket_object_lock_configuration: {
      rule: objectLock,
      object_lock_enabled: always("Enabled", "Object Lock is off."),
    },
    aws_s3_bucket_versioning: { versioning_configuration: versioning },
    aws_s3_bucket: {
      object_lock_enabled: unchanged("A bucket with a lock, and one without, are two buckets."),
      force_destroy: always(false, "Terraform may destroy the bucket with everything in it."),
    },
    aws_kms_key: {
      // https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
      deletion_window_in_days: notLess("Less time is left to notice that the key is to be deleted.", 30),
    },
  },
};
