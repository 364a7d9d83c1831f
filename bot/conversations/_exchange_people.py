"""Whose licence it is: the citizen's own, with what is known of them, or somebody else's. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot import moves
from bot.conversations._exchange_steps import LABELS
from bot.known_questions import EARLIER, KNOWN, PROFILE, KnownRight, TheirConsent
from bot.questions import OneOf, Option
from bot.shape import At, Form, Question
from bot.talk import Answers, ConsentGiven, Saying, Turn
from bot.understanding import intents
from bot.understanding.plain import phrase, tidy
from domain.words import Text, _, lines

THEIR_CONSENT_VERSION = "2026-11"
"""The version of THEIR_CONSENT; changed words get a new one (domain reference 25)."""

RELATIONS = (
    Option("parent", _("Cha, mẹ"), ("ba", "bo", "cha", "me", "ba me", "bo me", "ma")),
    Option("spouse", _("Vợ, chồng"), ("vo", "chong", "ong xa", "ba xa")),
    Option("child", _("Con"), ("con trai", "con gai")),
    Option("sibling", _("Anh, chị, em"), ("anh trai", "chi gai", "em trai", "em gai")),
    Option("other", _("Người khác"), ("ong noi", "ba noi", "ong ngoai", "ba ngoai", "ban")),
)
_OWN = r"(?: (?:em|toi|minh|chau|con|anh|chi|tui|cua \w+))?"
_RELATION = (
    ("parent", r"ba|bo|cha|me|tia|ba me|bo me|cha me|my (?:father|mother|dad|mum|mom|parents?)"),
    ("spouse", r"vo|chong|ong xa|ba xa|my (?:wife|husband)"),
    ("child", r"con trai|con gai|con (?:toi|em|minh)|my (?:son|daughter|child)"),
    ("sibling", r"(?:anh|em) trai|(?:chi|em) gai|my (?:brother|sister)"),
    ("other", r"(?:ong|ba) (?:noi|ngoai)|ban (?:toi|em)|my friend"),
    ("", r"nguoi (?:khac|nha|than|quen)|somebody else|someone else|another person"),
)
_FOR = re.compile(
    r"\b(?:lam|doi|nop|khai|gia han|cap lai|dang ky|bang|bang lai|renew\w*|apply\w*|licen[cs]e)"
    r"(?: (?:bang|bang lai|lai|gplx|ho so|it|this|giay phep(?: lai xe)?|[a-c][0-9e]?))*"
    r" (?:ho|giup|gium|dum|thay|cho|for)(?: cho)? (?:"
    + "|".join(f"(?P<r{at}>(?:{words}))" for at, (_name, words) in enumerate(_RELATION))
    + rf"){_OWN}\b"
)
_A_GRANDMOTHER = re.compile(r"\bbà\b(?! (?:xã|mẹ))", re.IGNORECASE)
"""«bà» without its mark would be «ba», the father."""


def somebody_else(text: str) -> dict[str, Any]:
    """Return for whom these words say that they file («làm cho ba em»); nothing where for nobody.

    «làm giúp em» is for oneself: em, anh, chị, bác are what people call themselves here.
    """
    hit = _FOR.search(phrase(text))
    if hit is None:
        return {}
    names = [name for at, (name, _words) in enumerate(_RELATION) if hit.group(f"r{at}")]
    relation = "other" if _A_GRANDMOTHER.search(tidy(text)) else names[0]
    return {"for_other": True, **({"filed_for": relation} if relation else {})}


def for_somebody_else(answers: Answers) -> bool:
    """Hold where the licence is another person's."""
    return bool(answers.get("for_other") or answers.get("filed_for"))


def is_known(answers: Answers) -> bool:
    """Hold where the citizen told of themselves before, and it is their own licence."""
    return bool(answers.get(KNOWN)) and not answers.get("filed_for") and _asks_itself(answers)


def _asks_itself(answers: Answers) -> bool:
    """Hold unless it is somebody else's, or where this very question was answered so."""
    return not answers.get("for_other") or answers.get("known_right") == "other"


def hears(form: Form, text: str, at: At) -> Turn | None:
    """Meet «làm cho ba em» at any question: what was taken from the citizen's own past falls."""
    told = somebody_else(text)
    asks = intents.sounds_like_a_question(text)
    if not told or asks or for_somebody_else(at.answers) or at.talk.dossier:
        return None
    own = {key for key, source in at.talk.sources.items() if source in {EARLIER, PROFILE}}
    left_out = own | {KNOWN, "known_right"}
    kept = {key: value for key, value in at.answers.items() if key not in left_out}
    talk = replace(at.talk, answers={**kept, **told})
    turn = moves.thought_over(form, talk, at.facts)
    return replace(turn, say=(Saying(FOR_ANOTHER), *turn.say))


def of_whom(own: Text, theirs: Text) -> Callable[[At], Text]:
    """Return words that ask of the citizen, or of the person for whom they file."""
    return lambda at: theirs if for_somebody_else(at.answers) else own


FOR_ANOTHER = _("Dạ, em làm hồ sơ cho người thân của anh/chị; giấy tờ là của người có bằng ạ.")
THEIR_CONSENT = _(
    "Người có bằng đã đồng ý cho bưu cục dùng thông tin và ảnh giấy tờ của họ để đổi bằng chưa ạ? "
    "Đã đồng ý thì anh/chị nhắn «Đồng ý»."
)

SOMEBODY_ELSE = (
    Question(
        key="filed_for",
        label=_("Làm hộ"),
        ask=_("Anh/chị làm hồ sơ này cho ai ạ?"),
        read=OneOf(options=RELATIONS),
        when=for_somebody_else,
        also=("lam cho ai", "nop ho"),
    ),
    Question(
        key="their_consent",
        label=_("Người có bằng đồng ý"),
        ask=THEIR_CONSENT,
        read=TheirConsent(version=THEIR_CONSENT_VERSION, effect=ConsentGiven),
        when=for_somebody_else,
        listed=False,
    ),
)
_KNOWN_RIGHT = KnownRight(
    labels={
        **LABELS,
        "nationality": _("Quốc tịch"),
        "passport_number": _("Số hộ chiếu"),
        "id_picture": _("Ảnh căn cước"),
        "passport_picture": _("Ảnh hộ chiếu"),
        "phone": _("Số điện thoại"),
        "address": _("Địa chỉ nhận"),
    }
)


def known_before(at: At) -> Text:
    """Show what was told another time and ask whether it still holds."""
    known: Answers = at.answers.get(KNOWN) or {}
    earlier = known.get("source") == EARLIER
    return lines(
        _("Lần trước anh/chị đã khai:") if earlier else _("Anh/chị đã chia sẻ với em:"),
        *_KNOWN_RIGHT.lines_of(at),
        _("Những điều này vẫn đúng chứ ạ?"),
    )


KNOWN_BEFORE = (
    Question(
        key="known_right",
        label=_("xác nhận những gì đã khai lần trước"),
        ask=known_before,
        read=_KNOWN_RIGHT,
        when=is_known,
        listed=False,
        kept=False,
    ),
)
