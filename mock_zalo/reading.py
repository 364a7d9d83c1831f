"""What the account's API tells about itself, its people and its talks (reference section 8)."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from mock_zalo.clock import local, milliseconds
from mock_zalo.errors import OaError

if TYPE_CHECKING:
    from mock_zalo.state import Citizen, Message
    from mock_zalo.world import World

MOST_PEOPLE = 50
MOST_MESSAGES = 10
FURTHEST = 9951


def account(world: World) -> dict[str, Any]:
    """Return the answer of getoa."""
    return {
        world.switches["getoa.id_field"]: world.credentials.oa_id,
        "name": world.credentials.oa_name,
        "description": "Đổi giấy phép lái xe qua Zalo (mô phỏng)",
        "avatar": f"{world.public_url}/static/avatar.svg",
        "cover": f"{world.public_url}/static/avatar.svg",
        "is_verified": True,
        "package_name": "Nâng cao",
        "linked_ZCA": "1" if world.switches["window.zca_linked"] else "",
        "num_follower": sum(citizen.follows for citizen in world.state.citizens.values()),
    }


def detail(citizen: Citizen) -> dict[str, Any]:
    """Return the answer of user/detail."""
    last = citizen.last_interaction
    return {
        "user_id": citizen.user_id,
        "user_id_by_app": citizen.user_id_by_app,
        "user_external_id": "",
        "display_name": citizen.name,
        "user_alias": citizen.name,
        "is_sensitive": False,
        "user_last_interaction_date": local(last).strftime("%d/%m/%Y") if last else "",
        "user_is_follower": citizen.follows,
        "avatar": "",
        "avatars": {"120": "", "240": ""},
        "dynamic_param": "",
        "tags_and_notes_info": {"notes": [], "tag_names": []},
        "shared_info": _shared(citizen),
    }


def _shared(citizen: Citizen) -> dict[str, Any]:
    """Return what the citizen has shared by `user_submit_info`; nothing before."""
    if not citizen.shared:
        return dict.fromkeys(("name", "phone", "address", "city", "district"), "")
    street, _, city = (*citizen.person["address"].split(", "), "", "")[:3]
    phone = "84" + citizen.person["phone"].removeprefix("0")
    return {
        "name": citizen.name,
        "phone": phone,
        "address": street,
        "city": city,
        "district": "",
    }


def people(world: World, asked: dict[str, Any]) -> dict[str, Any]:
    """Return one page of user ids; count at most 50, offset at most 9951. Nobody has a tag."""
    offset, count = _page(asked, MOST_PEOPLE)
    wanted, days = asked.get("is_follower"), _period(world, asked.get("last_interaction_period"))
    everybody = [
        {"user_id": citizen.user_id}
        for citizen in world.state.citizens.values()
        if (wanted is None or citizen.follows == (str(wanted).lower() == "true"))
        and (days is None or _within(citizen, days))
        and not asked.get("tag_name")
    ]
    page = everybody[offset : offset + count]
    return {"total": len(everybody), "count": len(page), "offset": offset, "users": page}


def _period(world: World, asked: Any) -> tuple[date, date] | None:
    """Return the days from and to of `TODAY`, `YESTERDAY`, `L7D`, `L30D` or `date:date`."""
    today = local(world.clock.now()).date()
    back = {"TODAY": (0, 0), "YESTERDAY": (1, 1), "L7D": (7, 0), "L30D": (30, 0)}
    if asked is None:
        return None
    if asked in back:
        first, last = (today - timedelta(days=days) for days in back[asked])
        return first, last
    try:
        first, last = (_day(one) for one in str(asked).split(":"))
    except ValueError:
        raise OaError(-201, "last_interaction_period is invalid") from None
    return first, last


def _day(written: str) -> date:
    """Read a day: which way the platform writes it is not known."""
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%Y_%m_%d"):
        with suppress(ValueError):
            return datetime.strptime(written, form).replace(tzinfo=UTC).date()
    raise ValueError(written)


def _within(citizen: Citizen, days: tuple[date, date]) -> bool:
    last = citizen.last_interaction
    return last is not None and days[0] <= local(last).date() <= days[1]


def conversation(world: World, citizen: Citizen, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the newest messages with one citizen, newest first, at most 10."""
    offset, count = _page(asked, MOST_MESSAGES)
    newest = world.state.talks[citizen.user_id][::-1]
    return [_row(world, message) for message in newest[offset : offset + count]]


def recent(world: World, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the newest message of each talk, newest first, at most 10."""
    offset, count = _page(asked, MOST_MESSAGES)
    last = [talk[-1] for talk in world.state.talks.values() if talk]
    last.sort(key=lambda message: -message.n)
    return [_row(world, message) for message in last[offset : offset + count]]


def quota(citizen: Citizen) -> dict[str, Any]:
    """Return the answer of quota/message for one citizen."""
    last = citizen.last_interaction
    return {
        "last_interaction": milliseconds(last) if last else "",
        "cs_reply": {"remain": 8, "total": 8},
        "promotion": {"remain": 0, "total": 0},
    }


def _page(asked: dict[str, Any], most: int) -> tuple[int, int]:
    offset, count = asked.get("offset", 0), asked.get("count", most)
    if not isinstance(offset, int) or not isinstance(count, int) or offset < 0 or count < 1:
        raise OaError(-201, "offset or count is invalid")
    if count > most or offset > FURTHEST:
        raise OaError(-210)
    return offset, count


def _row(world: World, message: Message) -> dict[str, Any]:
    citizen = world.state.citizens[message.citizen]
    ids = (citizen.user_id, world.credentials.oa_id)
    names = (citizen.name, world.credentials.oa_name)
    by_citizen = message.sender == "citizen"
    row: dict[str, Any] = {
        "src": 1 if by_citizen else 0,
        "time": int(milliseconds(message.at)),
        "type": "photo" if message.kind == "image" else message.kind,
        "message": message.text,
        "message_id": message.msg_id,
        "from_id": ids[0] if by_citizen else ids[1],
        "to_id": ids[1] if by_citizen else ids[0],
        "from_display_name": names[0] if by_citizen else names[1],
        "to_display_name": names[1] if by_citizen else names[0],
    }
    if message.picture:
        row |= {"url": message.picture, "thumb": message.picture}
    return row
