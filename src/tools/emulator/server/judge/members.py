"""What a request says, by the members of its operation's input: one reader a protocol.

Each tells of members that the model does not have, and of values that are not of the member's type.
"""

import base64
import binascii
import json
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from botocore.model import Shape
from botocore.utils import parse_timestamp

from .constraints import UNREADABLE, joined
from .models import Call, Request
from .violation import Violation

UNKNOWN = "a member that {} does not have"

# Headers of signing, of transport and of the SDKs, which no operation's model lists.
TRANSPORT_HEADERS = {
    "x-amz-date",
    "x-amz-content-sha256",
    "x-amz-security-token",
    "x-amz-user-agent",
    "x-amz-target",
    "x-amz-decoded-content-length",
    "x-amz-trailer",
    "x-amz-sdk-checksum-algorithm",
}
CHECKSUM_HEADER = "x-amz-checksum-"
# The SDKs add it to tell operations apart; see models.py.
TRANSPORT_QUERY = {"x-id"}


class Members:
    """Reads one call's request."""

    def __init__(self, call: Call):
        self.call = call
        self.violations: list[Violation] = []

    def read(self, request: Request) -> dict[str, Any]:
        shape = self.call.operation.input_shape
        match self.call.protocol:
            case "json":
                body = self.json_body(request)
                return body if shape is None else self.of_json(shape, body, "")
            case "query" | "ec2":
                form = {name: value for name, value in request.form if name not in ("Action", "Version")}
                return self.of_form(shape, form)
            case _:
                return self.of_rest(shape, request)

    def unknown(self, path: str, value: Any) -> None:
        self.violations.append(Violation(path, value, UNKNOWN.format(self.call.operation.name)))

    def unreadable(self, path: str, value: Any, kind: str) -> Any:
        self.violations.append(Violation(path, value, f"of the type {kind}"))
        return UNREADABLE

    # --- JSON ---

    def json_body(self, request: Request) -> Any:
        try:
            return json.loads(request.body) if request.body.strip() else {}
        except ValueError:
            return self.unreadable("", request.body, "JSON")

    def of_json(self, shape: Shape, raw: Any, path: str) -> Any:
        kind = shape.type_name
        if raw is UNREADABLE or shape.metadata.get("document"):
            return raw
        if kind == "structure":
            return self.structure_of_json(shape, raw, path)
        if kind == "list":
            if not isinstance(raw, list):
                return self.unreadable(path, raw, kind)
            return [self.of_json(shape.member, item, f"{path}[{index}]") for index, item in enumerate(raw)]
        if kind == "map":
            if not isinstance(raw, dict):
                return self.unreadable(path, raw, kind)
            return {key: self.of_json(shape.value, item, f"{path}.{key}") for key, item in raw.items()}
        if kind in ("blob", "timestamp") and isinstance(raw, str | int | float):
            return self.of_text(shape, raw, path)
        fits = not isinstance(raw, bool) or kind == "boolean"
        return raw if fits and isinstance(raw, JSON_TYPES[kind]) else self.unreadable(path, raw, kind)

    def structure_of_json(self, shape: Shape, raw: Any, path: str) -> Any:
        if not isinstance(raw, dict):
            return self.unreadable(path, raw, "structure")
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        found = {}
        for key, value in raw.items():
            if key not in names:
                self.unknown(joined(path, key), value)
            elif value is not None:
                name = names[key]
                found[name] = self.of_json(shape.members[name], value, joined(path, name))
        return found

    # --- Forms: names are paths, `Tags.member.1.Key` ---

    def of_form(self, shape: Shape | None, form: dict[str, str]) -> dict[str, Any]:
        unread = dict(form)
        found = {} if shape is None else self.of_fields(shape, unread, "", "") or {}
        for name, value in unread.items():
            self.unknown(name, value)
        return found

    def of_fields(self, shape: Shape, fields: dict[str, str], prefix: str, path: str) -> Any:
        """None where the form says nothing of it. What is read is taken out of `fields`."""
        if prefix and not any(name == prefix or name.startswith(f"{prefix}.") for name in fields):
            return None
        match shape.type_name:
            case "structure":
                return self.structure_of_fields(shape, fields, prefix, path)
            case "list":
                return self.list_of_fields(shape, fields, prefix, path)
            case "map":
                return self.map_of_fields(shape, fields, prefix, path)
        return self.of_text(shape, fields.pop(prefix), path) if prefix in fields else None

    def structure_of_fields(self, shape: Shape, fields: dict[str, str], prefix: str, path: str) -> Any:
        found = {}
        for name, member in shape.members.items():
            value = self.of_fields(member, fields, joined(prefix, self.field(member, name)), joined(path, name))
            if value is not None:
                found[name] = value
        return found

    def list_of_fields(self, shape: Shape, fields: dict[str, str], prefix: str, path: str) -> Any:
        # So an empty list is written.
        if fields.get(prefix) == "":
            del fields[prefix]
            return []
        if shape.serialization.get("flattened") or self.call.protocol == "ec2":
            own = shape.member.serialization.get("name") if self.call.protocol == "query" else None
            items = joined(prefix.rpartition(".")[0], own) if own else prefix
        else:
            items = f"{prefix}.{shape.member.serialization.get('name', 'member')}"
        found: list[Any] = []
        while (item := self.of_fields(shape.member, fields, f"{items}.{len(found) + 1}", f"{path}[{len(found)}]")) is not None:
            found.append(item)
        return found

    def map_of_fields(self, shape: Shape, fields: dict[str, str], prefix: str, path: str) -> Any:
        entries = prefix if shape.serialization.get("flattened") else f"{prefix}.entry"
        key_name = shape.key.serialization.get("name", "key")
        value_name = shape.value.serialization.get("name", "value")
        found: dict[str, Any] = {}
        while (key := fields.pop(f"{entries}.{len(found) + 1}.{key_name}", None)) is not None:
            value = self.of_fields(shape.value, fields, f"{entries}.{len(found) + 1}.{value_name}", f"{path}.{key}")
            found[key] = value
        return found

    def field(self, member: Shape, name: str) -> str:
        if self.call.protocol == "ec2":
            own = member.serialization.get("name", name)
            return member.serialization.get("queryName", own[0].upper() + own[1:])
        return member.serialization.get("name", name)

    # --- REST: labels, query, headers, and a body in JSON or XML ---

    def of_rest(self, shape: Shape | None, request: Request) -> dict[str, Any]:
        members = {} if shape is None else shape.members
        found: dict[str, Any] = {}
        query, headers = group(request.query), dict(request.headers)
        for name, member in members.items():
            location, sent_as = member.serialization.get("location"), member.serialization.get("name", name)
            if location == "uri" and sent_as in self.call.labels:
                found[name] = self.of_text(member, self.call.labels[sent_as], name)
            elif location == "querystring" and member.type_name == "map":
                known = {one.serialization.get("name") for one in members.values()}
                found[name] = {key: query.pop(key)[0] for key in [*query] if key not in known}
            elif location == "querystring" and sent_as in query:
                found[name] = self.of_texts(member, query.pop(sent_as), name)
            elif location == "header" and sent_as.lower() in headers:
                found[name] = self.of_texts(member, [headers.pop(sent_as.lower())], name)
            elif location == "headers":
                of_map = [key for key in headers if key.startswith(sent_as.lower())]
                found[name] = {key[len(sent_as) :]: headers.pop(key) for key in of_map}
        self.unknown_in_head(query, headers)
        return {**found, **self.of_body(shape, request)}

    def unknown_in_head(self, query: dict[str, list[str]], headers: dict[str, str]) -> None:
        said_by_uri = {name.partition("=")[0] for name in self.call.operation.http["requestUri"].partition("?")[2].split("&")}
        for name, values in query.items():
            if name not in said_by_uri | TRANSPORT_QUERY:
                self.unknown(name, values)
        for name, value in headers.items():
            transport = name in TRANSPORT_HEADERS or name.startswith(CHECKSUM_HEADER)
            if name.startswith("x-amz-") and not transport:
                self.unknown(name, value)

    def of_body(self, shape: Shape | None, request: Request) -> dict[str, Any]:
        payload = None if shape is None else shape.serialization.get("payload")
        if payload is not None and shape.members[payload].type_name in ("blob", "string"):
            # A file, or whatever a caller gives a function.
            return {payload: request.body.decode() if shape.members[payload].type_name == "string" else request.body}
        if not request.body.strip():
            return {}
        if payload is not None:
            return {payload: self.of_document(shape.members[payload], request, payload)}
        bodied = {} if shape is None else {n: m for n, m in shape.members.items() if "location" not in m.serialization}
        if not bodied:
            # An empty document: the AWS SDK for Go sends `{}`.
            if request.body.strip() != b"{}":
                self.unknown("the body", request.body)
            return {}
        return self.of_document(shape, request, "", bodied)

    def of_document(self, shape: Shape, request: Request, path: str, members: dict[str, Shape] | None = None) -> Any:
        if self.call.protocol == "rest-json":
            body = self.json_body(request)
            return self.structure_of_json(shape, body, path)
        try:
            root = ElementTree.fromstring(request.body)
        except ElementTree.ParseError:
            return self.unreadable(path, request.body, "XML")
        return self.structure_of_xml(shape, root, path, members)

    # --- XML ---

    def of_xml(self, shape: Shape, nodes: list[ElementTree.Element], path: str) -> Any:
        match shape.type_name:
            case "structure":
                return self.structure_of_xml(shape, nodes[0], path)
            case "list":
                return self.list_of_xml(shape, nodes, path)
            case "map":
                return self.unreadable(path, nodes, "map, which no model of these writes in XML")
        if len(nodes) > 1 or len(nodes[0]):
            return self.unreadable(path, [node.tag for node in nodes], shape.type_name)
        return self.of_text(shape, nodes[0].text or "", path)

    def list_of_xml(self, shape: Shape, nodes: list[ElementTree.Element], path: str) -> Any:
        items = nodes
        if not shape.serialization.get("flattened"):
            items = [*nodes[0]]
            item_name = shape.member.serialization.get("name", "member")
            for item in items:
                if local(item.tag) != item_name:
                    self.unknown(joined(path, local(item.tag)), item.text)
        return [self.of_xml(shape.member, [item], f"{path}[{index}]") for index, item in enumerate(items)]

    def structure_of_xml(
        self, shape: Shape, node: ElementTree.Element, path: str, members: dict[str, Shape] | None = None
    ) -> Any:
        members = shape.members if members is None else members
        names = {self.element(member, name): name for name, member in members.items()}
        found = {}
        for tag, nodes in grouped(node).items():
            if tag not in names:
                self.unknown(joined(path, tag), nodes[0].text)
            else:
                found[names[tag]] = self.of_xml(members[names[tag]], nodes, joined(path, names[tag]))
        for attribute, value in node.attrib.items():
            own = {local(member.serialization.get("name", "").replace(":", "}")): name for name, member in members.items() if member.serialization.get("xmlAttribute")}
            if local(attribute) in own:
                name = own[local(attribute)]
                found[name] = self.of_text(members[name], value, joined(path, name))
        return found

    def element(self, member: Shape, name: str) -> str:
        flattened = member.type_name == "list" and member.serialization.get("flattened")
        own = member.member.serialization.get("name") if flattened else None
        return member.serialization.get("name", own or name)

    # --- Text, as forms, paths, headers and XML have it ---

    def of_texts(self, shape: Shape, values: list[str], path: str) -> Any:
        if shape.type_name == "list":
            return [self.of_text(shape.member, value, f"{path}[{index}]") for index, value in enumerate(values)]
        return self.of_text(shape, values[0], path)

    def of_text(self, shape: Shape, text: Any, path: str) -> Any:
        try:
            return TEXT_READERS[shape.type_name](text)
        except (ValueError, KeyError, binascii.Error):
            return self.unreadable(path, text, shape.type_name)


JSON_TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "long": int,
    "float": int | float,
    "double": int | float,
    "blob": str,
    "timestamp": int | float | str,
}

TEXT_READERS: dict[str, Any] = {
    "string": str,
    "boolean": lambda text: {"true": True, "false": False}[text.lower()],
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "timestamp": parse_timestamp,
    "blob": lambda text: base64.b64decode(text, validate=True),
}


def local(tag: str) -> str:
    """Without its namespace."""
    return tag.rpartition("}")[2]


def grouped(node: ElementTree.Element) -> dict[str, list[ElementTree.Element]]:
    found: dict[str, list[ElementTree.Element]] = {}
    for child in node:
        found.setdefault(local(child.tag), []).append(child)
    return found


def group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found
