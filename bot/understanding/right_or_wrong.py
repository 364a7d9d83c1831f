"""The commonest answers, word by word: «địa chỉ không đúng», «thông tin đúng hết rồi». Pure.

They are a grammar and not a guess: what is put, a denial, right or wrong, and how much of it.
"""

from __future__ import annotations

import re

_OF = r"(?: (?:nay|do|day|kia|tren|duoi|toi|em|minh|cua (?:toi|em|minh)|ghi|nhu vay|vay))*"
_THING = (
    r"(?:(?:so dien thoai|so can cuoc|so cccd|so bang|so nha|so|dia chi|ho (?:va )?ten|ten|"
    r"ngay sinh|nam sinh|ngay cap|gioi tinh|que quan|thong tin|noi dung|hang bang|hang|cai|"
    r"tat ca|het thay|toan bo)"
    rf"{_OF} )?"
)
_AND = r"(?:(?:thi|la|deu|van|cung|rat|qua|hoan toan|da|van con|dang|hien) )*"
_NEVER = r"(?:khong|chua|chang|cha|dau|khong he)(?: (?:co|phai|duoc|bi|he|thay))?"
_RIGHT = r"(?:dung|chinh xac|khop|chuan|chuan xac|trung|phai)"
_WRONG = r"(?:(?:bi|ghi|viet|in|danh|nhap) )?(?:sai|nham|lon|lech|trat|sai sot|lon xon|sai bet)"
_ALL = (
    r"(?: (?:het|ca|het ca|het tron|tat|luon|hoan toan|roi|do|day|mat|day du|lam|qua|nua|gi|"
    r"cho nao|chut nao|toi|em|nhe|nha))*"
)
_RULES = (
    (re.compile(rf"{_THING}{_AND}{_NEVER} {_RIGHT}{_ALL}"), False),
    (re.compile(rf"{_THING}{_AND}{_NEVER} {_WRONG}{_ALL}"), True),
    (
        re.compile(rf"(?:khong|khoi|chang)(?: (?:co|gi|can|phai))* (?:sua|chinh|chinh sua){_ALL}"),
        True,
    ),
    (re.compile(rf"co (?:mot |vai |may )?(?:cho|muc|cai|dong) {_WRONG}{_ALL}"), False),
    (re.compile(rf"{_THING}{_AND}{_RIGHT}{_ALL}"), True),
    (re.compile(rf"{_THING}{_AND}{_WRONG}{_ALL}"), False),
)


def says_right(said: str) -> bool | None:
    """Tell whether a settled phrase says nothing but that what was put is right, or wrong.

    None where it says anything else: the rest of `yes_no` looks at that.
    """
    return next((right for rule, right in _RULES if rule.fullmatch(said)), None)
