"""The developer console's check of a webhook URL (reference section 6.2).

Saving a URL posts the console's sample; the URL is kept only when the answer is 200. The sample
is signed and names nobody's account; an unsigned variant is sent too, because the OA Secret Key
is shown only after the URL was saved once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

from mock_zalo import wire
from mock_zalo.clock import milliseconds
from mock_zalo.deliverer import headers
from mock_zalo.state import Delivery

if TYPE_CHECKING:
    from mock_zalo.world import World


def sample(world: World) -> dict[str, Any]:
    """Return the sample event as one codebase saw it live."""
    return {
        "app_id": world.credentials.app_id,
        "sender": {"id": "246845883529197922"},
        "user_id_by_app": "552177279717587730",
        "recipient": {"id": "388613280878808645"},
        "event_name": "user_send_text",
        "message": {"text": "This is testing message", "msg_id": "This is message id"},
        "timestamp": milliseconds(world.clock.now()),
    }


def check(world: World, url: str) -> list[dict[str, Any]]:
    """Post both variants; return `[{"signed", "result"}]`, result a status or what went wrong."""
    return [
        {"signed": signed, "result": _post(world, url, signed=signed)} for signed in (True, False)
    ]


def accepted(found: list[dict[str, Any]]) -> bool:
    """Return whether the console keeps the URL: it looks at the signed sample alone."""
    return bool(found[0]["result"] == requests.codes.ok)


def save(world: World, url: str) -> None:
    """Keep the URL and switch the webhook on."""
    world.settle(world.keep("webhook", webhook={"url": url, "enabled": True}))
    world.deliver([])


def _post(world: World, url: str, *, signed: bool) -> int | str:
    event = sample(world)
    text = wire.body(event, world.switches["body.style"], world.luck)
    letter = Delivery(0, "console", event["event_name"], text, event["timestamp"], 0.0, sign=signed)
    try:
        answer = requests.post(
            url,
            data=text.encode(),
            headers=headers(world, letter),
            timeout=world.switches["deliver.timeout_seconds"],
            allow_redirects=False,
        )
    except requests.Timeout:
        return "timeout"
    except (requests.RequestException, ValueError):
        return "connect_error"
    return answer.status_code
