"""What is wrong with a request."""

from dataclasses import asdict, dataclass
from typing import Any

LONGEST_SHOWN = 200


@dataclass(frozen=True)
class Violation:
    member: str
    """As the model names it: `Rules[0].Transitions[1].StorageClass`; empty for the request as a whole."""
    value: Any
    constraint: str

    def shown(self) -> str:
        if self.value is None:
            return f"{self.member}: {self.constraint}"
        text = str(self.value)
        if len(text) > LONGEST_SHOWN:
            text = f"{text[:LONGEST_SHOWN]}... ({len(text)} characters)"
        return f"{self.member or 'the request'} = {text!r}: {self.constraint}"

    def recorded(self, operation: str) -> dict[str, Any]:
        value = "" if self.value is None else str(self.value)[:LONGEST_SHOWN]
        return {"operation": operation, **asdict(self), "value": value}
