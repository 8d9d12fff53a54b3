"""Stands between the judge and moto: refuses what the policies of a role's session do not allow, and keeps the record.

Who calls with a session of a role that IAM knows is held to that role's policies and its permissions boundary. Whoever
else calls is the administrator of the account: seeded keys, and sessions of roles that nobody made. moto can do the same,
but looks neither at resources nor at conditions: see its iam/access_control.py.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from threading import Lock
from typing import Any

from judge.members import Members
from judge.models import Call, Request, Unrecognized, call_of, parse_target
from judge.wire import DENIED, Answer, Environ, answered, error_of, request_of
from moto.iam.models import Policy, Role, iam_backends
from moto.sts.models import AssumedRole, sts_backends

from .policies import Asked, allowing
from .asking import asked_of
from .resources import Caller

RECORD = "/moto-api/authorizations"


class Enforcer:
    """GET /moto-api/authorizations tells what was asked of which role, and what was refused; DELETE forgets it."""

    def __init__(self, application: Callable[..., Any]):
        self.application = application
        self.lock = Lock()
        self.record: Counter[str] = Counter()

    def __call__(self, environ: Environ, start_response: Any) -> Any:
        path, _ = parse_target(environ["RAW_URI"])
        if path == RECORD:
            return answered(start_response, Answer(200, "application/json", self.told(environ["REQUEST_METHOD"])))
        if "HTTP_X_AMZ_SECURITY_TOKEN" in environ:
            refused = self.enforced(request_of(environ))
            if refused is not None:
                return answered(start_response, refused)
        return self.application(environ, start_response)

    def enforced(self, request: Request) -> Answer | None:
        """The answer to a request that the caller's role may not make."""
        caller, session = caller_of(request)
        role = session and role_of(caller.account, session.role_arn)
        if session is None or role is None:
            return None
        try:
            call = call_of(request)
        except Unrecognized:
            # The judge has told of it.
            return None
        try:
            asked = asked_of(call, Members(call).read(request), caller)
        except Exception as gap:
            # AWS's SDKs ask again and again where a server breaks down: this ends the run at once, and says why.
            return error_of(call, DENIED, f"what {call.name} asks of IAM is not known here: {gap!r}")
        refused = [one for one in asked if not self.noted(one, session, role, call)]
        return denied(call, role, refused[0]) if refused else None

    def noted(self, asked: Asked, session: AssumedRole, role: Role, call: Call) -> bool:
        # Of every call of the session's the same, so that the record leaves it out.
        in_session = replace(asked, context={**asked.context, **context_of_session(session)})
        statements = allowing(documents_of(role), in_session)
        permitted = bool(statements) and all(allowing([boundary], in_session) for boundary in boundaries_of(role))
        line = {
            "role": role.arn,
            "call": call.name,
            "action": asked.action,
            "resource": asked.resource,
            "context": asked.context,
            "statements": statements,
            "allowed": permitted,
        }
        with self.lock:
            self.record[json.dumps(line, sort_keys=True)] += 1
        return permitted

    def told(self, method: str) -> bytes:
        with self.lock:
            if method == "DELETE":
                self.record.clear()
            return json.dumps([{**json.loads(line), "times": times} for line, times in self.record.items()]).encode()


def caller_of(request: Request) -> tuple[Caller, AssumedRole | None]:
    """Credential=<access key>/<day>/<region>/<service>/aws4_request"""
    scope = request.headers.get("authorization", "").partition("Credential=")[2].split("/")
    if len(scope) < 3:
        return Caller("", ""), None
    for account, partitions in sts_backends.items():
        for session in (one for backend in partitions.values() for one in backend.assumed_roles):
            if session.access_key_id == scope[0]:
                return Caller(account, scope[2]), session
    return Caller("", ""), None


def context_of_session(session: AssumedRole) -> dict[str, list[str]]:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tokenissuetime"""
    issued: datetime = session.access_key.create_date
    return {"aws:TokenIssueTime": [issued.replace(tzinfo=timezone.utc).isoformat()]}


def role_of(account: str, role_arn: str) -> Role | None:
    roles = iam_backends[account][role_arn.split(":")[1]].roles.values()
    return next((role for role in roles if role.arn == role_arn), None)


def documents_of(role: Role) -> list[dict[str, Any]]:
    attached = [document_of(policy) for policy in role.managed_policies.values()]
    return [*(json.loads(inline) for inline in role.policies.values()), *attached]


def boundaries_of(role: Role) -> list[dict[str, Any]]:
    name = role.permissions_boundary_arn
    _, partition, _, _, account, _ = role.arn.split(":", 5)
    return [document_of(iam_backends[account][partition].managed_policies[name])] if name else []


def document_of(policy: Policy) -> dict[str, Any]:
    return json.loads(next(version.document for version in policy.versions if version.is_default))


def denied(call: Call, role: Role, asked: Asked) -> Answer:
    message = f"{role.arn} is not authorized to perform: {asked.action} on resource: {asked.resource}"
    return error_of(call, DENIED, message)
