"""The control API: ours, not Zalo's. Tests, drills and the phone page move the world with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, request

from mock_zalo import cards, citizens, media
from mock_zalo.ledger import summary
from mock_zalo.switches import BadSwitch
from mock_zalo.world import UnknownCitizen

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.world import World


class BadWish(ValueError):
    """The control call asks for something that cannot be done."""


class Control:
    """Routes under /control."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """Return the control routes."""
        routes = Blueprint("control", __name__, url_prefix="/control")
        for wrong in (BadWish, BadSwitch, cards.UnknownCard):
            routes.register_error_handler(wrong, lambda error: (jsonify(error=str(error)), 400))
        routes.register_error_handler(
            UnknownCitizen, lambda _: (jsonify(error="there is no such citizen"), 404)
        )
        routes.get("/citizens")(self.citizens)
        routes.post("/citizens")(self.new_citizen)
        routes.post("/citizens/<user_id>/say")(self.say)
        routes.post("/citizens/<user_id>/picture")(self.picture)
        routes.get("/citizens/<user_id>/messages")(self.messages)
        routes.post("/follow")(self.follow)
        routes.post("/unfollow")(self.unfollow)
        routes.route("/switches", methods=["GET", "PUT"])(self.switches)
        routes.route("/clock", methods=["GET", "POST"])(self.clock)
        routes.route("/webhook", methods=["GET", "POST"])(self.webhook)
        routes.get("/ledger")(self.ledger)
        return routes

    def citizens(self) -> ResponseReturnValue:
        """List the citizens."""
        everybody = self._world.state.citizens.values()
        return jsonify([{"user_id": one.user_id, "name": one.name} for one in everybody])

    def new_citizen(self) -> ResponseReturnValue:
        """Make a citizen, who follows the account at once."""
        wish = _wish()
        citizen = citizens.arrive(self._world, str(wish.get("name", "")), wish.get("person"))
        return jsonify(user_id=citizen.user_id, name=citizen.name, person=citizen.person), 201

    def say(self, user_id: str) -> ResponseReturnValue:
        """Let a citizen say a text, or tap a button: `shown` false hides it on the phone."""
        wish = _wish()
        text = wish.get("text")
        if not isinstance(text, str) or not text:
            raise BadWish("text is missing")
        citizen = self._world.citizen(user_id)
        shown = bool(wish.get("shown", True))
        msg_id = citizens.say(self._world, citizen, text, quote=wish.get("quote"), shown=shown)
        return jsonify(msg_id=msg_id), 201

    def picture(self, user_id: str) -> ResponseReturnValue:
        """Let a citizen send a sample card (JSON) or a file of their own (multipart)."""
        citizen = self._world.citizen(user_id)
        if file := request.files.get("file"):
            content, text = file.read(), request.form.get("text", "")
        else:
            wish = _wish()
            person = citizen.person | wish.get("person", {})
            content, text = cards.draw(str(wish.get("card")), person), str(wish.get("text", ""))
        if not content:
            raise BadWish("the picture is empty")
        url = media.url(self._world, media.store(self._world, content))
        msg_id = citizens.send_picture(self._world, citizen, url, text=text)
        return jsonify(msg_id=msg_id, url=url), 201

    def messages(self, user_id: str) -> ResponseReturnValue:
        """List what is on a citizen's phone, oldest first, after number `after`."""
        citizen = self._world.citizen(user_id)
        after = request.args.get("after", 0, type=int)
        with self._world.lock:
            found = [
                self._world.state.shown(message)
                for message in self._world.state.talks[citizen.user_id]
                if message.n > after and message.kind != "hidden"
            ]
        return jsonify(messages=found)

    def follow(self) -> ResponseReturnValue:
        """Let a citizen follow the account."""
        citizens.follow(self._world, self._world.citizen(str(_wish().get("user_id"))))
        return jsonify(ok=True)

    def unfollow(self) -> ResponseReturnValue:
        """Let a citizen leave the account."""
        citizens.unfollow(self._world, self._world.citizen(str(_wish().get("user_id"))))
        return jsonify(ok=True)

    def switches(self) -> ResponseReturnValue:
        """Show all switches; with PUT, set some of them first."""
        if request.method == "PUT":
            self._world.change_switches(_wish())
        return jsonify(self._world.switches.everything())

    def clock(self) -> ResponseReturnValue:
        """Show the simulated time; with POST, move it forward first."""
        if request.method == "POST":
            seconds = _wish().get("advance_seconds")
            if not isinstance(seconds, int | float) or isinstance(seconds, bool) or seconds < 0:
                raise BadWish("advance_seconds takes a number of seconds, forward only")
            self._world.advance(seconds)
        return jsonify(now=self._world.clock.now(), moved_seconds=self._world.clock.moved)

    def webhook(self) -> ResponseReturnValue:
        """Show the webhook; with POST, set its URL or switch it on again."""
        if request.method == "POST":
            wish = _wish()
            webhook = self._world.state.webhook | {"enabled": bool(wish.get("enabled", True))}
            webhook["url"] = wish.get("url", webhook["url"])
            self._world.settle(self._world.keep("webhook", webhook=webhook))
            self._world.deliver([])
        return jsonify(self._world.state.webhook)

    def ledger(self) -> Response:
        """Return the same as `python -m mock_zalo.ledger DIR --json`."""
        with self._world.lock:
            ticket = self._world.keep("call", path="/control/ledger", error=0)
        self._world.settle(ticket)
        return jsonify(summary(self._world.folder))


def _wish() -> dict[str, Any]:
    wish = request.get_json(force=True, silent=True)
    if not isinstance(wish, dict):
        raise BadWish("the body is not a JSON object")
    return wish
