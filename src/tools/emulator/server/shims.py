"""What moto 5.2 does not do as AWS does, and these tests need. One function a gap; apply_shims lists them all.

A shim stands in for AWS, never for our code: each says what moto does, and what AWS's documentation says instead.
"""

import copy
import json
import threading
import time
import uuid
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, Callable

from boto3 import Session
from jsonpath_ng.ext import parse as json_path
from moto.account import responses as account_responses
from moto.account import urls as account_urls
from moto.athena import models as athena_models
from moto.athena import responses as athena_responses
from moto.awslambda import models as lambda_models
from moto.cloudformation import models as cloudformation_models
from moto.cloudformation import responses as cloudformation_responses
from moto.cloudtrail import models as cloudtrail_models
from moto.cloudtrail import responses as cloudtrail_responses
from moto.cloudwatch import responses as cloudwatch_responses
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.events import models as events_models
from moto.iam import models as iam_models
from moto.kms import models as kms_models
from moto.kms import responses as kms_responses
from moto.logs import metric_filters
from moto.logs import models as logs_models
from moto.logs import responses as logs_responses
from moto.organizations import models as organizations_models
from moto.organizations import utils as organizations_utils
from moto.organizations.exceptions import ConstraintViolationException
from moto.s3 import models as s3_models
from moto.s3 import responses as s3_responses
from moto.sns import models as sns_models
from moto.sns import responses as sns_responses
from moto.sqs import models as sqs_models
from moto.ssoadmin import models as ssoadmin_models

Seed = dict[str, Any]


def apply_shims(seed: Seed) -> None:
    seeded_credentials(seed)
    seeded_organization_ids(seed)
    seeded_account_ids(seed)
    seeded_key_ids(seed)
    key_rotation_period()
    locks_of_used_buckets()
    bucket_logging_key_format()
    bucket_events_to_eventbridge()
    bucket_request_metrics()
    log_group_class()
    log_group_keys()
    metric_filters_replace()
    log_query_definitions()
    lambda_destinations()
    service_managed_stack_sets()
    stack_sets_follow_the_organization()
    stack_set_updates()
    failed_stacks()
    trail_prerequisites()
    trail_by_arn()
    trail_descriptions()
    trail_deliveries()
    trails_of_every_region()
    organization_trails_in_members()
    selectors_replace()
    policies_of_a_target()
    delegated_administrator_for_cloudtrail()
    composite_alarms()
    events_to_other_buses()
    rule_targets()
    unconfirmed_subscriptions()
    account_regions()
    work_group_tags()
    work_group_updates()
    permission_set_arns()


# --- The organization is the one described by the seed ---


def seeded_credentials(seed: Seed) -> None:
    """moto learns a caller's account from its access key, and takes an unknown key for account 123456789012.

    AWS refuses an unknown key. Here each seeded account has one (accessKeyId), and any other belongs to
    account 000000000000, so that `allowed_account_ids` never passes by accident.
    """
    for account in all_accounts(seed):
        key = iam_models.AccessKey(user_name=None, prefix="AKIA", account_id=account["id"])
        key.access_key_id = account["accessKeyId"]
        iam_models.iam_backends[account["id"]]["aws"].access_keys[key.access_key_id] = key
    iam_models.DEFAULT_ACCOUNT_ID = "000000000000"


def seeded_organization_ids(seed: Seed) -> None:
    """moto draws the ids of an organization and its root at random; AWS's are fixed for life."""
    organizations_utils.make_random_org_id = lambda: seed["organizationId"]
    organizations_utils.make_random_root_id = lambda: seed["rootId"]


def seeded_account_ids(seed: Seed) -> None:
    """moto draws account ids at random and calls the management account "master"; the seed names both."""
    ids = {account["name"]: account["id"] for account in all_accounts(seed)}
    drawing = threading.local()
    create = organizations_models.FakeAccount.__init__

    def create_seeded(self: Any, organization: Any, **kwargs: Any) -> None:
        if kwargs["AccountName"] == "master":
            kwargs["AccountName"] = seed["managementAccount"]["name"]
        drawing.id = ids[kwargs["AccountName"]]
        create(self, organization, **kwargs)

    organizations_models.FakeAccount.__init__ = create_seeded
    organizations_utils.make_random_account_id = lambda: drawing.id


def seeded_key_ids(seed: Seed) -> None:
    """moto draws key ids at random. A key created in a seeded key's account, with its description, gets its id."""
    ids = {(key["accountId"], key["description"]): key["id"] for key in seed["keys"]}
    create = kms_models.Key.__init__

    def create_seeded(self: Any, *args: Any, **kwargs: Any) -> None:
        create(self, *args, **kwargs)
        seeded = ids.pop((self.account_id, self.description), None)
        if seeded:
            self.arn = self.arn.replace(self.id, seeded)
            self.id = seeded

    kms_models.Key.__init__ = create_seeded


def all_accounts(seed: Seed) -> list[dict[str, Any]]:
    return [seed["managementAccount"], *seed["accounts"]]


# --- KMS ---


def key_rotation_period() -> None:
    """moto forgets a key's rotation period, for which the provider then waits.

    AWS returns RotationPeriodInDays while rotation is on, and takes 365 where EnableKeyRotation names none.
    https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
    https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
    """
    response = kms_responses.KmsResponse
    enable, describe = response.enable_key_rotation, response.get_key_rotation_status

    def key(self: Any) -> Any:
        return self.kms_backend.describe_key(self._get_param("KeyId"))

    def enable_key_rotation(self: Any) -> str:
        answer = enable(self)
        key(self).rotation_period = self._get_param("RotationPeriodInDays") or 365
        return answer

    def get_key_rotation_status(self: Any) -> str:
        answer = json.loads(describe(self))
        if answer["KeyRotationEnabled"]:
            answer["RotationPeriodInDays"] = key(self).rotation_period
        return json.dumps(answer)

    response.enable_key_rotation = enable_key_rotation
    response.get_key_rotation_status = get_key_rotation_status


# --- S3 ---


def locks_of_used_buckets() -> None:
    """moto takes a lock configuration for an empty bucket alone. AWS takes it for any that is versioned.

    "You can enable Object Lock ... on existing buckets", and change the default retention of new objects later:
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
    """
    backend = s3_models.S3Backend
    put = backend.put_object_lock_configuration

    def put_on_used(self: Any, bucket_name: str, *args: Any, **kwargs: Any) -> None:
        bucket = self.get_bucket(bucket_name)
        keys, bucket.keys = bucket.keys, type(bucket.keys)()
        try:
            put(self, bucket_name, *args, **kwargs)
        finally:
            bucket.keys = keys

    backend.put_object_lock_configuration = put_on_used


def bucket_logging_key_format() -> None:
    """moto keeps the key format of access logs and does not return it.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html
    """

    def add_format(self: Any, result: dict[str, Any]) -> None:
        logging = self.backend.get_bucket_logging(self.bucket_name)
        key_format = logging.get("TargetObjectKeyFormat") if logging else None
        if key_format:
            # An empty XML element is parsed as None.
            enabled = {name: value or {} for name, value in key_format.items()}
            result["LoggingEnabled"]["TargetObjectKeyFormat"] = enabled

    amend_result(s3_responses.S3Response, "get_bucket_logging", add_format)


def bucket_events_to_eventbridge() -> None:
    """moto keeps that a bucket's events go to EventBridge and does not return it.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html
    """

    def add_eventbridge(self: Any, result: dict[str, Any]) -> None:
        configuration = self.backend.get_bucket_notification_configuration(self.bucket_name)
        if configuration.event_bridge is not None:
            result["EventBridgeConfiguration"] = {}

    amend_result(s3_responses.S3Response, "get_bucket_notification", add_eventbridge)


def bucket_request_metrics() -> None:
    """moto knows no metrics configuration, and takes a PUT of one for the creation of the bucket.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html
    """
    response = s3_responses.S3Response
    put, get, delete = response._bucket_response_put, response._bucket_response_get, response._bucket_response_delete

    def configurations(self: Any, bucket_name: str) -> dict[str, bytes]:
        return vars(self.backend.get_bucket(bucket_name)).setdefault("metrics_configurations", {})

    def put_metrics(self: Any, request: Any, bucket_name: str, querystring: dict[str, Any]) -> Any:
        if "metrics" not in querystring:
            return put(self, request, bucket_name, querystring)
        configurations(self, bucket_name)[querystring["id"][0]] = self.body
        return 204, {}, ""

    def get_metrics(self: Any, bucket_name: str, querystring: dict[str, Any]) -> Any:
        if "metrics" not in querystring:
            return get(self, bucket_name, querystring)
        found = configurations(self, bucket_name).get(querystring["id"][0])
        if found is None:
            return 404, {}, "<Error><Code>NoSuchConfiguration</Code><Message>not found</Message></Error>"
        return 200, {}, found

    def delete_metrics(self: Any, bucket_name: str, querystring: dict[str, Any]) -> Any:
        if "metrics" not in querystring:
            return delete(self, bucket_name, querystring)
        configurations(self, bucket_name).pop(querystring["id"][0], None)
        return 204, {}, ""

    response._bucket_response_put = put_metrics
    response._bucket_response_get = get_metrics
    response._bucket_response_delete = delete_metrics


def amend_result(response: Any, method: str, amend: Callable[[Any, dict[str, Any]], None]) -> None:
    """Lets `amend` change what a method is about to answer."""
    answer = getattr(response, method)

    def amended(self: Any) -> Any:
        serialize = self.serialized

        def serialize_amended(action_result: Any) -> Any:
            if isinstance(action_result.result, dict):
                amend(self, action_result.result)
            return serialize(action_result)

        self.serialized = serialize_amended
        return answer(self)

    setattr(response, method, amended)


# --- CloudWatch Logs ---


def log_group_class() -> None:
    """moto does not return a log group's class; in AWS it is STANDARD unless another was asked for.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
    """
    response, group = logs_responses.LogsResponse, logs_models.LogGroup
    create, describe = response.create_log_group, group.to_describe_dict

    def create_log_group(self: Any) -> str:
        answer = create(self)
        created = self.logs_backend.groups[self._get_param("logGroupName")]
        created.log_group_class = self._get_param("logGroupClass", "STANDARD")
        return answer

    def to_describe_dict(self: Any) -> dict[str, Any]:
        return {**describe(self), "logGroupClass": vars(self).get("log_group_class", "STANDARD")}

    response.create_log_group = create_log_group
    group.to_describe_dict = to_describe_dict


def log_group_keys() -> None:
    """moto gives a log group its key when it is made and never after; AWS has a call for each way.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html
    """

    def named_group(self: Any) -> Any:
        # A group's name, or its ARN, which may end in `:*`.
        name = self._get_param("logGroupName") or self._get_param("resourceIdentifier").split(":log-group:")[-1]
        group = self.logs_backend.groups.get(name.removesuffix(":*"))
        if group is None:
            raise logs_models.ResourceNotFoundException("The specified log group does not exist.")
        return group

    def associate_kms_key(self: Any) -> str:
        named_group(self).kms_key_id = self._get_param("kmsKeyId")
        return ""

    def disassociate_kms_key(self: Any) -> str:
        named_group(self).kms_key_id = None
        return ""

    logs_responses.LogsResponse.associate_kms_key = associate_kms_key
    logs_responses.LogsResponse.disassociate_kms_key = disassociate_kms_key


def metric_filters_replace() -> None:
    """moto keeps a second metric filter beside one of the same name; AWS puts it in the first one's place.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
    """
    kept = metric_filters.MetricFilters
    add = kept.add_filter

    def replace(self: Any, filter_name: str, pattern: str, log_group_name: str, transformations: Any) -> None:
        self.delete_filter(filter_name, log_group_name)
        add(self, filter_name, pattern, log_group_name, transformations)

    kept.add_filter = replace


def log_query_definitions() -> None:
    """moto has no saved queries of Logs Insights.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
    """
    response = logs_responses.LogsResponse

    def definitions(self: Any) -> dict[str, Any]:
        return vars(self.logs_backend).setdefault("query_definitions", {})

    def put_query_definition(self: Any) -> str:
        definition = json.loads(self.body)
        definition.pop("clientToken", None)
        identity = definition.setdefault("queryDefinitionId", str(uuid.uuid4()))
        definitions(self)[identity] = {**definition, "lastModified": int(time.time() * 1000)}
        return json.dumps({"queryDefinitionId": identity})

    def describe_query_definitions(self: Any) -> str:
        prefix = self._get_param("queryDefinitionNamePrefix", "")
        found = [one for one in definitions(self).values() if one["name"].startswith(prefix)]
        return json.dumps({"queryDefinitions": found})

    def delete_query_definition(self: Any) -> str:
        removed = definitions(self).pop(self._get_param("queryDefinitionId"), None)
        return json.dumps({"success": removed is not None})

    response.put_query_definition = put_query_definition
    response.describe_query_definitions = describe_query_definitions
    response.delete_query_definition = delete_query_definition


# --- Lambda ---


def lambda_destinations() -> None:
    """moto forgets where a function sends its logs and its failed events, and the key of its environment.

    https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
    """
    kept = ("DeadLetterConfig", "LoggingConfig", "KMSKeyArn")
    function = lambda_models.LambdaFunction
    create, update, describe = function.__init__, function.update_configuration, function.get_configuration

    def keep(self: Any, configuration: dict[str, Any]) -> None:
        given = {name: configuration[name] for name in kept if configuration.get(name)}
        self.destinations = {**vars(self).get("destinations", {}), **given}

    def create_keeping(self: Any, account_id: str, spec: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        keep(self, spec)
        create(self, account_id, spec, *args, **kwargs)

    def update_configuration(self: Any, config_updates: dict[str, Any]) -> dict[str, Any]:
        keep(self, config_updates)
        return update(self, config_updates)

    def get_configuration(self: Any, on_create: bool = False) -> dict[str, Any]:
        return {**describe(self, on_create), **self.destinations}

    function.__init__ = create_keeping
    function.update_configuration = update_configuration
    function.get_configuration = get_configuration


# --- CloudFormation ---

STACK_SETS_SERVICE = "member.org.stacksets.cloudformation.amazonaws.com"
# One operation at a time, as managed execution has it of those that conflict.
deploying = threading.Lock()


def service_managed_stack_sets() -> None:
    """moto forgets a stack set's automatic deployment, managed execution and capabilities, gives every one an
    administrator's role, and makes service-managed ones without trusted access.

    In AWS a SERVICE_MANAGED stack set names the service's own roles, once trusted with the organization.
    https://github.com/hashicorp/terraform-provider-aws/issues/30864
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSet.html
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
    """
    response = cloudformation_responses.CloudFormationResponse
    create, update = response.create_stack_set, response.update_stack_set
    # moto's is a property that always says no.
    cloudformation_models.StackSet.managed_execution = {"Active": False}

    def keep(self: Any) -> None:
        stack_set = self.cloudformation_backend.describe_stack_set(self._get_param("StackSetName"))
        stack_set.capabilities = self._get_param("Capabilities", [])
        stack_set.auto_deployment = self._get_param("AutoDeployment")
        stack_set.managed_execution = self._get_param("ManagedExecution", {"Active": False})
        if stack_set.permission_model == "SERVICE_MANAGED":
            role = "aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin"
            stack_set.administration_role_arn = f"arn:{self.partition}:iam::{self.current_account}:role/{role}"
            stack_set.execution_role_name = "stacksets-exec-0123456789abcdef0123456789abcdef"

    def create_stack_set(self: Any) -> Any:
        organizations = organizations_models.organizations_backends[self.current_account][self.partition]
        if self._get_param("PermissionModel") == "SERVICE_MANAGED" and not trusts(organizations, STACK_SETS_SERVICE):
            raise cloudformation_models.ValidationError(
                message="You must enable organizations access to operate a service managed stack set"
            )
        result = create(self)
        keep(self)
        return result

    def update_stack_set(self: Any) -> Any:
        result = update(self)
        keep(self)
        return result

    response.create_stack_set = create_stack_set
    response.update_stack_set = update_stack_set


def trusts(organizations: Any, service: str) -> bool:
    return any(one["ServicePrincipal"] == service for one in organizations.services)


def stack_sets_follow_the_organization() -> None:
    """moto deploys to a unit and the units right below it, into the management account too, and only when told to.

    AWS deploys to every member account below the unit or root, never to the management account, says of each instance
    which unit it is there for, and, where automatic deployment is on, follows accounts that join, move or leave.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceSummary.html
    """
    instances, instance = cloudformation_models.StackInstances, cloudformation_models.StackInstance
    create_instances, delete = instances.create_instances, instances.delete
    delete_instance, describe = instance.delete, instance.to_dict
    organizations = organizations_models.OrganizationsBackend

    def create_in_units(
        self: Any, accounts: Any, regions: Any, parameters: Any, deployment_targets: Any, permission_model: str
    ) -> Any:
        if permission_model != "SERVICE_MANAGED":
            return create_instances(self, accounts, regions, parameters, deployment_targets, permission_model)
        with deploying:
            targets = vars(self).setdefault("targets", {})
            for unit in deployment_targets["OrganizationalUnitIds"]:
                targets.update({(unit, region): parameters for region in regions})
            deploy_missing(self)
        return None

    def delete_from_units(self: Any, accounts: Any, regions: list[str]) -> None:
        # Of a service-managed stack set whole units are deleted, and the tests delete all of them.
        targets = vars(self).get("targets", {})
        for target in [one for one in targets if one[1] in regions]:
            del targets[target]
        delete(self, accounts or [one.account_id for one in self.stack_instances], regions)

    def to_dict(self: Any) -> dict[str, Any]:
        unit, failure = vars(self).get("organizational_unit_id"), vars(self).get("failure")
        described = {**describe(self), **({"OrganizationalUnitId": unit} if unit else {})}
        if failure:
            failed = {"StackInstanceStatus": {"DetailedStatus": "FAILED"}, "StatusReason": failure}
            described.update(failed, Status="OUTDATED")
        return described

    def delete_unless_failed(self: Any) -> None:
        if not has_failed(self):
            delete_instance(self)

    def following(change: Callable[..., Any]) -> Callable[..., Any]:
        def changed(self: Any, **kwargs: Any) -> Any:
            answer = change(self, **kwargs)
            with deploying:
                for backend in cloudformation_models.cloudformation_backends[self.account_id].values():
                    for stack_set in backend.stacksets.values():
                        follow(stack_set)
            return answer

        return changed

    instances.create_instances = create_in_units
    instances.delete = delete_from_units
    instance.delete = delete_unless_failed
    instance.to_dict = to_dict
    for name in ("create_account", "move_account", "remove_account_from_organization"):
        setattr(organizations, name, following(getattr(organizations, name)))


def follow(stack_set: Any) -> None:
    automatic = vars(stack_set).get("auto_deployment") or {}
    if not automatic.get("Enabled"):
        return
    instances = stack_set.instances
    wanted = {(account, region) for account, region, _ in wanted_instances(instances)}
    for gone in [one for one in instances.stack_instances if (one.account_id, one.region_name) not in wanted]:
        if not automatic.get("RetainStacksOnAccountRemoval"):
            gone.delete()
        instances.stack_instances.remove(gone)
    deploy_missing(instances)


def deploy_missing(instances: Any) -> None:
    present = {(one.account_id, one.region_name) for one in instances.stack_instances}
    for account, region, unit in wanted_instances(instances):
        if (account, region) in present:
            continue
        instances.stack_instances.append(deployed(instances, account, region, unit))
        present.add((account, region))


def deployed(instances: Any, account: str, region: str, unit: str) -> Any:
    kind = cloudformation_models.StackInstance
    properties = {
        "account_id": account,
        "region_name": region,
        "stackset_id": instances.stackset_id,
        "stack_name": instances.stack_name,
        "name": instances.stackset_name,
        "template": instances.template,
        "parameters": instances.targets[unit, region],
        "permission_model": "SERVICE_MANAGED",
    }
    try:
        instance = kind(**properties)
    except Exception as error:  # whatever moto's services raise, as whatever AWS's do fails the stack
        instance = kind.__new__(kind)
        vars(instance).update(properties, failure=str(error))
    instance.organizational_unit_id = unit
    return instance


def has_failed(instance: Any) -> bool:
    return "failure" in vars(instance)


def wanted_instances(instances: Any) -> Iterator[tuple[str, str, str]]:
    """Account, Region and unit of each instance that the targets ask for."""
    organization = instances.org_backend
    for unit, region in vars(instances).get("targets", {}):
        for account in organization.accounts:
            if account.id != organization.org.master_account_id and unit in units_above(organization, account):
                yield account.id, region, unit


def units_above(organization: Any, account: Any) -> Iterator[str]:
    parents = {one.id: one.parent_id for one in organization.ou}
    unit = account.parent_id
    while unit:
        yield unit
        unit = parents[unit]


def stack_set_updates() -> None:
    """moto changes a stack set's template and parameters, and no stack of it.

    In AWS UpdateStackSet updates every stack of the set, unless it names some.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackSet.html
    """
    stack_set = cloudformation_models.StackSet
    change = stack_set.update

    def update(self: Any, **kwargs: Any) -> Any:
        operation = change(self, **kwargs)
        self.instances.template, self.instances.parameters = self.template, self.parameters
        for target in vars(self.instances).get("targets", {}):
            self.instances.targets[target] = self.parameters
        for instance in [one for one in self.stack_instances if has_failed(one)]:
            self.stack_instances.remove(instance)
        for instance in self.stack_instances:
            instance.template, instance.parameters = self.template, self.parameters
            instance.stack.update(self.template, parameters=self.parameters)
        with deploying:
            deploy_missing(self.instances)
        return operation

    stack_set.update = update


def failed_stacks() -> None:
    """moto answers CreateStackInstances with the error of the first resource that it cannot make.

    In AWS a stack that fails leaves its instance OUTDATED; the operation fails where more of a Region's accounts failed
    than its preferences tolerate, which is none unless they say otherwise. See deployed for the former.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
    """
    response = cloudformation_responses.CloudFormationResponse
    create = response.create_stack_instances

    def create_stack_instances(self: Any) -> Any:
        answer = create(self)
        stack_set = self.cloudformation_backend.describe_stack_set(self._get_param("StackSetName"))
        if not tolerated(stack_set.stack_instances, self._get_param("OperationPreferences", {})):
            stack_set.update_operation(answer.result["OperationId"], "FAILED")
        return answer

    response.create_stack_instances = create_stack_instances


def tolerated(instances: list[Any], preferences: dict[str, Any]) -> bool:
    for region in {one.region_name for one in instances}:
        there = [one for one in instances if one.region_name == region]
        failures = sum(has_failed(one) for one in there)
        percentage = preferences.get("FailureTolerancePercentage", 0)
        if failures > preferences.get("FailureToleranceCount", len(there) * percentage // 100):
            return False
    return True


# --- CloudTrail ---


def trail_prerequisites() -> None:
    """moto makes any trail whose bucket exists.

    AWS refuses an organization trail while CloudTrail is not trusted with the organization
    (CloudTrailAccessNotEnabledException), and any trail whose bucket's policy does not let CloudTrail read the
    bucket's ACL and write below AWSLogs/<account>/ and, for an organization trail, AWSLogs/<organization>/
    (InsufficientS3BucketPolicyException).
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    """
    create = cloudtrail_models.Trail.__init__

    def create_checked(self: Any, *args: Any, **kwargs: Any) -> None:
        create(self, *args, **kwargs)
        owners = [self.account_id]
        if self.is_org_trail:
            backend = organizations_models.organizations_backends[self.account_id][self.partition]
            if not trusts(backend, "cloudtrail.amazonaws.com"):
                raise JsonRESTError(
                    "CloudTrailAccessNotEnabledException",
                    "Trusted access is not enabled for CloudTrail in the organization.",
                )
            owners.append(backend.org.id)
        require_bucket_policy(self, owners)

    cloudtrail_models.Trail.__init__ = create_checked


def require_bucket_policy(trail: Any, owners: list[str]) -> None:
    backend = s3_models.s3_backends[trail.account_id][trail.partition]
    policy = json.loads(backend.get_bucket(trail.bucket_name).policy or '{"Statement": []}')
    bucket = f"arn:{trail.partition}:s3:::{trail.bucket_name}"
    prefix = f"{trail.s3_key_prefix}/" if trail.s3_key_prefix else ""
    needed = [("s3:GetBucketAcl", bucket)]
    needed += [("s3:PutObject", f"{bucket}/{prefix}AWSLogs/{owner}/object") for owner in owners]
    for action, resource in needed:
        if not any(allows_cloudtrail(one, action, resource, trail.arn) for one in policy["Statement"]):
            raise JsonRESTError(
                "InsufficientS3BucketPolicyException",
                f"Incorrect S3 bucket policy is detected for bucket: {trail.bucket_name} ({action} on {resource})",
            )


def allows_cloudtrail(statement: dict[str, Any], action: str, resource: str, trail_arn: str) -> bool:
    sources = [
        source
        for operator in statement.get("Condition", {}).values()
        for key, value in operator.items()
        if key.lower() == "aws:sourcearn"
        for source in as_list(value)
    ]
    return (
        statement["Effect"] == "Allow"
        and "cloudtrail.amazonaws.com" in as_list(dict_or_empty(statement.get("Principal")).get("Service", []))
        and any(fnmatchcase(action, pattern) for pattern in as_list(statement["Action"]))
        and any(fnmatchcase(resource, pattern) for pattern in as_list(statement["Resource"]))
        and (not sources or any(fnmatchcase(trail_arn, source) for source in sources))
    )


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def dict_or_empty(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def trail_by_arn() -> None:
    """moto starts, stops and deletes a trail by its name only and answers 500 to its ARN.

    AWS takes "the name or the CloudTrail ARN of the trail" and answers TrailNotFoundException to others.
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html
    """
    backend = cloudtrail_models.CloudTrailBackend
    backend.start_logging = lambda self, name: self.get_trail(name).start_logging()
    backend.stop_logging = lambda self, name: self.get_trail(name).stop_logging()
    backend.delete_trail = lambda self, name: self.trails.pop(self.get_trail(name).trail_name)


def trail_descriptions() -> None:
    """moto describes every trail whichever were asked for, and leaves out of GetTrail the Region a trail was made in.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html
    """
    response = cloudtrail_responses.CloudTrailResponse

    def get_trail(self: Any) -> str:
        trail = self.cloudtrail_backend.get_trail(self._get_param("Name"))
        return json.dumps({"Trail": trail.description(include_region=True)})

    def describe_trails(self: Any) -> str:
        trails = self.cloudtrail_backend.describe_trails(self._get_bool_param("includeShadowTrails", True))
        asked = self._get_param("trailNameList") or []
        found = [one for one in trails if not asked or one.trail_name in asked or one.arn in asked]
        return json.dumps({"trailList": [one.description(include_region=True) for one in found]})

    response.get_trail = get_trail
    response.describe_trails = describe_trails


def trail_deliveries() -> None:
    """moto delivers nothing, and says of a logging trail only that log files arrive, at this second.

    Here a trail that logs says what a healthy one of some age does: log files and events arrive within some 5 minutes,
    a digest every hour, each only where the trail is to send it. One that was stopped says when the last came.
    Of a trail just started AWS says no times before its first delivery; see trailStatus in ../emulator.ts.
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
    """
    response = cloudtrail_responses.CloudTrailResponse

    def get_trail_status(self: Any) -> str:
        trail = trail_named(self.cloudtrail_backend, self._get_param("Name"))
        status = trail.status.description()
        if trail.status.started:
            last = time.time() if trail.status.is_logging else status["StopLoggingTime"]
            status["LatestDeliveryTime"] = last - 5 * 60
            if trail.log_validation:
                status["LatestDigestDeliveryTime"] = last - 30 * 60
            if trail.cw_log_group_arn:
                status["LatestCloudWatchLogsDeliveryTime"] = last - 5 * 60
            if trail.sns_topic_name:
                status["LatestNotificationTime"] = last - 5 * 60
        return json.dumps(status)

    response.get_trail_status = get_trail_status


def trail_named(backend: Any, name: str) -> Any:
    """Also a trail of another Region that records this one."""
    trails = backend.describe_trails(include_shadow_trails=True)
    return next((one for one in trails if name in (one.trail_name, one.arn)), None) or backend.get_trail(name)


def trails_of_every_region() -> None:
    """moto lists the trails of one Region, and multi-Region ones. AWS lists all of the account.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListTrails.html
    """

    def list_trails(self: Any) -> list[Any]:
        return [trail for backend in cloudtrail_models.cloudtrail_backends[self.account_id].values() for trail in backend.trails.values()]

    cloudtrail_models.CloudTrailBackend.list_trails = list_trails


def organization_trails_in_members() -> None:
    """moto shows an organization's trail to the account that made it alone. AWS shows it to every member.

    "in the case of an organization trail, the replication of an organization trail in member accounts" is a shadow trail:
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
    """
    describe = cloudtrail_models.CloudTrailBackend.describe_trails

    def describe_with_shadows(self: Any, include_shadow_trails: bool) -> list[Any]:
        own = list(describe(self, include_shadow_trails))
        return own + (shadows_in(self) if include_shadow_trails else [])

    cloudtrail_models.CloudTrailBackend.describe_trails = describe_with_shadows


def shadows_in(backend: Any) -> list[Any]:
    """Trails of the organizations that the account is a member of."""
    return [
        trail
        for owner, backends in list(cloudtrail_models.cloudtrail_backends.items())
        if owner != backend.account_id and backend.account_id in members_of(owner, backend.partition)
        for other in backends.values()
        for trail in other.trails.values()
        if trail.is_org_trail and (trail.is_multi_region or trail.region_name == backend.region_name)
    ]


def members_of(management: str, partition: str) -> list[str]:
    organization = organizations_models.organizations_backends[management][partition]
    return [account.id for account in organization.accounts]


def selectors_replace() -> None:
    """moto appends Insight selectors, keeps advanced selectors beside basic ones, and reports neither as custom.

    In AWS each put replaces what was there (an empty list turns Insights off), and basic and advanced selectors
    exclude one another. GetInsightSelectors without Insights is InsightNotEnabledException.
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutInsightSelectors.html
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetInsightSelectors.html
    """
    trail = cloudtrail_models.Trail
    describe = trail.description

    def put_event_selectors(self: Any, basic: Any, advanced: Any) -> None:
        self.event_selectors = basic or []
        self.advanced_event_selectors = advanced or []

    def put_insight_selectors(self: Any, selectors: Any) -> None:
        self.insight_selectors = list(selectors)

    def get_insight_selectors(self: Any) -> Any:
        if not self.insight_selectors:
            raise JsonRESTError("InsightNotEnabledException", f"Trail {self.arn} does not have Insights enabled.")
        return self.insight_selectors

    def description(self: Any, include_region: bool = False) -> dict[str, Any]:
        return {
            **describe(self, include_region),
            "HasCustomEventSelectors": bool(self.event_selectors or self.advanced_event_selectors),
            "HasInsightSelectors": bool(self.insight_selectors),
        }

    trail.put_event_selectors = put_event_selectors
    trail.put_insight_selectors = put_insight_selectors
    trail.get_insight_selectors = get_insight_selectors
    trail.description = description


POLICIES_A_TARGET = {"SERVICE_CONTROL_POLICY": 10, "RESOURCE_CONTROL_POLICY": 5}


def policies_of_a_target() -> None:
    """moto attaches any number of policies to a target; AWS stops at a quota, its own FullAWSAccess counted.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html; ten SCPs since 2026-05-15, see
    src/policies/organization-policy.ts.
    """
    backend = organizations_models.OrganizationsBackend
    attach = backend.attach_policy

    def attach_policy(self: Any, **kwargs: Any) -> None:
        policy = self.get_policy_by_id(kwargs["PolicyId"])
        most = POLICIES_A_TARGET.get(policy.type)
        target = next((one for one in [*self.ou, *self.accounts] if one.id == kwargs["TargetId"]), None)
        if most is not None and target is not None and policy not in target.attached_policies:
            if sum(one.type == policy.type for one in target.attached_policies) >= most:
                raise ConstraintViolationException(
                    f"You have attached the maximum number of policies of the type {policy.type} to the target: {most}."
                )
        attach(self, **kwargs)

    backend.attach_policy = attach_policy


def delegated_administrator_for_cloudtrail() -> None:
    """moto lacks CloudTrail's two calls, and Organizations does not know CloudTrail as a service to delegate.

    In AWS, RegisterOrganizationDelegatedAdmin in the management account registers the member with Organizations for
    cloudtrail.amazonaws.com.
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RegisterOrganizationDelegatedAdmin.html
    """
    organizations_models.FakeDelegatedAdministrator.SUPPORTED_SERVICES.append("cloudtrail.amazonaws.com")
    response = cloudtrail_responses.CloudTrailResponse

    def organizations(self: Any) -> Any:
        return organizations_models.organizations_backends[self.current_account][self.partition]

    def register(self: Any) -> str:
        organizations(self).register_delegated_administrator(
            AccountId=self._get_param("MemberAccountId"), ServicePrincipal="cloudtrail.amazonaws.com"
        )
        return json.dumps({})

    def deregister(self: Any) -> str:
        organizations(self).deregister_delegated_administrator(
            AccountId=self._get_param("DelegatedAdminAccountId"), ServicePrincipal="cloudtrail.amazonaws.com"
        )
        return json.dumps({})

    response.register_organization_delegated_admin = register
    response.deregister_organization_delegated_admin = deregister


# --- CloudWatch ---


def composite_alarms() -> None:
    """moto describes composite alarms, and has no PutCompositeAlarm to make them.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    """
    response = cloudwatch_responses.CloudWatchResponse
    response.put_composite_alarm = response.put_metric_alarm


# --- EventBridge ---

# Account and Region where the event being delivered began; one request, one thread.
origin = threading.local()


def events_to_other_buses() -> None:
    """moto looks for the bus of PutEvents in the caller's account and Region, whatever account its ARN names.

    AWS delivers to a bus of another account by its ARN; the event keeps the account and Region it began in.
    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
    """
    backend = events_models.EventsBackend
    put = backend.put_events

    def put_events(self: Any, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [entry for event in events for entry in put_one(self, event)]

    def put_one(self: Any, event: dict[str, Any]) -> list[dict[str, Any]]:
        _, _, _, region, account, *_ = [*(event.get("EventBusName") or "").split(":"), *[""] * 5]
        if not account:
            return put(self, [event])
        with beginning_in(self.account_id, self.region_name):
            return put(events_models.events_backends[account][region], [event])

    backend.put_events = put_events


class beginning_in:
    """Events are of this account and Region meanwhile, unless they came from further away."""

    def __init__(self, account: str, region: str):
        self.place = {"account": account, "region": region}

    def __enter__(self) -> None:
        self.outer = vars(origin).get("place")
        origin.place = self.outer or self.place

    def __exit__(self, *_: Any) -> None:
        origin.place = self.outer


def rule_targets() -> None:
    """moto answers 500 to events for a topic or a function, or with a template of several lines; a disabled rule
    delivers; an event sent on to another bus is of that bus's account; and a queue is not told the account.

    AWS sends the whole event, or the filled-in template as it stands. A function is not invoked here: tests call it.
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
    """
    rule = events_models.Rule
    send = rule.send_to_targets

    def send_to_targets(self: Any, event: dict[str, Any], transform_input: bool = True) -> None:
        placed = {**event, **(vars(origin).get("place") or {})}
        if self.state == "DISABLED" or not self.event_pattern.matches_event(placed):
            return
        for target in self.targets:
            service = target["Arn"].split(":")[2]
            if service in DELIVERIES:
                DELIVERIES[service](target["Arn"], message_of(target, placed))
            elif service != "lambda":
                alone = copy.copy(self)
                alone.targets = [target]
                with beginning_in(placed["account"], placed["region"]):
                    send(alone, placed, transform_input)

    rule.send_to_targets = send_to_targets


def publish(topic_arn: str, message: str) -> None:
    _, _, _, region, account, _ = topic_arn.split(":")
    sns_models.sns_backends[account][region].get_topic(topic_arn).publish(message)


def enqueue(queue_arn: str, message: str) -> None:
    _, _, _, region, account, name = queue_arn.split(":")
    sqs_models.sqs_backends[account][region].send_message(name, message)


DELIVERIES = {"sns": publish, "sqs": enqueue}


def message_of(target: dict[str, Any], moto_event: dict[str, Any]) -> str:
    event = {name: value for name, value in moto_event.items() if name != "ingestion-time"}
    # The moment it was put, in seconds, unless the caller said when.
    event["time"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(float(event["time"])))
    transformer = target.get("InputTransformer")
    if not transformer:
        return target.get("Input") or json.dumps(event)
    message = transformer["InputTemplate"]
    for name, path in transformer.get("InputPathsMap", {}).items():
        found = [match.value for match in json_path(path).find(event)]
        # A path that the event does not have leaves nothing.
        value = found[0] if found else ""
        message = message.replace(f"<{name}>", value if isinstance(value, str) else json.dumps(value))
    return message


# --- SNS ---


def unconfirmed_subscriptions() -> None:
    """moto takes every subscription for confirmed, and posts to its address on the Internet.

    In AWS one by e-mail or HTTP(S) is pending until its owner confirms it, which none does here, and receives nothing
    before.
    https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
    """
    backend, subscription = sns_models.SNSBackend, sns_models.Subscription
    subscribe, publish_to = backend.subscribe, subscription.publish

    def subscribe_pending(self: Any, topic_arn: str, endpoint: str, protocol: str) -> Any:
        made = subscribe(self, topic_arn, endpoint, protocol)
        if protocol in ("email", "email-json", "http", "https"):
            made.attributes.update(PendingConfirmation=True, ConfirmationWasAuthenticated=False)
        return made

    def publish_if_confirmed(self: Any, *args: Any, **kwargs: Any) -> None:
        if not self.attributes["PendingConfirmation"]:
            publish_to(self, *args, **kwargs)

    response = sns_responses.SNSResponse
    list_by_topic = response.list_subscriptions_by_topic

    def list_without_arns(self: Any) -> Any:
        """A pending one has none yet. https://docs.aws.amazon.com/sns/latest/api/API_Subscription.html"""
        answer = list_by_topic(self)
        answer.result["Subscriptions"] = [listed(one) for one in answer.result["Subscriptions"]]
        return answer

    backend.subscribe = subscribe_pending
    subscription.publish = publish_if_confirmed
    response.list_subscriptions_by_topic = list_without_arns


def listed(subscription: Any) -> dict[str, Any]:
    return {
        "SubscriptionArn": "PendingConfirmation" if subscription.attributes["PendingConfirmation"] else subscription.arn,
        "Owner": subscription.account_id,
        "Protocol": subscription.protocol,
        "Endpoint": subscription.endpoint,
        "TopicArn": subscription.topic.arn,
    }


# --- Account Management ---

# https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
ENABLED_BY_DEFAULT = """
    us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1
    ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2
""".split()


def account_regions() -> None:
    """moto does not know which Regions an account has enabled.

    In AWS the management account asks for another by its id, once Account Management is trusted with the organization,
    and for itself without one.
    https://docs.aws.amazon.com/accounts/latest/APIReference/API_ListRegions.html
    https://docs.aws.amazon.com/accounts/latest/APIReference/API_EnableRegion.html
    """
    response = account_responses.AccountResponse
    names = sorted(Session().get_available_regions("ec2"))

    def account(self: Any) -> str:
        asked = self._get_param("AccountId")
        if not asked:
            return self.current_account
        organizations = organizations_models.organizations_backends[self.current_account][self.partition]
        if asked == self.current_account or not trusts(organizations, "account.amazonaws.com"):
            raise JsonRESTError("AccessDeniedException", f"{self.current_account} may not ask for account {asked}.")
        return asked

    def opted_in(self: Any) -> set[str]:
        backend = account_responses.account_backends[account(self)][self.partition]
        return vars(backend).setdefault("opted_in", set())

    def list_regions(self: Any) -> ActionResult:
        listed = [{"RegionName": name, "RegionOptStatus": opt_status(name, opted_in(self))} for name in names]
        wanted = self._get_param("RegionOptStatusContains")
        found = [one for one in listed if not wanted or one["RegionOptStatus"] in wanted]
        first = int(self._get_param("NextToken") or 0)
        after = first + (self._get_param("MaxResults") or 50)
        following = {"NextToken": str(after)} if after < len(found) else {}
        return ActionResult({"Regions": found[first:after], **following})

    def enable_region(self: Any) -> ActionResult:
        opted_in(self).add(self._get_param("RegionName"))
        return ActionResult({})

    response.list_regions = list_regions
    response.enable_region = enable_region
    for path in ("listRegions", "enableRegion"):
        account_urls.url_paths[f"{{0}}/{path}$"] = response.dispatch


def opt_status(region: str, opted_in: set[str]) -> str:
    if region in ENABLED_BY_DEFAULT:
        return "ENABLED_BY_DEFAULT"
    return "ENABLED" if region in opted_in else "DISABLED"


# --- Athena ---


def work_group_tags() -> None:
    """moto answers 400 to the tags of an Athena resource that has none; AWS answers with an empty list.

    https://docs.aws.amazon.com/athena/latest/APIReference/API_ListTagsForResource.html
    """
    backend = athena_models.AthenaBackend
    backend.list_tags_for_resource = lambda self, arn: self.tagger.list_tags_for_resource(arn)


def work_group_updates() -> None:
    """moto has no UpdateWorkGroup. What an update does not name stays as it was.

    https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateWorkGroup.html
    """

    def update_work_group(self: Any) -> str:
        group = self.athena_backend.work_groups[self._get_param("WorkGroup")]
        updates = self._get_param("ConfigurationUpdates", {})
        results = updates.pop("ResultConfigurationUpdates", {})
        group.configuration.update(updates)
        group.configuration.setdefault("ResultConfiguration", {}).update(results)
        group.description = self._get_param("Description", group.description)
        return "{}"

    athena_responses.AthenaResponse.update_work_group = update_work_group


# --- Identity Center ---


def permission_set_arns() -> None:
    """moto begins a permission set's ARN as its instance's, which AWS's own model refuses where a call names it.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html
    """
    permission_set = ssoadmin_models.PermissionSet
    generate = permission_set.generate_id
    permission_set.generate_id = staticmethod(
        lambda instance_arn: generate(instance_arn.replace(":instance/", ":permissionSet/"))
    )
