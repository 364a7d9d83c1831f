"""The control API for what surrounds the talks: webhook, clock, switches, tokens, raw events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from mock_zalo import acts, console
from mock_zalo.clock import milliseconds
from mock_zalo.ledger import summary
from mock_zalo.oauth import newest_refresh
from mock_zalo.wishes import BadWish, wish

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.world import World


class ControlWorld:
    """Routes under /control that concern nobody in particular."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_to(self, routes: Blueprint) -> None:
        """Add the routes to the control blueprint."""
        routes.route("/switches", methods=["GET", "PUT"])(self.switches)
        routes.route("/clock", methods=["GET", "POST"])(self.clock)
        routes.route("/webhook", methods=["GET", "POST"])(self.webhook)
        routes.post("/check")(self.check)
        routes.post("/domain")(self.domain)
        routes.post("/events")(self.events)
        routes.post("/raw")(self.raw)
        routes.post("/token/expire")(self.expire)
        routes.post("/token/spend")(self.spend)
        routes.get("/pending")(self.pending)
        routes.get("/ledger")(self.ledger)

    def switches(self) -> ResponseReturnValue:
        """Show all switches; with PUT, set some of them first."""
        if request.method == "PUT":
            self._world.change_switches(wish())
        return jsonify(self._world.switches.everything())

    def clock(self) -> ResponseReturnValue:
        """Show the simulated time; with POST, move it forward first."""
        if request.method == "POST":
            seconds = wish().get("advance_seconds")
            if not isinstance(seconds, int | float) or isinstance(seconds, bool) or seconds < 0:
                raise BadWish("advance_seconds takes a number of seconds, forward only")
            self._world.advance(seconds)
        return jsonify(now=self._world.clock.now(), moved_seconds=self._world.clock.moved)

    def webhook(self) -> ResponseReturnValue:
        """Show the webhook; with POST, set its URL or switch it on or off, without a check."""
        if request.method == "POST":
            asked = wish()
            webhook = self._world.state.webhook | {"enabled": bool(asked.get("enabled", True))}
            webhook["url"] = asked.get("url", webhook["url"])
            self._world.settle(self._world.keep("webhook", webhook=webhook))
            self._world.deliver([])
        return jsonify(self._world.state.webhook)

    def check(self) -> ResponseReturnValue:
        """Check a webhook URL as the console does; keep it when it answered 200 (§6.2)."""
        url = str(wish().get("url") or self._world.state.webhook["url"] or "")
        found = console.check(self._world, url)
        saved = console.accepted(found)
        if saved:
            console.save(self._world, url)
        return jsonify(tried=found, saved=saved)

    def domain(self) -> ResponseReturnValue:
        """Look for the proof of a domain: `{"url", "code"}`; `by` is meta, file or "" (§6.3)."""
        asked = wish()
        site, code = str(asked.get("url") or "").rstrip("/"), str(asked.get("code") or "")
        if not site or not code:
            raise BadWish("url takes the address of the site and code the code of the console")
        by = console.proof_of(site, code, patience=self._world.switches["deliver.timeout_seconds"])
        return jsonify(verified=bool(by), by=by)

    def events(self) -> ResponseReturnValue:
        """Deliver a management event: `{"event_name", "fields": {…}}`."""
        asked = wish()
        name, fields = asked.get("event_name"), asked.get("fields", {})
        if not isinstance(name, str) or not isinstance(fields, dict):
            raise BadWish("event_name takes a text and fields an object")
        acts.manage(self._world, name, fields)
        return jsonify(ok=True), 201

    def raw(self) -> ResponseReturnValue:
        """Deliver these bytes: `{"body", "timestamp"?, "sign"?}`; `bodies` for many at once."""
        asked = wish()
        bodies = asked.get("bodies", [asked.get("body")])
        if not isinstance(bodies, list) or not all(isinstance(body, str) for body in bodies):
            raise BadWish("body takes a text, bodies a list of texts")
        stamp = str(asked.get("timestamp") or milliseconds(self._world.clock.now()))
        for body in bodies:
            sign = bool(asked.get("sign", True))
            acts.raw(self._world, body, name="raw", timestamp=stamp, sign=sign)
        return jsonify(ok=True), 201

    def expire(self) -> ResponseReturnValue:
        """Let the live access token lapse at once."""
        with self._world.lock:
            ticket = self._world.keep("lapse")
        self._world.settle(ticket)
        return jsonify(ok=True)

    def spend(self) -> ResponseReturnValue:
        """Let the newest refresh token be used up, as if another program had used it."""
        with self._world.lock:
            ticket = self._world.keep("spent", spent=newest_refresh(self._world))
        self._world.settle(ticket)
        return jsonify(ok=True)

    def pending(self) -> ResponseReturnValue:
        """List the deliveries that are still to come."""
        with self._world.lock:
            found = [
                {key: vars(delivery)[key] for key in ("id", "lane", "name", "due", "attempts")}
                for delivery in self._world.state.pending.values()
            ]
        return jsonify(pending=found)

    def ledger(self) -> ResponseReturnValue:
        """Return the same as `python -m mock_zalo.ledger DIR --json`."""
        self._world.settle(self._world.keep("call", path="/control/ledger", error=0))
        return jsonify(summary(self._world.folder))
