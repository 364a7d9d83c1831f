"""The background deliverer: one lane per citizen, a retry ladder, and a record of every try.

Within a lane events go out by due time, one at a time; a failed one waits for its rung without
holding up those behind it, as on the platform. Lanes run beside each other on a few threads.
"""

from __future__ import annotations

import time
from heapq import heappop, heappush
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

import requests

from mock_zalo import wire

if TYPE_CHECKING:
    from mock_zalo.state import Delivery
    from mock_zalo.world import World

LONGEST_WAIT = 5.0


class Deliverer:
    """Takes deliveries from the world and carries them to the webhook."""

    def __init__(self, world: World, *, workers: int = 16) -> None:
        self._world = world
        self._wake = Condition()
        self._agenda: list[tuple[float, int, Delivery]] = []
        self._busy: set[str] = set()
        self._waiting: dict[str, list[tuple[float, int, Delivery]]] = {}
        self._stopping = False
        self._threads = [
            Thread(target=self._work, name=f"deliver-{number}", daemon=True)
            for number in range(workers)
        ]

    def start(self) -> None:
        """Resume what an earlier run left pending and take new deliveries from now on."""
        self._world.deliver = self.put
        self.put(list(self._world.state.pending.values()))
        for thread in self._threads:
            thread.start()

    def put(self, deliveries: list[Delivery]) -> None:
        """Queue deliveries; an empty list says that the clock or the webhook has changed."""
        with self._wake:
            for delivery in deliveries:
                heappush(self._agenda, (delivery.due, delivery.id, delivery))
            self._wake.notify(len(deliveries) or len(self._threads))

    def stop(self) -> None:
        """Finish the deliveries that are under way and take no more; the rest stays pending."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=5)

    def _work(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            while (delivery := self._next()) is not None:
                self._carry(delivery, session)
                self._free(delivery.lane)

    def _next(self) -> Delivery | None:
        with self._wake:
            while not self._stopping:
                wait = LONGEST_WAIT
                while self._agenda:
                    wait = self._agenda[0][0] - self._world.clock.now()
                    if wait > 0:
                        break
                    entry = heappop(self._agenda)
                    lane = entry[2].lane
                    if lane not in self._busy:
                        self._busy.add(lane)
                        return entry[2]
                    heappush(self._waiting.setdefault(lane, []), entry)
                    wait = LONGEST_WAIT
                self._wake.wait(min(wait, LONGEST_WAIT))
        return None

    def _free(self, lane: str) -> None:
        with self._wake:
            self._busy.remove(lane)
            waiting = self._waiting.get(lane)
            if not waiting:
                return
            heappush(self._agenda, heappop(waiting))
            if not waiting:
                del self._waiting[lane]
            self._wake.notify()

    def _carry(self, delivery: Delivery, session: requests.Session) -> None:
        world = self._world
        webhook = world.state.webhook
        if not webhook["url"] or not webhook["enabled"]:
            self._note(delivery, result="webhook_off", seconds=0.0, outcome="lost")
            return
        began = time.monotonic()
        if delivery.drop and delivery.attempts == 0:
            result: int | str = "timeout"
        else:
            result = self._post(delivery, session, webhook["url"])
        if delivery.lose_ack and delivery.attempts == 0 and result == requests.codes.ok:
            result = "timeout"
        outcome = (
            "acknowledged" if result == requests.codes.ok else self._after_failure(delivery, result)
        )
        self._note(delivery, result=result, seconds=time.monotonic() - began, outcome=outcome)

    def _post(self, delivery: Delivery, session: requests.Session, url: str) -> int | str:
        try:
            answer = session.post(
                url,
                data=delivery.body.encode(),
                headers=headers(self._world, delivery),
                timeout=self._world.switches["deliver.timeout_seconds"],
                allow_redirects=False,
            )
        except requests.Timeout:
            return "timeout"
        except requests.RequestException:
            return "connect_error"
        return answer.status_code

    def _after_failure(self, delivery: Delivery, result: int | str) -> str:
        switches = self._world.switches
        reason = result if isinstance(result, str) else "non_200"
        if not switches["retry.enabled"] or reason not in switches["retry.on"]:
            return "lost"
        return "retry" if delivery.attempts < len(switches["retry.ladder"]) else "given_up"

    def _note(self, delivery: Delivery, *, result: int | str, seconds: float, outcome: str) -> None:
        fields: dict[str, Any] = {
            "delivery": delivery.id,
            "number": delivery.attempts + 1,
            "result": result,
            "seconds": round(seconds, 4),
            "outcome": outcome,
        }
        world = self._world
        if outcome == "retry":
            fields["next_due"] = world.clock.now() + self._pause(delivery.attempts)
        world.keep("attempt", **fields)
        if outcome == "retry":
            self.put([delivery])
        if outcome == "given_up" and world.switches["retry.disable_after_last"]:
            world.keep("webhook", webhook=world.state.webhook | {"enabled": False})

    def _pause(self, attempts: int) -> float:
        """Return the seconds to the next rung, read as an interval or as an offset."""
        switches = self._world.switches
        ladder = switches["retry.ladder"]
        climbed = ladder[attempts - 1] if attempts and switches["retry.steps"] == "offsets" else 0
        return float((ladder[attempts] - climbed) * switches["retry.scale"])


def headers(world: World, delivery: Delivery) -> dict[str, str]:
    """Return the headers of a delivery: content type, signature, and num_retry when repeated."""
    credentials, switches = world.credentials, world.switches
    first = credentials.app_id if switches["sig.first_term"] == "app_id" else credentials.oa_id
    by_account = switches["sig.secret"] == "oa_secret"
    secret = credentials.oa_secret_key if by_account else credentials.app_secret
    found = {"Content-Type": "application/json", "User-Agent": "ZaloWebhook"}
    if delivery.sign:
        digest = wire.mac(first, delivery.body.encode(), delivery.timestamp, secret)
        found |= wire.header(digest, switches["sig.header_format"])
    if switches["events.zns_header"] and '"tracking_id"' in delivery.body:
        found["X-ZEvent-Server"] = "ZNS"
    if delivery.attempts:
        found["num_retry"] = str(delivery.attempts)
    return found
