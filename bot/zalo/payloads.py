"""Letters as Zalo's consultation message wants them: the grammar and its limits, nothing sent.

Shapes and limits: platform reference, section 7. A part is kept as JSON and comes back the same.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from bot.zalo.fields import clean
from domain.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.zalo.settings import ZaloSettings

MAX_TEXT = 2_000  # a longer one is refused with -210, not cut
MAX_BUTTONS = 5
MAX_TITLE = 100
MAX_PAYLOAD = 1_000
MAX_ELEMENTS = 5
MAX_SUBTITLE = 500
MAX_NOTICE = 100
NO_CODE = "–"
ENDINGS = ("\n\n", "\n", ". ", " ")
LEANING = frozenset({"Mn", "Mc", "Me"})
SHADES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
MORE_CHOICES = _("Hoặc chọn:")


class PayloadTooLong(ValueError):
    """What a button would send back is longer than Zalo takes; cutting it would change it."""


class ButtonKind(StrEnum):
    """What a tap does: say the payload (seen or unseen in the chat), open an address, call."""

    QUERY = "query"
    QUERY_HIDE = "query_hide"
    URL = "url"
    PHONE = "phone"


class Button(msgspec.Struct, frozen=True):
    """One button. `payload` is what the tap says, the address it opens or the number it calls."""

    title: str
    payload: str
    kind: ButtonKind = ButtonKind.QUERY

    def __post_init__(self) -> None:
        """Refuse a payload that Zalo would refuse, counted as it will be sent."""
        if _length(self.sent) > MAX_PAYLOAD:
            raise PayloadTooLong(self.title)

    @property
    def sent(self) -> str:
        """The payload as it goes out; some characters grow when they are composed."""
        told = self.kind in {ButtonKind.QUERY, ButtonKind.QUERY_HIDE}
        return clean(self.payload) if told else self.payload


class Element(msgspec.Struct, frozen=True):
    """One line of a list: the first is its heading; a tap on the others says `payload`."""

    title: str
    subtitle: str = ""
    image_url: str | None = None
    payload: str | None = None


class TextPart(msgspec.Struct, frozen=True, tag="text"):
    """One message of text, at most MAX_TEXT long; `quote` is the message id it answers."""

    text: str
    buttons: tuple[Button, ...] = ()
    quote: str | None = None


class PicturePart(msgspec.Struct, frozen=True, tag="picture"):
    """One picture, by the id of an upload (good for 7 days) or by address, with a caption."""

    text: str = ""
    attachment_id: str | None = None
    url: str | None = None


class FilePart(msgspec.Struct, frozen=True, tag="file"):
    """One document, by the token of an upload (good for 7 days); it has no words of its own."""

    token: str


class ContactPart(msgspec.Struct, frozen=True, tag="contact"):
    """A form that asks for name, phone and address; the answer is an event of its own."""

    title: str
    subtitle: str
    image_url: str | None = None


class ListPart(msgspec.Struct, frozen=True, tag="list"):
    """One list; without a platform page for v3, so who sends one has the same as text, too."""

    elements: tuple[Element, ...]
    buttons: tuple[Button, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether Zalo takes it whole: nothing of it would be cut, the heading has two lines."""
        titles = [one.title for one in self.elements] + [one.title for one in self.buttons]
        return (
            0 < len(self.elements) <= MAX_ELEMENTS
            and len(self.buttons) <= MAX_BUTTONS
            and bool(self.elements[0].subtitle)
            and all(0 < _length(title) <= MAX_TITLE for title in titles)
            and all(_length(one.subtitle) <= MAX_SUBTITLE for one in self.elements)
            and all(_length(clean(one.payload or "")) <= MAX_PAYLOAD for one in self.elements)
        )


Part: TypeAlias = TextPart | PicturePart | FilePart | ContactPart | ListPart


def parts(text: str, buttons: Sequence[Button] = ()) -> list[TextPart]:
    """Return the messages that carry `text`: cut on paragraph ends, the buttons on the last.

    Buttons beyond the fifth follow in messages of their own, so that no choice is lost.
    """
    pieces = _pieces(clean(text).strip())
    rows = [tuple(buttons[at : at + MAX_BUTTONS]) for at in range(0, len(buttons), MAX_BUTTONS)]
    if rows and not pieces:
        pieces = [str(MORE_CHOICES)]
    letters = [TextPart(piece) for piece in pieces]
    if rows:
        letters[-1] = TextPart(pieces[-1], rows[0])
    return letters + [TextPart(str(MORE_CHOICES), row) for row in rows[1:]]


def body(user_id: str, part: Part, *, settings: ZaloSettings) -> dict[str, Any]:
    """Return the JSON of `POST /v3.0/oa/message/cs` that says `part` to this citizen."""
    match part:
        case TextPart():
            message = _text(part, settings.buttons_template_type)
        case PicturePart():
            message = _picture(part)
        case FilePart():
            message = {"attachment": {"type": "file", "payload": {"token": part.token}}}
        case ContactPart():
            message = _contact(part)
        case ListPart():
            message = _list(part)
    return {"recipient": {"user_id": user_id}, "message": message}


def stored(part: Part) -> str:
    """Return the part as JSON text, to be kept."""
    return msgspec.json.encode(part).decode()


def restored(kept: str) -> Part:
    """Return the part that `stored` wrote."""
    part: Part = msgspec.json.decode(kept, type=Part)
    return part


def _text(part: TextPart, template_type: str | None) -> dict[str, Any]:
    message: dict[str, Any] = {"text": clean(part.text)}
    if part.quote:
        message["quote_message_id"] = part.quote
    if part.buttons:
        kind = {"template_type": template_type} if template_type else {}
        message["attachment"] = _template({**kind, "buttons": [_button(b) for b in part.buttons]})
    return message


def notice(code: str, text: str) -> dict[str, str]:
    """Return the parameters of the office's approved template: a dossier's code and one short line.

    `docs/connect-zalo.md` tells an operator to register the template with these two names.
    """
    line = " ".join(clean(text).split())
    return {"ma_ho_so": code or NO_CODE, "noi_dung": _cut(line, MAX_NOTICE)}


def _picture(part: PicturePart) -> dict[str, Any]:
    where = {"attachment_id": part.attachment_id} if part.attachment_id else {"url": part.url}
    media = [{"media_type": "image", **where}]
    attachment = _template({"template_type": "media", "elements": media})
    return {"attachment": attachment} | ({"text": clean(part.text)} if part.text else {})


def _contact(part: ContactPart) -> dict[str, Any]:
    asked = {
        "title": _cut(clean(part.title), MAX_TITLE),
        "subtitle": _cut(clean(part.subtitle), MAX_SUBTITLE),
    }
    if part.image_url:
        asked["image_url"] = part.image_url
    payload = {"template_type": "request_user_info", "elements": [asked]}
    return {"attachment": _template(payload)}


def _list(part: ListPart) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "template_type": "list",
        "elements": [_element(element) for element in part.elements],
    }
    if part.buttons:
        payload["buttons"] = [_button(button) for button in part.buttons]
    return {"attachment": _template(payload)}


def _template(payload: dict[str, Any]) -> dict[str, Any]:
    return {"type": "template", "payload": payload}


def _element(element: Element) -> dict[str, Any]:
    shown: dict[str, Any] = {"title": _cut(clean(element.title), MAX_TITLE)}
    if element.subtitle:
        shown["subtitle"] = _cut(clean(element.subtitle), MAX_SUBTITLE)
    if element.image_url:
        shown["image_url"] = element.image_url
    if element.payload:
        shown["default_action"] = {"type": "oa.query.show", "payload": clean(element.payload)}
    return shown


def _button(button: Button) -> dict[str, Any]:
    title = _cut(clean(button.title), MAX_TITLE)
    match button.kind:
        case ButtonKind.URL:
            return {"title": title, "type": "oa.open.url", "payload": {"url": button.sent}}
        case ButtonKind.PHONE:
            number = {"phone_code": button.sent}
            return {"title": title, "type": "oa.open.phone", "payload": number}
        case ButtonKind.QUERY_HIDE:
            return {"title": title, "type": "oa.query.hide", "payload": button.sent}
        case ButtonKind.QUERY:
            return {"title": title, "type": "oa.query.show", "payload": button.sent}


def _pieces(text: str) -> list[str]:
    pieces = []
    while _length(text) > MAX_TEXT:
        end = _end_of(text)
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*pieces, text] if text else pieces


def _end_of(text: str) -> int:
    """Return where the first piece ends: the best ending whose words fit, else between letters."""
    head = len(_fitting(text, MAX_TEXT))
    for ending in ENDINGS:
        said = len(ending.rstrip())
        at = text.rfind(ending, 1, head - said + len(ending))
        if at > 0:
            return at + said
    return next((at for at in range(head, 0, -1) if not _leans(text[at])), head)


def _leans(letter: str) -> bool:
    """Whether the character belongs to the one before: a mark, or the shade of an emoji."""
    return unicodedata.category(letter) in LEANING or letter in SHADES


def _cut(text: str, limit: int) -> str:
    return text if _length(text) <= limit else _fitting(text, limit - 1).rstrip() + "…"


def _fitting(text: str, limit: int) -> str:
    """Return the longest start of `text` within `limit`, never half an emoji."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")


def _length(text: str) -> int:
    """Return the length as the careful reading of the limits counts: an emoji is two."""
    return len(text.encode("utf-16-le", errors="replace")) // 2
