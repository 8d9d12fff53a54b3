"""What decides besides action and resource: the condition keys that the deploy roles' policies ask for."""

from collections.abc import Callable

from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.utilities.utils import get_partition

from .resources import Caller, Said

Context = dict[str, list[str]]


def context_of(service: str, said: Said, caller: Caller, resource: str) -> Context:
    known = CONTEXTS.get(service)
    return {} if known is None else known(said, caller, resource)


def of_kms(_said: Said, caller: Caller, resource: str) -> Context:
    """https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases"""
    if ":key/" not in resource:
        return {}
    aliases = kms_backends[caller.account][caller.region].list_aliases(resource.rpartition("/")[2])
    names = sorted(alias.alias_name for alias in aliases)
    return {"kms:ResourceAliases": names} if names else {}


def of_s3(said: Said, _caller: Caller, _resource: str) -> Context:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html#condition-key-bucket-ops-2"""
    return {"s3:prefix": [said["Prefix"]]} if "Prefix" in said else {}


def of_iam(said: Said, caller: Caller, resource: str) -> Context:
    """That of the call, or else that of the role which is there.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
    """
    roles = iam_backends[caller.account][get_partition(caller.region)].roles.values()
    known = next((role.permissions_boundary_arn for role in roles if role.arn == resource), None)
    boundary = said.get("PermissionsBoundary") or known
    return {"iam:PermissionsBoundary": [boundary]} if boundary else {}


def of_organizations(said: Said, _caller: Caller, _resource: str) -> Context:
    keys = {
        "organizations:ServicePrincipal": said.get("ServicePrincipal"),
        "organizations:PolicyType": said.get("PolicyType") or said.get("Type"),
    }
    return {key: [value] for key, value in keys.items() if value}


CONTEXTS: dict[str, Callable[[Said, Caller, str], Context]] = {
    "iam": of_iam,
    "kms": of_kms,
    "organizations": of_organizations,
    "s3": of_s3,
}
