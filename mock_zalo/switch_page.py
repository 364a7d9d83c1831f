"""The control page at `/switches`: every switch and why it is there, the faults, the webhook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request

from mock_zalo import console
from mock_zalo.quick import FAULT_WORDS, GROUPS, HAPPENINGS, PLACE_WORDS
from mock_zalo.scenario import befall
from mock_zalo.switches import FAULT_FIELDS, FAULT_PLACES, SWITCHES, BadSwitch

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.world import World


class SwitchPage:
    """Shows and sets all switches with plain forms."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """Return the page and its three forms."""
        routes = Blueprint("switch_page", __name__)
        routes.get("/switches")(self.show)
        routes.post("/switches")(self.change)
        routes.post("/switches/webhook")(self.webhook)
        routes.post("/switches/now")(self.now)
        return routes

    def show(self, *, said: str = "", wrong: str = "") -> ResponseReturnValue:
        """Show all switches."""
        switches = self._world.switches
        return render_template(
            "switches.html",
            office=self._world.credentials.oa_name,
            seed=self._world.luck.seed,
            said=said,
            wrong=wrong,
            webhook=self._world.state.webhook,
            switches=SWITCHES,
            positions={name: switches[name] for name in SWITCHES},
            places=FAULT_PLACES,
            place_words=PLACE_WORDS,
            fault_words=FAULT_WORDS,
            groups=GROUPS,
            happenings=HAPPENINGS,
            faults={place: switches.fault(place) for place in FAULT_PLACES},
        )

    def change(self) -> ResponseReturnValue:
        """Set what the form says, or everything back to its default."""
        try:
            self._world.change_switches(_defaults() if "reset" in request.form else self._wishes())
        except (BadSwitch, ValueError) as error:
            return self.show(wrong=f"Chưa đổi gì: {error}")
        return self.show(said="Đã đặt công tắc.")

    def webhook(self) -> ResponseReturnValue:
        """Try the address as the console does, and keep it only on 200."""
        url = request.form.get("url", "")
        found = console.check(self._world, url)
        if console.accepted(found):
            console.save(self._world, url)
            return self.show(said="Đã lưu địa chỉ webhook.")
        return self.show(wrong=f"Chưa lưu: địa chỉ trả lời {found[0]['result']}, không phải 200.")

    def now(self) -> ResponseReturnValue:
        """Let something befall everybody at once."""
        words, step = HAPPENINGS.get(request.form.get("what", ""), ("", {}))
        if not step:
            return self.show(wrong="Chưa làm gì: không có việc ấy.")
        befall(self._world, step)
        return self.show(said=f"Đã xảy ra: {words}.")

    def _wishes(self) -> dict[str, Any]:
        switches = self._world.switches
        wishes: dict[str, Any] = {"faults": {}}
        for name in SWITCHES:
            if name in request.form and (value := json.loads(request.form[name])) != switches[name]:
                wishes[name] = value
        for place in FAULT_PLACES:
            if (fault := _fault(place)) != switches.fault(place):
                wishes["faults"][place] = fault
        return wishes


def _fault(place: str) -> dict[str, Any]:
    """Return the fault that the form plans; what was left empty is left to the fault."""
    mode = request.form.get(f"faults.{place}", "ok")
    fault: dict[str, Any] = {"mode": mode}
    for name, (kind, *_) in FAULT_FIELDS.items():
        written = request.form.get(f"faults.{place}.{name}", "").strip()
        if written and mode != "ok":
            fault[name] = kind(written)
    return fault


def _defaults() -> dict[str, Any]:
    plain = {name: switch.default for name, switch in SWITCHES.items()}
    return plain | {"faults": {place: {"mode": "ok"} for place in FAULT_PLACES}}
