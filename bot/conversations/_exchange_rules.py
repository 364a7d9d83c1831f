"""What follows from the answers of an exchange: scheme, target, and what the law says. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.conversations._exchange_reasons import reason_by_day, title_of
from bot.known_questions import FOREIGNER
from bot.licence_questions import NO_TERM, never_has_a_term
from bot.moves import RECEIVED_ON
from bot.shape import Thought
from bot.talk import Answers, Button, Facts, Routed, Saying
from domain.dossier import Reason
from domain.identity import NotANumberOfThisKind, read_citizen_id
from domain.licence import NEW_SCHEME_STARTS, Scheme, exchange_targets, likely_scheme, schemes_of
from domain.procedures import procedure_for
from domain.rules import Case, Judgement, Outcome, default_settings, judge
from domain.words import Text, _, lines

WORKS_OUT = ("licence_scheme", "licence_expires_on", "target_class", "sex", "reason")
REASON_TOLD = "reason_told"
"""The mark of the reason that we worked out and told; it is told once."""
GOES_ON = frozenset({Outcome.EXCHANGE, Outcome.CLERK})
TESTS = frozenset({Outcome.THEORY_TEST, Outcome.FULL_TEST})
"""The explanation of a late licence says where to register for these."""

NEXT_STEP = {
    Outcome.THEORY_TEST: _(
        "Anh/chị đăng ký sát hạch lý thuyết ở cơ sở đào tạo, hoặc hỏi công an xã, phường ạ."
    ),
    Outcome.FULL_TEST: _(
        "Anh/chị đăng ký sát hạch lại ở cơ sở đào tạo lái xe, hoặc hỏi công an xã, phường ạ."
    ),
    Outcome.WAIT_TWO_MONTHS: _(
        "Đủ hai tháng mà chưa tìm thấy, anh/chị nhắn «đổi bằng» để làm lại ạ."
    ),
    Outcome.REFUSE: _("Anh/chị hỏi thêm công an xã, phường, hoặc nhắn «gặp nhân viên» ạ."),
}
TRY_AGAIN = _("Nếu em đọc nhầm ngày hay hạng, anh/chị nhắn «đổi bằng» để khai lại.")
CLERK_LOOKS = _("Trong lúc đó anh/chị cứ khai tiếp ạ.")
REASON_NOTED = _("Em ghi lý do là «{reason}»; lý do khác thì anh/chị nhắn «sửa lý do» ạ.")
TIME_LIMIT = _(
    "Thời hạn là {days} ngày làm việc kể từ khi hồ sơ đủ, chưa tính thời gian bưu điện phát ạ."
)
PERSON = Button(_("Gặp nhân viên"), "Gặp nhân viên")
BASIS = Button(_("Căn cứ"), "căn cứ")
"""Which law says so is told to who asks."""


def thinks(answers: Answers, facts: Facts) -> Thought:
    """Return what the answers so far lead to; the form ends where the law says another way."""
    facts = _as_received(answers, facts)
    derived = worked_out(answers, facts.today)
    known = {**answers, **derived}
    judged = judgement(known, facts)
    passport = {FOREIGNER: True} if answers.get("passport_number") else {}
    if judged is None:
        return Thought(derived, passport)
    reason = str(derived.get("reason", ""))
    noted = _reason_noted(reason, answers)
    if judged.outcome not in GOES_ON:
        return _routed(judged, known, facts.today)
    marks = passport | {
        "asks_stay_paper": bool(answers.get("asks_stay_paper")) or _stay_asked(facts),
        "needs_health": judged.health_certificate,
        "needs_proof": any(paper.key == "data_difference" for paper in judged.papers),
        "outcome": judged.outcome.value,
        **({REASON_TOLD: reason} if reason else {}),
    }
    told = judged.outcome is Outcome.CLERK and answers.get("outcome") != Outcome.CLERK.value
    say = (Saying(lines(judged.explanation, CLERK_LOOKS)),) if told else ()
    return Thought(derived, marks, say + noted)


def _reason_noted(reason: str, answers: Answers) -> tuple[Saying, ...]:
    """Tell the reason that the expiry makes plain, so that who has another can say so."""
    if not reason or answers.get(REASON_TOLD) == reason:
        return ()
    return (Saying(REASON_NOTED.with_(reason=title_of(reason))),)


def _stay_asked(facts: Facts) -> bool:
    return (facts.rules or default_settings()).foreigner(facts.today).stay_paper


def _as_received(answers: Answers, facts: Facts) -> Facts:
    """Return the facts of the day of receipt, where a dossier of before is being mended."""
    received = _day(answers.get(RECEIVED_ON))
    return replace(facts, today=received) if received else facts


def _routed(judged: Judgement, answers: Answers, today: date) -> Thought:
    late = (_day(answers["licence_expires_on"]) or today) < today
    says_where = late and judged.outcome in TESTS
    step = () if says_where else (NEXT_STEP[judged.outcome],)
    say = Saying(lines(judged.explanation, *step, TRY_AGAIN), (PERSON, BASIS))
    reason = str(answers["reason"])
    routed = Routed(judged.outcome.value, reason, procedure_for(reason))
    return Thought(say=(say,), effects=(routed,), ends=True)


def judgement(answers: Answers, facts: Facts) -> Judgement | None:
    """Return what the rules say today, or None while reason, class or expiry is missing."""
    needed = ("reason", "licence_class", "licence_scheme", "licence_expires_on")
    if not all(answers.get(key) for key in needed):
        return None
    return judge(
        Case(
            Reason(answers["reason"]),
            str(answers["licence_class"]),
            str(answers["licence_scheme"]),
            _day(answers["licence_expires_on"]),
            facts.today,
            foreigner=bool(answers.get(FOREIGNER)),
        ),
        facts.rules,
    )


def worked_out(answers: Answers, today: date) -> dict[str, Any]:
    """Return the answers that follow from others and need not be asked."""
    found: dict[str, Any] = {}
    code = answers.get("licence_class")
    if code and never_has_a_term(code):
        found["licence_expires_on"] = NO_TERM
    expires = answers.get("licence_expires_on", found.get("licence_expires_on"))
    if code and expires:
        found["licence_scheme"] = scheme_of(code, str(expires), answers, today)
        scheme = answers.get("licence_scheme") or found["licence_scheme"]
        found |= dict(zip(["target_class"], targets(code, scheme), strict=False))
        reason = reason_by_day(_day(expires), today)
        found |= {"reason": reason} if reason and not answers.get("reason") else {}
    return found | _sex(answers.get("citizen_id"))


def scheme_of(code: str, expires: str, answers: Answers, today: date) -> str:
    """Return the scheme by the day of issue where that is known, else the likely one."""
    issued = _day(answers.get("licence_issued_on"))
    schemes = schemes_of(code)
    if len(schemes) > 1 and issued is not None:
        return Scheme.NEW.value if issued >= NEW_SCHEME_STARTS else Scheme.OLD.value
    no_term = expires == NO_TERM
    return likely_scheme(code, on=today, expires_on=_day(expires), no_term=no_term).value


def targets(code: str, scheme: str) -> tuple[str, ...]:
    """Return the classes that an exchange may give; none where this scheme has no such class."""
    return exchange_targets(code, scheme) if scheme in schemes_of(code) else ()


def _sex(number: Any) -> dict[str, str]:
    try:
        return {"sex": read_citizen_id(str(number)).sex.value}
    except NotANumberOfThisKind:
        return {}


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def explains(intent: str, answers: Answers, facts: Facts) -> Text | None:
    """Return the fee, the papers or the time for this very case, as far as it is known."""
    judged = judgement({**answers, **worked_out(answers, facts.today)}, facts)
    if judged is None:
        return None
    if intent == "fee":
        return _("Lệ phí: {fee} ạ.").with_(fee=judged.fee.text)
    if intent == "duration":
        return TIME_LIMIT.with_(days=_days(judged.working_days))
    if intent == "documents" and "licence_class" in answers and judged.papers:
        papers = [_("• {paper}").with_(paper=paper.text) for paper in judged.papers]
        return lines(_("Hồ sơ của anh/chị gồm:"), *papers)
    return None


def _days(days: Decimal) -> str:
    """Return a number of days as it is written here: «3,5»."""
    return f"{days.normalize():f}".replace(".", ",")
