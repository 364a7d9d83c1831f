"""The control API: ours, not Zalo's. Tests, drills and the phone page move the world with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request

from mock_zalo import acts, cards, citizens, media, office
from mock_zalo.control_world import ControlWorld
from mock_zalo.letters import Letter
from mock_zalo.switches import BadSwitch
from mock_zalo.wishes import BadWish, wish
from mock_zalo.world import UnknownCitizen

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.world import World


class Control:
    """Routes under /control."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """Return the control routes."""
        routes = Blueprint("control", __name__, url_prefix="/control")
        for wrong in (BadWish, BadSwitch, cards.UnknownCard, acts.UnknownAct):
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
        routes.post("/citizens/<user_id>/act")(self.act)
        routes.post("/citizens/<user_id>/silence")(self.silence)
        routes.post("/citizens/<user_id>/staff")(self.staff)
        ControlWorld(self._world).add_to(routes)
        return routes

    def citizens(self) -> ResponseReturnValue:
        """List the citizens."""
        everybody = self._world.state.citizens.values()
        return jsonify([{"user_id": one.user_id, "name": one.name} for one in everybody])

    def new_citizen(self) -> ResponseReturnValue:
        """Make a citizen, who follows the account at once."""
        asked = wish()
        citizen = citizens.arrive(self._world, str(asked.get("name", "")), _person(asked))
        return jsonify(user_id=citizen.user_id, name=citizen.name, person=citizen.person), 201

    def say(self, user_id: str) -> ResponseReturnValue:
        """Let a citizen say a text, or tap a button: `shown` false hides it on the phone."""
        asked = wish()
        text = asked.get("text")
        if not isinstance(text, str) or not text:
            raise BadWish("text is missing")
        citizen = self._world.citizen(user_id)
        shown = bool(asked.get("shown", True))
        msg_id = citizens.say(self._world, citizen, text, quote=asked.get("quote"), shown=shown)
        return jsonify(msg_id=msg_id), 201

    def picture(self, user_id: str) -> ResponseReturnValue:
        """Let a citizen send a sample card (JSON) or a file of their own (multipart)."""
        citizen = self._world.citizen(user_id)
        if file := request.files.get("file"):
            content, text = file.read(), request.form.get("text", "")
        else:
            asked = wish()
            person = citizen.person | _person(asked)
            content, text = cards.draw(str(asked.get("card")), person), str(asked.get("text", ""))
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
        citizens.follow(self._world, self._world.citizen(str(wish().get("user_id"))))
        return jsonify(ok=True)

    def unfollow(self) -> ResponseReturnValue:
        """Let a citizen leave the account."""
        citizens.unfollow(self._world, self._world.citizen(str(wish().get("user_id"))))
        return jsonify(ok=True)

    def act(self, user_id: str) -> ResponseReturnValue:
        """Let a citizen do anything else: `{"kind": one of acts.ACTS, …}`."""
        asked = wish()
        citizen = self._world.citizen(user_id)
        return jsonify(msg_id=acts.act(self._world, citizen, str(asked.get("kind")), asked)), 201

    def silence(self, user_id: str) -> ResponseReturnValue:
        """Let a citizen have been silent for `hours`: the window for letters closes (§12)."""
        hours = wish().get("hours")
        if not isinstance(hours, int | float) or isinstance(hours, bool):
            raise BadWish("hours takes a number")
        citizen = self._world.citizen(user_id)
        return jsonify(last_interaction=citizens.be_silent(self._world, citizen, hours))

    def staff(self, user_id: str) -> ResponseReturnValue:
        """Write to a citizen as a person in the account's chat tool: the echo has an admin_id."""
        asked = wish()
        text = asked.get("text")
        if not isinstance(text, str) or not text:
            raise BadWish("text is missing")
        citizen = self._world.citizen(user_id)
        admin = str(asked.get("admin_id", "712345678901234567"))
        sent = office.send(self._world, citizen, Letter("text", text), admin_id=admin)
        return jsonify(msg_id=sent["message_id"]), 201


def _person(asked: dict[str, Any]) -> dict[str, str]:
    person = asked.get("person") or {}
    if not isinstance(person, dict) or not all(isinstance(one, str) for one in person.values()):
        raise BadWish("person takes an object of texts")
    return person
