"""What a test asks of the emulator that no AWS API does: to fail some requests, what a trail's status is, what Athena answers.

Served beside moto's own controls (/moto-api/reset-auth); ../emulator.ts is their one caller and documents the requests.
"""

import json
import time
from threading import Lock
from typing import Any
from urllib.parse import unquote

from moto.athena import models as athena_models
from moto.athena import responses as athena_responses
from moto.cloudtrail import responses as cloudtrail_responses
from moto.core.responses import ActionResult, BaseResponse
from moto.moto_api._internal import urls as control_urls
from moto.s3.exceptions import S3ClientError
from moto.sns.models import sns_backends
from shims import trail_named

JsonObject = dict[str, Any]
Answer = tuple[int, dict[str, str], str]

DONE: Answer = (200, {}, "{}")


def add_controls() -> None:
    faults()
    trail_status()
    public_keys()
    query_answers()
    confirmations()


# --- Requests that fail ---


class InjectedError(S3ClientError):
    """moto writes it as the service's protocol has it. S3's is the one kind that S3's responses catch."""

    def __init__(self, fault: JsonObject):
        super().__init__(fault["code"], "A fault that the test asked for.")
        self.status = fault.get("status", 400)


def faults() -> None:
    """Fails the requests that a test describes, before anything else looks at them.

    POST /moto-api/faults adds a fault, DELETE removes all. A fault with `times` is gone when it has failed that many.
    """
    injected: list[JsonObject] = []
    lock = Lock()

    def control(request: Any, _url: str, _headers: Any) -> Answer:
        with lock:
            if request.method == "DELETE":
                injected.clear()
            else:
                injected.append(json.loads(request.data))
        return DONE

    def fault_for(response: Any) -> InjectedError | None:
        with lock:
            fault = next((one for one in injected if is_meant(one, response)), None)
            if fault is None:
                return None
            if "times" in fault:
                fault["times"] -= 1
                if fault["times"] == 0:
                    injected.remove(fault)
            return InjectedError(fault)

    serialized, call_action = BaseResponse.serialized, BaseResponse.call_action
    authorize_s3 = BaseResponse._authenticate_and_authorize_s3_action

    def serialized_with_status(self: Any, action_result: ActionResult) -> Any:
        status, headers, body = serialized(self, action_result)
        error = action_result.result
        return (error.status if isinstance(error, InjectedError) else status), headers, body

    def call_action_unless_fault(self: Any) -> Any:
        fault = fault_for(self)
        return call_action(self) if fault is None else self.serialized(ActionResult(fault))

    def authorize_s3_unless_fault(self: Any, *args: Any, **kwargs: Any) -> None:
        fault = fault_for(self)
        if fault is not None:
            raise fault
        authorize_s3(self, *args, **kwargs)

    BaseResponse.serialized = serialized_with_status
    BaseResponse.call_action = call_action_unless_fault
    # S3 has many ways to an action; all of them ask first whether it is allowed.
    BaseResponse._authenticate_and_authorize_s3_action = authorize_s3_unless_fault
    control_urls.url_paths["{0}/moto-api/faults"] = control


def is_meant(fault: JsonObject, response: Any) -> bool:
    return (
        fault["service"] == response.boto3_service_name
        and fault["action"] == action_of(response)
        and fault.get("containing", "") in text_of(response)
    )


def action_of(response: Any) -> str:
    # S3's actions are known by the names that policies call them.
    return response.data["Action"] if response.service_name == "s3" else response._get_action()


def text_of(response: Any) -> str:
    """URL and body. A form's body is read into the query string by then."""
    body = response.body.decode("utf-8", "replace") if isinstance(response.body, bytes) else str(response.body)
    return f"{unquote(response.uri)} {body} {json.dumps(response.querystring)}"


# --- What a trail reports ---


def trail_status() -> None:
    """Says of a trail what a test wants said, in place of what the shim trail_deliveries says.

    POST /moto-api/trail-status with the trail's ARN and members of GetTrailStatus, times as minutes before the
    question, null for never. Each replaces what was asked for that trail before.
    """
    wanted: dict[str, JsonObject] = {}
    response = cloudtrail_responses.CloudTrailResponse
    describe = response.get_trail_status

    def control(request: Any, _url: str, _headers: Any) -> Answer:
        asked = json.loads(request.data)
        wanted[asked["arn"]] = asked["status"]
        return DONE

    def get_trail_status(self: Any) -> str:
        status = json.loads(describe(self))
        trail = trail_named(self.cloudtrail_backend, self._get_param("Name"))
        for member, value in wanted.get(trail.arn, {}).items():
            status[member] = minutes_ago(value) if member.endswith("Time") else value
        return json.dumps({member: value for member, value in status.items() if value is not None})

    response.get_trail_status = get_trail_status
    control_urls.url_paths["{0}/moto-api/trail-status"] = control


def minutes_ago(minutes: float | None) -> float | None:
    return None if minutes is None else time.time() - minutes * 60


# --- Owners of addresses ---


def confirmations() -> None:
    """POST /moto-api/confirmations: whoever was subscribed in any account has confirmed it, as their messages ask them to."""

    def control(_request: Any, _url: str, _headers: Any) -> Answer:
        for backends in list(sns_backends.values()):
            for backend in backends.values():
                for subscription in backend.subscriptions.values():
                    subscription.attributes["PendingConfirmation"] = False
        return DONE

    control_urls.url_paths["{0}/moto-api/confirmations"] = control


# --- Keys that digests are signed with ---


def public_keys() -> None:
    """Says which public keys CloudTrail signs digests with; moto signs none and has no ListPublicKeys.

    POST /moto-api/public-keys with a Region and members of its PublicKeyList, times in seconds; each replaces what was
    asked for that Region before. Without times a question is about now.
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
    """
    kept: dict[str, list[JsonObject]] = {}

    def control(request: Any, _url: str, _headers: Any) -> Answer:
        asked = json.loads(request.data)
        kept[asked["region"]] = asked["keys"]
        return DONE

    def list_public_keys(self: Any) -> str:
        since, until = (self._get_param(name) or time.time() for name in ("StartTime", "EndTime"))
        keys = [
            key
            for key in kept.get(self.region, [])
            if key["ValidityStartTime"] <= until and key["ValidityEndTime"] >= since
        ]
        return json.dumps({"PublicKeyList": keys})

    cloudtrail_responses.CloudTrailResponse.list_public_keys = list_public_keys
    control_urls.url_paths["{0}/moto-api/public-keys"] = control


# --- What Athena answers ---


def query_answers() -> None:
    """Gives queries the answers that a test wants: moto runs none, scans nothing, fails none, and has one page of rows.

    POST /moto-api/query-answers with a list of answers: each is given to a query that is started from then on, in order.
    The names of the columns are the first row, and a page has MaxResults rows of what there is, as AWS has it:
    https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
    """
    waiting: list[JsonObject] = []
    given: dict[str, JsonObject] = {}
    backend, response = athena_models.AthenaBackend, athena_responses.AthenaResponse
    start, look, fetch = backend.start_query_execution, response.get_query_execution, response.get_query_results

    def control(request: Any, _url: str, _headers: Any) -> Answer:
        waiting.extend(json.loads(request.data))
        return DONE

    def start_query_execution(self: Any, *args: Any, **kwargs: Any) -> str:
        execution_id = start(self, *args, **kwargs)
        if waiting:
            given[execution_id] = {**waiting.pop(0), "looks": 0}
        return execution_id

    def get_query_execution(self: Any) -> str:
        said = json.loads(look(self))
        execution = said["QueryExecution"]
        answer = given.get(execution["QueryExecutionId"])
        if answer is None:
            return json.dumps(said)
        answer["looks"] += 1
        is_stopped = self.athena_backend.executions[execution["QueryExecutionId"]].status == "CANCELLED"
        execution["Status"] |= status_of(answer, is_stopped)
        execution["Statistics"]["DataScannedInBytes"] = scanned_by(answer)
        return json.dumps(said)

    def get_query_results(self: Any) -> str:
        answer = given.get(self._get_param("QueryExecutionId"))
        if answer is None:
            return fetch(self)
        names = [column["Name"] for column in answer["columns"]]
        rows = [names, *answer["rows"]]
        begin, most = int(self._get_param("NextToken") or 0), self._get_param("MaxResults") or 1000
        end = begin + most
        result = {
            "Rows": [{"Data": [{} if cell is None else {"VarCharValue": cell} for cell in row]} for row in rows[begin:end]],
            "ResultSetMetadata": {"ColumnInfo": answer["columns"]},
        }
        return json.dumps({"ResultSet": result} | ({"NextToken": str(end)} if end < len(rows) else {}))

    backend.start_query_execution = start_query_execution
    response.get_query_execution = get_query_execution
    response.get_query_results = get_query_results
    control_urls.url_paths["{0}/moto-api/query-answers"] = control


def status_of(answer: JsonObject, is_stopped: bool) -> JsonObject:
    """Queued, running, and then what the answer says."""
    if is_stopped:
        return {"State": "CANCELLED", "StateChangeReason": "Query cancelled by user"}
    under_way = "QUEUED" if answer["looks"] == 1 else "RUNNING"
    if answer["looks"] < 3 or answer.get("isEndless"):
        return {"State": under_way}
    return {"State": answer.get("state", "SUCCEEDED")} | (
        {"StateChangeReason": answer["reason"]} if "reason" in answer else {}
    )


def scanned_by(answer: JsonObject) -> int:
    """Nothing while it waits, a half while it runs."""
    return int(answer.get("scannedBytes", 0) * min(1.0, (answer["looks"] - 1) / 2))
