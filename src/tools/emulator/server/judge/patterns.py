"""The models' patterns are Java's. Three of its ways are not Python's; these are translated, the rest is the same.

Amazon documents a pattern of a member as that of the whole value, so it is matched against all of it.
"""

import re
import sys
import unicodedata
from functools import cache

# No pattern of the services that these tests call is left over. A pattern that Python cannot read and that is not
# listed here fails the call that meets it. Pattern: why it is not checked.
UNTRANSLATED: dict[str, str] = {}

CATEGORY = re.compile(r"\\p\{(\w+)\}")
# Java reads a pair of surrogates as the one character it encodes.
BEYOND_16_BITS = (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")
# `[\w-_]`: after a class a hyphen begins no range.
HYPHEN_AFTER_CLASS = re.compile(r"(\[[^\]]*\\[wds])-(?!\])")
# Scheduler's model knows partitions with one hyphen. In `aws-us-gov`, with two, the service is as well: botocore's endpoints.json.
PARTITION = ("arn:aws(-[a-z]+)?:", "arn:aws(-[a-z]+)*:")


class UnreadablePattern(Exception):
    pass


@cache
def compiled(pattern: str) -> "re.Pattern[str] | None":
    """None for a pattern that is listed as not translated."""
    if pattern in UNTRANSLATED:
        return None
    python = CATEGORY.sub(lambda category: ranges(category[1]), pattern.replace(*BEYOND_16_BITS).replace(*PARTITION))
    python = HYPHEN_AFTER_CLASS.sub(r"\1\\-", python)
    try:
        # In Java \w, \d and \s are those of ASCII.
        return re.compile(python, re.ASCII)
    except re.error as error:
        raise UnreadablePattern(f"{pattern}: {error}") from error


@cache
def ranges(category: str) -> str:
    """The characters of a Unicode category, `L` or `Lu`, to stand between brackets."""
    found: list[tuple[int, int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(category):
            if found and found[-1][1] == code - 1:
                found[-1] = (found[-1][0], code)
            else:
                found.append((code, code))
    return "".join(f"\\U{first:08X}-\\U{last:08X}" for first, last in found)
