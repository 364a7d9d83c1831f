"""The account's API: `/v2.0/oa/…` and `/v3.0/oa/…` (reference sections 7 and 8)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, request

from mock_zalo import letters, office, reading
from mock_zalo.errors import OaError
from mock_zalo.faults import trouble
from mock_zalo.world import UnknownCitizen, new_msg_id

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.gate import Gate
    from mock_zalo.state import Citizen
    from mock_zalo.world import World

NO_LONGER_READ = (
    "/v2.0/oa/getprofile",
    "/v2.0/oa/getfollowers",
    "/v2.0/oa/getmessagestatus",
    "/v2.0/oa/message/status",
    "/v3.0/oa/message/status",
)
ECHO_HEAD_START = 2.0


class OpenApi:
    """The routes behind an access token."""

    def __init__(self, world: World, gate: Gate) -> None:
        self._world = world
        self._gate = gate

    def blueprint(self) -> Blueprint:
        """Return the routes of openapi.zalo.me."""
        routes = Blueprint("openapi", __name__)
        routes.after_request(self._gate.mark)
        routes.register_error_handler(OaError, self._refused)
        routes.post("/v3.0/oa/message/cs")(self.send)
        routes.post("/v2.0/oa/message")(self.second_version)
        routes.post("/v3.0/oa/message/transaction")(self.closed("legacy.transaction", "send"))
        routes.post("/v3.0/oa/message/promotion")(self.closed("legacy.promotion", "send"))
        for path in NO_LONGER_READ:
            closed = self.closed("legacy.reads", "read")
            routes.get(path, endpoint=path.strip("/").replace(".", "_").replace("/", "_"))(closed)
        routes.get("/v2.0/oa/getoa")(self.getoa)
        routes.get("/v3.0/oa/user/detail")(self.user_detail)
        routes.get("/v3.0/oa/user/getlist")(self.user_list)
        routes.get("/v2.0/oa/conversation")(self.conversation)
        routes.get("/v2.0/oa/listrecentchat")(self.recent)
        routes.post("/v3.0/oa/quota/message")(self.quota)
        routes.post("/v2.0/oa/quota/message", endpoint="quota_v2")(self.quota_left)
        return routes

    def _refused(self, refusal: OaError) -> Response:
        self._world.keep(
            "call",
            path=request.path,
            error=refusal.code,
            body=request.get_data(as_text=True)[:4000],
        )
        return jsonify(refusal.answer())

    def send(self) -> ResponseReturnValue:
        """Send a consultation message (§7.2)."""
        body = _json_body()
        user_id = _recipient(body)
        with trouble(self._world, "send", to=user_id) as finish:
            self._gate.pass_()
            citizen = self._citizen(user_id)
            letter = letters.read(self._world, body.get("message"))
            billing = letters.window(self._world, citizen)
            sent = office.send(self._world, citizen, letter, billed=billing == "billed")
            if self._world.switches["deliver.echo_before_response"]:
                self._wait_for_echo(citizen)
            return finish(_success(sent | self._quota_words(billing)))

    def second_version(self) -> ResponseReturnValue:
        """Take a reaction or a letter to an anonymous visitor; ordinary chat is closed (§8)."""
        body = _json_body()
        with trouble(self._world, "send") as finish:
            self._gate.pass_()
            asked = body.get("recipient", {})
            if "sender_action" in body:
                return finish(_success({}))
            if isinstance(asked, dict) and {"anonymous_id", "conversation_id"} <= set(asked):
                ids = {key: asked[key] for key in ("anonymous_id", "conversation_id")}
                return finish(_success({"message_id": new_msg_id(), **ids}))
            raise OaError(self._world.switches["legacy.v2_message"])

    def closed(self, switch: str, place: str) -> Any:
        """Return a view that answers with the code of a closed endpoint."""

        def view() -> ResponseReturnValue:
            with trouble(self._world, place):
                self._gate.pass_()
                raise OaError(self._world.switches[switch])

        view.__name__ = switch.replace(".", "_")
        return view

    def getoa(self) -> ResponseReturnValue:
        """Say who the account is."""
        return self._read(lambda _: reading.account(self._world))

    def user_detail(self) -> ResponseReturnValue:
        """Say who a citizen is."""
        return self._read(lambda asked: reading.detail(self._citizen(asked.get("user_id"))))

    def user_list(self) -> ResponseReturnValue:
        """List the people who know the account."""
        return self._read(lambda asked: reading.people(self._world, asked))

    def conversation(self) -> ResponseReturnValue:
        """List the newest messages with one citizen."""
        return self._read(
            lambda asked: reading.conversation(
                self._world, self._citizen(asked.get("user_id")), asked
            )
        )

    def recent(self) -> ResponseReturnValue:
        """List the newest message of each talk."""
        return self._read(lambda asked: reading.recent(self._world, asked))

    def quota(self) -> ResponseReturnValue:
        """Say how much may still be sent to a citizen."""
        with trouble(self._world, "read") as finish:
            self._gate.pass_()
            citizen = self._citizen(_json_body().get("user_id"))
            return finish(_success(reading.quota(citizen)))

    def quota_left(self) -> ResponseReturnValue:
        """Say what is left of the account's own quotas."""
        return self._read(lambda _: {"upload": {"total": self._world.switches["upload.per_month"]}})

    def _read(self, answer: Any) -> ResponseReturnValue:
        with trouble(self._world, "read") as finish:
            self._gate.pass_()
            return finish(_success(answer(_asked())))

    def _citizen(self, user_id: Any) -> Citizen:
        if not isinstance(user_id, str):
            raise OaError(-201, "user_id is invalid")
        try:
            return self._world.citizen(user_id)
        except UnknownCitizen:
            raise OaError(-201, "user_id is invalid") from None

    def _wait_for_echo(self, citizen: Citizen) -> None:
        """Hold the answer back until the echo was delivered once, or for a moment at most."""
        pending = self._world.state.pending

        def gone() -> bool:
            return not any(
                delivery.lane == citizen.user_id
                and delivery.name.startswith("oa_send")
                and not delivery.attempts
                for delivery in pending.values()
            )

        with self._world.changed:
            self._world.changed.wait_for(gone, timeout=ECHO_HEAD_START)

    def _quota_words(self, billing: str) -> dict[str, Any]:
        rule = self._world.switches["cs.quota_in_response"]
        if billing == "billed" or rule == "absent":
            return {}
        if rule == "frozen":
            return {"quota": {"quota_type": "reply", "remain": "8", "total": "8"}}
        if rule == "sub_quota":
            quota = {"quota_type": "sub_quota", "remain": "499", "total": "500"}
            return {"quota": quota | {"expired_date": "31/12/2026"}}
        return {"quota": {"quota_type": "reply"}}


def _success(found: Any) -> Response:
    return jsonify({"error": 0, "message": "Success", "data": found})


def _json_body() -> dict[str, Any]:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise OaError(-201, "body is not a JSON object")
    return body


def _recipient(body: dict[str, Any]) -> Any:
    recipient = body.get("recipient")
    return recipient.get("user_id") if isinstance(recipient, dict) else None


def _asked() -> dict[str, Any]:
    """Return the JSON object in the query parameter `data`; none is an empty one (§7.1)."""
    try:
        asked = json.loads(request.args.get("data", "{}"))
    except ValueError:
        raise OaError(-201, "data is invalid") from None
    if not isinstance(asked, dict):
        raise OaError(-201, "data is invalid")
    return asked
