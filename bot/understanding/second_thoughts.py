"""What counts of a message that takes itself back, or tells a story before it answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from bot.understanding import NotUnderstood
from bot.understanding.plain import tidy

_BACK = re.compile(
    r"(?:^|(?<=[\s,.…]))"
    r"(?:(?:à|á|ờ|ơ|ừ|ủa|ý|úi|ui|ối|ấy|a|u|y)\s+(?:mà\s+|ma\s+)?"
    r"(?:nhầm|nham|lộn|lon|quên|quen|thôi|thoi|(?:không|khong|ko)(?:\s+phải|\s+phai)?(?=\s*[,.…:]))"
    r"|(?:nói|bấm|gõ|ghi|nhắn|viết|coi|nhìn|trả lời|noi|bam|go|ghi|nhan|viet|coi|nhin)\s+"
    r"(?:lộn|nhầm|lon|nham)(?=[^,.;]{0,25}[,.;])[^,.;]*"
    r"|(?:nhầm|lộn)(?:\s+rồi)?(?=\s*[,.:…])"
    r"|sorry|i mean|no wait|wait)"
    r"(?![^\W\d_])(?:\s+(?:rồi|roi|tí|chút|xíu|nha|em|ạ)(?![^\W\d_]))*[\s,.…:;]*",
    re.IGNORECASE,
)
"""«À nhầm», «ủa không,», «nãy bấm lộn,»: what was said before does not hold."""

_SO = re.compile(
    r"(?:^|(?<=[\s,.]))(?:(?:nhưng|nên|nhung|nen|mà|ma)\s+(?:bây\s+|bay\s+)?(?:giờ|gio)"
    r"|(?:vậy|thế|vay)\s+(?:là|la)|tóm lại|tom lai|nói chung|"
    r"(?:coi|xem|nhìn|dò|kiểm tra|xem|nhin)\s+(?:lại|lai)\s+(?:thì|thi)"
    r"|(?:giờ|gio)\s+(?:đã\s+|da\s+)?(?:hiểu|biết|rõ|nhớ|hieu|biet|ro|nho)(?:\s+ra)?\s+(?:rồi|roi)"
    r"\s+(?:thì|thi))"
    r"(?:\s+(?:thì|thi|thấy|thay|là|la))*[\s,:]+",
    re.IGNORECASE,
)
"""«… nên giờ», «… coi lại thì»: a story is over, and its answer comes."""

LONGEST_LOOKED_AT = 400
"""Letters; a longer message is no answer that takes itself back."""


def second_thought(text: str) -> str:
    """Return what stands after the last «à nhầm» of the text, or nothing."""
    return _after(_BACK, text)


def conclusion(text: str) -> str:
    """Return what stands after the last «nên giờ», «coi lại thì» of the text, or nothing."""
    return _after(_SO, text)


def _after(mark: re.Pattern[str], text: str) -> str:
    said = tidy(text[:LONGEST_LOOKED_AT])
    ends = [hit.end() for hit in mark.finditer(said)]
    return said[ends[-1] :].strip() if ends else ""


Rest = ParamSpec("Rest")
Value = TypeVar("Value")


def on_second_thought(
    read: Callable[Concatenate[str, Rest], Value],
) -> Callable[Concatenate[str, Rest], Value]:
    """Let a reader of a value take «b2, à nhầm, hạng C» by its end, where a value stands there."""

    @wraps(read)
    def corrected(text: str, /, *args: Rest.args, **named: Rest.kwargs) -> Value:
        meant = second_thought(text)
        if meant:
            try:
                return read(meant, *args, **named)
            except NotUnderstood:
                pass
        return read(text, *args, **named)

    return corrected
