"""What the rules lead to for one case, and the sentence that tells the citizen. Pure.

Order of the questions: is it still a licence (A4)? does the class exist yet? is it on record? is
it late, and by how much, in every reading that the texts admit? Only then: is the card lost?
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from domain.dossier import Reason
from domain.licence import NEW_SCHEME_STARTS, LicenceClass, Scheme, find_class
from domain.rule_sets import Confidence, LatenessReadings, LateStart, Outcome, RuleSet, Source
from domain.spans import MonthReading
from domain.words import Text, _

CLASS_LAW = Source("Luật 36/2024/QH15 Điều 57, 89", Confidence.LAW)
LAST_DAY_TO_ADD = date.max - timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """What must be known to judge.

    `expires_on` is None for a licence without a term, and where the date is not known; `on` is the
    day of receipt. `issued_in` (a province, for the clerk who asks the issuer) changes no outcome:
    licences of every province are taken. `in_database` is None before somebody has looked. Who is a
    `foreigner` shows a passport in place of a citizen card.
    """

    reason: Reason
    licence_class: str
    scheme: str
    expires_on: date | None
    on: date
    issued_in: str | None = None
    in_database: bool | None = None
    foreigner: bool = False

    @property
    def licence(self) -> LicenceClass:
        """The class; raises UnknownClass."""
        return find_class(self.licence_class, self.scheme)


@dataclass(frozen=True)
class Finding:
    """An outcome, the sentence that explains it, and the sources of that step."""

    outcome: Outcome
    explanation: Text
    sources: tuple[Source, ...]


def find(case: Case, rule_set: RuleSet, readings: LatenessReadings) -> Finding:
    """Return what the rule set says about this case."""
    barred = _barred(case, rule_set)
    if barred:
        return barred
    if not case.licence.has_term:
        return _in_time(case, rule_set)
    if case.expires_on is not None:
        return _by_lateness(case, case.expires_on, rule_set, readings)
    if case.reason is Reason.EXPIRED:
        return Finding(Outcome.CLERK, EXPIRED_WITHOUT_DATE, (rule_set.source,))
    return _in_time(case, rule_set)


def _barred(case: Case, rule_set: RuleSet) -> Finding | None:
    """Return what stops the case before its dates matter, if anything does."""
    licence = case.licence
    if licence.becomes_certificate and rule_set.certificate_classes is Outcome.REFUSE:
        return Finding(Outcome.REFUSE, NO_LICENCE_ANY_MORE.with_(code=licence.code), (CLASS_LAW,))
    if licence.scheme is Scheme.NEW and case.on < NEW_SCHEME_STARTS:
        return Finding(Outcome.CLERK, CLASS_NOT_YET.with_(code=licence.code), (CLASS_LAW,))
    # Absent from the database is not yet a refusal, not even for a lost card: the law refuses only
    # who is absent from the issuer's ledger too (Thông tư 12/2025/TT-BCA Điều 21), and that is
    # what the clerk asks the issuer for. It comes before lateness, because a shorter test also
    # presumes a licence on record.
    if case.in_database is False:
        return Finding(Outcome.CLERK, NOT_ON_RECORD, (rule_set.source,))
    return None


def _by_lateness(
    case: Case, expires_on: date, rule_set: RuleSet, readings: LatenessReadings
) -> Finding:
    follows = [
        _follows(rule_set, case.on, first_day_late, months)
        for first_day_late, months in product(_first_days(expires_on, readings), readings.months)
    ]
    outcomes = {outcome for outcome, source in follows}
    sources = tuple(source for outcome, source in follows if source)
    if len(outcomes) > 1:
        explanation = ON_THE_BOUNDARY.with_(expires_on=expires_on)
        return Finding(Outcome.CLERK, explanation, (*sources[:1], readings.source))
    outcome = outcomes.pop()
    if outcome is Outcome.EXCHANGE:
        return _in_time(case, rule_set, late_sources=sources[:1])
    explanation = LATE[outcome].with_(
        code=case.licence.code,
        expires_on=expires_on,
        authority=rule_set.authority,
    )
    return Finding(outcome, explanation, sources[:1])


def _first_days(expires_on: date, readings: LatenessReadings) -> tuple[date, ...]:
    day_after = min(expires_on, LAST_DAY_TO_ADD) + timedelta(days=1)
    days = {LateStart.EXPIRY_DAY: expires_on, LateStart.DAY_AFTER: day_after}
    return tuple(days[start] for start in readings.late_starts)


def _follows(
    rule_set: RuleSet, on: date, first_day_late: date, months: MonthReading
) -> tuple[Outcome, Source | None]:
    """Return what follows in one reading; a licence that is not late is exchanged."""
    if on < first_day_late:
        return Outcome.EXCHANGE, None
    band = next(
        band
        for band in rule_set.late
        if band.until is None or on < band.until.after(first_day_late, months)
    )
    return band.outcome, band.source


def _in_time(case: Case, rule_set: RuleSet, late_sources: tuple[Source, ...] = ()) -> Finding:
    """Return what follows where no test is due: an exchange, or what a lost card asks for."""
    if case.reason is Reason.LOST:
        sources = (*late_sources, rule_set.lost_source)
        return Finding(rule_set.lost, LOST[rule_set.lost], sources)
    if late_sources:
        return Finding(Outcome.EXCHANGE, LATE_BUT_IN_TIME, late_sources)
    if case.reason is Reason.EXPIRED and not case.licence.has_term:
        explanation = NO_TERM.with_(code=case.licence.code)
        return Finding(Outcome.EXCHANGE, explanation, (rule_set.source,))
    if case.reason is Reason.PAPER_TO_PET:
        return Finding(Outcome.EXCHANGE, PAPER_IS_STILL_GOOD, (rule_set.source,))
    explanation = MAY_EXCHANGE.with_(code=case.licence.code)
    return Finding(Outcome.EXCHANGE, explanation, (rule_set.source,))


MAY_EXCHANGE = _("Bằng hạng {code} của anh/chị đổi được qua Zalo ạ.")
NO_TERM = _(
    "Bằng hạng {code} không có thời hạn nên không bao giờ hết hạn; "
    "anh/chị vẫn đổi sang thẻ mới được ạ."
)
# Luật 36/2024/QH15 Điều 62.3 only encourages it: never tell a citizen that it is compulsory.
PAPER_IS_STILL_GOOD = _(
    "Anh/chị đổi bằng giấy sang thẻ PET được ạ. Việc này được khuyến khích chứ không bắt buộc."
)
LATE_BUT_IN_TIME = _("Bằng mới hết hạn, vẫn trong thời gian được đổi mà không phải thi lại ạ.")
NO_LICENCE_ANY_MORE = _(
    "Từ năm 2025 hạng {code} không còn là giấy phép lái xe mà đổi sang chứng chỉ điều khiển "
    "xe máy chuyên dùng, nên không đổi qua Zalo được. "
    "Anh/chị liên hệ bộ phận một cửa để được hướng dẫn ạ."
)
CLASS_NOT_YET = _(
    "Hạng {code} mới có từ 01/01/2025, sau ngày nộp hồ sơ. "
    "Nhân viên sẽ xem lại hạng trên bằng và trả lời anh/chị ạ."
)
NOT_ON_RECORD = _(
    "Chưa tìm thấy bằng của anh/chị trên hệ thống quốc gia. "
    "Nhân viên sẽ hỏi nơi đã cấp bằng để xác minh rồi trả lời anh/chị ạ."
)
EXPIRED_WITHOUT_DATE = _(
    "Em chưa biết bằng hết hạn ngày nào nên chưa rõ anh/chị có phải thi lại không. "
    "Nhân viên sẽ xem và trả lời anh/chị ạ."
)
ON_THE_BOUNDARY = _(
    "Bằng hết hạn ngày {expires_on}, hôm nay sát đúng mốc mà quy định có nhiều cách tính. "
    "Nhân viên sẽ xem và trả lời anh/chị ạ."
)
LATE = {
    Outcome.CLERK: _(
        "Bằng mới hết hạn ngày {expires_on}. Nếu anh/chị không đổi kịp vì ốm đau, thiên tai, "
        "hoả hoạn hay dịch bệnh thì có thể không phải thi lại. "
        "Nhân viên sẽ xem và trả lời anh/chị ạ."
    ),
    Outcome.THEORY_TEST: _(
        "Bằng hạng {code} hết hạn từ {expires_on} nên phải thi lại phần lý thuyết, em chưa đổi qua "
        "Zalo được ạ. Anh/chị đăng ký thi ở {authority} hoặc trung tâm sát hạch giúp em."
    ),
    Outcome.FULL_TEST: _(
        "Bằng hạng {code} hết hạn từ {expires_on}, đã quá một năm, nên phải thi lại cả lý thuyết "
        "và thực hành, em chưa đổi qua Zalo được ạ. "
        "Anh/chị đăng ký thi ở {authority} hoặc trung tâm sát hạch giúp em."
    ),
    Outcome.REFUSE: _("Bằng hết hạn từ {expires_on} nên không đổi được nữa ạ."),
    Outcome.WAIT_TWO_MONTHS: _("Bằng hết hạn từ {expires_on}; phải chờ 02 tháng mới đổi được ạ."),
}
LOST = {
    Outcome.WAIT_TWO_MONTHS: _(
        "Bằng bị mất được cấp lại sau 02 tháng kể từ ngày hồ sơ đầy đủ, "
        "nếu bằng không bị cơ quan nào giữ. Anh/chị không phải thi lại ạ."
    ),
    Outcome.EXCHANGE: _(
        "Bằng bị mất mà còn hạn được cấp lại như thủ tục đổi bằng, không phải chờ thêm ạ."
    ),
    Outcome.CLERK: _("Bằng bị mất: nhân viên sẽ xem và trả lời anh/chị ạ."),
    Outcome.REFUSE: _("Bằng bị mất không cấp lại qua Zalo được ạ."),
    Outcome.THEORY_TEST: _("Bằng bị mất: anh/chị cần thi lại phần lý thuyết ạ."),
    Outcome.FULL_TEST: _("Bằng bị mất: anh/chị cần thi lại cả lý thuyết và thực hành ạ."),
}
