"""Whether policies allow a request. Of IAM's language what this repository's policies are written in; anything else is an error.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

Statement = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One action on one resource."""

    action: str
    resource: str
    context: dict[str, list[str]] = field(default_factory=dict)


def allowing(documents: Iterable[dict[str, Any]], asked: Asked) -> list[str]:
    """Sids of the statements that allow it; none where another denies it."""
    statements = [one for document in documents for one in listed(document["Statement"]) if applies(one, asked)]
    if any(one["Effect"] == "Deny" for one in statements):
        return []
    return sorted({one.get("Sid", "") for one in statements})


def applies(statement: Statement, asked: Asked) -> bool:
    return (
        matches(statement, "Action", asked.action.lower())
        and matches(statement, "Resource", asked.resource)
        and all(
            holds(operator, expected, asked.context.get(key))
            for operator, keys in statement.get("Condition", {}).items()
            for key, expected in keys.items()
        )
    )


def matches(statement: Statement, element: str, value: str) -> bool:
    """An action's name is the same in capitals."""
    lower = str.lower if element == "Action" else str
    if element in statement:
        return any(like(lower(pattern), value) for pattern in listed(statement[element]))
    # A trust policy has no resource: it is the role's.
    excluded = statement.get(f"Not{element}")
    return excluded is None or not any(like(lower(pattern), value) for pattern in listed(excluded))


def holds(operator: str, expected: Any, values: list[str] | None) -> bool:
    quantifier, _, name = operator.rpartition(":")
    if name == "Null":
        return (values is None) == (str(expected).lower() == "true")
    if name.endswith("IfExists"):
        if values is None:
            return True
        name = name.removesuffix("IfExists")
    negated = "Not" in name
    equal = COMPARISONS[name.replace("Not", "")]
    if values is None:
        return negated or quantifier == "ForAllValues"
    found = [any(equal(pattern, value) for pattern in map(str, listed(expected))) != negated for value in values]
    return any(found) if quantifier == "ForAnyValue" else all(found)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    expression = "".join({"*": ".*", "?": "."}.get(part, re.escape(part)) for part in re.split(r"([*?])", pattern))
    return re.compile(expression, re.DOTALL)


def like(pattern: str, value: str) -> bool:
    return compiled(pattern).fullmatch(value) is not None


def is_before(limit: str, value: str) -> bool:
    return datetime.fromisoformat(value) < datetime.fromisoformat(limit)


COMPARISONS = {
    "StringEquals": str.__eq__,
    "StringLike": like,
    "ArnEquals": like,
    "ArnLike": like,
    "DateLessThan": is_before,
    "Bool": lambda pattern, value: pattern.lower() == value.lower(),
}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
