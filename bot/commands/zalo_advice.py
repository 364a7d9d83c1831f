"""What an operator does about each code with which Zalo refuses the whole account.

The words of `docs/connect-zalo.md`, for `doibang check`. Codes: platform reference, section 11.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.zalo.settings import ZaloSettings
from domain.words import Text, _

CONNECT = _("quản trị viên OA cấp quyền lại: doibang zalo connect.")
VERIFY = _("xác thực OA trên trang quản lý; chưa xác thực thì Zalo không cho gửi tin.")
PACKAGE = _("nâng gói dịch vụ của OA trên trang quản lý, lên gói cho phép dùng API.")
LINK_MONEY = _("liên kết Zalo Cloud Account với OA và nạp tiền; tin trong 48 giờ vẫn miễn phí.")
PERMISSION = _(
    "trang ứng dụng: xin quyền gửi tin, đọc hồ sơ người nhắn và tải ảnh lên; rồi doibang zalo "
    "connect."
)
ACTIVATE = _("trang ứng dụng: xem ZALO_APP_ID, kích hoạt ứng dụng và liên kết với OA.")
ACCOUNT_AWAY = _("trang quản lý OA: xem tài khoản có bị khoá không, ZALO_OA_ID có đúng không.")
QUOTA = _("tin tự đi khi có lượt mới; hết lượt thường xuyên thì mua thêm ở trang quản lý OA.")
BUSY = _("dịch vụ tự chờ sang phút sau; xem ai dùng chung mã.")
PROOF_OFF = _("ứng dụng đòi appsecret_proof: đặt ZALO_APPSECRET_PROOF=1 rồi chạy lại dịch vụ.")
PROOF_WRONG = _("chép lại ZALO_APP_SECRET từ trang ứng dụng rồi chạy lại dịch vụ.")
OTHERWISE = _("xem lại các dòng trên; nếu vẫn vậy, báo người phát triển mã này.")

WRONG_PROOF = frozenset({-242, -1241})
ADVICE: Mapping[int, Text] = {
    -32: BUSY,
    **dict.fromkeys((-115, -320, -321), LINK_MONEY),
    **dict.fromkeys((-124, -216, -220), CONNECT),
    **dict.fromkeys((-211, -137, -144, -147), QUOTA),
    **dict.fromkeys((-204, -205, -235), ACCOUNT_AWAY),
    **dict.fromkeys((-207, -208, -209, -215, -219), ACTIVATE),
    **dict.fromkeys((-212, -223), PERMISSION),
    -221: VERIFY,
    -224: PACKAGE,
}


def advice(code: int | None, settings: ZaloSettings) -> Text:
    """Return what to do about a code."""
    if code in WRONG_PROOF:
        return PROOF_WRONG if settings.appsecret_proof else PROOF_OFF
    return ADVICE.get(code or 0, OTHERWISE)
