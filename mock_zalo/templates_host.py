"""Template messages, by phone (`/message/…`) and by UID (`/v3.0/oa/message/template`) (section 13).

Phones that people carry belong to the citizens of this world; a phone that nobody has answers -118.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, request

from mock_zalo import events, office
from mock_zalo.clock import local, milliseconds
from mock_zalo.errors import OaError, TemplateError
from mock_zalo.faults import trouble
from mock_zalo.letters import Letter
from mock_zalo.world import new_msg_id

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.gate import Gate
    from mock_zalo.state import Citizen
    from mock_zalo.world import World

NIGHT_FROM, NIGHT_TO = 22, 6
MAX_TRACKING = 48
SENDING_MODES = ("1", "2", "3")
TOKEN_CODES = {-216: -124, -220: -124, -242: -1241, -32: -100}


class TemplatesHost:
    """business.openapi.zalo.me, and the template call of openapi.zalo.me."""

    def __init__(self, world: World, gate: Gate) -> None:
        self._world = world
        self._gate = gate

    def blueprint(self) -> Blueprint:
        """Return the routes of the template host."""
        routes = Blueprint("templates_host", __name__)
        routes.after_request(self._gate.mark)
        routes.register_error_handler(OaError, self._refused)
        routes.post("/message/template")(self.by_phone)
        routes.post("/message/template/hashphone")(self.by_hash)
        routes.get("/message/status")(self.status)
        routes.get("/message/quota")(self.quota)
        routes.get("/template/info/v2")(self.about)
        routes.post("/v3.0/oa/message/template")(self.by_uid)
        return routes

    def by_phone(self) -> ResponseReturnValue:
        """Send a template to a phone number, `84…`, `+84…` or `0…`."""
        return self._to_phone(lambda body: _normal(body.get("phone")))

    def by_hash(self) -> ResponseReturnValue:
        """Send a template to the SHA-256 of `84…`."""
        return self._to_phone(
            lambda body: self._unhashed(str(body.get("hash_phone"))), named="hash_phone"
        )

    def by_uid(self) -> ResponseReturnValue:
        """Send a template to a user id: no tracking id, and outside every window."""
        world, body = self._world, _body()
        user_id = body.get("user_id")
        with trouble(world, "template", to=user_id) as finish:
            self._gate.pass_()
            citizen = world.state.citizens.get(str(user_id))
            if citizen is None:
                raise OaError(-201, "user_id is invalid")
            letter = self._letter(body)
            self._check_uid()
            sent = office.send(world, citizen, letter, template=True)
            left = self._left()
            answer = sent | {"quota": {"dailyQuota": str(left[0]), "remainingQuota": str(left[1])}}
            return finish(jsonify(error=0, message="Success", data=answer))

    def status(self) -> ResponseReturnValue:
        """Say whether a message arrived: 1 yes, 0 not yet, -1 never heard of."""
        self._pass()
        known = self._world.state.messages.get(request.args.get("message_id", ""))
        state = -1 if known is None else int(known.ticks != "sent")
        found = {"status": state, "message": "", "delivery_time": ""}
        return jsonify(error=0, message="Success", data=found)

    def quota(self) -> ResponseReturnValue:
        """Say how many templates may still be sent today."""
        self._pass()
        total, left = self._left()
        found = {"dailyQuota": str(total), "remainingQuota": str(left)}
        return jsonify(error=0, message="Success", data=found)

    def about(self) -> ResponseReturnValue:
        """Describe a template of the switch `template.known`."""
        self._pass()
        template_id = request.args.get("template_id", "")
        names = self._world.switches["template.known"].get(template_id)
        if names is None:
            raise TemplateError(-109)
        fields = [
            {"name": name, "require": True, "type": "STRING", "maxLength": 100} for name in names
        ]
        found = {"templateId": template_id, "status": "ENABLE", "listParams": fields}
        return jsonify(error=0, message="Success", data=found)

    def _pass(self) -> None:
        try:
            self._gate.pass_()
        except OaError as refusal:
            raise TemplateError(TOKEN_CODES.get(refusal.code, refusal.code)) from None

    def _to_phone(self, phone_of: Any, *, named: str = "") -> ResponseReturnValue:
        world, body = self._world, _body()
        phone = phone_of(body)
        with trouble(world, "template", to=phone) as finish:
            self._pass()
            tracking = body.get("tracking_id")
            if not isinstance(tracking, str) or not 0 < len(tracking) <= MAX_TRACKING:
                raise TemplateError(-132, "tracking_id is invalid")
            if body.get("sending_mode", "1") not in SENDING_MODES:
                raise TemplateError(-161)
            letter = self._letter(body)
            self._check_recipient(phone, body)
            self._check_day()
            # An event about a message that was sent by hash names the hash (§4.6).
            to = str(body[named]) if named else phone
            answer = self._sent(self._owner(phone), to, tracking, letter)
            answer["sending_mode"] = body.get("sending_mode", "1")
            return finish(jsonify(error=0, message="Success", data=answer))

    def _sent(self, citizen: Citizen, phone: str, tracking: str, letter: Letter) -> dict[str, Any]:
        world, msg_id = self._world, new_msg_id()
        with world.lock:
            now = world.clock.now()
            message = {
                "msg_id": msg_id,
                "tracking_id": tracking,
                "delivery_time": milliseconds(now),
            }
            event = events.flat(
                world,
                "user_received_message",
                sender={"id": world.credentials.oa_id},
                recipient={"id": phone},
                message=message,
            )
            mark = [msg_id, "received", "attempted"]
            after = world.switches["events.received_after_seconds"]
            bubble = {"citizen": citizen.user_id, "sender": "office", "msg_id": msg_id, "at": now}
            ticket = world.keep(
                "message",
                at=now,
                message=bubble | vars(letter),
                template=True,
                phone=phone,
                tracking_id=tracking,
                events=events.drafts(world, event, citizen=citizen, mark=mark, after=after),
            )
        world.settle(ticket)
        total, left = self._left()
        quota = {"dailyQuota": str(total), "remainingQuota": str(left)}
        return {"msg_id": msg_id, "sent_time": milliseconds(now), "quota": quota}

    def _letter(self, body: dict[str, Any]) -> Letter:
        known = self._world.switches["template.known"]
        template_id, values = body.get("template_id"), body.get("template_data")
        if not isinstance(template_id, str) or (known and template_id not in known):
            raise TemplateError(-109)
        if not isinstance(values, dict):
            raise TemplateError(-112)
        missing = [name for name in known.get(template_id, ()) if not values.get(name)]
        if missing:
            raise TemplateError(-1122, f"Template data is missing a parameter: {missing[0]}")
        lines = [f"{name}: {value}" for name, value in values.items()]
        return Letter("template", "\n".join([f"Thông báo {template_id}", *lines]))

    def _check_recipient(self, phone: str, body: dict[str, Any]) -> None:
        switches = self._world.switches
        if phone in map(_normal, switches["template.zalo_less_phones"]):
            raise TemplateError(-118)
        if phone in map(_normal, switches["template.refusing_phones"]):
            raise TemplateError(-114)
        admins = map(_normal, switches["template.admin_phones"])
        if body.get("mode") == "development" and phone not in admins:
            raise TemplateError(-127)
        self._owner(phone)

    def _check_uid(self) -> None:
        """Ask what the account's host asks, in its own codes (§11.1)."""
        switches = self._world.switches
        if switches["template.by_uid"] != "accepted":
            raise OaError(-249)
        if self._is_night() and switches["template.uid_night"] != "accepted":
            raise OaError(-234)
        if self._left()[1] <= 0:
            raise OaError(-211)

    def _is_night(self) -> bool:
        hour = local(self._world.clock.now()).hour
        return hour >= NIGHT_FROM or hour < NIGHT_TO

    def _check_day(self) -> None:
        if self._is_night() and self._world.switches["template.night"]:
            raise TemplateError(-133)
        if self._left()[1] <= 0:
            raise TemplateError(-144)

    def _left(self) -> tuple[int, int]:
        total = int(self._world.switches["template.daily"])
        today = local(self._world.clock.now()).date().isoformat()
        return total, total - self._world.state.templates.get(today, 0)

    def _owner(self, phone: str) -> Citizen:
        for citizen in self._world.state.citizens.values():
            if _normal(citizen.person["phone"]) == phone:
                return citizen
        raise TemplateError(-118)

    def _unhashed(self, digest: str) -> str:
        for citizen in self._world.state.citizens.values():
            phone = _normal(citizen.person["phone"])
            if sha256(phone.encode()).hexdigest() == digest.lower():
                return phone
        raise TemplateError(-118)

    def _refused(self, refusal: OaError) -> Response:
        said = request.get_data(as_text=True)[:4000]
        if request.path.startswith("/message/"):
            refusal = TemplateError(refusal.code, refusal.detail)
        self._world.keep("call", path=request.path, error=refusal.code, body=said)
        return jsonify(refusal.answer())


def _normal(phone: Any) -> str:
    """Return `84` and nine digits; raise -108 for anything else."""
    digits = re.sub(r"[ .+-]", "", phone) if isinstance(phone, str) else ""
    found = re.fullmatch(r"(?:84|0)?([35789][0-9]{8})", digits)
    if found is None:
        raise TemplateError(-108)
    return f"84{found[1]}"


def _body() -> dict[str, Any]:
    if not request.get_data():
        raise TemplateError(-121)
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise TemplateError(-122)
    return body
