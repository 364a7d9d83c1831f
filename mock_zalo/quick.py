"""The misbehaviours that stand beside the phone, each with a Vietnamese name and its positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_zalo.switches import Switches

CARD_WORDS = {
    "citizen_id": "Căn cước",
    "licence_front": "Bằng lái, mặt trước",
    "licence_back": "Bằng lái, mặt sau",
    "health_certificate": "Giấy khám sức khoẻ",
    "passport": "Hộ chiếu",
    "blurred": "Căn cước bị mờ",
}

PLACE_WORDS = {
    "send": "Khi văn phòng gửi tin",
    "token": "Khi xin token",
    "upload": "Khi tải tệp lên",
    "read": "Khi đọc thông tin",
    "template": "Khi gửi tin mẫu",
    "media": "Khi văn phòng tải ảnh",
}
FAULT_WORDS = {
    "code": ("Mã lỗi", "-200"),
    "seconds": ("Số giây", "3"),
    "times": ("Mấy lần", "mãi"),
    "rate": ("Tỉ lệ 0–1", "1"),
    "to": ("Chỉ với người", "mọi người"),
}
# What befalls everybody at once, as a step of a scenario would.
HAPPENINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "expire": ("Access token hết hạn", {"expire_token": True}),
    "spend": ("Refresh token đã bị dùng", {"spend_refresh_token": True}),
    "billed": ("Mọi người im 3 ngày", {"silence_hours": 72}),
    "closed": ("Mọi người im 8 ngày", {"silence_hours": 192}),
    "leave": ("Mọi người bỏ quan tâm", {"unfollow": True}),
    "revoke": ("OA rút quyền của ứng dụng", {"event": {"event_name": "permission_revoked"}}),
    "off": ("Webhook bị tắt", {"webhook": "off"}),
    "on": ("Bật lại webhook", {"webhook": "on"}),
}
GROUPS = {
    "sig": "Chữ ký và thân sự kiện",
    "webhook": "Trang nhà phát triển",
    "retry": "Gửi lại",
    "deliver": "Đường tới dịch vụ",
    "echo": "Tiếng vọng và dấu đã xem",
    "getoa": "Hình dạng câu trả lời",
    "cs": "Tin tư vấn",
    "window": "Cửa sổ 48 giờ và 7 ngày",
    "limits": "Giới hạn",
    "legacy": "Địa chỉ đã đóng",
    "rate": "Hạn mức",
    "token": "Token",
    "template": "Tin mẫu",
    "citizen": "Người dân và ảnh",
    "consent": "Trang uỷ quyền",
}
Position = tuple[str, str, dict[str, Any]]
QUICK_SWITCHES: dict[str, tuple[str, tuple[Position, ...]]] = {
    "duplicate": (
        "Sự kiện gửi trùng",
        (
            ("off", "Không", {"deliver.duplicate_rate": 0.0}),
            ("some", "Ba lần có một", {"deliver.duplicate_rate": 0.33}),
            ("all", "Lần nào cũng trùng", {"deliver.duplicate_rate": 1.0}),
        ),
    ),
    "order": (
        "Thứ tự sự kiện",
        (
            ("right", "Đúng thứ tự", {"deliver.reorder_rate": 0.0}),
            ("mixed", "Đảo lộn", {"deliver.reorder_rate": 0.4}),
        ),
    ),
    "arrival": (
        "Đường tới dịch vụ",
        (
            ("good", "Thông suốt", {"deliver.delay_seconds": 0.0, "deliver.drop_rate": 0.0}),
            ("slow", "Trễ đến 5 giây", {"deliver.delay_seconds": 5.0, "deliver.drop_rate": 0.0}),
            ("drop", "Rơi rồi gửi lại", {"deliver.delay_seconds": 0.0, "deliver.drop_rate": 0.4}),
        ),
    ),
    "echo": (
        "Tiếng vọng tin gửi",
        (
            ("after", "Đến sau", {"deliver.echo_before_response": False}),
            ("before", "Đến trước câu trả lời", {"deliver.echo_before_response": True}),
        ),
    ),
    "send": (
        "Khi văn phòng gửi tin",
        (
            ("ok", "Bình thường", {"faults": {"send": {"mode": "ok"}}}),
            ("slow", "Chậm 3 giây", {"faults": {"send": {"mode": "slow", "seconds": 3}}}),
            ("http_500", "Lỗi 500", {"faults": {"send": {"mode": "http_500"}}}),
            ("html_502", "Lỗi 502, trang HTML", {"faults": {"send": {"mode": "html_502"}}}),
            ("limit", "Quá nhịp (−32)", {"faults": {"send": {"mode": "error_code", "code": -32}}}),
            ("reset", "Nhận rồi mất câu trả lời", {"faults": {"send": {"mode": "reset"}}}),
        ),
    ),
    "list": (
        "Tin dạng danh sách",
        (
            ("accepted", "Nhận", {"cs.list": "accepted"}),
            ("refused", "Từ chối (−233)", {"cs.list": "-233"}),
        ),
    ),
    "media": (
        "Khi văn phòng tải ảnh",
        (
            ("ok", "Bình thường", {"faults": {"media": {"mode": "ok"}}}),
            ("expired", "Địa chỉ hết hạn", {"faults": {"media": {"mode": "expired"}}}),
            ("slow", "Nhỏ giọt", {"faults": {"media": {"mode": "slow", "seconds": 30}}}),
            ("truncated", "Đứt giữa chừng", {"faults": {"media": {"mode": "truncated"}}}),
            ("bomb", "Ảnh độc", {"faults": {"media": {"mode": "bomb"}}}),
        ),
    ),
}


def quick_positions(switches: Switches) -> dict[str, str]:
    """Return the position of each quick switch; empty when it was set to something else."""
    return {
        name: next((key for key, _, wishes in choices if _stands(switches, wishes)), "")
        for name, (_, choices) in QUICK_SWITCHES.items()
    }


def _stands(switches: Switches, wishes: dict[str, Any]) -> bool:
    return all(
        all(switches.fault(place) == fault for place, fault in value.items())
        if name == "faults"
        else switches[name] == value
        for name, value in wishes.items()
    )


def wishes_of(form: Mapping[str, str]) -> dict[str, Any]:
    """Return the switches that a sent form asks for; what it does not know is left out."""
    wishes: dict[str, Any] = {"faults": {}}
    for name, (_, choices) in QUICK_SWITCHES.items():
        for key, _, wanted in choices:
            if form.get(name) == key:
                wishes["faults"] |= wanted.get("faults", {})
                wishes |= {k: v for k, v in wanted.items() if k != "faults"}
    return wishes
