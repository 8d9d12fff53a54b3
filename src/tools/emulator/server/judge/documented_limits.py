"""What AWS documents of a value and no service model says: one row a limit, with the page that has it.

A row says which operations it concerns, which member of theirs, what is wrong with a value of it, and the source.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from .constraints import UNREADABLE
from .lifecycle import lifecycle_faults
from .models import Call
from .violation import Violation

# What is wrong with a value, in words; nothing where nothing is. The second argument is the whole request.
Check = Callable[[Any, dict[str, Any]], str | None]


@dataclass(frozen=True)
class Limit:
    operations: str
    """`s3.PutBucketPolicy`; an asterisk stands for any text, and a space between two for either."""
    member: str
    """`Attributes.Policy`, where the request has it."""
    check: Check
    source: str


def characters(most: int, *, of_member: str = "", named: tuple[str, ...] = ()) -> Check:
    """Of a member, or, where another member names what it holds, of one so named."""

    def check(value: str, said: dict[str, Any]) -> str | None:
        if of_member and said.get(of_member) not in named:
            return None
        return f"{most} characters at most, not {len(value)}" if len(value) > most else None

    return check


def characters_but_white_space(most: int) -> Check:
    def check(value: str, _said: dict[str, Any]) -> str | None:
        count = len("".join(value.split()))
        return f"{most} characters at most, white space left out, not {count}" if count > most else None

    return check


def octets(most: int, *, of_member: str = "", named: tuple[str, ...] = ()) -> Check:
    def check(value: Any, said: dict[str, Any]) -> str | None:
        if of_member and said.get(of_member) not in named:
            return None
        count = len(value if isinstance(value, bytes) else value.encode())
        return f"{most} bytes at most, not {count}" if count > most else None

    return check


def items(most: int) -> Check:
    def check(value: list[Any], _said: dict[str, Any]) -> str | None:
        return f"{most} items at most, not {len(value)}" if len(value) > most else None

    return check


def names_and_values(most: int) -> Check:
    def check(value: dict[str, str], _said: dict[str, Any]) -> str | None:
        count = sum(len(f"{name}{text}".encode()) for name, text in value.items())
        return f"{most} bytes of names and values at most, not {count}" if count > most else None

    return check


def statements(most: int, *, of_member: str = "", named: tuple[str, ...] = ()) -> Check:
    def check(value: str, said: dict[str, Any]) -> str | None:
        if of_member and said.get(of_member) not in named:
            return None
        try:
            count = len(json.loads(value)["Statement"])
        except (ValueError, KeyError, TypeError):
            return "a policy document"
        return f"{most} statements at most, not {count}" if count > most else None

    return check


def keys_differ_in_more_than_case(tags: list[dict[str, str]], _said: dict[str, Any]) -> str | None:
    return repeated([tag.get("Key", "").casefold() for tag in tags], "keys that differ in more than case")


def keys_differ(tags: list[dict[str, str]], _said: dict[str, Any]) -> str | None:
    return repeated([tag.get("Key", tag.get("TagKey", "")) for tag in tags], "a tag for each key")


def repeated(keys: list[str], rule: str) -> str | None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    return f"{rule}, not {', '.join(twice)} twice" if twice else None


RESERVED_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
RESERVED_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")


def bucket_name(name: str, _said: dict[str, Any]) -> str | None:
    letters_and_digits = set("abcdefghijklmnopqrstuvwxyz0123456789")
    if not 3 <= len(name) <= 63:
        return f"3 to 63 characters, not {len(name)}"
    if not letters_and_digits.union("-.").issuperset(name) or not letters_and_digits.issuperset((name[0], name[-1])):
        return "lower-case letters, digits, dots and hyphens, a letter or digit at both ends"
    if ".." in name or (name.count(".") == 3 and name.replace(".", "").isdigit()):
        return "no two dots together, and not formed as an IP address"
    reserved = next((one for one in RESERVED_PREFIXES if name.startswith(one)), None)
    reserved = reserved or next((one for one in RESERVED_SUFFIXES if name.endswith(one)), None)
    return f"not {reserved}, which S3 reserves" if reserved else None


S3_GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide"
IAM_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
ORGANIZATIONS_QUOTAS = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"
EVENTBRIDGE_QUOTAS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"
SQS_POLICIES = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html"
SNS_POLICIES = "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html"

LIMITS = (
    Limit("s3.CreateBucket", "Bucket", bucket_name, f"{S3_GUIDE}/bucketnamingrules.html"),
    Limit("s3.PutBucketPolicy", "Policy", octets(20_480), f"{S3_GUIDE}/example-bucket-policies.html"),
    Limit(
        "s3.PutBucketLifecycleConfiguration",
        "LifecycleConfiguration.Rules",
        lifecycle_faults,
        f"{S3_GUIDE}/lifecycle-transition-general-considerations.html",
    ),
    Limit("s3.PutBucketTagging s3.PutObjectTagging", "Tagging.TagSet", keys_differ, f"{S3_GUIDE}/CostAllocTagging.html"),
    # "Duplicate tag keys found. Please note that Tag keys are case insensitive."
    Limit(
        "iam.CreateRole iam.TagRole iam.CreateUser iam.TagUser",
        "Tags",
        keys_differ_in_more_than_case,
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#case-sensitivity",
    ),
    Limit(
        "iam.CreatePolicy iam.TagPolicy kms.* organizations.* sns.*",
        "Tags",
        keys_differ,
        "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
    ),
    # The quota of a trust policy is 2,048, and 8,192 on request; a description cannot count on the latter.
    Limit("iam.CreateRole", "AssumeRolePolicyDocument", characters_but_white_space(2_048), IAM_QUOTAS),
    Limit("iam.UpdateAssumeRolePolicy", "PolicyDocument", characters_but_white_space(2_048), IAM_QUOTAS),
    # Of all inline policies of the role together; ours have one.
    Limit("iam.PutRolePolicy", "PolicyDocument", characters_but_white_space(10_240), IAM_QUOTAS),
    Limit("iam.CreatePolicy iam.CreatePolicyVersion", "PolicyDocument", characters_but_white_space(6_144), IAM_QUOTAS),
    Limit(
        "kms.CreateKey kms.PutKeyPolicy",
        "Policy",
        octets(32_768),
        "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html#key-policy-limit",
    ),
    # Since 2026-05-15; three write-ups agree, see src/policies/organization-policy.ts.
    Limit("organizations.CreatePolicy organizations.UpdatePolicy", "Content", characters(10_240), ORGANIZATIONS_QUOTAS),
    Limit(
        "organizations.CreatePolicy",
        "Content",
        characters(5_120, of_member="Type", named=("RESOURCE_CONTROL_POLICY",)),
        ORGANIZATIONS_QUOTAS,
    ),
    # The page has the member without the number, which is from the field.
    Limit("sns.Subscribe", "Endpoint", characters(2_048), "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html"),
    Limit("sns.CreateTopic", "Attributes.Policy", octets(30_720), SNS_POLICIES),
    Limit("sns.CreateTopic", "Attributes.Policy", statements(100), SNS_POLICIES),
    Limit("sns.SetTopicAttributes", "AttributeValue", octets(30_720, of_member="AttributeName", named=("Policy",)), SNS_POLICIES),
    Limit("sns.SetTopicAttributes", "AttributeValue", statements(100, of_member="AttributeName", named=("Policy",)), SNS_POLICIES),
    Limit("sqs.CreateQueue sqs.SetQueueAttributes", "Attributes.Policy", octets(8_192), SQS_POLICIES),
    Limit("sqs.CreateQueue sqs.SetQueueAttributes", "Attributes.Policy", statements(20), SQS_POLICIES),
    # The default; AWS raises it on request.
    Limit("events.PutRule", "EventPattern", characters(2_048), EVENTBRIDGE_QUOTAS),
    # Of a rule; one call may name more than the model's hundred would have, and never more than the rule may.
    Limit("events.PutTargets", "Targets", items(5), EVENTBRIDGE_QUOTAS),
    Limit("events.PutPermission", "Policy", octets(10_240), EVENTBRIDGE_QUOTAS),
    Limit(
        "lambda.CreateFunction lambda.UpdateFunctionConfiguration",
        "Environment.Variables",
        names_and_values(4_096),
        "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    ),
    Limit(
        "cloudformation.CreateStackSet cloudformation.UpdateStackSet",
        "TemplateBody",
        octets(51_200),
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    ),
)


def beyond_documented(call: Call, said: dict[str, Any]) -> Iterator[Violation]:
    for limit in LIMITS:
        if any(fnmatchcase(call.name, pattern) for pattern in limit.operations.split()):
            value = member(said, limit.member)
            wrong = None if value in (None, UNREADABLE) else limit.check(value, said)
            if wrong:
                yield Violation(limit.member, value, f"{wrong}: {limit.source}")


def member(said: Any, path: str) -> Any:
    """None where the request does not have it."""
    for name in path.split("."):
        if not isinstance(said, dict) or name not in said:
            return None
        said = said[name]
    return said
