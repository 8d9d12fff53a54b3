"""Stands before moto: refuses what AWS would refuse, and keeps the record that the tests read when they end."""

import json
from collections import Counter
from collections.abc import Callable
from threading import Lock
from typing import Any

from . import constraints
from .documented_limits import beyond_documented
from .members import Members
from .models import Call, Request, Unrecognized, call_of, parse_target
from .violation import Violation
from .wire import INVALID, Answer, Environ, answered, error_of, request_of

CONTROLS = "/moto-api/"
RECORD = f"{CONTROLS}judgement"


class Judge:
    """GET /moto-api/judgement tells what was judged, DELETE forgets it."""

    def __init__(self, application: Callable[..., Any]):
        self.application = application
        self.lock = Lock()
        self.calls: Counter[str] = Counter()
        self.violations: list[dict[str, Any]] = []

    def __call__(self, environ: Environ, start_response: Any) -> Any:
        path, _ = parse_target(environ["RAW_URI"])
        if path == RECORD:
            return answered(start_response, Answer(200, "application/json", self.record(environ["REQUEST_METHOD"])))
        if path.startswith(CONTROLS):
            return self.application(environ, start_response)
        refused = self.judged(request_of(environ))
        return self.application(environ, start_response) if refused is None else answered(start_response, refused)

    def judged(self, request: Request) -> Answer | None:
        """The answer to a request that violates something."""
        try:
            call = call_of(request)
        except Unrecognized as reason:
            return self.refused(None, [Violation("", f"{request.method} {request.path}", f"a known operation: {reason}")])
        with self.lock:
            self.calls[call.name] += 1
        found = violations(call, request)
        return self.refused(call, found) if found else None

    def refused(self, call: Call | None, found: list[Violation]) -> Answer:
        name = call.name if call else "unknown"
        with self.lock:
            self.violations += [violation.recorded(name) for violation in found]
        message = f"{name}: " + "; ".join(violation.shown() for violation in found)
        return error_of(call, INVALID, message)

    def record(self, method: str) -> bytes:
        with self.lock:
            if method == "DELETE":
                self.calls.clear()
                self.violations.clear()
            return json.dumps({"calls": self.calls, "violations": self.violations}).encode()


def violations(call: Call, request: Request) -> list[Violation]:
    """What the model finds; where it finds nothing, what the table of documented limits finds."""
    members = Members(call)
    said = members.read(request)
    shape = call.operation.input_shape
    if shape is None or said is constraints.UNREADABLE:
        return members.violations
    return [*members.violations, *constraints.broken(shape, said, "", call.name)] or [*beyond_documented(call, said)]
