"""What S3 wants of a lifecycle configuration beyond its model.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
"""

from collections.abc import Iterator
from typing import Any

# Objects move down this list only.
WATERFALL = ("STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
# Objects stay as long in the storage class before, and as long in these.
INFREQUENT_ACCESS = ("STANDARD_IA", "ONEZONE_IA")
DAYS = 30


def lifecycle_faults(rules: list[dict[str, Any]], _said: dict[str, Any]) -> str | None:
    found = [fault for rule in rules for fault in rule_faults(rule)]
    if len(rules) > 1_000:
        found.append(f"1000 rules at most, not {len(rules)}")
    return "; ".join(found) or None


def rule_faults(rule: dict[str, Any]) -> Iterator[str]:
    actions = (
        "Transitions",
        "NoncurrentVersionTransitions",
        "Expiration",
        "NoncurrentVersionExpiration",
        "AbortIncompleteMultipartUpload",
    )
    if not any(name in rule for name in actions):
        yield "an action in each rule"
    yield from moves(rule.get("Transitions", []), rule.get("Expiration", {}).get("Days"), "Days")
    noncurrent = rule.get("NoncurrentVersionExpiration", {}).get("NoncurrentDays")
    yield from moves(rule.get("NoncurrentVersionTransitions", []), noncurrent, "NoncurrentDays")


def moves(transitions: list[dict[str, Any]], expires: int | None, days: str) -> Iterator[str]:
    by_day = sorted((one for one in transitions if days in one and "StorageClass" in one), key=lambda one: one[days])
    for one in by_day:
        if one["StorageClass"] in INFREQUENT_ACCESS and one[days] < DAYS:
            yield f"{DAYS} days at least before {one['StorageClass']}, not {one[days]}"
        if expires is not None and expires <= one[days]:
            yield f"expiry after the move to {one['StorageClass']}: {expires} days is not more than {one[days]}"
    for first, then in zip(by_day, by_day[1:]):
        if WATERFALL.index(first["StorageClass"]) >= WATERFALL.index(then["StorageClass"]):
            yield f"no move from {first['StorageClass']} to {then['StorageClass']}: the order is {', '.join(WATERFALL)}"
        if first["StorageClass"] in INFREQUENT_ACCESS and then[days] - first[days] < DAYS:
            yield f"{DAYS} days in {first['StorageClass']} before the move to {then['StorageClass']}, not {then[days] - first[days]}"
        elif then[days] == first[days]:
            yield f"a day of its own for the move to {then['StorageClass']}"
