"""Everything else that can reach the webhook: other kinds of message, management events, raw bytes.

Shapes: reference sections 4.1 to 4.9. What was never seen there is assumed as marked.
"""

from __future__ import annotations

import json
from hashlib import md5
from typing import TYPE_CHECKING, Any

from mock_zalo import citizens, events

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_zalo.state import Citizen
    from mock_zalo.world import World

Wish = dict[str, Any]


class UnknownAct(LookupError):
    """No citizen can do that."""

    def __str__(self) -> str:
        """Return the sentence."""
        return f"there is no act {self.args[0]!r}; there are {', '.join(ACTS)}"


def act(world: World, citizen: Citizen, kind: str, wish: Wish) -> str | None:
    """Let a citizen do one of `ACTS`; return the msg_id where the act is a message."""
    if kind not in ACTS:
        raise UnknownAct(kind)
    return ACTS[kind](world, citizen, wish)


def raw(world: World, body: str, *, name: str, timestamp: str, sign: bool) -> None:
    """Deliver these very bytes as an event, signed or not: hostile, broken, from elsewhere."""
    draft = {
        "lane": "account",
        "name": name,
        "body": body,
        "timestamp": timestamp,
        "due": world.clock.now(),
        "sign": sign,
    }
    world.settle(world.keep("happening", what="raw", events=[draft]))


def manage(world: World, name: str, fields: Wish) -> None:
    """Deliver a management event (§4.9) with these fields beside app id, name and timestamp."""
    event = events.flat(world, name, **fields)
    ticket = world.keep("happening", what=name, events=events.drafts(world, event))
    world.settle(ticket)


def _message(
    world: World, citizen: Citizen, name: str, attached: Wish, *, shown: str, text: str = ""
) -> str:
    message: Wish = {"attachments": [attached]}
    if text:
        message["text"] = text
    bubble = {"kind": "text", "text": shown}
    return citizens.send(world, citizen, name, message, bubble=bubble)


def _sticker(world: World, citizen: Citizen, _: Wish) -> str:
    url = f"{world.public_url}/static/sticker.svg"
    attached = {"type": "sticker", "payload": {"url": url, "id": "2f5c1a"}}
    message = {"attachments": [attached]}
    bubble = {"kind": "sticker", "picture": url}
    return citizens.send(world, citizen, "user_send_sticker", message, bubble=bubble)


def _gif(world: World, citizen: Citizen, wish: Wish) -> str:
    url = str(wish.get("url", f"{world.public_url}/static/sticker.svg"))
    attached = {"type": "gif", "payload": {"thumbnail": url, "url": url}}
    return _message(world, citizen, "user_send_gif", attached, shown="[Ảnh động]")


def _audio(world: World, citizen: Citizen, wish: Wish) -> str:
    url = str(wish.get("url", f"{world.public_url}/media/voice.amr"))
    attached = {"type": "audio", "payload": {"url": url}}
    return _message(world, citizen, "user_send_audio", attached, shown="[Tin thoại]")


def _video(world: World, citizen: Citizen, wish: Wish) -> str:
    url = str(wish.get("url", f"{world.public_url}/media/clip.mp4"))
    payload = {"url": url, "thumbnail": url, "description": str(wish.get("text", ""))}
    attached = {"type": "video", "payload": payload}
    return _message(world, citizen, "user_send_video", attached, shown="[Video]")


def _file(world: World, citizen: Citizen, wish: Wish) -> str:
    name = str(wish.get("name", "giay-kham.pdf"))
    payload = {
        "url": str(wish.get("url", f"{world.public_url}/media/{name}")),
        "name": name,
        "size": str(wish.get("size", 20_480)),
        "checksum": md5(name.encode(), usedforsecurity=False).hexdigest(),
        "type": name.rpartition(".")[2],
    }
    attached = {"type": "file", "payload": payload}
    return _message(world, citizen, "user_send_file", attached, shown=f"[Tệp] {name}")


def _location(world: World, citizen: Citizen, wish: Wish) -> str:
    where = {
        "latitude": str(wish.get("latitude", "13.9833")),
        "longitude": str(wish.get("longitude", "108.0000")),
    }
    attached = {"type": "location", "payload": {"coordinates": where}}
    text = str(wish.get("text", ""))
    return _message(
        world, citizen, "user_send_location", attached, shown=f"[Vị trí] {text}".strip(), text=text
    )


def _link(world: World, citizen: Citizen, wish: Wish) -> str:
    url = str(wish.get("url", "https://example.test/"))
    payload = {"url": url, "thumbnail": "", "description": str(wish.get("text", url))}
    return _message(
        world, citizen, "user_send_link", {"type": "link", "payload": payload}, shown=url, text=url
    )


def _business_card(world: World, citizen: Citizen, wish: Wish) -> str:
    phone = "84" + citizen.person["phone"].removeprefix("0")
    described = {"phone": str(wish.get("phone", phone)), "qrCodeUrl": ""}
    payload = {"url": "", "thumbnail": "", "description": json.dumps(described)}
    attached = {"type": "link", "payload": payload}
    name = str(wish.get("name", citizen.name))
    return _message(
        world,
        citizen,
        "user_send_business_card",
        attached,
        shown=f"[Danh thiếp] {name}",
        text=name,
    )


def _album(world: World, citizen: Citizen, wish: Wish) -> str:
    urls = [str(url) for url in wish.get("urls", ())]
    return [citizens.send_picture(world, citizen, url) for url in urls][-1] if urls else ""


def _happen(world: World, citizen: Citizen, event: events.Event, *, touches: bool) -> None:
    ticket = world.keep(
        "happening",
        what=event["event_name"],
        citizen=citizen.user_id,
        interaction=touches,
        events=events.drafts(world, event, citizen=citizen),
    )
    world.settle(ticket)


def _chatnow(world: World, citizen: Citizen, _: Wish) -> None:
    ids = {"user_id": citizen.user_id, "user_id_by_app": citizen.user_id_by_app}
    ids["oa_id"] = world.credentials.oa_id
    _happen(world, citizen, events.flat(world, "user_click_chatnow", **ids), touches=True)


def _withdraw(world: World, citizen: Citizen, _: Wish) -> None:
    ids = {"user_id": citizen.user_id, "user_id_by_app": citizen.user_id_by_app}
    _happen(world, citizen, events.flat(world, "user_withdraw", **ids), touches=False)


def _reaction(world: World, citizen: Citizen, wish: Wish) -> None:
    message = {"msg_id": wish.get("msg_id", ""), "react_icon": wish.get("icon", "/-heart")}
    event = events.from_citizen(world, citizen, "user_reacted_message", message=message)
    _happen(world, citizen, event, touches=False)


def _anonymous(world: World, citizen: Citizen, wish: Wish) -> str:
    message = {"text": str(wish.get("text", "xin chào")), "conversation_id": citizen.user_id_by_app}
    bubble = {"kind": "text", "text": message["text"]}
    return citizens.send(world, citizen, "anonymous_send_text", message, bubble=bubble)


def _share(world: World, citizen: Citizen, _: Wish) -> None:
    citizens.submit_info(world, citizen)


ACTS: dict[str, Callable[[World, Citizen, Wish], str | None]] = {
    "sticker": _sticker,
    "gif": _gif,
    "audio": _audio,
    "video": _video,
    "file": _file,
    "location": _location,
    "link": _link,
    "business_card": _business_card,
    "album": _album,
    "submit_info": _share,
    "chatnow": _chatnow,
    "withdraw": _withdraw,
    "reaction": _reaction,
    "anonymous": _anonymous,
}
