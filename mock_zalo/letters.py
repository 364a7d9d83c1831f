"""What the account may say to a citizen: the shapes of a message, their limits, and the window.

Shapes: reference sections 7.2 to 7.4; windows and billing: section 12.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mock_zalo.errors import OaError

if TYPE_CHECKING:
    from mock_zalo.state import Citizen
    from mock_zalo.switches import Switches
    from mock_zalo.world import World

BUTTON_TYPES = {
    "oa.query.show",
    "oa.query.hide",
    "oa.open.url",
    "oa.open.phone",
    "oa.open.sms",
}
MAX_ELEMENTS = 5
MAX_TITLE = 100
MAX_SUBTITLE = 500
HOUR = 3600


@dataclass
class Letter:
    """A message that has passed the checks."""

    kind: str
    text: str = ""
    buttons: list[dict[str, Any]] = field(default_factory=list)
    elements: list[dict[str, Any]] = field(default_factory=list)
    picture: str | None = None
    quote: str | None = None


def read(world: World, message: Any) -> Letter:
    """Return the letter that a `message` object means; raise -201, -210, -233 or -100."""
    if not isinstance(message, dict):
        raise OaError(-201, "message is invalid")
    text = message.get("text", "")
    if not isinstance(text, str):
        raise OaError(-201, "text is invalid")
    if len(text) > world.switches["limits.text"]:
        raise OaError(-210, "text is over limit")
    quote = message.get("quote_message_id")
    attachment = message.get("attachment")
    if attachment is None:
        if not text:
            raise OaError(-201, "text is empty")
        return Letter("text", text, quote=quote)
    letter = _attached(world, attachment, text)
    letter.text, letter.quote = text, quote
    return letter


def _attached(world: World, attachment: Any, text: str) -> Letter:
    if not isinstance(attachment, dict) or not isinstance(attachment.get("payload"), dict):
        raise OaError(-201, "attachment is invalid")
    payload = attachment["payload"]
    if attachment.get("type") == "file":
        return _file(world, payload)
    if attachment.get("type") != "template":
        raise OaError(-201, "attachment type is invalid")
    buttons = _buttons(world.switches, payload.get("buttons", []))
    kind = payload.get("template_type")
    if kind in (None, "button"):
        _check_buttons_only(world.switches, kind, buttons, text)
        return Letter("text", buttons=buttons)
    reader = {"list": _list, "media": _media, "request_user_info": _request_info}.get(kind)
    if reader is None:
        raise OaError(-233)
    letter = reader(world, payload)
    letter.buttons = buttons
    return letter


def _check_buttons_only(
    switches: Switches, kind: str | None, buttons: list[dict[str, Any]], text: str
) -> None:
    rule = switches["cs.buttons.template_type"]
    if (rule == "required" and kind is None) or (rule == "rejected" and kind is not None):
        raise OaError(-201, "template_type is invalid")
    if not buttons or not text:
        raise OaError(-201, "buttons need a text")


def _buttons(switches: Switches, buttons: Any) -> list[dict[str, Any]]:
    if not isinstance(buttons, list):
        raise OaError(-201, "buttons is invalid")
    if len(buttons) > switches["limits.buttons"]:
        raise OaError(switches["cs.buttons.limit_code"], "buttons is over limit")
    for button in buttons:
        _check_button(switches, button)
    return buttons


def _check_button(switches: Switches, button: Any) -> None:
    if not isinstance(button, dict) or button.get("type") not in BUTTON_TYPES:
        raise OaError(-201, "button type is invalid")
    title, payload = button.get("title"), button.get("payload")
    if not isinstance(title, str) or not title:
        raise OaError(-201, "button title is invalid")
    if len(title) > switches["limits.button_title"]:
        raise OaError(switches["cs.buttons.limit_code"], "button title is over limit")
    if button["type"].startswith("oa.query"):
        if not isinstance(payload, str) or not payload:
            raise OaError(-201, "button payload is invalid")
        if len(payload) > switches["limits.button_payload"]:
            raise OaError(switches["cs.buttons.limit_code"], "button payload is over limit")
    elif not isinstance(payload, dict):
        raise OaError(-201, "button payload is invalid")


def _elements(payload: dict[str, Any], most: int) -> list[dict[str, Any]]:
    elements = payload.get("elements")
    if not isinstance(elements, list) or not elements:
        raise OaError(-201, "elements is invalid")
    if len(elements) > most:
        raise OaError(-210, "elements is over limit")
    if not all(isinstance(element, dict) for element in elements):
        raise OaError(-201, "elements is invalid")
    return elements


def _list(world: World, payload: dict[str, Any]) -> Letter:
    if world.switches["cs.list"] != "accepted":
        raise OaError(-233)
    elements = _elements(payload, MAX_ELEMENTS)
    for place, element in enumerate(elements):
        _check_element(element, subtitle_needed=place == 0)
    return Letter("list", elements=elements)


def _request_info(_world: World, payload: dict[str, Any]) -> Letter:
    elements = _elements(payload, 1)
    _check_element(elements[0], subtitle_needed=True)
    return Letter("request_user_info", elements=elements)


def _check_element(element: dict[str, Any], *, subtitle_needed: bool) -> None:
    title, subtitle = element.get("title"), element.get("subtitle", "")
    if not isinstance(title, str) or not title or not isinstance(subtitle, str):
        raise OaError(-201, "element title is invalid")
    if len(title) > MAX_TITLE or len(subtitle) > MAX_SUBTITLE:
        raise OaError(-210, "element is over limit")
    if subtitle_needed and not subtitle:
        raise OaError(-201, "element subtitle is empty")


def _media(world: World, payload: dict[str, Any]) -> Letter:
    element = _elements(payload, 1)[0]
    kind, attached, url = (element.get(key) for key in ("media_type", "attachment_id", "url"))
    if kind not in ("image", "gif", "sticker") or bool(attached) == bool(url):
        raise OaError(-201, "media element is invalid")
    if kind == "gif" and not (element.get("width") and element.get("height")):
        raise OaError(-201, "gif needs width and height")
    if not attached or kind == "sticker":
        return Letter(kind, picture=url or f"{world.public_url}/static/sticker.svg")
    return Letter(kind, picture=f"{world.public_url}/media/{_upload(world, attached)['media']}")


def _file(world: World, payload: dict[str, Any]) -> Letter:
    upload = _upload(world, payload.get("token"))
    name = upload.get("name", "")
    element = {"title": name, "url": f"{world.public_url}/media/{upload['media']}"}
    return Letter("file", elements=[element])


def _upload(world: World, key: Any) -> dict[str, Any]:
    upload = world.state.uploads.get(key) if isinstance(key, str) else None
    if upload is None:
        raise OaError(-201, "attachment id is invalid")
    if world.clock.now() > upload["at"] + world.switches["upload.days"] * 24 * HOUR:
        raise OaError(-100)
    return upload


def window(world: World, citizen: Citizen) -> str:
    """Return "free" or "billed" for a message sent now; raise the code of a closed window."""
    switches, last = world.switches, citizen.last_interaction
    if not switches["window.enforced"]:
        return "free"
    if last is None:
        raise OaError(-232)
    if not citizen.follows and citizen.blocked:
        raise OaError(-213)
    age = world.clock.now() - last
    if age > switches["window.hard_days"] * 24 * HOUR:
        raise OaError(-230)
    if age <= switches["window.free_hours"] * HOUR:
        return "free"
    if not switches["window.zca_linked"]:
        raise OaError(-320)
    if world.state.billed >= switches["window.zca_balance"]:
        raise OaError(-321)
    return "billed"
