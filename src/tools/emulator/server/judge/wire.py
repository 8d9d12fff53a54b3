"""Requests as WSGI has them, and errors as the services write them."""

import gzip
import io
import json
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from .models import Call, Request, parse_target

Environ = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes
    error: str | None = None
    """The error's name, of those who speak JSON."""


@dataclass(frozen=True)
class Kind:
    """A kind of error, whose name depends on the protocol."""

    status: int
    json: str
    query: str
    xml: str


INVALID = Kind(400, "ValidationException", "ValidationError", "InvalidRequest")
DENIED = Kind(403, "AccessDeniedException", "AccessDenied", "AccessDenied")


def request_of(environ: Environ) -> Request:
    """Reads the body, and puts it back for moto."""
    path, query = parse_target(environ["RAW_URI"])
    if environ.get("wsgi.input_terminated"):
        body = environ["wsgi.input"].read()
    else:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Request(environ["REQUEST_METHOD"], path, query, headers, body)


def error_of(call: Call | None, kind: Kind, message: str) -> Answer:
    """As the service would write it: https://smithy.io/2.0/aws/protocols/index.html. S3 would where nobody knows the call."""
    text = escape(message)
    match call.protocol if call else "rest-xml":
        case "json" | "rest-json":
            body = json.dumps({"__type": kind.json, "message": message})
            return Answer(kind.status, "application/x-amz-json-1.1", body.encode(), kind.json)
        case "query":
            error = f"<Error><Type>Sender</Type><Code>{kind.query}</Code><Message>{text}</Message></Error>"
            body = f"<ErrorResponse>{error}<RequestId>judge</RequestId></ErrorResponse>"
        case "ec2":
            error = f"<Errors><Error><Code>{kind.query}</Code><Message>{text}</Message></Error></Errors>"
            body = f"<Response>{error}<RequestID>judge</RequestID></Response>"
        # Of the services that speak it, S3 alone does not wrap its errors: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
        case "rest-xml" if call and call.operation.service_model.service_name != "s3":
            error = f"<Error><Type>Sender</Type><Code>{kind.xml}</Code><Message>{text}</Message></Error>"
            body = f"<ErrorResponse>{error}<RequestId>judge</RequestId></ErrorResponse>"
        case _:
            body = f"<Error><Code>{kind.xml}</Code><Message>{text}</Message><RequestId>judge</RequestId></Error>"
    return Answer(kind.status, "text/xml", body.encode())


def answered(start_response: Any, answer: Answer) -> list[bytes]:
    headers = [("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))]
    if answer.error is not None:
        headers.append(("x-amzn-ErrorType", answer.error))
    start_response(f"{answer.status} {REASONS[answer.status]}", headers)
    return [answer.body]


REASONS = {200: "OK", 400: "Bad Request", 403: "Forbidden"}
