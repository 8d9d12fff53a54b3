"""Which resources a call is about, written as the Service Authorization Reference has them.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.athena.models import athena_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.organizations.models import organizations_backends
from moto.utilities.utils import get_partition

Said = dict[str, Any]
ANYTHING = "*"
# An id that AWS is about to choose.
NEW = "new"


@dataclass(frozen=True)
class Caller:
    account: str
    region: str

    @property
    def partition(self) -> str:
        return get_partition(self.region)


def resources_of(service: str, name: str, said: Said, caller: Caller) -> list[str]:
    known = RESOURCES.get(service)
    return [ANYTHING] if known is None else known(name, said, caller)


def arn(caller: Caller, service: str, resource: str, region: str | None = None) -> str:
    return f"arn:{caller.partition}:{service}:{caller.region if region is None else region}:{caller.account}:{resource}"


def arn_or(value: str | None, otherwise: Callable[[str], str]) -> str:
    if value is None:
        return ANYTHING
    return value if value.startswith("arn:") else otherwise(value)


def of_athena(name: str, said: Said, caller: Caller) -> list[str]:
    """A query, saved or run, is asked of its work group.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html
    """
    if "ResourceARN" in said:
        return [said["ResourceARN"]]
    backend = athena_backends[caller.account][caller.region]
    if "NamedQueryId" in said or "QueryExecutionId" in said:
        known = backend.named_queries.get(said.get("NamedQueryId")) or backend.executions.get(said.get("QueryExecutionId"))
        group = "primary" if known is None or known.workgroup is None else known.workgroup.name
    else:
        group = said.get("WorkGroup") or (said.get("Name") if name == "CreateWorkGroup" else None)
    return [ANYTHING] if group is None else [arn(caller, "athena", f"workgroup/{group}")]


def of_glue(_name: str, said: Said, caller: Caller) -> list[str]:
    """What is asked of a table is asked of its database and of the catalog too.

    https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html#data-catalog-resource-arns
    """
    if "ResourceArn" in said:
        return [said["ResourceArn"]]
    if "DatabaseName" in said:
        database = said["DatabaseName"]
        table = said.get("TableInput", {}).get("Name") or said.get("TableName") or said.get("Name")
    else:
        database = said.get("DatabaseInput", {}).get("Name") or said.get("Name")
        table = None
    asked = [arn(caller, "glue", "catalog")]
    if database is not None:
        asked.append(arn(caller, "glue", f"database/{database}"))
    if table is not None:
        asked.append(arn(caller, "glue", f"table/{database}/{table}"))
    return asked


def of_events(name: str, said: Said, caller: Caller) -> list[str]:
    if name in ("PutPermission", "RemovePermission", "ListRules", "ListEventBuses", "TestEventPattern"):
        return [ANYTHING]
    if "ResourceARN" in said:
        return [said["ResourceARN"]]
    bus = said.get("EventBusName", "default").rpartition("/")[2]
    if name.endswith("EventBus"):
        return [arn(caller, "events", f"event-bus/{said['Name'].rpartition('/')[2]}")]
    rule = said.get("Rule") or said["Name"]
    return [arn(caller, "events", f"rule/{rule}" if bus == "default" else f"rule/{bus}/{rule}")]


def of_iam(name: str, said: Said, caller: Caller) -> list[str]:
    if "RoleName" not in said:
        return [ANYTHING]
    roles = iam_backends[caller.account][caller.partition].roles.values()
    known = next((role.arn for role in roles if role.name == said["RoleName"]), None)
    path = said.get("Path", "/").strip("/")
    return [known or arn(caller, "iam", "/".join(filter(None, ["role", path, said["RoleName"]])), "")]


def of_logs(name: str, said: Said, caller: Caller) -> list[str]:
    if name == "DescribeLogGroups":
        return [ANYTHING]
    if "resourceArn" in said:
        return [said["resourceArn"]]
    return [arn(caller, "logs", f"log-group:{said['logGroupName']}:log-stream:")] if "logGroupName" in said else [ANYTHING]


def key_arn(key_id: str, caller: Caller) -> str:
    keys = kms_backends[caller.account][caller.region]
    alias = keys.get_alias_name(key_id)
    known = keys.get_key_id_from_alias(alias) if alias.startswith("alias/") else keys.get_key_id(key_id)
    # Of an alias that is not there.
    return arn(caller, "kms", f"key/{known or NEW}")


def of_kms(name: str, said: Said, caller: Caller) -> list[str]:
    alias = [arn(caller, "kms", said["AliasName"])] if "AliasName" in said else []
    key = said.get("KeyId") or said.get("TargetKeyId")
    return [*alias, *([key_arn(key, caller)] if key else [])] or [ANYTHING]


def of_s3(_name: str, said: Said, caller: Caller) -> list[str]:
    if "Bucket" not in said:
        return [ANYTHING]
    bucket = f"arn:{caller.partition}:s3:::{said['Bucket']}"
    return [f"{bucket}/{said['Key']}" if "Key" in said else bucket]


def of_cloudtrail(name: str, said: Said, caller: Caller) -> list[str]:
    if name in ("DescribeTrails", "ListTrails", "RegisterOrganizationDelegatedAdmin"):
        return [ANYTHING]
    if "ResourceIdList" in said:
        return said["ResourceIdList"]
    trail = said.get("ResourceId") or said.get("TrailName") or said.get("Name")
    return [arn_or(trail, lambda value: arn(caller, "cloudtrail", f"trail/{value}"))]


def of_cloudwatch(name: str, said: Said, caller: Caller) -> list[str]:
    if "ResourceARN" in said:
        return [said["ResourceARN"]]
    if "Dashboard" in name:
        dashboards = said.get("DashboardNames") or [said["DashboardName"]]
        return [arn(caller, "cloudwatch", f"dashboard/{one}", "") for one in dashboards]
    alarms = said.get("AlarmNames") or ([said["AlarmName"]] if "AlarmName" in said else [])
    if name == "DescribeAlarms" and not alarms:
        return [arn(caller, "cloudwatch", "alarm:*")]
    return [arn(caller, "cloudwatch", f"alarm:{one}") for one in alarms] or [ANYTHING]


def of_sns(_name: str, said: Said, caller: Caller) -> list[str]:
    if "SubscriptionArn" in said:
        # Of the topic: the subscription's id stands behind it.
        return [said["SubscriptionArn"].rpartition(":")[0]]
    named = said.get("TopicArn") or said.get("ResourceArn") or said.get("Name")
    return [arn_or(named, lambda value: arn(caller, "sns", value))]


def of_sqs(_name: str, said: Said, caller: Caller) -> list[str]:
    queue = said.get("QueueName") or said.get("QueueUrl", ANYTHING).rpartition("/")[2]
    return [arn(caller, "sqs", queue)]


def of_lambda(_name: str, said: Said, caller: Caller) -> list[str]:
    named = said.get("FunctionName") or said.get("Resource")
    return [arn_or(named, lambda value: arn(caller, "lambda", f"function:{value}"))]


def of_scheduler(_name: str, said: Said, caller: Caller) -> list[str]:
    return [arn(caller, "scheduler", f"schedule/{said.get('GroupName', 'default')}/{said['Name']}")]


def of_organizations(name: str, said: Said, caller: Caller) -> list[str]:
    organization = organization_of(caller)
    found = [
        arn(caller, "organizations", f"policy/{organization}/{policy_type(one, caller)}/{one}", "")
        for one in policies_in(said)
    ]
    if name == "CreatePolicy":
        found.append(arn(caller, "organizations", f"policy/{organization}/{said['Type'].lower()}/p-{NEW}", ""))
    targets = [said[member] for member in ("TargetId", "ParentId", "RootId", "AccountId", "ChildId") if member in said]
    found += [arn(caller, "organizations", f"{kind_of(one)}/{organization}/{one}", "") for one in targets]
    return found or [ANYTHING]


def organization_of(caller: Caller) -> str:
    organization = organizations_backends[caller.account][caller.partition].org
    return organization.id if organization else NEW


def policies_in(said: Said) -> list[str]:
    named = [said.get("PolicyId"), said.get("ResourceId")]
    return [one for one in named if one is not None and one.startswith("p-")]


def policy_type(policy_id: str, caller: Caller) -> str:
    policies = organizations_backends[caller.account][caller.partition].policies
    found = next((policy.type for policy in policies if policy.id == policy_id), "SERVICE_CONTROL_POLICY")
    return found.lower()


def kind_of(target: str) -> str:
    return "root" if target.startswith("r-") else "ou" if target.startswith("ou-") else "account"


def of_cloudformation(name: str, said: Said, caller: Caller) -> list[str]:
    # CreateStackSet knows no resource: there is none yet.
    if "StackSetName" not in said or name == "CreateStackSet":
        return [ANYTHING]
    return [arn(caller, "cloudformation", f"stackset/{said['StackSetName'].partition(':')[0]}:{NEW}")]


def of_sts(_name: str, said: Said, _caller: Caller) -> list[str]:
    return [said.get("RoleArn", ANYTHING)]


RESOURCES: dict[str, Callable[[str, Said, Caller], list[str]]] = {
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
    "sts": of_sts,
}
