"""What a service's model says of a value: required members, unions, enums, lengths, ranges, patterns."""

from collections.abc import Iterator
from typing import Any

from botocore.model import Shape

from .patterns import UnreadablePattern, compiled
from .violation import Violation

# A member that was sent and could not be read; members.py has said why.
UNREADABLE = object()

# Where a model is narrower than AWS: (operation, pattern or enum's shape): source.
WIDER_IN_AWS: dict[tuple[str, str], str] = {}


def broken(shape: Shape, value: Any, path: str, operation: str) -> Iterator[Violation]:
    if value is UNREADABLE or shape.metadata.get("document"):
        return
    match shape.type_name:
        case "structure":
            yield from broken_structure(shape, value, path, operation)
        case "list":
            yield from out_of_bounds(shape, len(value), path, value, "items")
            for index, item in enumerate(value):
                yield from broken(shape.member, item, f"{path}[{index}]", operation)
        case "map":
            yield from out_of_bounds(shape, len(value), path, value, "entries")
            for key, item in value.items():
                yield from broken(shape.key, key, f"{path}.keys", operation)
                yield from broken(shape.value, item, f"{path}.{key}", operation)
        case "string":
            yield from broken_string(shape, value, path, operation)
        case "blob":
            yield from out_of_bounds(shape, len(value), path, value, "bytes")
        case "integer" | "long" | "float" | "double":
            yield from out_of_bounds(shape, value, path, value, "")


def broken_structure(shape: Shape, value: dict[str, Any], path: str, operation: str) -> Iterator[Violation]:
    for name in shape.required_members:
        if name not in value:
            yield Violation(joined(path, name), None, "is required")
    if shape.metadata.get("union") and len(value) != 1:
        yield Violation(path, sorted(value), "exactly one member of a union")
    for name, member in value.items():
        yield from broken(shape.members[name], member, joined(path, name), operation)


def broken_string(shape: Shape, value: str, path: str, operation: str) -> Iterator[Violation]:
    yield from out_of_bounds(shape, len(value), path, value, "characters")
    if shape.enum and value not in shape.enum and (operation, shape.name) not in WIDER_IN_AWS:
        yield Violation(path, value, f"one of {', '.join(shape.enum)}")
    pattern = shape.metadata.get("pattern")
    if pattern is None or (operation, shape.name) in WIDER_IN_AWS:
        return
    try:
        expression = compiled(pattern)
    except UnreadablePattern as error:
        yield Violation(path, value, f"a pattern that patterns.py neither reads nor lists: {error}")
    else:
        if expression is not None and not expression.fullmatch(value):
            yield Violation(path, value, f"the pattern {pattern}")


def out_of_bounds(shape: Shape, size: float, path: str, value: Any, unit: str) -> Iterator[Violation]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield Violation(path, value, f"{least} {unit}".strip() + f" at least, not {size}")
    if most is not None and size > most:
        yield Violation(path, value, f"{most} {unit}".strip() + f" at most, not {size}")


def joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
