"""Webhook events (reference section 4) as the platform shapes them, and the drafts to deliver.

A draft is a delivery without its number. Misbehaviour is decided here, once and by seed: a
duplicate is a second draft with the same body, a late event has a later due time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_zalo import wire
from mock_zalo.clock import milliseconds

if TYPE_CHECKING:
    from mock_zalo.state import Citizen
    from mock_zalo.world import World

Event = dict[str, Any]


def from_citizen(world: World, citizen: Citizen, name: str, **fields: Any) -> Event:
    """Return a user event: sender = citizen, recipient = account (§4.1)."""
    return {
        "app_id": world.credentials.app_id,
        "user_id_by_app": citizen.user_id_by_app,
        "event_name": name,
        "timestamp": milliseconds(world.clock.now()),
        "sender": {"id": citizen.user_id},
        "recipient": {"id": world.credentials.oa_id},
        **fields,
    }


def from_office(
    world: World, citizen: Citizen, name: str, *, after: float = 0.0, **fields: Any
) -> Event:
    """Return an account event: sender = account, recipient = citizen (§4.6, §4.7)."""
    return {
        "app_id": world.credentials.app_id,
        "user_id_by_app": citizen.user_id_by_app,
        "event_name": name,
        "timestamp": milliseconds(world.clock.now() + after),
        "sender": {"id": world.credentials.oa_id},
        "recipient": {"id": citizen.user_id},
        **fields,
    }


def about_follower(world: World, citizen: Citizen, name: str, **fields: Any) -> Event:
    """Return follow or unfollow, which have no sender (§4.3)."""
    return {
        "app_id": world.credentials.app_id,
        "oa_id": world.credentials.oa_id,
        "follower": {"id": citizen.user_id},
        "user_id_by_app": citizen.user_id_by_app,
        "event_name": name,
        "timestamp": milliseconds(world.clock.now()),
        **fields,
    }


def flat(world: World, name: str, **fields: Any) -> Event:
    """Return a management event: no sender and no recipient (§4.4, §4.9)."""
    return {
        "app_id": world.credentials.app_id,
        "event_name": name,
        "timestamp": milliseconds(world.clock.now()),
        **fields,
    }


def drafts(
    world: World,
    event: Event,
    *,
    citizen: Citizen | None = None,
    mark: list[str] | None = None,
    after: float = 0.0,
) -> list[dict[str, Any]]:
    """Return the deliveries of an event: none when it is switched off, two when duplicated."""
    if _held_at_the_console(world, event):
        return []
    switches, luck = world.switches, world.luck
    place = (citizen.ordinal, citizen.events) if citizen else (-1, world.state.n)
    of = (*place, event["event_name"])
    wait = after + switches["deliver.delay_seconds"] * luck.roll("delay", *of)
    if luck.roll("reorder", *of) < switches["deliver.reorder_rate"]:
        wait += switches["deliver.reorder_seconds"]
    first = {
        "lane": citizen.user_id if citizen else "account",
        "name": event["event_name"],
        "body": wire.body(event, switches["body.style"], luck),
        "timestamp": event["timestamp"],
        "due": world.clock.now() + wait,
        "mark": mark,
        "drop": luck.roll("drop", *of) < switches["deliver.drop_rate"],
        "lose_ack": luck.roll("lose_ack", *of) < switches["deliver.lost_ack_rate"],
    }
    if luck.roll("duplicate", *of) >= switches["deliver.duplicate_rate"]:
        return [first]
    pause = 2 * luck.roll("duplicate.pause", *of)
    twin_pause = 0.0 if pause < 1 else pause - 1  # half of the twins race their original
    lane = f"{first['lane']} again"
    return [first, first | {"lane": lane, "due": first["due"] + twin_pause, "drop": False}]


def _held_at_the_console(world: World, event: Event) -> bool:
    if event["event_name"] in world.switches["webhook.events_off"]:
        return True
    if not world.switches["webhook.only_hash"] or event["event_name"] != "user_send_text":
        return False
    return not event["message"]["text"].startswith("#")
