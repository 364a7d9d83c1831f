"""Ready-made reasons for sending back and for refusing; a clerk may always write their own."""

from __future__ import annotations

from desk.fields import PICTURES
from domain.words import Text, _

FOR_PICTURES = (
    _("Ảnh mờ, không đọc được chữ"),
    _("Ảnh bị loá hoặc quá tối"),
    _("Ảnh bị mất góc giấy tờ"),
    _("Chụp sai mặt giấy tờ"),
    _("Không phải giấy tờ này"),
    _("Giấy tờ của người khác"),
    _("Thiếu ảnh"),
)
FOR_WORDS = (
    _("Không khớp với giấy tờ"),
    _("Thiếu dấu tiếng Việt"),
    _("Gõ thiếu hoặc thừa số"),
    _("Ghi chưa đủ"),
)
FOR_REFUSING = (
    _("Bằng quân đội hoặc công an, phải làm thủ tục khác tại nơi tiếp nhận trực tiếp"),
    _("Bằng nước ngoài, phải làm thủ tục khác tại nơi tiếp nhận trực tiếp"),
    _("Bằng đang bị tước hoặc tạm giữ, anh/chị giải quyết xong rồi nộp lại"),
    _("Bằng quá hạn, phải sát hạch lại"),
    _("Không tìm thấy bằng trong sổ của nơi cấp"),
    _("Giấy tờ không phải của người nộp"),
)


def reasons_for(key: str) -> tuple[Text, ...]:
    """Return the usual reasons to send this field back."""
    return FOR_PICTURES if key in PICTURES else FOR_WORDS
