"""Every way in which the platform may differ or misbehave, each with its default and its reason.

The names and defaults are those of the reference's section 15. A scenario file and the control
page set them; an unknown name or an impossible value is refused with one sentence.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from mock_zalo.wire import BODY_STYLES, HEADER_FORMATS

RETRY_REASONS = ("connect_error", "timeout", "non_200")
SEND_MODES = (
    "ok",
    "slow",
    "http_500",
    "html_502",
    "empty",
    "error_code",
    "accept_then_timeout",
    "timeout",
    "reset",
    "reset_before",
)
MEDIA_MODES = (
    "ok",
    "slow",
    "expired",
    "http_500",
    "html",
    "empty",
    "truncated",
    "endless",
    "bomb",
    "redirect",
    "wrong_type",
    "reset",
)
FAULT_PLACES = {
    "send": SEND_MODES,
    "token": SEND_MODES,
    "upload": SEND_MODES,
    "read": SEND_MODES,
    "template": SEND_MODES,
    "media": MEDIA_MODES,
}
# Beside `mode`: the type of each field and its least and greatest value.
FAULT_FIELDS: dict[str, tuple[type, float, float]] = {
    "code": (int, -99_999, -1),
    "seconds": (float, 0, 3_600),
    "times": (int, 1, 1_000_000),
    "rate": (float, 0, 1),
    "to": (str, 0, 0),
}


class BadSwitch(ValueError):
    """A switch does not exist or cannot have this value."""


@dataclass(frozen=True)
class Switch:
    """One switch: its default, the values it takes (None: any of the default's type) and why."""

    default: Any
    why: str
    choices: tuple[Any, ...] | None = None


def _rate(why: str) -> Switch:
    return Switch(0.0, why)


SWITCHES: dict[str, Switch] = {
    "sig.first_term": Switch("app_id", "§5.2: some code signs the OA id", ("app_id", "oa_id")),
    "sig.secret": Switch("oa_secret", "§5.2: which secret signs", ("oa_secret", "app_secret")),
    "sig.header_format": Switch("mac=hex", "§5.1: how the header is written", HEADER_FORMATS),
    "body.style": Switch("compact", "§15: the real serialiser is unknown", BODY_STYLES),
    "webhook.only_hash": Switch(default=False, why="§2: «Lọc cú pháp» lets only #texts through"),
    "webhook.events_off": Switch([], "§2: events switched off in the console"),
    "retry.enabled": Switch(default=True, why="§2: the console's Webhook Retry"),
    "retry.on": Switch(list(RETRY_REASONS), "§6.1: what triggers a retry is in conflict"),
    "retry.ladder": Switch([30, 300, 900, 1800, 3600], "§6.1: seconds before each redelivery"),
    "retry.steps": Switch("intervals", "§16: how the rungs are meant", ("intervals", "offsets")),
    "retry.scale": Switch(1.0, "the ladder's seconds are multiplied by this"),
    "retry.disable_after_last": Switch(default=True, why="§6.1: the webhook is switched off"),
    "deliver.timeout_seconds": Switch(2.0, "§6.1: 200 within two seconds"),
    "deliver.duplicate_rate": _rate("§6.1: share of events delivered twice"),
    "deliver.reorder_rate": _rate("§6.1: share of events held back so that later ones overtake"),
    "deliver.reorder_seconds": Switch(2.0, "how long an overtaken event is held back"),
    "deliver.delay_seconds": Switch(0.0, "each event waits up to this long"),
    "deliver.drop_rate": _rate("§6.1: share of first deliveries that never arrive (then retry)"),
    "deliver.lost_ack_rate": _rate("§6.1: share of 200s that get lost on the way back"),
    "deliver.echo_before_response": Switch(
        default=False, why="§4.7: the echo overtakes the answer"
    ),
    "echo.api_sends": Switch(default=True, why="§4.7: echoes for messages sent by the API"),
    "echo.same_id": Switch(default=True, why="§4.7: the echo's msg_id is the API's message_id"),
    "echo.after_seconds": Switch(0.2, "§4.7: how long after the send the echo leaves"),
    "events.received": Switch(default=True, why="§4.6: the phone reports what it received"),
    "events.received_after_seconds": Switch(0.5, "how long after the send"),
    "events.seen": Switch(default=True, why="§4.6: the phone reports what was seen"),
    "events.seen_after_seconds": Switch(1.2, "how long after the send; less: seen comes first"),
    "events.seen.shape": Switch("msg_ids", "§4.6", ("msg_ids", "msg_id")),
    "events.zns_header": Switch(default=False, why="§2: X-ZEvent-Server on template events"),
    "getoa.id_field": Switch("oa_id", "§8: how getoa names the account's id", ("oa_id", "oaid")),
    "submit_info.shape": Switch("2026", "§4.5", ("2026", "legacy")),
    "submit_info.phone": Switch("string", "§4.5", ("string", "number")),
    "cs.buttons.template_type": Switch("optional", "§7.3", ("optional", "required", "rejected")),
    "cs.buttons.limit_code": Switch(
        -210, "§7.3: code for too many or too long buttons", (-201, -210)
    ),
    "cs.list": Switch("accepted", "§7.4: whether lists work on v3", ("accepted", "-233")),
    "cs.quota_in_response": Switch(
        "none", "§7.2: none says quota_type alone", ("none", "frozen", "sub_quota", "absent")
    ),
    "window.enforced": Switch(default=True, why="§12: 48 hours free, 7 days hard"),
    "window.free_hours": Switch(48.0, "§12: replies are free this long"),
    "window.hard_days": Switch(7.0, "§12: -230 afterwards"),
    "window.zca_linked": Switch(default=True, why="§12: billed messages need a ZCA, else -320"),
    "window.zca_balance": Switch(1_000, "§12: billed messages left before -321"),
    "limits.text": Switch(2_000, "§7.2: longer text is -210"),
    "limits.buttons": Switch(5, "§7.3"),
    "limits.button_title": Switch(100, "§7.3"),
    "limits.button_payload": Switch(1_000, "§7.3"),
    "legacy.reads": Switch(
        -240, "§8: getprofile, getfollowers and both message/status, of which no page tells"
    ),
    "legacy.v2_message": Switch(-240, "§1: the v2 message endpoint is closed"),
    "legacy.transaction": Switch(-233, "§8: closed in 2026, the code is unknown"),
    "legacy.promotion": Switch(-233, "§8: closed in 2026, the code is unknown"),
    "rate.per_minute": Switch(4_000, "§12: requests a minute and app, then -32"),
    "upload.per_month": Switch(5_000, "§8: uploads a month, then -211"),
    "upload.days": Switch(7.0, "§8: an attachment id lapses, then -100"),
    "token.expires_in": Switch(90_000, "§9.3: seconds an access token lives"),
    "token.expires_in_type": Switch("string", "§9.2", ("string", "number")),
    "token.error_type": Switch("int", "§7.1: the error on OAuth", ("int", "string")),
    "token.refresh_days": Switch(90.0, "§9.3: a refresh token lives three months"),
    "token.rotates": Switch(default=True, why="§9.3: a success may lack a refresh token"),
    "token.reused": Switch("empty", "§9.3: answer to a used refresh token", ("empty", "-14014")),
    "token.old_dies": Switch(default=True, why="§9.3: the old access token dies on refresh"),
    "token.expired_code": Switch(-220, "§11.1", (-216, -220)),
    "token.replaced_code": Switch(-216, "§11.1", (-216, -220)),
    "proof.required": Switch(default=False, why="§10: the console's appsecret_proof option"),
    "template.night": Switch(default=True, why="§13: -133 from 22:00 to 06:00"),
    "template.uid_night": Switch(
        "accepted", "§12: by user id at any hour, or -234 at night", ("accepted", "-234")
    ),
    "template.daily": Switch(500, "§12: templates a day, then -144; by user id -211"),
    "template.by_uid": Switch("accepted", "§11.1: -249 refuses them all", ("accepted", "-249")),
    "template.known": Switch({}, "§13: template ids and their parameters; {} knows every id"),
    "template.admin_phones": Switch([], "§13: who gets development mode; others are -127"),
    "template.zalo_less_phones": Switch([], "§11.2: phones that answer -118"),
    "template.refusing_phones": Switch([], "§11.2: phones that answer -114"),
    "citizen.unfollow_after": Switch(0, "a citizen leaves after so many messages; 0 means never"),
    "media.expires_seconds": Switch(0.0, "§4.1: pictures' URLs lapse; 0 means never"),
    "consent.echo_state": Switch(default=True, why="§9.1: whether the callback repeats state"),
    "consent.challenge": Switch(
        "", "§9.1: a PKCE challenge fixed in the console; empty: the link's"
    ),
    "consent.redirects": Switch([], "§9.1: registered callbacks; [] takes any, others -14003"),
}


class Switches:
    """The positions of all switches and the faults that are planned."""

    def __init__(self) -> None:
        self._set: dict[str, Any] = {}
        self._faults: dict[str, dict[str, Any]] = {}

    def __getitem__(self, name: str) -> Any:
        """Return the position of a switch."""
        return self._set.get(name, SWITCHES[name].default)

    def fault(self, place: str) -> dict[str, Any]:
        """Return the fault planned for a place, `{"mode": "ok"}` when there is none."""
        return self._faults.get(place, {"mode": "ok"})

    def everything(self) -> dict[str, Any]:
        """Return all positions and faults as a JSON object."""
        positions = {name: self[name] for name in SWITCHES}
        return positions | {"faults": {place: dict(self.fault(place)) for place in FAULT_PLACES}}

    def change(self, wishes: dict[str, Any]) -> None:
        """Set the named switches and faults, all of them or, when one is wrong, none."""
        for name, value in wishes.items():
            if name == "faults":
                _check_faults(value)
            else:
                _check(name, value)
        for name, value in wishes.items():
            if name == "faults":
                self._faults.update(deepcopy(value))
            else:
                self._set[name] = value

    def use_up(self, place: str) -> None:
        """Count one use of a fault that was planned for a number of times."""
        fault = self._faults.get(place)
        if fault and fault.get("times") is not None:
            fault["times"] -= 1
            if fault["times"] <= 0:
                del self._faults[place]


def _check(name: str, value: Any) -> None:
    switch = SWITCHES.get(name)
    if switch is None:
        raise BadSwitch(f"there is no switch {name!r}")
    if switch.choices is not None:
        if value not in switch.choices:
            raise BadSwitch(f"{name} takes one of {list(switch.choices)}, not {value!r}")
    elif not _same_kind(switch.default, value):
        raise BadSwitch(f"{name} takes a value like {switch.default!r}, not {value!r}")
    if name == "retry.on" and not set(value) <= set(RETRY_REASONS):
        raise BadSwitch(f"retry.on takes some of {list(RETRY_REASONS)}, not {value!r}")


def _same_kind(default: Any, value: Any) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, int | float):
        return isinstance(value, int | float) and value == value  # noqa: PLR0124 - not NaN
    return isinstance(value, type(default))


def _check_faults(faults: Any) -> None:
    if not isinstance(faults, dict):
        raise BadSwitch("faults takes an object")
    for place, fault in faults.items():
        if place not in FAULT_PLACES:
            raise BadSwitch(f"there is no place {place!r} for a fault: {list(FAULT_PLACES)}")
        if not isinstance(fault, dict) or not set(fault) <= {"mode", *FAULT_FIELDS}:
            raise BadSwitch(f"a fault takes mode and some of {list(FAULT_FIELDS)}")
        if fault.get("mode") not in FAULT_PLACES[place]:
            raise BadSwitch(f"faults.{place}.mode takes one of {list(FAULT_PLACES[place])}")
        for name in set(fault) - {"mode"}:
            _check_fault_field(f"faults.{place}.{name}", fault[name], *FAULT_FIELDS[name])


def _check_fault_field(name: str, value: Any, kind: type, *ends: float) -> None:
    if kind is str:
        if not isinstance(value, str):
            raise BadSwitch(f"{name} takes a text, not {value!r}")
        return
    is_number = isinstance(value, int if kind is int else int | float)
    if not is_number or isinstance(value, bool) or not ends[0] <= value <= ends[1]:
        raise BadSwitch(f"{name} takes a number from {ends[0]} to {ends[1]}, not {value!r}")
