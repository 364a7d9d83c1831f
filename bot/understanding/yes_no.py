"""Yes, no and consent, with the traps of Vietnamese politeness (domain reference 15.4). Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.understanding.plain import core, phrase, tidy


class Reply(StrEnum):
    """What an answer to a yes/no question says."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


_YES = frozenset(
    [
        "co",
        "da",
        "vang",
        "ukm",
        "uk",
        "uhm",
        "uhu",
        "uh",
        "um",
        "u",
        "ua",
        "ung",
        "dung",
        "dung",
        "roi",
        "dung",
        "vay",
        "chinh",
        "xac",
        "duoc",
        "dc",
        "dk",
        "ok",
        "oke",
        "okie",
        "oki",
        "okey",
        "okay",
        "okela",
        "dong",
        "y",
        "dy",
        "xac",
        "nhan",
        "chuan",
        "chuan",
        "roi",
        "phai",
        "roi",
        "yes",
        "y",
        "yep",
        "yeah",
        "1",
        "tot",
        "hop",
        "ly",
        "nhat",
        "tri",
        "co",
        "roi",
        "co",
        "nhe",
        "san",
        "sang",
        "tat",
        "nhien",
    ],
)
_YES_PHRASES = frozenset(
    """da vang|da co|da dung|da dung roi|da vang a|da duoc|da ok|dung roi|dung vay|chinh xac|dong y|
    xac nhan|chuan roi|nhat tri|hop ly|tat nhien|duoc roi|ok em|vang dung|vang dung roi|phai roi|
    co chu|co nhe|toi dong y|dung het|dung ca|dung het roi|chinh xac roi|roi|da roi|vang a|ok roi|
    khong sai|khong sai gi|khong sao|khong co gi sai|khong co van de gi|khong van de|dung khong sai
    """.replace("\n", " ").split("|")
)
_YES_KEYS = _YES | {" ".join(one.split()) for one in _YES_PHRASES}
_NO_WORDS = frozenset(
    [
        "khong",
        "ko",
        "k",
        "kg",
        "kh",
        "khg",
        "hong",
        "hok",
        "hem",
        "khum",
        "no",
        "nope",
        "sai",
        "chua",
        "thoi",
    ]
)
_NO = re.compile(
    r"\b(khong|ko|kg|khg|kh|hong|hok|hem|khum|k)( (phai|dung|dong y|dc|duoc|chinh xac|can|muon|co|nhe))\b"
    r"|\b(sai|nham|chua dung|chua chinh xac|chua phai|chua dong y|tu choi|lon roi)\b"
    r"|^(thoi|dung lai|thoi khoi|khoi)\b"
)
_YES_INSIDE = re.compile(
    r"\b(dung|chinh xac|dong y|chuan|duoc|ok|oke|okie|vang|xac nhan|phai|co)\b"
)
_ASKING = re.compile(r"\b(khong|ko|chua|a)$|\b(sao|gi|nao|bao nhieu|the nao|tai sao|may)\b")
_THUMBS = {"👍": Reply.YES, "✅": Reply.YES, "👌": Reply.YES, "👎": Reply.NO, "❌": Reply.NO}

_CONSENT = re.compile(
    r"^(da |vang |toi |minh |em |anh |chi |co |chu |bac |xin |ok |duoc |roi |hoan toan |nhat tri )*"
    r"(dong y|dongy|chap nhan|tan thanh|nhat tri)( .*)?$"
)
_CONSENT_BUT = re.compile(r"\b(khong|ko|k|kg|chua|hong|hok|neu|nhung|hay|sao|gi|dong y khong)\b")


def yes_no(text: str) -> Reply:
    """Tell whether the text says yes or no to a question that was just put.

    A bare «dạ» is a yes here, and only here: `consent` does not take it.
    """
    if tidy(text) in _THUMBS:
        return _THUMBS[tidy(text)]
    said = core(text)
    if said in _YES_KEYS:
        return Reply.YES
    if said in _NO_WORDS or said in {"0", "2"} or said.removeprefix("da ") in _NO_WORDS:
        return Reply.NO
    if "?" in text:
        return Reply.UNCLEAR
    if _NO.search(said):
        return Reply.NO
    if _YES_INSIDE.search(said) and not _ASKING.search(said) and len(said.split()) <= 7:  # noqa: PLR2004  longer is talk
        return Reply.YES
    return Reply.UNCLEAR


def consent(text: str) -> bool:
    """Tell whether the text is an agreement in full words; politeness and «ok» are not."""
    said = phrase(text)
    return bool(_CONSENT.match(said)) and not _CONSENT_BUT.search(said) and "?" not in text
