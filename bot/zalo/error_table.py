"""Zalo's error codes as data: each code, what follows from it, and what the desk shows.

Source: platform reference, sections 11.1 (account host), 11.2 (template host), 9.3 (OAuth), which
copy Zalo's appendix `phu-luc/ma-loi`. All arrive with HTTP 200.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.zalo.errors import FOR_A_PERSON, Action, Meaning, NotTaken, ZaloError
from domain.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

BUSY = Meaning(Action.RETRY, _("Zalo đang quá tải, hệ thống sẽ gửi lại."))
FAILED = Meaning(Action.RETRY, _("Zalo báo gửi lỗi, hệ thống sẽ thử lại vài lần."), tries=3)
LAPSED_UPLOAD = Meaning(Action.RETRY, _("Ảnh tải lên Zalo đã hết hạn, cần tải lại."), tries=3)
UNLISTED = Meaning(Action.RETRY, _("Zalo báo một lỗi chưa rõ, hệ thống sẽ thử lại."), tries=3)
BAD_TOKEN = Meaning(Action.TOKEN, _("Khoá truy cập Zalo hết hạn, hệ thống đang lấy khoá mới."))
WRONG_LETTER = Meaning(Action.PERMANENT, _("Zalo không nhận nội dung tin này."))
FORBIDDEN_WORDS = Meaning(Action.PERMANENT, _("Zalo cho rằng tin vi phạm tiêu chuẩn nền tảng."))
TOO_LONG = Meaning(Action.PERMANENT, _("Tin vượt giới hạn của Zalo."))
WRONG_PHONE = Meaning(Action.PERMANENT, _("Số điện thoại không đúng, cần hỏi lại công dân."))
OLD_CALL = Meaning(Action.PERMANENT, _("Zalo đã đóng cách gửi này."))
NOT_OURS = Meaning(Action.PERMANENT, _("Lỗi của một chức năng Zalo mà dịch vụ không dùng."))
NOT_FOLLOWING = Meaning(Action.WINDOW, _("Công dân chưa quan tâm OA nên không nhận được tin."))
BLOCKED = Meaning(Action.WINDOW, _("Công dân đã chặn hoặc hạn chế tin của OA."))
AWAY = Meaning(Action.WINDOW, _("Tài khoản Zalo bị khoá hoặc đã lâu không hoạt động."))
SILENT = Meaning(
    Action.WINDOW, _("Công dân không tương tác với OA trong 7 ngày; chờ họ nhắn hoặc gọi điện.")
)
RECEIVER_FULL = Meaning(Action.WINDOW, _("Công dân đã nhận đủ số tin cho phép."))
NO_ZALO = Meaning(Action.WINDOW, _("Số này không có Zalo hoặc không nhận tin; hãy gọi điện."))
NIGHT = Meaning(Action.DEFER, _("Zalo không nhận loại tin này từ 22 giờ đến 6 giờ."))
OUT_OF_QUOTA = Meaning(Action.QUOTA, _("OA đã hết hạn mức gửi tin."))
NONE_LEFT_TODAY = Meaning(
    Action.QUOTA, _("Hết lượt thông báo mẫu của hôm nay; tin đi vào sáng mai."), tomorrow=True
)
NO_MONEY = Meaning(
    Action.CONFIGURATION,
    _("Tài khoản Zalo Cloud chưa liên kết hoặc hết tiền, tin tính phí bị giữ."),
)
APP_SETUP = Meaning(Action.CONFIGURATION, _("Ứng dụng Zalo chưa được kích hoạt hoặc sai cài đặt."))
OA_SETUP = Meaning(Action.CONFIGURATION, _("OA bị khoá, chưa xác thực hoặc sai cài đặt."))
OA_PACKAGE = Meaning(Action.CONFIGURATION, _("OA cần nâng gói dịch vụ để gửi tin."))
OA_CONSENT = Meaning(Action.CONFIGURATION, _("OA chưa cấp quyền gửi tin cho ứng dụng."))
BAD_PROOF = Meaning(
    Action.CONFIGURATION, _("Sai appsecret_proof: kiểm tra khoá bí mật của ứng dụng.")
)
TEMPLATE_SETUP = Meaning(Action.CONFIGURATION, _("Mẫu tin chưa được duyệt hoặc đã bị khoá."))
TEMPLATE_FIELDS = Meaning(Action.PERMANENT, _("Nội dung điền vào mẫu tin không hợp lệ."))


def _each(meaning: Meaning, *codes: int) -> dict[int, Meaning]:
    return dict.fromkeys(codes, meaning)


ACCOUNT: Mapping[int, Meaning] = {
    **_each(BUSY, -32, -214),
    **_each(LAPSED_UPLOAD, -100),
    **_each(FAILED, -200),
    **_each(BAD_TOKEN, -216, -220),
    **_each(WRONG_LETTER, -201, -202, -233, -249),
    **_each(TOO_LONG, -210),
    **_each(FORBIDDEN_WORDS, -248),
    **_each(OLD_CALL, -240),
    **_each(NOT_OURS, -237, -238, -241, -403, -1340, -1341),
    **_each(NOT_FOLLOWING, -213),
    **_each(BLOCKED, -217, -244),
    **_each(RECEIVER_FULL, -218),
    **_each(AWAY, -222, -227),
    **_each(SILENT, -230, -232, -305, -311),
    **_each(NIGHT, -234),
    **_each(OUT_OF_QUOTA, -211),
    **_each(APP_SETUP, -207, -208, -209, -212, -215, -219),
    **_each(OA_SETUP, -204, -205, -221, -235),
    **_each(OA_CONSENT, -223),
    **_each(OA_PACKAGE, -224),
    **_each(BAD_PROOF, -242),
    **_each(NO_MONEY, -320, -321),
}

TEMPLATE: Mapping[int, Meaning] = {
    **_each(BUSY, -32),
    **_each(FAILED, -100),
    **_each(BAD_TOKEN, -124, -216, -220),
    **_each(APP_SETUP, -101, -102, -103, -104, -105, -138),
    **_each(WRONG_LETTER, -106, -107, -121, -122, -132, -153, -161, -162),
    **_each(WRONG_PHONE, -108),
    **_each(TEMPLATE_FIELDS, -1121, -1122, -1123, -1124, -112, -113, -1131),
    **_each(TEMPLATE_SETUP, -109, -111, -116, -117, -131, -146),
    **_each(NO_ZALO, -110, -114, -118, -119, -139, -140, -141),
    **_each(NO_MONEY, -115),
    **_each(NONE_LEFT_TODAY, -144),
    **_each(OUT_OF_QUOTA, -137, -1441, -147, -1471, -1472),
    **_each(OA_SETUP, -120, -1201, -1202, -125, -135, -1351, -136, -1381, -145),
    **_each(WRONG_LETTER, -123, -126, -127, -128, -129, -142, -143),
    **_each(BAD_PROOF, -1241),
    **_each(NIGHT, -133),
    **_each(NOT_OURS, -148, -149, -150, -151, -152, -158, -159, -160),
}

BY_UID: Mapping[int, Meaning] = {**ACCOUNT, **TEMPLATE}
"""A template sent by user id: the account's host, with the codes of both."""


def meaning_kept(name: str) -> tuple[int | None, Meaning | None]:
    """Return code and meaning of what a letter keeps of its error (`NotTaken -221`), if any."""
    last = name.rpartition(" ")[2]
    if not last.removeprefix("-").isdecimal():
        return None, None
    code = int(last)
    return code, ACCOUNT.get(code) or TEMPLATE.get(code)


def for_a_person(name: str) -> bool:
    """Whether a person must mend what a letter waits for that keeps its error by this name."""
    _code, meaning = meaning_kept(name)
    return meaning is not None and meaning.action in FOR_A_PERSON


def not_taken(code: int, detail: str = "", *, table: Mapping[int, Meaning] = ACCOUNT) -> ZaloError:
    """Return the error that a code means; a code nobody listed is tried three times."""
    return NotTaken(table.get(code, UNLISTED), code=code, detail=detail)
