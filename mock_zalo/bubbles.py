"""How a message looks on the phone: its day, its neighbours, its buttons, in Vietnamese words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mock_zalo.clock import local

if TYPE_CHECKING:
    from datetime import date

    from mock_zalo.state import Message
    from mock_zalo.world import World

TICK_WORDS = {"sent": "Đã gửi", "received": "Đã nhận", "seen": "Đã xem"}
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
APART = 300


def bubbles(world: World, user_id: str, *, after: int = 0) -> list[dict[str, Any]]:
    """Return the bubbles that changed after record `after`, oldest first."""
    with world.lock:
        talk = [message for message in world.state.talks[user_id] if message.kind != "hidden"]
        neighbours: list[Message | None] = [None, *talk]
        today = local(world.clock.now()).date()
        return [
            _bubble(world, message, before, today)
            for message, before in zip(talk, neighbours, strict=False)
            if message.changed > after
        ]


def _bubble(world: World, message: Message, before: Message | None, today: date) -> dict[str, Any]:
    at = local(message.at)
    new_day = before is None or local(before.at).date() != at.date()
    apart = before is None or message.at - before.at > APART or before.sender != message.sender
    quoted = world.state.messages.get(message.quote or "")
    return {
        "n": message.n,
        "changed": message.changed,
        "msg_id": message.msg_id,
        "mine": message.sender == "citizen",
        "kind": message.kind,
        "text": message.text,
        "picture": _local_picture(world, message.picture),
        "elements": [_element(world, element) for element in message.elements],
        "buttons": [_button(button) for button in message.buttons],
        "quoted": quoted.text or "Hình ảnh" if quoted else "",
        "day": _day(at.date(), today) if new_day else "",
        "head": new_day or apart,
        "clock": at.strftime("%H:%M"),
        "exact": at.strftime("%H:%M:%S %d/%m/%Y"),
        "tick": message.ticks,
        "tick_words": TICK_WORDS[message.ticks],
    }


def _day(day: date, today: date) -> str:
    if day == today:
        return "Hôm nay"
    if day == today - timedelta(days=1):
        return "Hôm qua"
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def _local_picture(world: World, url: str | None) -> str:
    """Return an address that the browser may load, ours without its host; empty if not web."""
    if not url:
        return ""
    return url.removeprefix(world.public_url) or "" if _is_web(url) else ""


def _is_web(url: Any) -> bool:
    return isinstance(url, str) and urlsplit(url).scheme in ("http", "https")


def _element(world: World, element: dict[str, Any]) -> dict[str, Any]:
    action = element.get("default_action")
    return {
        "title": str(element.get("title", "")),
        "subtitle": str(element.get("subtitle", "")),
        "picture": _local_picture(world, element.get("image_url")),
        "file": _local_picture(world, element.get("url")),
        "action": _action(action) if isinstance(action, dict) else None,
    }


def _button(button: dict[str, Any]) -> dict[str, Any]:
    return {"title": button["title"]} | (_action(button) or {"does": "nothing"})


def _action(action: dict[str, Any]) -> dict[str, Any] | None:
    """Return what a tap does: says a text (shown or not), opens an address, shows a number."""
    kind, payload = action.get("type"), action.get("payload")
    if kind in ("oa.query.show", "oa.query.hide") and isinstance(payload, str):
        return {"does": "say", "says": payload, "shown": kind == "oa.query.show"}
    details = payload if isinstance(payload, dict) else {}
    url = details.get("url") or action.get("url")
    if kind == "oa.open.url" and _is_web(url):
        return {"does": "open", "url": url}
    phone = str(details.get("phone_code") or action.get("phone_code") or "")
    if kind == "oa.open.phone" and phone:
        return {"does": "call", "phone": phone}
    if kind == "oa.open.sms" and phone:
        return {"does": "sms", "phone": phone, "content": str(details.get("content", ""))}
    return None
