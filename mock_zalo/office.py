"""What the Official Account does in the world: send a letter, and the events that follow it."""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING, Any

from mock_zalo import events
from mock_zalo.clock import milliseconds
from mock_zalo.world import new_msg_id

if TYPE_CHECKING:
    from mock_zalo.letters import Letter
    from mock_zalo.state import Citizen
    from mock_zalo.world import World

ECHO_NAMES = {
    "text": "oa_send_text",
    "image": "oa_send_image",
    "gif": "oa_send_gif",
    "list": "oa_send_list",
    "file": "oa_send_file",
    "sticker": "oa_send_sticker",
    "request_user_info": "oa_send_template",
    "template": "oa_send_template",
}


def send(
    world: World,
    citizen: Citizen,
    letter: Letter,
    *,
    billed: bool = False,
    admin_id: str | None = None,
    template: bool = False,
) -> dict[str, Any]:
    """Put a letter on the citizen's phone; return message id and time once they are durable.

    `admin_id` says that a person typed it in the account's chat tool (§4.7).
    """
    msg_id = new_msg_id()
    bubble = {"citizen": citizen.user_id, "sender": "office", "msg_id": msg_id, **vars(letter)}
    with world.lock:
        now = world.clock.now()
        following = _tick_drafts(world, citizen, msg_id)
        if world.switches["echo.api_sends"] or admin_id:
            echo = _echo(world, citizen, letter, msg_id)
            following = _echo_drafts(world, citizen, echo, admin_id) + following
        ticket = world.keep(
            "message",
            at=now,
            message=bubble | {"at": now},
            billed=billed,
            admin_id=admin_id,
            template=template,
            events=following,
        )
    world.settle(ticket)
    return {"message_id": msg_id, "user_id": citizen.user_id, "sent_time": milliseconds(now)}


def _echo_drafts(
    world: World, citizen: Citizen, echo: events.Event, admin_id: str | None
) -> list[dict[str, Any]]:
    if admin_id:
        echo["sender"]["admin_id"] = admin_id
    at_once = world.switches["deliver.echo_before_response"]
    after = 0.0 if at_once else world.switches["echo.after_seconds"]
    return events.drafts(world, echo, citizen=citizen, after=after)


def _tick_drafts(world: World, citizen: Citizen, msg_id: str) -> list[dict[str, Any]]:
    found = []
    for tick, message in _ticks(world, msg_id):
        after = world.switches[f"events.{tick}_after_seconds"]
        event = events.from_office(
            world, citizen, f"user_{tick}_message", after=after, message=message
        )
        mark = [msg_id, tick, "attempted"]
        found += events.drafts(world, event, citizen=citizen, mark=mark, after=after)
    return found


def _ticks(world: World, msg_id: str) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    if world.switches["events.received"]:
        found.append(("received", {"msg_id": msg_id}))
    if world.switches["events.seen"]:
        many = world.switches["events.seen.shape"] == "msg_ids"
        found.append(("seen", {"msg_ids": [msg_id]} if many else {"msg_id": msg_id}))
    return found


def _echo(world: World, citizen: Citizen, letter: Letter, msg_id: str) -> events.Event:
    same = world.switches["echo.same_id"]
    message: dict[str, Any] = {"msg_id": msg_id if same else new_msg_id()}
    name = ECHO_NAMES[letter.kind]
    if name == "oa_send_template":
        message["attachments"] = [{"type": "template", "payload": _drawn(letter)}]
        return events.from_office(world, citizen, name, message=message)
    if letter.text:
        message["text"] = letter.text
    if letter.picture:
        payload = {"url": letter.picture, "thumbnail": letter.picture}
        message["attachments"] = [{"type": letter.kind, "payload": payload}]
    elif letter.elements:
        message["attachments"] = [
            {"type": letter.kind, "payload": element} for element in letter.elements
        ]
    return events.from_office(world, citizen, name, message=message)


def _drawn(letter: Letter) -> dict[str, str]:
    """Return what the echo tells of a letter that the platform draws itself (§4.7)."""
    text = letter.text or " ".join(str(one.get("title", "")) for one in letter.elements)
    return {
        "zinstant_id": new_msg_id(),
        "text": text,
        "link_url": "",
        "checksum": md5(text.encode(), usedforsecurity=False).hexdigest(),
    }
