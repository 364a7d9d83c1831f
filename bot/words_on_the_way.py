"""Answers to what people ask between two questions, where no form knows better. Pure."""

from __future__ import annotations

from domain.words import Text, _

EXPLANATIONS: dict[str, Text] = {
    "fee": _("Lệ phí nộp theo biên lai của cơ quan cấp bằng, cước bưu điện tính riêng ạ."),
    "documents": _(
        "Anh/chị chuẩn bị căn cước, bằng lái hiện có, và giấy khám sức khoẻ nếu là bằng ô tô ạ."
    ),
    "duration": _("Bằng mới thường có sau khoảng một tuần làm việc kể từ khi hồ sơ đủ ạ."),
    "place": _(
        "Anh/chị chỉ cần đến bưu cục một lần để chụp ảnh. Địa chỉ và giờ có trong tin hẹn ạ."
    ),
    "delivery": _("Bằng mới được gửi về nhà anh/chị hoặc giữ ở bưu cục, anh/chị chọn khi khai ạ."),
    "eligibility": _(
        "Người đã được cấp bằng ở Việt Nam, bằng còn hạn, thì đổi được. "
        "Anh/chị cứ khai, em báo ngay nếu phải đi đường khác ạ."
    ),
    "privacy": _(
        "Thông tin và ảnh chỉ dùng để nộp hồ sơ đổi bằng này. "
        "Muốn xem, sửa, xoá hoặc rút đồng ý, anh/chị nhắn «gặp nhân viên» ạ."
    ),
    "other": _(
        "Việc này em chưa làm được ạ. Cấp bằng mới, phạt nguội, đăng ký xe: anh/chị hỏi công an "
        "xã, phường hoặc Cổng dịch vụ công."
    ),
    "help": _(
        "Anh/chị trả lời từng câu, nhắn số hoặc chữ đều được. «quay lại»: câu trước; «sửa»: sửa "
        "mục đã khai; «huỷ»: dừng; «gặp nhân viên»: có người giúp ạ."
    ),
    "thanks": _("Dạ, không có gì ạ."),
}


def explained(intent: str, *, in_form: bool) -> Text | None:
    """Return the general answer to a question on the way, or None where it is none.

    «help» outside a form is the menu, which is not said here.
    """
    if intent == "help" and not in_form:
        return None
    return EXPLANATIONS.get(intent)
