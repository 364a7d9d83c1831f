"""What the engine itself says, whatever the form: menu, reminders, confirmations. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.saying import MenuLine
from bot.shape import MOST_BUTTONS, SKIPPED, Form, Question
from bot.talk import Button, Listing, Row, Saying, Talk
from domain.words import Text, _, lines

MENU = "menu"
"""What a talk asks that offers the menu."""
WHO_WE_ARE = _(
    "Em chào anh/chị. Em giúp đổi giấy phép lái xe qua Zalo: anh/chị nhắn tin, bưu cục nộp hồ sơ, "
    "bằng mới về tận nhà."
)
MENU_AGAIN = _("Anh/chị cần việc nào, nhắn số giúp em ạ:")
"""The menu for whom it was put to before: no second greeting."""
HELLO = Text("{hello} {which}").with_(hello=WHO_WE_ARE, which=MENU_AGAIN)
NOT_UNDERSTOOD = _("Em chưa hiểu ý anh/chị ạ.")
STILL_NOT_UNDERSTOOD = _(
    "Em vẫn chưa hiểu, em xin lỗi ạ. Anh/chị nhắn «gặp nhân viên» để có người giúp."
)
AT_YOUR_SERVICE = _("Dạ, khi nào cần anh/chị cứ nhắn em ạ.")
NOTHING_OPEN = _("Anh/chị không có việc nào đang làm dở ạ.")
ASKED_ANEW = _("Em vừa được cập nhật nên xin hỏi lại anh/chị câu này ạ.")
OTHER_KIND = _("Em mới đọc được chữ và ảnh thôi ạ. Anh/chị nhắn chữ hoặc gửi ảnh giúp em.")
WORDS_PLEASE = _("Em nhận được ảnh rồi ạ, nhưng câu này anh/chị nhắn chữ giúp em nhé.")
PICTURE_TOO_EARLY = _(
    "Em nhận được ảnh rồi, nhưng em chưa dùng được vì mình chưa bắt đầu hồ sơ. "
    "Anh/chị chọn một việc dưới đây trước giúp em ạ."
)
TWO_STRIKES = 2
"""Misses after which the example and a person are offered."""
OR_A_PERSON = _("Nếu cần người giúp, anh/chị nhắn «gặp nhân viên» ạ.")
NEVER_MIND = _("Dạ, không sao ạ.")
NOT_CLEAR_YET = _("Em vẫn chưa rõ, em xin lỗi ạ.")
PERSON_OR_LATER = _("Để có người giúp, anh/chị nhắn «gặp nhân viên»; bận thì nhắn «để sau» ạ.")
SHARE_TITLE = _("Chia sẻ thông tin từ Zalo")
SHARE_ASKED = _(
    "Anh/chị bấm vào đây để gửi em tên, số điện thoại và địa chỉ, khỏi phải gõ. "
    "Gõ trả lời em như thường cũng được ạ."
)
REST_NOT_USED = _("Các ảnh sau em chưa dùng; anh/chị gửi lại từ ảnh này giúp em ạ.")
OTHERS_NOT_USED = _("Ảnh còn lại em chưa dùng; cần ảnh nào, lát nữa em sẽ hỏi ạ.")
SHARED = _("Em đã nhận thông tin anh/chị chia sẻ, khi cần em đưa ra để anh/chị xác nhận ạ.")
FILED_IN_ORDER = _(
    "Em xếp các ảnh theo thứ tự dưới đây. Nhầm ảnh nào, anh/chị nhắn «sửa» kèm tên ảnh đó ạ."
)
KEPT_EARLY = _("Em nhận ảnh rồi, em để vào «{label}» ạ. Nhầm thì anh/chị nhắn «sửa» kèm tên ảnh.")
NOTHING_TO_CANCEL = _("Dạ, anh/chị chưa có lịch hẹn chụp ảnh nào để huỷ ạ.")
CLERK_WROTE = _(
    "Nhân viên ghi: {reason}. Chưa rõ thì anh/chị nhắn «gặp nhân viên», có người giải thích ạ."
)
REMINDER = _("Mình làm tiếp ạ. Em đang chờ: {label}.")
IS_HANDED_IN = _("Dạ, hồ sơ em đã nhận rồi ạ.")
WHEN_IT_SUITS = _("{label}: anh/chị chọn giúp em; chưa chọn cũng được, bưu cục sẽ hẹn ạ.")
OFFICE_SETS_IT = _(
    "Dạ, bưu cục sẽ hẹn giờ chụp ảnh rồi nhắn anh/chị ạ. Muốn tự chọn thì anh/chị nhắn «chọn giờ»."
)
FIRST_QUESTION = _("Đây là câu đầu tiên rồi ạ. Muốn dừng, anh/chị nhắn «huỷ».")
NO_APPOINTMENT = _(
    "Anh/chị chưa có lịch hẹn chụp ảnh nào ạ. Anh/chị nhắn «hồ sơ của tôi» để xem hồ sơ đang ở đâu."
)
FINISH_FIRST = _(
    "Để đổi lịch hẹn cũ, anh/chị làm xong hồ sơ này (hoặc nhắn «huỷ») rồi nhắn «đổi lịch» ạ."
)
STOPPED = _("Em đã dừng và xoá những gì anh/chị vừa khai ạ. Khi nào cần, anh/chị nhắn «đổi bằng».")
STOPPED_CORRECTION = _(
    "Em đã dừng sửa ạ. Hồ sơ {code} vẫn chờ bổ sung; khi nào tiện anh/chị nhắn «bổ sung»."
)
ASKED_LATER = _("Dạ, mục «{label}» chưa khai, lát nữa em sẽ hỏi ạ.")
ONLY_SO_MANY = _("Dạ, tới giờ chỉ có {count} mục để sửa ạ.")
NOTHING_TO_EDIT = _("Dạ, chưa có mục nào được khai để sửa ạ.")
STILL_MISSING = _("Dạ, chưa nộp được ạ, hồ sơ còn thiếu:")
ITEM = _("• {label}")
NUMBERED = _("{number}. {title}")
TAP_OR_TYPE = _("Anh/chị bấm một dòng, hoặc nhắn số của dòng đó ạ.")
AND_MORE = _("… và {count} mục nữa.")
NO_CONSENT = _(
    "Dạ, em dừng ở đây và không giữ lại gì ạ. Anh/chị vẫn nộp trực tiếp ở bưu cục được; "
    "khi nào cần anh/chị nhắn «đổi bằng» giúp em ạ."
)
NOTICED = "noticed"
"""The mark of who has just read what we ask leave for, and need not read it twice."""
FULL_WORDS = _("Để chắc chắn, anh/chị nhắn đủ chữ «Đồng ý» giúp em ạ.")
SEAT_KEPT = _("Dạ, em giữ nguyên như cũ ạ. Khi nào muốn đổi, anh/chị nhắn «đổi lịch».")
PICTURE_SENT = _("đã gửi ảnh")
LABELLED = _("{label}: {value}")
SHARED_LINE = _("{first} · {second}")
STANDS_NOW = _("{label} đang ghi: {value} (đúng rồi thì nhắn «giữ nguyên»).")
PICTURE_STANDS = _("Ảnh này anh/chị đã gửi (muốn giữ thì nhắn «giữ nguyên»).")
GOING_ON = _("Dạ, mình làm tiếp ạ.")

PERSON_BUTTON = Button(_("Gặp nhân viên"), "Gặp nhân viên")
NO_ANSWER = Saying(
    _("Câu này em chưa trả lời được ạ. Cần người giúp, anh/chị nhắn «gặp nhân viên»."),
    (PERSON_BUTTON,),
)
KEEP_BUTTON = Button(_("Giữ nguyên"), "Giữ nguyên")


def at_most(buttons: tuple[Button, ...], extra: tuple[Button, ...]) -> tuple[Button, ...]:
    """Return the buttons that fit under one message, the extra ones for sure."""
    return buttons[: MOST_BUTTONS - len(extra)] + extra


def numbered(titles: list[Text | str]) -> Text:
    """Return the titles on lines of their own, numbered from 1."""
    known = enumerate(titles, start=1)
    return lines(*(NUMBERED.with_(number=number, title=title) for number, title in known))


def listed(rows: tuple[Row, ...]) -> Text:
    """Return the rows of a list on lines of their own, numbered from 1."""
    whole = Text("{title}, {below}")
    return numbered([whole.with_(**vars(row)) if row.below else row.title for row in rows])


def menu(choices: tuple[MenuLine, ...], words: Text = HELLO) -> Saying:
    """Return the greeting, or other `words`, with everything that can be done, numbered."""
    rows = tuple(Row(line.title, line.says) for line in choices)
    buttons = tuple(Button(row.title, row.says) for row in rows)
    return Saying(lines(words, listed(rows)), at_most(buttons, ()), Listing(rows, words))


def missed(question: Question | None, strikes: int, why: Text) -> Text:
    """Return what is said to an answer that does not fit: more fully the second time."""
    if strikes < TWO_STRIKES or question is None:
        return why
    example = question.read.example
    if strikes > TWO_STRIKES:
        return lines(NOT_CLEAR_YET, example, PERSON_OR_LATER)
    return lines(*([why] if why != example else []), example, OR_A_PERSON)


def extra_buttons(question: Question, talk: Talk) -> tuple[Button, ...]:
    """Return what is offered beside the choices: a person, or to keep what stands there."""
    if talk.strikes >= TWO_STRIKES:
        return (PERSON_BUTTON,)
    if question.key in talk.reopened and question.key in talk.answers:
        return (KEEP_BUTTON,)
    return ()


def before_question(question: Question, talk: Talk) -> list[Text]:
    """Return what is said before a question: why it is asked again, and what stands there now."""
    said = [talk.why] if talk.why is not None else []
    reasons = [one.reason for one in talk.correcting if one.field == question.key]
    waits = question.key in talk.reopened
    if reasons and waits:
        said.append(_("Nhân viên nhờ anh/chị xem lại: {reason}").with_(reason=reasons[0]))
    value = talk.answers.get(question.key, SKIPPED)
    if waits and value != SKIPPED and question.listed:
        shown = question.read.shown(value, talk.answers)
        if shown != PICTURE_SENT:
            said.append(STANDS_NOW.with_(label=question.label, value=shown))
        elif not reasons:
            said.append(PICTURE_STANDS)
    return said


def listing(form: Form, talk: Talk, beside: Mapping[str, Text] | None = None) -> Text:
    """Return the answers so far, numbered as «sửa …» understands them, to fit a phone's screen.

    `beside` words an item another way, by question key; it knows {value}.
    """
    rows: list[Text] = []
    above = ""
    for number, one in enumerate(form.listed(talk.answers), start=1):
        words = (beside or {}).get(one.key) or one.brief or LABELLED.with_(label=one.label)
        value = one.read.shown(talk.answers[one.key], talk.answers)
        item = NUMBERED.with_(number=number, title=words.with_(value=value))
        if above and one.next_to == above:
            rows[-1] = SHARED_LINE.with_(first=rows[-1], second=item)
        else:
            rows.append(item)
        above = one.key
    return lines(*rows)
