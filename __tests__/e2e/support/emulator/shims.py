"""What moto 5.2 does not do as AWS does, and these tests need. One function a gap; apply_shims lists them all.

A shim stands in for AWS, never for our code: each says what moto does, and what AWS's documentation says instead.
"""

import json
import threading
import time
import uuid
from fnmatch import fnmatchcase
from typing import Any, Callable

from moto.athena import models as athena_models
from moto.awslambda import models as lambda_models
from moto.cloudformation import responses as cloudformation_responses
from moto.cloudtrail import models as cloudtrail_models
from moto.cloudtrail import responses as cloudtrail_responses
from moto.cloudwatch import responses as cloudwatch_responses
from moto.core.exceptions import JsonRESTError
from moto.iam import models as iam_models
from moto.kms import models as kms_models
from moto.kms import responses as kms_responses
from moto.logs import models as logs_models
from moto.logs import responses as logs_responses
from moto.organizations import models as organizations_models
from moto.organizations import utils as organizations_utils
from moto.s3 import models as s3_models
from moto.s3 import responses as s3_responses

Seed = dict[str, Any]


def apply_shims(seed: Seed) -> None:
    seeded_credentials(seed)
    seeded_organization_ids(seed)
    seeded_account_ids(seed)
    seeded_key_ids(seed)
    key_rotation_period()
    bucket_logging_key_format()
    bucket_events_to_eventbridge()
    bucket_request_metrics()
    log_group_class()
    log_query_definitions()
    lambda_destinations()
    service_managed_stack_sets()
    trail_prerequisites()
    trail_by_arn()
    selectors_replace()
    delegated_administrator_for_cloudtrail()
    composite_alarms()
    work_group_tags()


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


def service_managed_stack_sets() -> None:
    """moto forgets a stack set's automatic deployment and capabilities, and gives every one an administrator's role.

    In AWS a SERVICE_MANAGED stack set has no such role: the service's own deploys it.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSet.html
    """
    response = cloudformation_responses.CloudFormationResponse

    def keeping(answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def kept(self: Any) -> Any:
            result = answer(self)
            stack_set = self.cloudformation_backend.describe_stack_set(self._get_param("StackSetName"))
            stack_set.capabilities = self._get_param("Capabilities", [])
            stack_set.auto_deployment = self._get_param("AutoDeployment")
            if stack_set.permission_model == "SERVICE_MANAGED":
                stack_set.administration_role_arn = stack_set.execution_role_name = None
            return result

        return kept

    response.create_stack_set = keeping(response.create_stack_set)
    response.update_stack_set = keeping(response.update_stack_set)


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
            if not any(one["ServicePrincipal"] == "cloudtrail.amazonaws.com" for one in backend.services):
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


# --- Athena ---


def work_group_tags() -> None:
    """moto answers 400 to the tags of an Athena resource that has none; AWS answers with an empty list.

    https://docs.aws.amazon.com/athena/latest/APIReference/API_ListTagsForResource.html
    """
    backend = athena_models.AthenaBackend
    backend.list_tags_for_resource = lambda self, arn: self.tagger.list_tags_for_resource(arn)
