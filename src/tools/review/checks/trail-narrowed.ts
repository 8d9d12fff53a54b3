import { basicSelectors, eventSelectors } from "../attributes/event-selectors";
import { always, kept, nothingLost, unchanged } from "../attributes/rules";
import type { AttributeCheck } from "./check";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html */
export const trailNarrowed: AttributeCheck = {
  id: "trail-narrowed",
  about: "The trail records less, proves less, or delivers elsewhere.",
  remedy: "Set the trail back as it was in the organization's description.",
  attributes: {
    aws_cloudtrail: {
      enable_logging: always(true, "The trail stops logging."),
      is_multi_region_trail: always(true, "The trail records one Region alone."),
      is_organization_trail: always(true, "The trail records the management account alone."),
      include_global_service_events: always(
        true,
        "The trail no longer records IAM, sign-in and other global services.",
      ),
      enable_log_file_validation: always(true, "No digest proves any more that log files are whole."),
      advanced_event_selector: eventSelectors,
      event_selector: basicSelectors,
      insight_selector: nothingLost("CloudTrail Insights no longer looks for what it looked for."),
      s3_bucket_name: unchanged("The trail delivers into another bucket."),
      s3_key_prefix: unchanged("The trail delivers below another prefix, where nobody may read and no query looks."),
      cloud_watch_logs_group_arn: kept(
        "The trail no longer writes to its log group: metric filters see nothing.",
        "The trail writes to another log group.",
      ),
      cloud_watch_logs_role_arn: kept(
        "The trail has no role to write to its log group with.",
        "The trail writes to its log group as another role.",
      ),
      sns_topic_name: kept("Deliveries are no longer announced.", "Deliveries are announced elsewhere."),
    },
    aws_cloudtrail_organization_delegated_admin_account: {
      account_id: unchanged("Another account administers the organization's trails."),
    },
  },
};
