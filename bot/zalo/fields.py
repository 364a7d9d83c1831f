"""Reading one field of an event that may have any type: tolerant of shapes, strict about ids."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

from bot.zalo.wire import NotJson, read_json

# Cut before normalising: NFC takes quadratic time over a long run of combining marks, and no
# message of a person is as long.
MAX_TEXT = 10_000
MAX_URL = 2_048
MAX_MESSAGE_ID = 100
LARGEST_ID = 10**20
YEAR_10000 = 253_402_300_800_000  # in milliseconds
ACCOUNT = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)
PHONE = re.compile(r"(?:\+?84|0)?([1-9][0-9]{8})", re.ASCII)
KEPT_CONTROLS = frozenset("\n\t")
UNSEEN = frozenset({"Cc", "Cf"})


def object_of(value: Any) -> dict[str, Any]:
    """Return the object, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """Return the array; a lone value is an array of one, nothing is an empty one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def text_of(value: Any) -> str:
    """Return a person's words: NFC, at most MAX_TEXT, without control or zero-width characters."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_ID:
        return str(value)
    if not isinstance(value, str):
        return ""
    return clean(value[:MAX_TEXT])


def clean(words: str) -> str:
    """Return the words as NFC, without control, zero-width or half characters."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    if lines.replace("\n", "").replace("\t", "").isprintable():
        return unicodedata.normalize("NFC", lines)  # nearly always, and twenty times faster
    return unicodedata.normalize("NFC", "".join(_seen(letter) for letter in lines))


def account_of(value: Any) -> str:
    """Return the id of a person or account (a string or a whole number), or "" if it is none."""
    return found if ACCOUNT.fullmatch(found := _id(value)) else ""


def message_id_of(value: Any) -> str:
    """Return a message id: any short text, as the console's own check sends words for one."""
    return text_of(_id(value))[:MAX_MESSAGE_ID]


def message_ids_of(message: dict[str, Any]) -> tuple[str, ...]:
    """Return the ids of a delivery event, which has `msg_ids` or, in some accounts, `msg_id`."""
    found = (*list_of(message.get("msg_ids")), *list_of(message.get("msg_id")))
    return tuple(dict.fromkeys(name for name in map(message_id_of, found) if name))


def url_of(value: Any) -> str:
    """Return a web address, or "" where none stands."""
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        return value if len(value) <= MAX_URL else ""
    return ""


def number_of(value: Any) -> str:
    """Return a coordinate as a decimal string: some accounts send numbers."""
    if isinstance(value, float):
        return repr(value)
    return text_of(value)


def instant_of(value: Any) -> datetime | None:
    """Return the instant of epoch milliseconds, a string or a number; None if it names none."""
    written = _id(value)
    if not (written.isascii() and written.isdigit() and len(written) <= len(str(YEAR_10000))):
        return None
    milliseconds = int(written)
    if milliseconds >= YEAR_10000:
        return None
    seconds, rest = divmod(milliseconds, 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)


def phone_of(value: Any) -> str:
    """Return a Vietnamese number as 0 and nine digits, whichever prefix it came with or lost."""
    written = text_of(value)
    found = PHONE.fullmatch(re.sub(r"[\s.\-()]", "", written))
    return f"0{found[1]}" if found else written


def inner_object(value: Any) -> dict[str, Any]:
    """Return the object that a JSON string holds (a business card), empty where it holds none."""
    if not isinstance(value, str):
        return object_of(value)
    try:
        return object_of(read_json(value.encode(errors="replace")))
    except NotJson:
        return {}


def _id(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST_ID:
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _seen(letter: str) -> str:
    if letter in KEPT_CONTROLS:
        return letter
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\ufffd"
    return "" if category in UNSEEN else letter
