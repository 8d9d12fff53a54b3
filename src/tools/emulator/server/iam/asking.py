"""What IAM is asked when a call is made: actions by its own names, each on a resource, with the context that decides."""

from judge.models import Call

from .also import asked_besides
from .context import context_of
from .policies import Asked
from .resources import Caller, Said, resources_of
from .s3_actions import S3_ACTIONS, S3_CONTROL_ACTIONS

PREFIXES = {"s3control": "s3"}


def asked_of(call: Call, said: Said, caller: Caller) -> list[Asked]:
    service, name = call.operation.service_model.service_name, call.operation.name
    # Everybody may ask who he is.
    if name == "GetCallerIdentity":
        return []
    action = f"{PREFIXES.get(service, service)}:{iam_name(service, name)}"
    resources = resources_of(service, name, said, caller)
    own = [Asked(action, one, context_of(service, said, caller, one)) for one in resources]
    return [*own, *asked_besides(service, name, said, caller, resources)]


def iam_name(service: str, name: str) -> str:
    if service == "s3":
        return S3_ACTIONS.get(name, name)
    return S3_CONTROL_ACTIONS.get(name, name) if service == "s3control" else name
