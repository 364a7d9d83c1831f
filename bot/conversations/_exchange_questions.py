"""The questions of every procedure that gives a new card for an old one; a form chooses. Pure."""

from __future__ import annotations

from collections.abc import Callable

from bot import phrases
from bot.card_questions import CitizenCard, CitizenNumber
from bot.closing_questions import Summary
from bot.conversations import _exchange_foreigners as foreigners
from bot.conversations import _exchange_people as people
from bot.conversations import _exchange_steps as steps
from bot.conversations._exchange_reasons import REASONS, reason_along
from bot.delivery_questions import CardRight, Delivery
from bot.licence_questions import ClassAndExpiry, ExpiryDay, IssueDay, NumberAndIssue
from bot.picture_questions import Photo
from bot.questions import PHONE, Address, Consent, Day, Name, OneOf
from bot.seat_questions import Seat
from bot.shape import At, Form, Question
from bot.talk import ConsentGiven
from domain.words import Text, _, lines

OPENING = (
    Question(
        key="consent",
        label=_("lời đồng ý của anh/chị"),
        ask=steps.consent_notice,
        read=Consent(version=steps.CONSENT_VERSION, effect=ConsentGiven),
        listed=False,
    ),
    *people.SOMEBODY_ELSE,
)

LICENCE = (
    Question(
        key="licence_class",
        label=_("Hạng bằng"),
        ask=steps.what_the_licence_says,
        read=ClassAndExpiry(along=reason_along),
        brief=_("Hạng {value}"),
        resets=("target_class",),
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
        brief=_("Hạn: {value}"),
        next_to="licence_class",
    ),
    Question(
        key="licence_scheme",
        label=_("Loại hạng"),
        ask=_("Bằng được cấp trước hay từ ngày 01/01/2025 ạ?"),
        read=OneOf(options=steps.SCHEMES),
        listed=False,
    ),
    Question(
        key="target_class",
        label=_("Đổi sang hạng"),
        ask=_("Anh/chị muốn đổi sang hạng nào ạ?"),
        read=steps.TargetClass(options=()),
        when=steps.becomes_something,
        also=("hang moi",),
        brief=_("Đổi sang hạng {value}"),
    ),
    Question(
        key="reason",
        label=_("Lý do đổi"),
        ask=_("Anh/chị đổi bằng vì lý do nào ạ?"),
        read=OneOf(options=REASONS),
        also=("ly do",),
        brief=_("Lý do: {value}"),
    ),
)

CITIZEN = (
    *people.KNOWN_BEFORE,
    *foreigners.PASSPORT,
    Question(
        key="id_picture",
        label=_("Ảnh căn cước"),
        ask=steps.card_picture,
        read=CitizenCard(),
        when=foreigners.has_a_card,
        resets=("card_right",),
        also=("anh cccd", "anh can cuoc"),
        brief=_("Ảnh căn cước ✓"),
    ),
    Question(
        key="citizen_id",
        label=steps.LABELS["citizen_id"],
        ask=_("Anh/chị nhắn số căn cước 12 số giúp em ạ."),
        read=CitizenNumber(),
        when=foreigners.has_a_card,
        also=("cccd", "so cccd", "can cuoc"),
        next_to="id_picture",
    ),
    Question(
        key="full_name",
        label=steps.LABELS["full_name"],
        ask=foreigners.worded(
            people.of_whom(
                _("Họ và tên đầy đủ của anh/chị như trên căn cước ạ?"),
                _("Họ và tên đầy đủ của người có bằng, như trên căn cước ạ?"),
            ),
            _("Họ và tên đầy đủ như trên hộ chiếu ạ?"),
        ),
        read=Name(),
        also=("ten", "ho ten", "name"),
    ),
    Question(
        key="birth_date",
        label=steps.LABELS["birth_date"],
        ask=people.of_whom(
            _("Ngày, tháng, năm sinh của anh/chị ạ? Ví dụ: 05/03/1990."),
            _("Ngày, tháng, năm sinh của người có bằng ạ? Ví dụ: 05/03/1990."),
        ),
        read=Day(field="birth"),
        also=("nam sinh", "sinh nhat", "birthday"),
        brief=_("Sinh ngày {value}"),
    ),
    Question(
        key="sex",
        label=steps.LABELS["sex"],
        ask=foreigners.worded(
            _("Giới tính ghi trên căn cước là gì ạ?"), _("Giới tính ghi trong hộ chiếu là gì ạ?")
        ),
        read=OneOf(options=steps.SEXES),
        brief=Text("{value}"),
        next_to="birth_date",
    ),
    Question(
        key="residence",
        label=steps.LABELS["residence"],
        ask=foreigners.worded(
            people.of_whom(
                _(
                    "Nơi cư trú ghi trên căn cước của anh/chị ạ? "
                    "Ví dụ: 12 Lê Lợi, phường Pleiku, Gia Lai."
                ),
                _(
                    "Nơi cư trú ghi trên căn cước của người có bằng ạ? "
                    "Ví dụ: 12 Lê Lợi, phường Pleiku, Gia Lai."
                ),
            ),
            _("Địa chỉ đang ở tại Việt Nam ạ? Ví dụ: 12 Lê Lợi, phường Pleiku, Gia Lai."),
        ),
        read=Address(followed_by="address"),
        also=("thuong tru", "noi o"),
        nearly=("dia chi", "address"),
    ),
    Question(
        key="card_right",
        label=_("xác nhận thông tin căn cước"),
        ask=steps.is_the_card_right,
        read=CardRight(fields=steps.CARD_FIELDS),
        when=steps.card_was_read,
        listed=False,
        kept=False,
    ),
)

DELIVERY = (
    Question(
        key="delivery",
        label=_("Nhận bằng"),
        ask=steps.where_to,
        read=Delivery(),
        also=("noi nhan", "cach nhan"),
    ),
    Question(
        key="address",
        label=_("Địa chỉ nhận"),
        ask=steps.home_address,
        read=steps.HomeAddress(),
        when=steps.goes_home,
        also=("dia chi", "dia chi giao", "address"),
    ),
)

CARD_PICTURES = (
    Question(
        key="licence_front",
        label=_("Ảnh mặt trước bằng lái"),
        ask=steps.licence_pictures,
        read=Photo(of=_("mặt trước bằng lái"), coded_side="licence_back"),
        when=steps.has_the_card,
        also=("anh mat truoc", "mat truoc"),
        brief=_("Ảnh mặt trước ✓"),
    ),
    Question(
        key="licence_back",
        label=_("Ảnh mặt sau bằng lái"),
        ask=_("Em nhận được mặt trước rồi. Anh/chị gửi ảnh mặt sau bằng lái ạ."),
        read=Photo(of=_("mặt sau bằng lái")),
        when=steps.has_the_card,
        also=("anh mat sau", "mat sau"),
        brief=_("Ảnh mặt sau ✓"),
        next_to="licence_front",
    ),
)

HEALTH = (
    Question(
        key="health_certificate",
        label=_("Giấy khám sức khoẻ"),
        ask=_("Anh/chị gửi ảnh giấy khám sức khoẻ lái xe giúp em ạ."),
        read=Photo(of=_("giấy khám sức khoẻ")),
        when=steps.needs_health_certificate,
        also=("giay kham", "anh giay kham"),
        brief=_("Giấy khám ✓"),
        next_to="licence_back",
    ),
)

NUMBER = (
    Question(
        key="licence_number",
        label=_("Số bằng lái"),
        ask=steps.number_and_issue,
        read=NumberAndIssue(),
        also=("so bang", "so gplx", "so giay phep"),
    ),
    Question(
        key="licence_issued_on",
        label=_("Ngày cấp"),
        ask=_("Bằng được cấp ngày nào ạ? Ngày này ở mặt trước, dưới nơi cấp."),
        read=IssueDay(example=_("Ngày cấp ở mặt trước bằng, dưới nơi cấp.")),
    ),
)

MEETING = (
    Question(
        key="phone",
        label=_("Số điện thoại"),
        ask=_("Số điện thoại để bưu tá gọi khi giao bằng ạ?"),
        read=PHONE,
        also=("sdt", "so dt", "dien thoai", "phone number"),
    ),
    Question(
        key="slot",
        label=_("Giờ chụp ảnh"),
        ask=_("Anh/chị cần đến bưu cục một lần để chụp ảnh. Giờ nào tiện ạ?"),
        read=Seat(),
        when=steps.chooses_a_time,
        needs=frozenset({"free_slots"}),
        also=("lich chup", "lich", "gio hen", "lich hen"),
    ),
)


def hand_in(form: Callable[[], Form]) -> Question:
    """Return the last question of a form: every answer, numbered, to mend or to hand in."""

    def summary(at: At) -> Text:
        return lines(
            _("Anh/chị xem lại giúp em:"),
            phrases.listing(form(), at.talk, steps.other_target_beside(at.answers)),
            _("Đúng hết thì nhắn «nộp hồ sơ». Sai thì nhắn số của mục, ví dụ: 5."),
        )

    return Question(
        key="hand_in",
        label=_("xem lại và nộp hồ sơ"),
        ask=summary,
        read=Summary(lists=lambda talk: form().listed(talk.answers), quick=steps.other_target),
        listed=False,
        kept=False,
    )
