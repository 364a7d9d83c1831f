"""What hostile bodies are made of: words, numbers, oddities and ways to break, as JSON pieces.

Each piece is written once, here, so that a million bodies cost their sending and not their making.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

NAMES = (
    "user_send_text", "user_send_image", "user_send_sticker", "user_send_gif", "user_send_audio",
    "user_send_video", "user_send_file", "user_send_location", "user_send_link", "follow",
    "user_send_business_card", "user_submit_info", "user_received_message", "user_seen_message",
    "user_reacted_message", "oa_send_text", "oa_send_image", "unfollow", "user_click_chatnow",
    "permission_revoked", "anonymous_send_text", "user_withdraw", "oa_send_template",
)  # fmt: skip
WORDS = (
    "xin chào", "đổi bằng", "1", "đồng ý", "B2, 01/01/2027", "", " ", "\u0000", "a\u0000b",
    "\ud800",
    "\udfff x", "\u202e đảo", "\u200b\u200d\ufeff", "e" + "\u0301" * 3_000, "đ" * 2_001, "😀" * 600,
    "👨‍👩‍👧‍👦", "٠١٢٣٤٥٦٧٨٩", "０１２３", "' OR 1=1 --", "<script>alert(1)</script>",
    "{{7*7}}", "%s%n%x",
    "../../../etc/passwd", "=cmd|'/C calc'!A0", "\r\nSet-Cookie: a=b", "sửa 99999999999999999999",
    "31/02/2026", "00/00/0000", "-1", "9" * 400, "\\u0041", "İı", "ﷺ" * 200, "\u2028\u2029",
    "\udbff\udbff\udfff", "२९/०२/२०२४", "\U000e0041\U0010ffff", "\ufffe\uffff", "1️⃣", "⁵ ½ Ⅷ 三",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "-0", "1e308", "1e999", "-1e-999", "9223372036854775808", "-9223372036854775809",
    "18446744073709551616", "9007199254740993", "1" * 401, "1" * 5_000, "0.1", "1E+2",
)  # fmt: skip
ODD = (
    "null", "true", "[]", "{}", '""', "[[]]", '{"":""}', '[null,{"a":[]}]', '{"a":1,"a":2}',
    r'{"\u0069d":"1"}', r'"\ud83d"', r'"\ude00\ud83d"', '{"__proto__":{"id":1}}', r'"\u0000"',
)  # fmt: skip
NO_JSON = (
    "NaN", "Infinity", r'"\x41"', '"\t"', "'a'", "[1,]", "/* */1", "01", "+1", "0x10", "1_000",
    "٣", ".5", "nul", '"', "\u2028",
)  # fmt: skip
DEPTHS = (5, 64, 900, 1_000, 5_000, 30_000)
LONG = (100, 2_001, 12_000, 70_000)


def written(value: object) -> tuple[str, str]:
    """Return a value as JSON, with its letters as they are and as escapes."""
    return json.dumps(value, ensure_ascii=False), json.dumps(value)


WORD_PIECES = tuple(written(word) for word in WORDS)
PLAIN_WORD, ESCAPED_WORD = (tuple(pair[one] for pair in WORD_PIECES) for one in (0, 1))
DEEP = tuple("[" * depth + "]" * depth for depth in DEPTHS) + tuple(
    '{"a":' * depth + "1" + "}" * depth for depth in DEPTHS
)
LONG_PIECES = tuple(json.dumps("x" * length) for length in LONG)
WIDE = tuple(json.dumps({str(key): key for key in range(count)}) for count in (3, 2_000))
LISTS = ("[]", "[" + ",".join(ESCAPED_WORD[:3]) + "]", "[" + ",".join(PLAIN_WORD * 5) + "]")
PICTURES = tuple(
    '{"type":"image","payload":{"url":"https://media.zdn.vn/'
    + "x" * length
    + '","coordinates":{"latitude":"13.9"}}}'
    for length in (1, 50, 3_000)
)
# Small ones thrice as often: the bugs are in the shapes, and a megabyte costs a thousand of them.
KINDS = (
    NUMBERS, NUMBERS, DEEP[:4] + DEEP[6:10], DEEP, LONG_PIECES[:2], LONG_PIECES, NO_JSON, ODD, ODD,
    WIDE[:1] * 9 + WIDE[1:], LISTS[:2] * 5 + LISTS[2:], PLAIN_WORD, ESCAPED_WORD, PLAIN_WORD,
    ESCAPED_WORD,
)  # fmt: skip


def _cut(chance: Random, body: bytes) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _flipped(chance: Random, body: bytes) -> bytes:
    broken = bytearray(body)
    for _ in range(min(len(broken), 5)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


BREAKS: tuple[Callable[[Random, bytes], bytes], ...] = (
    _cut,
    _flipped,
    lambda _, body: b"\xef\xbb\xbf" + body,
    lambda _, body: body.decode("utf-8", "replace").encode("utf-16"),
    lambda _, body: body + body,
    lambda _, body: b" \t\r\n" + body + b"\x00",
    lambda _, body: b"[" + body + b"]",
    lambda chance, _: chance.choice((b"", b"null", b"0", b'""', b"[]", b"{}", b"<xml/>", b"a=b")),
    lambda chance, _: chance.randbytes(chance.choice((1, 64, 4_096))),
    lambda chance, body: body.replace(b'"', chance.choice((b"'", b'\\"', b"\x00"))),
)
