"""The phone page: a citizen's messenger in the browser, and beside it the world it lives in.

It works as plain forms; with JavaScript nothing reloads.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from PIL import Image

from mock_zalo import cards, citizens, media
from mock_zalo.bubbles import bubbles
from mock_zalo.quick import CARD_WORDS, QUICK_SWITCHES, quick_positions, wishes_of
from mock_zalo.side import side_facts
from mock_zalo.stream import Stream
from mock_zalo.world import UnknownCitizen

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.world import World

THUMB = (320, 320)
NEWEST = 200
POLICY = (
    "default-src 'self'; img-src 'self' data: http: https:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'"
)


class Phone:
    """The pages at `/` and the forms behind them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """Return the pages of the phone."""
        routes = Blueprint("phone", __name__)
        routes.after_request(_careful)
        routes.register_error_handler(UnknownCitizen, lambda _: redirect(url_for("phone.choose")))
        routes.get("/")(self.choose)
        routes.post("/phone")(self.arrive)
        routes.get("/phone/<user_id>")(self.talk)
        routes.get("/phone/<user_id>/stream")(self.stream)
        routes.post("/phone/<user_id>/say")(self.say)
        routes.post("/phone/<user_id>/picture")(self.picture)
        routes.post("/phone/<user_id>/share")(self.share)
        routes.post("/phone/<user_id>/follow")(self.follow)
        routes.get("/phone/<user_id>/cards/<card>.jpg")(self.thumb)
        routes.post("/phone/<user_id>/clock")(self.clock)
        routes.post("/phone/<user_id>/quick")(self.quick)
        return routes

    def choose(self) -> ResponseReturnValue:
        """Show who has a phone, newest first, and a way to make somebody."""
        everybody = list(self._world.state.citizens.values())[::-1]
        last = {one.user_id: bubbles(self._world, one.user_id)[-1:] for one in everybody}
        return render_template("choose.html", everybody=everybody, last=last, **self._frame())

    def arrive(self) -> ResponseReturnValue:
        """Make a citizen and open their phone."""
        citizen = citizens.arrive(self._world, request.form.get("name", "")[:100])
        return redirect(url_for("phone.talk", user_id=citizen.user_id))

    def talk(self, user_id: str) -> ResponseReturnValue:
        """Show one citizen's phone."""
        citizen = self._world.citizen(user_id)
        frame = self._frame()  # before the bubbles: the stream begins at its mark
        return render_template(
            "phone.html",
            citizen=citizen,
            bubbles=bubbles(self._world, user_id)[-NEWEST:],
            cards=CARD_WORDS,
            everybody=list(self._world.state.citizens.values())[::-1],
            quick=QUICK_SWITCHES,
            positions=quick_positions(self._world.switches),
            side=side_facts(self._world),
            **frame,
        )

    def stream(self, user_id: str) -> ResponseReturnValue:
        """Tell an open page what changes, from where it left off."""
        self._world.citizen(user_id)
        after = request.headers.get("Last-Event-ID") or request.args.get("after", "0")
        news = Stream(
            self._world,
            user_id,
            after=int(after) if after.isascii() and after.isdigit() else 0,
            bubbles=lambda seen: self._rendered(user_id, seen),
            side=self._side,
        )
        headers = {"Cache-Control": "no-cache"}
        return Response(
            stream_with_context(iter(news)), mimetype="text/event-stream", headers=headers
        )

    def say(self, user_id: str) -> ResponseReturnValue:
        """Send what was typed, or what a button says."""
        text = request.form.get("text", "").replace("\r\n", "\n")
        shown = request.form.get("shown", "yes") == "yes"
        if text.strip():
            citizens.say(self._world, self._world.citizen(user_id), text, shown=shown)
        return self._back(user_id)

    def picture(self, user_id: str) -> ResponseReturnValue:
        """Send a sample card or a file of one's own."""
        citizen = self._world.citizen(user_id)
        file = request.files.get("file")
        if file is not None:
            content = file.read()
        else:
            content = cards.draw(_known_card(request.form.get("card", "")), citizen.person)
        if content:
            url = media.url(self._world, media.store(self._world, content))
            citizens.send_picture(self._world, citizen, url)
        return self._back(user_id)

    def share(self, user_id: str) -> ResponseReturnValue:
        """Answer a request for contact details with the citizen's own."""
        citizens.submit_info(self._world, self._world.citizen(user_id))
        return self._back(user_id)

    def follow(self, user_id: str) -> ResponseReturnValue:
        """Leave the account, or come back to it."""
        citizen = self._world.citizen(user_id)
        act = citizens.unfollow if citizen.follows else citizens.follow
        act(self._world, citizen)
        return self._back(user_id)

    def thumb(self, user_id: str, card: str) -> ResponseReturnValue:
        """Return a small picture of a sample card."""
        image = Image.open(
            BytesIO(cards.draw(_known_card(card), self._world.citizen(user_id).person))
        )
        image.thumbnail(THUMB)
        content = BytesIO()
        image.save(content, "JPEG", quality=80)
        headers = {"Cache-Control": "private, max-age=3600"}
        return Response(content.getvalue(), mimetype="image/jpeg", headers=headers)

    def clock(self, user_id: str) -> ResponseReturnValue:
        """Move the simulated time forward."""
        seconds = request.form.get("seconds", 0, type=int)
        if 0 < seconds <= 366 * 86_400:
            self._world.advance(seconds)
        return self._back(user_id)

    def quick(self, user_id: str) -> ResponseReturnValue:
        """Set the switches of misbehaviour that stand beside the phone."""
        self._world.change_switches(wishes_of(request.form))
        return self._back(user_id)

    def _side(self) -> dict[str, str]:
        facts = side_facts(self._world)
        return {
            part: render_template(f"side_{part}.html", side=facts) for part in ("clock", "ledger")
        }

    def _rendered(self, user_id: str, seen: int) -> list[dict[str, Any]]:
        citizen = self._world.citizen(user_id)
        return [
            {
                "id": f"m-{bubble['msg_id']}",
                "changed": bubble["changed"],
                "html": render_template("bubble.html", bubble=bubble, citizen=citizen),
            }
            for bubble in bubbles(self._world, user_id, after=seen)
        ]

    def _back(self, user_id: str) -> ResponseReturnValue:
        if request.headers.get("X-Live"):
            return "", 204
        return redirect(url_for("phone.talk", user_id=user_id))

    def _frame(self) -> dict[str, Any]:
        return {"office": self._world.credentials.oa_name, "mark": self._world.state.n}


def _known_card(card: str) -> str:
    if card not in cards.CARDS:
        abort(404)
    return card


def _careful(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
