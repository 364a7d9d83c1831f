"""The developer console's checks of a webhook URL and of a domain (reference sections 6.2, 6.3).

Saving a URL posts the console's sample; the URL is kept only when the answer is 200. The sample
is signed and names nobody's account; an unsigned variant is sent too, because the OA Secret Key
is shown only after the URL was saved once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import requests

from mock_zalo import wire
from mock_zalo.clock import milliseconds
from mock_zalo.deliverer import headers
from mock_zalo.state import Delivery

if TYPE_CHECKING:
    from mock_zalo.world import World


META = re.compile(r'<meta name="zalo-platform-site-verification" content="([^"]*)"')
FOREIGN = ("388613280878808645", "388613280878800000")
"""Accounts that the sample may name: never the one that is connected (section 6.2)."""


def sample(world: World) -> dict[str, Any]:
    """Return the sample event as one codebase saw it live; it names nobody's account."""
    recipient = next(one for one in FOREIGN if one != world.credentials.oa_id)
    return {
        "app_id": world.credentials.app_id,
        "sender": {"id": "246845883529197922"},
        "user_id_by_app": "552177279717587730",
        "recipient": {"id": recipient},
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


def proof_of(site: str, code: str, *, patience: float) -> str:
    """Return the way in which a site proves that it is ours: "meta", "file", or "" for none.

    The file is the console's own, served as it was downloaded, or a page with the same meta tag.
    """
    first = _page(site + "/", patience)
    if code in META.findall(first):
        return "meta"
    file = _page(f"{site}/zalo_verifier{code}.html", patience)
    named = META.findall(file)
    return "file" if file.strip() and (not named or code in named) else ""


def _page(url: str, patience: float) -> str:
    try:
        answer = requests.get(url, timeout=patience, allow_redirects=False)
    except (requests.RequestException, ValueError):
        return ""
    return answer.text if answer.status_code == requests.codes.ok else ""


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
