"""Positions of the simulated Zalo's switches, by the story in which our side must survive them."""

from contextlib import contextmanager

from mock_zalo.switches import SWITCHES

QUICK = {
    "retry.scale": 0.001,
    "echo.after_seconds": 0.01,
    "events.received_after_seconds": 0.02,
    "events.seen_after_seconds": 0.03,
}
JOURNEYS = [
    *[{"sig.header_format": how} for how in ("mac=hex", "mac = hex", "bare")],
    *[{"body.style": style} for style in SWITCHES["body.style"].choices],
    {"retry.on": ["connect_error"]},
    {"retry.steps": "offsets", "deliver.drop_rate": 0.5},
    {"retry.enabled": False},
    {"retry.disable_after_last": False},
    {"deliver.duplicate_rate": 1.0},
    {"deliver.reorder_rate": 0.5, "deliver.reorder_seconds": 0.05},
    {"deliver.lost_ack_rate": 1.0},
    {"deliver.delay_seconds": 0.05},
    {"deliver.echo_before_response": True},
    {"echo.api_sends": False},
    {"echo.same_id": False},
    {"events.received": False},
    {"events.seen": False},
    {"events.seen.shape": "msg_id"},
    {"events.seen_after_seconds": 0.0, "events.received_after_seconds": 0.05},
    *[{"cs.quota_in_response": said} for said in SWITCHES["cs.quota_in_response"].choices],
    {"window.enforced": False},
    {"token.old_dies": False},
    {"cs.list": "-233"},
]
FORGED = [
    {"sig.first_term": "oa_id"},
    {"sig.secret": "app_secret"},
    {"sig.header_format": "none"},
    {"sig.header_format": "wrong"},
]
SHARED = [
    {"submit_info.shape": shape, "submit_info.phone": phone}
    for shape in ("2026", "legacy")
    for phone in ("string", "number")
]
BUTTONS = [("optional", None), ("optional", "button"), ("required", "button"), ("rejected", None)]
REFRESHED = [
    {},
    {"token.expires_in_type": "number"},
    {"token.error_type": "string"},
    {"token.rotates": False},
    {"token.old_dies": False},
    {"token.expired_code": -216},
]
REFUSED = [{"token.reused": "empty"}, {"token.reused": "-14014"}, {"token.error_type": "string"}]
ALONE_MET = [
    *[("token.replaced_code", code) for code in (-216, -220)],
    ("proof.required", True),
    ("getoa.id_field", "oaid"),
    ("window.zca_linked", False),
    *[("cs.buttons.limit_code", code) for code in (-201, -210)],
    ("template.by_uid", "-249"),
    ("template.uid_night", "-234"),
]
ELSEWHERE = {
    "webhook.only_hash": "nothing is heard while it is on; docs/connect-zalo.md says so",
    "consent.echo_state": "tests/bot/test_connecting.py",
    "template.night": "tests/bot/handlers/test_window_closing.py",
    "events.zns_header": "a header that nobody reads",
}


@contextmanager
def switched(platform, positions):
    """Hold the platform in these positions for one story."""
    platform.control("PUT", "/switches", json=positions)
    try:
        yield
    finally:
        plain = {name: SWITCHES[name].default for name in positions} | {"faults": {}}
        plain |= {name: QUICK[name] for name in positions if name in QUICK}
        platform.control("PUT", "/switches", json=plain)


def texts(platform, who):
    said = platform.control("GET", f"/citizens/{who}/messages")["messages"]
    return [one["reads"] for one in said if one["from"] == "office"]


def someone(platform):
    return platform.control("POST", "/citizens", json={"name": "Lan"})["user_id"]
