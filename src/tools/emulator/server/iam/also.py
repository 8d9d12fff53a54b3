"""What a call asks IAM besides its own action, each with the page that says so."""

from collections.abc import Callable, Iterator
from typing import Any

from .policies import Asked
from .resources import ANYTHING, NEW, Caller, Said, arn, key_arn, organization_of

Also = Callable[[str, Said, Caller, list[str]], Iterator[Asked]]


def asked_besides(service: str, name: str, said: Said, caller: Caller, resources: list[str]) -> Iterator[Asked]:
    known = ALSO.get(service)
    if known is not None:
        yield from known(name, said, caller, resources)


def passed(role: str | None, service: str) -> Iterator[Asked]:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"""
    if role:
        yield Asked("iam:PassRole", role, {"iam:PassedToService": [f"{service}.amazonaws.com"]})


def tagged(action: str, tags: Any, resources: list[str]) -> Iterator[Asked]:
    """Tags in the call that makes a thing ask for the permission to tag it."""
    if tags:
        yield from (Asked(action, one) for one in resources)


def of_events(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    yield from tagged("events:TagResource", said.get("Tags") if name != "TagResource" else None, resources)
    for target in said.get("Targets", []):
        yield from passed(target.get("RoleArn"), "events")


def of_iam(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    yield from tagged("iam:TagRole", said.get("Tags") if name == "CreateRole" else None, resources)


def of_logs(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html"""
    groups = [one.removesuffix(":log-stream:") for one in resources]
    yield from tagged("logs:TagResource", said.get("tags") if name == "CreateLogGroup" else None, groups)


def of_kms(name: str, said: Said, caller: Caller, _resources: list[str]) -> Iterator[Asked]:
    """https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html"""
    yield from tagged("kms:TagResource", said.get("Tags") if name == "CreateKey" else None, [key_arn(NEW, caller)])


def of_s3(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html"""
    if name == "CreateBucket" and said.get("ObjectLockEnabledForBucket") in (True, "true", "True"):
        yield Asked("s3:PutBucketObjectLockConfiguration", resources[0])
        yield Asked("s3:PutBucketVersioning", resources[0])


def of_cloudtrail(name: str, said: Said, caller: Caller, resources: list[str]) -> Iterator[Asked]:
    """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-an-organizational-trail-prepare.html

    and the handlers of AWS::CloudTrail::Trail in CloudFormation's registry.
    """
    yield from tagged("cloudtrail:AddTags", said.get("TagsList") if name == "CreateTrail" else None, resources)
    yield from passed(said.get("CloudWatchLogsRoleArn"), "cloudtrail")
    role = arn(caller, "iam", "role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail", "")
    if said.get("IsOrganizationTrail") or name == "RegisterOrganizationDelegatedAdmin":
        yield Asked("iam:GetRole", role)
        yield Asked("organizations:ListAWSServiceAccessForOrganization", ANYTHING)
        if name in ("CreateTrail", "RegisterOrganizationDelegatedAdmin"):
            yield Asked("iam:CreateServiceLinkedRole", role, {"iam:AWSServiceName": ["cloudtrail.amazonaws.com"]})
    if said.get("IsOrganizationTrail"):
        yield Asked("organizations:DescribeOrganization", ANYTHING)
        yield Asked("organizations:ListAccounts", ANYTHING)
    if name == "RegisterOrganizationDelegatedAdmin":
        # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator-permissions.html
        account = arn(caller, "organizations", f"account/{organization_of(caller)}/{said['MemberAccountId']}", "")
        context = {"organizations:ServicePrincipal": ["cloudtrail.amazonaws.com"]}
        yield Asked("organizations:RegisterDelegatedAdministrator", account, context)


def of_cloudwatch(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    yield from tagged("cloudwatch:TagResource", said.get("Tags") if name == "PutMetricAlarm" else None, resources)


def of_sns(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    yield from tagged("sns:TagResource", said.get("Tags") if name == "CreateTopic" else None, resources)


def of_sqs(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    tags = said.get("tags") or said.get("Tags")
    yield from tagged("sqs:TagQueue", tags if name == "CreateQueue" else None, resources)


def of_lambda(name: str, said: Said, caller: Caller, resources: list[str]) -> Iterator[Asked]:
    yield from tagged("lambda:TagResource", said.get("Tags") if name == "CreateFunction" else None, resources)
    yield from passed(said.get("Role"), "lambda")
    key = said.get("KMSKeyArn")
    if key:
        # https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
        through = {"kms:ViaService": [f"lambda.{caller.region}.amazonaws.com"]}
        yield Asked("kms:CreateGrant", key, {**through, "kms:GrantIsForAWSResource": ["true"]})
        yield Asked("kms:Encrypt", key, through)
        yield Asked("kms:Decrypt", key, through)


def of_organizations(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    if name == "CreatePolicy" and said.get("Tags"):
        yield from (Asked("organizations:TagResource", one, {"organizations:PolicyType": [said["Type"]]}) for one in resources)


def of_scheduler(_name: str, said: Said, _caller: Caller, _resources: list[str]) -> Iterator[Asked]:
    yield from passed(said.get("Target", {}).get("RoleArn"), "scheduler")


def of_cloudformation(name: str, said: Said, caller: Caller, _resources: list[str]) -> Iterator[Asked]:
    made = arn(caller, "cloudformation", f"stackset/{said.get('StackSetName')}:{NEW}")
    yield from tagged("cloudformation:TagResource", said.get("Tags"), [made])


def of_athena(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    yield from tagged("athena:TagResource", said.get("Tags") if name == "CreateWorkGroup" else None, resources)


def of_glue(name: str, said: Said, _caller: Caller, resources: list[str]) -> Iterator[Asked]:
    # Of the catalog nobody asks that.
    yield from tagged("glue:TagResource", said.get("Tags") if name == "CreateDatabase" else None, resources[1:])


ALSO: dict[str, Also] = {
    "athena": of_athena,
    "cloudformation": of_cloudformation,
    "cloudtrail": of_cloudtrail,
    "cloudwatch": of_cloudwatch,
    "events": of_events,
    "glue": of_glue,
    "iam": of_iam,
    "kms": of_kms,
    "lambda": of_lambda,
    "logs": of_logs,
    "organizations": of_organizations,
    "s3": of_s3,
    "scheduler": of_scheduler,
    "sns": of_sns,
    "sqs": of_sqs,
}
