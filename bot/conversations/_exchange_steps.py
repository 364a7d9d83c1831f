"""When a question of the exchange is asked, and words that depend on the answers. Pure."""

from __future__ import annotations

from typing import Any

from bot import phrases
from bot.conversations._exchange_rules import targets
from bot.delivery_questions import card_read
from bot.moves import TICKED
from bot.questions import Address, OneOf, Option
from bot.shape import Answer, Asked, At
from bot.talk import Answers, Button, Said
from bot.understanding.plain import phrase
from domain.rules import default_settings
from domain.words import SOURCE_LANGUAGE, Text, _, lines

CONSENT_VERSION = "2026-11"
"""The version of the notice; a changed notice gets a new one (domain reference 25)."""

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


def consent_notice(at: At) -> Text:
    """Say what is collected, why, for whom and for how long: the days of the rule of today.

    Who has just read it is asked in a word.
    """
    if at.answers.get(phrases.NOTICED):
        return _(
            "Dạ, em làm giúp ạ. Anh/chị xem phần em xin phép ở trên, đồng ý thì nhắn «Đồng ý» "
            "giúp em."
        )
    kept = (at.facts.rules or default_settings()).keeping(at.facts.today)
    return _(
        "Trước khi bắt đầu, em xin phép anh/chị ạ.\n"
        "• Bưu cục thu thông tin và ảnh giấy tờ (căn cước hoặc hộ chiếu, bằng lái, giấy khám sức "
        "khoẻ) chỉ để nộp hồ sơ đổi bằng.\n"
        "• Người nhận: bưu cục và cơ quan công an cấp bằng.\n"
        "• Xong hồ sơ, bưu cục xoá ảnh sau {picture} ngày, tin nhắn sau {talk} ngày, thông tin "
        "sau {dossier} ngày; khai dở thì xoá sau {unfinished} ngày.\n"
        "• Lúc nào anh/chị cũng nhắn được: «xem dữ liệu», «sửa», «xoá dữ liệu», «rút lại đồng ý».\n"
        "Nếu đồng ý, anh/chị nhắn «Đồng ý» giúp em."
    ).with_(
        picture=kept.picture.days,
        talk=kept.talk.days,
        dossier=kept.dossier.days,
        unfinished=kept.unfinished.days,
    )


def card_was_read(answers: Answers) -> bool:
    """Hold when the QR of the card was read."""
    return bool(answers.get("id_read"))


def has_the_card(answers: Answers) -> bool:
    """Hold unless the licence is lost."""
    return answers.get("reason") != "lost"


def needs_health_certificate(answers: Answers) -> bool:
    """Hold where the rules of today ask for it (domain.rules, Thông tư 12/2025 Điều 20)."""
    return bool(answers.get("needs_health"))


def needs_proof(answers: Answers) -> bool:
    """Hold where the rules of today ask for papers that prove a difference."""
    return bool(answers.get("needs_proof"))


def goes_home(answers: Answers) -> bool:
    """Hold when the licence goes to an address."""
    return answers.get("delivery") == "home"


def becomes_something(answers: Answers) -> bool:
    """Hold where the class has a successor to exchange for."""
    return bool(_targets(answers))


def chooses_a_time(answers: Answers) -> bool:
    """Hold where a time was chosen before, or a clerk asks for another.

    Everybody else is asked once the dossier is handed in (decision 10).
    """
    return "slot_at" in answers or "slot" in answers.get(TICKED, ())


def _targets(answers: Answers) -> tuple[str, ...]:
    code, scheme = answers.get("licence_class"), answers.get("licence_scheme")
    return targets(str(code), str(scheme)) if code and scheme else ()


def other_target(answers: Answers) -> tuple[str, str, Button] | None:
    """Return the key, the value and the one tap of the other class that the law gives."""
    others = [code for code in _targets(answers) if code != answers.get("target_class")]
    if not others:
        return None
    title = _("Đổi sang hạng {code}").with_(code=others[0])
    return "target_class", others[0], Button(title, str(title))


def other_target_beside(answers: Answers) -> dict[str, Text]:
    """Word the line of the new class so that the choice is seen, where there is one."""
    other = other_target(answers)
    if other is None:
        return {}
    told = _("Đổi sang hạng {value} (hoặc {other})").with_(other=other[1])
    return {other[0]: told}


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


def card_picture(at: At) -> Text:
    """Ask for the card, and say that every other picture may come along."""
    card = _(
        "Anh/chị chụp mặt có mã QR của thẻ căn cước rồi gửi em ạ. "
        "Không tiện chụp thì nhắn số căn cước 12 số."
    )
    if at.answers.get("filed_for"):
        card = _(
            "Anh/chị chụp mặt có mã QR trên thẻ căn cước của người có bằng rồi gửi em ạ. "
            "Không tiện chụp thì nhắn số căn cước 12 số của người đó."
        )
    if at.answers.get("known_right") == "yes" and at.answers.get("citizen_id"):
        card = _(
            "Em không còn giữ ảnh căn cước nào, nên anh/chị chụp mặt có mã QR rồi gửi em ạ. "
            "Không tiện thì nhắn «không chụp»."
        )
    elif at.talk.language != SOURCE_LANGUAGE:
        card = _(
            "Anh/chị chụp mặt có mã QR của thẻ căn cước rồi gửi em ạ. Không tiện chụp thì nhắn số "
            "căn cước 12 số; người nước ngoài thì nhắn «hộ chiếu»."
        )
    along = ALL_AT_ONCE.get((has_the_card(at.answers), needs_health_certificate(at.answers)))
    return card if along is None or "licence_front" in at.answers else lines(card, along)


ALL_AT_ONCE = {
    (True, True): _(
        "Gửi luôn một lượt 4 ảnh cũng được: căn cước, bằng lái mặt trước, mặt sau, giấy khám sức "
        "khoẻ."
    ),
    (True, False): _("Gửi luôn một lượt 3 ảnh cũng được: căn cước, bằng lái mặt trước, mặt sau."),
}
"""What may be sent along, by whether there is a licence and whether it needs a certificate."""


def what_the_licence_says(at: At) -> Text:
    """Ask for all that has to be copied off the card, in one go; who lost it tells what they know.

    Who mends the class is asked no more than that and the day it goes with.
    """
    if "licence_number" in at.answers:
        return _("Bằng hạng gì, có giá trị đến ngày nào ạ? Ví dụ: B2, 15/08/2027.")
    if not at.answers.get("reason"):
        return _(
            "Anh/chị nhìn bằng rồi nhắn giúp em: hạng gì, có giá trị đến ngày nào, số bằng, ngày "
            "cấp. Ví dụ: B2, 15/08/2027, 640123456789, 15/08/2017. Bằng mất, hỏng, sai thì nhắn "
            "thêm ạ."
        )
    if has_the_card(at.answers):
        return _(
            "Anh/chị nhìn bằng rồi nhắn giúp em: hạng gì, có giá trị đến ngày nào, số bằng, ngày "
            "cấp. Ví dụ: B2, 15/08/2027, 640123456789, 15/08/2017. Nhắn từng phần cũng được ạ."
        )
    return _(
        "Bằng bị mất là hạng gì ạ? Nhớ số bằng, ngày cấp, ngày hết hạn thì nhắn luôn, không nhớ "
        "cũng không sao. Ví dụ: B2, 15/08/2027, 640123456789, 15/08/2017."
    )


def number_and_issue(at: At) -> Text:
    """Ask for what stands on the card; who has lost it may not remember."""
    if has_the_card(at.answers):
        return _(
            "Số giấy phép lái xe (12 số) và ngày cấp ghi trên bằng ạ? "
            "Ví dụ: 640123456789, 15/08/2017."
        )
    return _(
        "Anh/chị còn nhớ số bằng lái (12 số) và ngày cấp không ạ? "
        "Ví dụ: 640123456789, 15/08/2017. Không nhớ thì nhắn «không nhớ»."
    )


def licence_pictures(at: At) -> Text:
    """Ask for all pictures that are still to come, in one go."""
    health = needs_health_certificate(at.answers) and "health_certificate" not in at.answers
    if at.answers.get("licence_front") or at.answers.get("licence_back"):
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
        _("Thông tin này đúng chưa ạ? Anh/chị chọn một dòng giúp em.")
        if at.answers.get("phone")
        else _(
            "Thông tin này đúng chưa ạ? Anh/chị chọn một dòng, nhắn kèm số điện thoại để bưu tá "
            "gọi, ví dụ: 1, 0905 123 456."
        ),
    )


def where_to(at: At) -> Text:
    """Ask where the licence goes, and for the phone along where it is not known."""
    if at.answers.get("phone"):
        return _("Anh/chị muốn nhận bằng mới ở đâu ạ?")
    return _(
        "Anh/chị muốn nhận bằng mới ở đâu ạ? Nhắn kèm số điện thoại để bưu tá gọi, "
        "ví dụ: 1, 0905 123 456."
    )


def home_address(at: At) -> Text:
    """Ask where to; a residence that is known is one tap."""
    home = at.answers.get("residence")
    if not home:
        return _("Anh/chị cho em địa chỉ nhận bằng: số nhà, xã/phường, tỉnh ạ.")
    return _("Gửi bằng về địa chỉ nào ạ? Nhắn «1» nếu về {address}, hoặc nhắn địa chỉ khác.").with_(
        address=home
    )


TO_RESIDENCE = frozenset({"1", "dung", "dung roi", "co", "nhu tren", "dia chi tren", "vang", "da"})


class HomeAddress(Address):
    """The address for the parcel; «1» or a yes takes the residence."""

    def read(self, said: Said, at: At) -> Answer:
        """Return the address."""
        home = at.answers.get("residence")
        words = phrase(getattr(said, "text", ""))
        if home and words in TO_RESIDENCE:
            return Answer({at.key: home})
        return super().read(said, at)

    def asked(self, at: At) -> Asked:
        """Offer the residence as one tap."""
        home = at.answers.get("residence")
        return Asked(buttons=(Button(_("Địa chỉ trên căn cước"), "1"),)) if home else Asked()

    def shown(self, value: Any, answers: Answers) -> Text | str:
        """Show the address, or in four words that it is the residence, which is read there."""
        return _("theo nơi cư trú") if value == answers.get("residence") else str(value)
