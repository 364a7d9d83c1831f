"""What a citizen does with the phone: each act is one record, with the events it sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_zalo import events, people
from mock_zalo.world import new_id, new_msg_id

if TYPE_CHECKING:
    from mock_zalo.state import Citizen
    from mock_zalo.world import World


def arrive(world: World, name: str = "", person: dict[str, str] | None = None) -> Citizen:
    """Make a citizen who follows the account from now on; the `follow` event goes out."""
    with world.lock:
        invented = people.invent(world.luck, len(world.state.citizens), world.clock.now())
        invented |= person or {}
        name = name.strip() or invented["full_name"]
        invented["full_name"] = (person or {}).get("full_name") or name
        user_id = new_id()
        citizen = {"user_id": user_id, "user_id_by_app": new_id(), "name": name}
        world.keep("citizen", citizen=citizen | {"person": invented})
    follow(world, world.citizen(user_id))
    return world.citizen(user_id)


def follow(world: World, citizen: Citizen) -> None:
    """Begin, or begin again, to follow the account."""
    with world.lock:
        event = events.about_follower(world, citizen, "follow", source="oa_profile")
        ticket = world.keep(
            "happening",
            what="follow",
            citizen=citizen.user_id,
            follows=True,
            interaction=True,
            events=events.drafts(world, event, citizen=citizen),
        )
    world.settle(ticket)


def unfollow(world: World, citizen: Citizen) -> None:
    """Stop following: the account may not write until the citizen comes back."""
    with world.lock:
        event = events.about_follower(world, citizen, "unfollow")
        ticket = world.keep(
            "happening",
            what="unfollow",
            citizen=citizen.user_id,
            follows=False,
            events=events.drafts(world, event, citizen=citizen),
        )
    world.settle(ticket)


def be_silent(world: World, citizen: Citizen, hours: float) -> float:
    """Let a citizen have been silent for so long; return since when (§12)."""
    since = world.clock.now() - hours * 3600
    ticket = world.keep(
        "happening", what="silence", citizen=citizen.user_id, last_interaction=since
    )
    world.settle(ticket)
    return since


def say(
    world: World, citizen: Citizen, text: str, *, quote: str | None = None, shown: bool = True
) -> str:
    """Send a text, or the payload of a button that was tapped (§4.2); return its msg_id.

    `shown=False` is oa.query.hide: the office gets the text, the phone does not show it.
    """
    fields = {"quote_msg_id": quote} if quote else {}
    return send(
        world,
        citizen,
        "user_send_text",
        {"text": text, **fields},
        bubble={"kind": "text", "text": text, "quote": quote} if shown else {"kind": "hidden"},
    )


def send(
    world: World, citizen: Citizen, name: str, message: dict[str, Any], *, bubble: dict[str, Any]
) -> str:
    """Send any message event with this `message` body; `bubble` is how the phone shows it."""
    msg_id = new_msg_id()
    with world.lock:
        now = world.clock.now()
        event = events.from_citizen(world, citizen, name, message={"msg_id": msg_id, **message})
        ticket = world.keep(
            "message",
            at=now,
            message={
                "citizen": citizen.user_id,
                "sender": "citizen",
                "msg_id": msg_id,
                "at": now,
                **bubble,
            },
            events=events.drafts(
                world, event, citizen=citizen, mark=[msg_id, "received", "acknowledged"]
            ),
        )
    world.settle(ticket)
    _leave_in_the_middle(world, citizen)
    return msg_id


def _leave_in_the_middle(world: World, citizen: Citizen) -> None:
    after = world.switches["citizen.unfollow_after"]
    if not after:
        return
    said = [one for one in world.state.talks[citizen.user_id] if one.sender == "citizen"]
    if len(said) == after:
        unfollow(world, citizen)


def send_picture(world: World, citizen: Citizen, url: str, *, text: str = "") -> str:
    """Send the picture at `url`; return its msg_id."""
    payload = {"thumbnail": url, "url": url}
    message: dict[str, Any] = {"attachments": [{"type": "image", "payload": payload}]}
    if text:
        message["text"] = text
    bubble = {"kind": "image", "text": text, "picture": url}
    return send(world, citizen, "user_send_image", message, bubble=bubble)


def submit_info(world: World, citizen: Citizen) -> None:
    """Answer `request_user_info` with the citizen's details, shaped by a switch (§4.5)."""
    with world.lock:
        event = events.from_citizen(world, citizen, "user_submit_info", info=_info(world, citizen))
        ticket = world.keep(
            "happening",
            what="user_submit_info",
            citizen=citizen.user_id,
            interaction=True,
            events=events.drafts(world, event, citizen=citizen),
        )
    world.settle(ticket)


def _info(world: World, citizen: Citizen) -> dict[str, Any]:
    person = citizen.person
    digits = "84" + person["phone"].removeprefix("0")
    as_text = world.switches["submit_info.phone"] == "string"
    phone: str | int = digits if as_text else int(digits)
    street, ward, city = ([*person["address"].split(", "), "", ""])[:3]
    if world.switches["submit_info.shape"] == "legacy":
        place = {"address": street, "city": city, "district": "", "ward": ward}
        return {"name": citizen.name, "phone": phone, **place}
    place = {"user_city": city, "user_ward": ward, "user_address": street}
    about = {"user_dob": person["birth_date"], "gender": person["sex"]}
    return {"name": citizen.name, "phone": phone, **about, "full_address": place}
