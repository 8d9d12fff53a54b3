import { invoker } from "../attributes/invoker";
import { ownership } from "../attributes/ownership";
import type { AttributeRules } from "../attributes/rule";
import { always, kept, nothingGained, notMore, policy, unchanged } from "../attributes/rules";
import { butForSameForwarderElsewhere } from "../attributes/same-role-elsewhere";
import type { AttributeCheck } from "./check";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const CLOSED: AttributeRules = {
  block_public_acls: always(true, "Access lists may open the bucket to the public."),
  block_public_policy: always(true, "A policy may open the bucket to the public."),
  ignore_public_acls: always(true, "Access lists that open the bucket to the public count."),
  restrict_public_buckets: always(true, "A public policy lets in other accounts."),
};

export const accessWidened: AttributeCheck = {
  id: "access-widened",
  about:
    "A policy, a role or a bucket lets in more, or refuses less; or it no longer allows what delivery and alerts rest on.",
  remedy: "Read the statement, before against after. Undo the change, or accept it with a reason.",
  attributes: {
    aws_s3_bucket_policy: { policy: policy("resource") },
    aws_kms_key: {
      policy: policy("resource"),
      bypass_policy_lockout_safety_check: always(false, "A policy that nobody can change again may be set."),
    },
    aws_sns_topic_policy: { policy: policy("channel") },
    aws_sqs_queue: { policy: policy("channel") },
    aws_cloudwatch_event_bus_policy: {
      policy: butForSameForwarderElsewhere(policy("channel")),
    },
    aws_iam_role: {
      assume_role_policy: policy("trust"),
      permissions_boundary: kept(
        "Nothing bounds any more what the role may be given.",
        "Another policy bounds what the role may be given.",
      ),
      managed_policy_arns: nothingGained("The role has further policies."),
      max_session_duration: notMore("A session of the role lasts longer.", 3600),
    },
    aws_iam_role_policy: { policy: policy("role") },
    aws_lambda_permission: {
      principal: invoker,
      action: unchanged("It allows another call."),
      source_arn: unchanged("It allows the call on behalf of something else."),
      source_account: unchanged("It allows the call on behalf of another account."),
      function_url_auth_type: unchanged("The function's address asks for other credentials."),
      principal_org_id: unchanged("It lets in another organization."),
    },
    aws_s3_bucket_public_access_block: { ...CLOSED },
    aws_s3_account_public_access_block: CLOSED,
    aws_s3_bucket_ownership_controls: { rule: ownership },
    aws_s3_bucket: {
      grant: nothingGained("An access list lets in more."),
      replication_configuration: nothingGained("What arrives is copied elsewhere."),
      website: nothingGained("The bucket is a website."),
      cors_rule: nothingGained("Web pages of others may ask for objects."),
    },
  },
};
