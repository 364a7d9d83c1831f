"""The exchange of a driving licence: what is asked, in which order, and why it is known already."""

from __future__ import annotations

from collections.abc import Mapping

from bot import phrases
from bot.card_questions import CardRight, CitizenCard, CitizenNumber, Delivery, card_read
from bot.closing_questions import Seat, Summary
from bot.conversations._exchange_rules import WORKS_OUT, explains, targets, thinks
from bot.licence_questions import (
    ClassAndExpiry,
    ExpiryDay,
    IssueDay,
    NumberAndIssue,
    class_in,
    expiry_in,
)
from bot.questions import PHONE, Address, Consent, Day, Name, OneOf, Option, Photo
from bot.shape import Answer, Asked, At, Form, MenuLine, Question
from bot.talk import Answers, Button, ConsentGiven, Effect, Facts, HandIn, Said, Talk, Unclear
from bot.understanding.intents import intent
from bot.understanding.plain import phrase
from domain.words import Text, _, lines

CONSENT_VERSION = "2026-07"
"""The version of CONSENT_NOTICE; a changed notice gets a new one (domain reference 25)."""

CONSENT_NOTICE = _(
    "Trước khi bắt đầu, em xin phép anh/chị ạ.\n"
    "• Bưu cục thu thông tin và ảnh giấy tờ (căn cước, bằng lái, giấy khám sức khoẻ) chỉ để nộp hồ "
    "sơ đổi bằng.\n"
    "• Người nhận: bưu cục và cơ quan công an cấp bằng.\n"
    "• Ảnh được xoá 30 ngày sau khi trả kết quả.\n"
    "• Anh/chị có quyền xem, sửa, xoá, rút lại đồng ý: nhắn «gặp nhân viên».\n"
    "Nếu đồng ý, anh/chị nhắn «Đồng ý» giúp em."
)

REASONS = (
    Option("expiring", _("Bằng sắp hết hạn"), ("sap het han", "gan het han", "sap het", "den han", "gia han", "con han")),
    Option("expired", _("Bằng đã hết hạn"), ("da het han", "het han roi", "qua han", "het han", "bi het han")),
    Option("damaged", _("Bằng bị hỏng, mờ"), ("hong", "bi hong", "gay", "rach", "mo", "hu", "bi mo", "bi gay", "bi hu")),
    Option("lost", _("Bằng bị mất"), ("mat", "bi mat", "lam mat", "that lac", "roi mat", "mat roi", "cap lai")),
    Option("wrong_data", _("Thông tin trên bằng bị sai"), ("sai thong tin", "sai ten", "sai ngay sinh", "thong tin sai", "doi thong tin", "sai", "khong khop")),
    Option("paper_to_pet", _("Đổi bằng giấy sang thẻ PET"), ("the pet", "pet", "bang giay", "bia giay", "giay sang the", "giay sang pet", "the nhua")),
)  # fmt: skip
REASON_OF_INTENT = {"lost": "lost", "damaged": "damaged", "change_info": "wrong_data"}

CARD_FIELDS: tuple[tuple[str, Text], ...] = (
    ("citizen_id", _("Số căn cước")),
    ("full_name", _("Họ và tên")),
    ("birth_date", _("Ngày sinh")),
    ("sex", _("Giới tính")),
    ("residence", _("Nơi cư trú")),
)
LABELS = dict(CARD_FIELDS)
SCHEMES = (
    Option("old", _("Cấp trước ngày 01/01/2025"), ("truoc 2025", "cu", "hang cu", "truoc")),
    Option("new", _("Cấp từ ngày 01/01/2025"), ("tu 2025", "moi", "hang moi", "sau 2025")),
)
SEXES = (
    Option("male", _("Nam"), ("trai", "dan ong")),
    Option("female", _("Nữ"), ("gai", "dan ba")),
)


def typed_card(answers: Answers) -> bool:
    """Hold when the card was not read, so that the citizen types what it says."""
    return not answers.get("id_read")


def card_was_read(answers: Answers) -> bool:
    """Hold when the QR of the card was read."""
    return bool(answers.get("id_read"))


def has_the_card(answers: Answers) -> bool:
    """Hold unless the licence is lost."""
    return answers.get("reason") != "lost"


def needs_health_certificate(answers: Answers) -> bool:
    """Hold where the rules of today ask for it (domain.rules, Thông tư 12/2025 Điều 20)."""
    return bool(answers.get("needs_health"))


def goes_home(answers: Answers) -> bool:
    """Hold when the licence goes to an address."""
    return answers.get("delivery") == "home"


def becomes_something(answers: Answers) -> bool:
    """Hold where the class has a successor to exchange for."""
    return bool(_targets(answers))


def _targets(answers: Answers) -> tuple[str, ...]:
    code, scheme = answers.get("licence_class"), answers.get("licence_scheme")
    return targets(str(code), str(scheme)) if code and scheme else ()


class TargetClass(OneOf):
    """The new class: the first that the law gives, or the other where it leaves a choice."""

    def read(self, said: Said, at: At) -> Answer:
        """Return one of the classes that the law allows."""
        return self._choices(at).read(said, at)

    def asked(self, at: At) -> Asked:
        """Offer the classes that the law allows."""
        return self._choices(at).asked(at)

    def _choices(self, at: At) -> OneOf:
        codes = _targets(at.answers)
        return OneOf(options=tuple(Option(code, Text(code)) for code in codes))


def licence_pictures(at: At) -> Text:
    """Ask for all pictures that are still to come, in one go."""
    health = needs_health_certificate(at.answers) and "health_certificate" not in at.answers
    if at.answers.get("licence_front"):
        return _("Anh/chị gửi ảnh mặt trước bằng lái giúp em ạ.")
    if health:
        return _(
            "Anh/chị gửi giúp em 3 ảnh theo thứ tự: mặt trước bằng lái, mặt sau, giấy khám sức "
            "khoẻ. Gửi một lượt hay từng ảnh đều được ạ."
        )
    return _(
        "Anh/chị gửi giúp em 2 ảnh theo thứ tự: mặt trước rồi mặt sau bằng lái. "
        "Gửi một lượt hay từng ảnh đều được ạ."
    )


def is_the_card_right(at: At) -> Text:
    """Show what the QR said and ask whether it holds."""
    return lines(
        _("Em đọc được từ mã QR của căn cước:"),
        *card_read(at, CARD_FIELDS),
        _("Thông tin này đúng và gửi bằng mới về địa chỉ trên luôn ạ?"),
    )


def summary(at: At) -> Text:
    """Show every answer, numbered, and how to mend or hand in."""
    return lines(
        _("Anh/chị xem lại giúp em:"),
        phrases.listing(FORM, at.talk),
        _("Đúng hết thì nhắn «nộp hồ sơ». Sai mục nào, nhắn số của mục đó, ví dụ: 5."),
    )


def home_address(at: At) -> Text:
    """Ask where to; a residence that is known is one tap."""
    home = at.answers.get("residence")
    if not home:
        return _("Anh/chị cho em địa chỉ nhận bằng: số nhà, xã/phường, tỉnh ạ.")
    return _("Gửi bằng về địa chỉ nào ạ? Nhắn «1» nếu về {address}, hoặc nhắn địa chỉ khác.").with_(
        address=home
    )


class HomeAddress(Address):
    """The address for the parcel; «1» or a yes takes the residence."""

    def read(self, said: Said, at: At) -> Answer:
        """Return the address."""
        home = at.answers.get("residence")
        words = phrase(getattr(said, "text", ""))
        if home and words in {
            "1",
            "dung",
            "dung roi",
            "co",
            "nhu tren",
            "dia chi tren",
            "vang",
            "da",
        }:
            return Answer({at.key: home})
        return super().read(said, at)

    def asked(self, at: At) -> Asked:
        """Offer the residence as one tap."""
        home = at.answers.get("residence")
        return Asked(buttons=(Button(_("Địa chỉ trên căn cước"), "1"),)) if home else Asked()


def begins(text: str, _facts: Facts) -> Answers:
    """Return the reason, class and expiry that the opening words told along."""
    said = phrase(text)
    found: dict[str, str] = {}
    for option in REASONS:
        if said == phrase(str(option.title)) or f" {option.ways[0]} " in f" {said} ":
            found.setdefault("reason", option.value)
    reason = REASON_OF_INTENT.get(intent(text) or "")
    if reason is None and " het han " in f" {said} " and " sap " not in f" {said} ":
        reason = "expired" if " da het han " in f" {said} " else None
    if reason:
        found.setdefault("reason", reason)
    return {**found, **_licence_in(text, _facts)}


def _licence_in(text: str, facts: Facts) -> dict[str, str]:
    try:
        code = class_in(text)
    except Unclear:
        return {}
    if not any(letter.isdigit() for letter in code):
        return {}  # one letter in a sentence may be a word
    expiry = expiry_in(text, code, facts.today)
    return {"licence_class": code, **({"licence_expires_on": expiry} if expiry else {})}


def hands_in(talk: Talk, answers: Answers, sources: Mapping[str, str]) -> tuple[Effect, ...]:
    """Hand in the answers of the path."""
    return (HandIn("exchange", answers, sources, talk.dossier),)


def _listed(talk: Talk) -> tuple[Question, ...]:
    return FORM.listed(talk.answers)


QUESTIONS = (
    Question(
        key="consent",
        label=_("Đồng ý"),
        ask=CONSENT_NOTICE,
        read=Consent(version=CONSENT_VERSION, effect=ConsentGiven),
        listed=False,
    ),
    Question(
        key="reason",
        label=_("Lý do đổi"),
        ask=_("Anh/chị đổi bằng vì lý do nào ạ?"),
        read=OneOf(options=REASONS),
    ),
    Question(
        key="licence_class",
        label=_("Hạng bằng"),
        ask=_(
            "Bằng của anh/chị hạng gì, có giá trị đến ngày nào ạ? Nhắn một lượt được luôn, "
            "ví dụ: B2, 15/08/2027."
        ),
        read=ClassAndExpiry(),
        also=("hang", "hang xe"),
    ),
    Question(
        key="licence_expires_on",
        label=_("Ngày hết hạn"),
        ask=_(
            "Bằng có giá trị đến ngày nào ạ? Nếu trên bằng ghi «Không thời hạn», "
            "anh/chị nhắn «không thời hạn»."
        ),
        read=ExpiryDay(),
        also=("han", "co gia tri den", "het han"),
    ),
    Question(
        key="licence_scheme",
        label=_("Loại hạng"),
        ask=_("Bằng được cấp trước hay từ ngày 01/01/2025 ạ?"),
        read=OneOf(options=SCHEMES),
        listed=False,
    ),
    Question(
        key="target_class",
        label=_("Đổi sang hạng"),
        ask=_("Anh/chị muốn đổi sang hạng nào ạ?"),
        read=TargetClass(options=()),
        when=becomes_something,
        also=("hang moi",),
    ),
    Question(
        key="id_picture",
        label=_("Ảnh căn cước"),
        ask=_(
            "Anh/chị chụp mặt có mã QR của thẻ căn cước rồi gửi em ạ. "
            "Không tiện chụp thì nhắn số căn cước 12 số."
        ),
        read=CitizenCard(),
        also=("anh cccd", "anh can cuoc"),
    ),
    Question(
        key="citizen_id",
        label=LABELS["citizen_id"],
        ask=_("Anh/chị nhắn số căn cước 12 số giúp em ạ."),
        read=CitizenNumber(),
        also=("cccd", "so cccd", "can cuoc"),
    ),
    Question(
        key="full_name",
        label=LABELS["full_name"],
        ask=_("Họ và tên đầy đủ của anh/chị như trên căn cước ạ?"),
        read=Name(),
        also=("ten", "ho ten"),
    ),
    Question(
        key="birth_date",
        label=LABELS["birth_date"],
        ask=_("Ngày, tháng, năm sinh của anh/chị ạ? Ví dụ: 05/03/1990."),
        read=Day(field="birth"),
        also=("nam sinh", "sinh nhat"),
    ),
    Question(
        key="sex",
        label=LABELS["sex"],
        ask=_("Giới tính ghi trên căn cước là gì ạ?"),
        read=OneOf(options=SEXES),
    ),
    Question(
        key="residence",
        label=LABELS["residence"],
        ask=_(
            "Nơi cư trú ghi trên căn cước của anh/chị ạ? Ví dụ: 12 Lê Lợi, phường Pleiku, Gia Lai."
        ),
        read=Address(),
        also=("thuong tru", "noi o"),
    ),
    Question(
        key="card_right",
        label=_("xác nhận thông tin căn cước"),
        ask=is_the_card_right,
        read=CardRight(fields=CARD_FIELDS),
        when=card_was_read,
        listed=False,
        kept=False,
    ),
    Question(
        key="delivery",
        label=_("Nhận bằng"),
        ask=_("Anh/chị muốn nhận bằng mới ở đâu ạ?"),
        read=Delivery(),
        also=("noi nhan", "cach nhan"),
    ),
    Question(
        key="address",
        label=_("Địa chỉ nhận"),
        ask=home_address,
        read=HomeAddress(),
        when=goes_home,
        also=("dia chi", "dia chi giao"),
    ),
    Question(
        key="licence_front",
        label=_("Ảnh mặt trước bằng lái"),
        ask=licence_pictures,
        read=Photo(of=_("mặt trước bằng lái")),
        when=has_the_card,
        also=("anh mat truoc", "mat truoc"),
    ),
    Question(
        key="licence_back",
        label=_("Ảnh mặt sau bằng lái"),
        ask=_("Em nhận được mặt trước rồi. Anh/chị gửi ảnh mặt sau bằng lái ạ."),
        read=Photo(of=_("mặt sau bằng lái")),
        when=has_the_card,
        also=("anh mat sau", "mat sau"),
    ),
    Question(
        key="health_certificate",
        label=_("Giấy khám sức khoẻ"),
        ask=_("Anh/chị gửi ảnh giấy khám sức khoẻ lái xe giúp em ạ."),
        read=Photo(of=_("giấy khám sức khoẻ")),
        when=needs_health_certificate,
        also=("giay kham", "anh giay kham"),
    ),
    Question(
        key="licence_number",
        label=_("Số bằng lái"),
        ask=_(
            "Số giấy phép lái xe (12 số) và ngày cấp ghi trên bằng ạ? "
            "Ví dụ: 640123456789, 15/08/2017."
        ),
        read=NumberAndIssue(),
        also=("so bang", "so gplx", "so giay phep"),
    ),
    Question(
        key="licence_issued_on",
        label=_("Ngày cấp"),
        ask=_("Bằng được cấp ngày nào ạ? Ngày này ở mặt trước, dưới nơi cấp."),
        read=IssueDay(example=_("Ví dụ: 15/08/2017.")),
    ),
    Question(
        key="phone",
        label=_("Số điện thoại"),
        ask=_("Số điện thoại để bưu tá gọi khi giao bằng ạ?"),
        read=PHONE,
        also=("sdt", "so dt", "dien thoai"),
    ),
    Question(
        key="slot",
        label=_("Giờ chụp ảnh"),
        ask=_("Anh/chị cần đến bưu cục một lần để chụp ảnh. Giờ nào tiện ạ?"),
        read=Seat(),
        needs=frozenset({"free_slots"}),
        also=("lich chup", "lich", "gio hen", "lich hen"),
    ),
    Question(
        key="hand_in",
        label=_("xem lại và nộp hồ sơ"),
        ask=summary,
        read=Summary(lists=_listed),
        listed=False,
        kept=False,
    ),
)

FORM = Form(
    key="exchange",
    title=_("Đổi giấy phép lái xe"),
    opened_by=(
        "renew", "lost", "damaged", "change_info", "eligibility", "đổi bằng", "đổi bằng lái",
        *(str(option.title) for option in REASONS),
    ),
    questions=QUESTIONS,
    finishes=hands_in,
    menu=(
        *(MenuLine(option.title, str(option.title)) for option in REASONS),
        MenuLine(_("Hồ sơ của tôi tới đâu rồi"), "hồ sơ của tôi"),
        MenuLine(_("Gặp nhân viên"), "gặp nhân viên"),
    ),
    begins=begins,
    thinks=thinks,
    explains=explains,
    works_out=WORKS_OUT,
)  # fmt: skip
