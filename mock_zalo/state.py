"""The world as plain values, rebuilt from the ledger by `State.apply`, one record after another."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

from mock_zalo.clock import local

TICKS = ("sent", "received", "seen")


@dataclass
class Citizen:
    """Somebody with a phone. `person` is their invented identity, as on the sample cards."""

    user_id: str
    user_id_by_app: str
    name: str
    person: dict[str, str]
    ordinal: int = 0
    follows: bool = False
    shared: bool = False
    blocked: bool = False
    last_interaction: float | None = None
    events: int = 0
    changed: int = 0


@dataclass
class Message:
    """One bubble. `changed` is the number of the record that touched it last."""

    n: int
    citizen: str
    sender: str
    msg_id: str
    kind: str
    at: float
    text: str = ""
    buttons: list[dict[str, Any]] = field(default_factory=list)
    elements: list[dict[str, Any]] = field(default_factory=list)
    picture: str | None = None
    quote: str | None = None
    ticks: str = "sent"
    changed: int = 0


@dataclass
class Delivery:
    """One webhook event on its way: due at `due`, `attempts` made, `outcome` when it is over.

    `mark` moves a message's ticks: [msg_id, tick, "attempted" | "acknowledged"].
    """

    id: int
    lane: str
    name: str
    body: str
    timestamp: str
    due: float
    mark: list[str] | None = None
    drop: bool = False
    lose_ack: bool = False
    sign: bool = True
    attempts: int = 0
    outcome: str | None = None


@dataclass
class Token:
    """A pair from the token endpoint."""

    access: str
    refresh: str
    issued_at: float
    expires_at: float


class State:
    """Everything that is known, and how each kind of record changes it."""

    def __init__(self) -> None:
        self.n = 0
        self.moved = 0.0
        self.citizens: dict[str, Citizen] = {}
        self.messages: dict[str, Message] = {}
        self.talks: dict[str, list[Message]] = {}
        self.pending: dict[int, Delivery] = {}
        self.recent: deque[Delivery] = deque(maxlen=40)
        self.counts: dict[str, int] = {}
        self.switches: list[dict[str, Any]] = []
        self.webhook: dict[str, Any] = {"url": None, "enabled": True}
        self.uploads: dict[str, dict[str, Any]] = {}
        self.media: dict[str, dict[str, Any]] = {}
        self.tokens: list[Token] = []
        self.access: dict[str, Token] = {}
        self.spent: set[str] = set()
        self.codes: dict[str, dict[str, Any]] = {}
        self.billed = 0
        self.templates: dict[str, int] = {}

    def apply(self, record: dict[str, Any]) -> list[Delivery]:
        """Change the world by one record; return the deliveries that it brought."""
        self.n = record["n"]
        getattr(self, f"_on_{record['kind']}")(record)
        return [self._delivery(event) for event in record.get("events", ())]

    def _delivery(self, event: dict[str, Any]) -> Delivery:
        delivery = Delivery(**event)
        self.pending[delivery.id] = delivery
        self.recent.append(delivery)
        if delivery.lane in self.citizens:
            self.citizens[delivery.lane].events += 1
        return delivery

    def _on_citizen(self, record: dict[str, Any]) -> None:
        citizen = Citizen(**record["citizen"], ordinal=len(self.citizens), changed=self.n)
        self.citizens[citizen.user_id] = citizen
        self.talks[citizen.user_id] = []

    def _on_message(self, record: dict[str, Any]) -> None:
        message = Message(**record["message"], n=self.n, changed=self.n)
        self.messages[message.msg_id] = message
        self.talks[message.citizen].append(message)
        citizen = self.citizens[message.citizen]
        citizen.changed = self.n
        if message.sender == "citizen":
            citizen.last_interaction = message.at
            citizen.blocked = False
        self._answer_ticks(message)
        self.billed += bool(record.get("billed"))
        if record.get("template"):
            day = local(message.at).date().isoformat()
            self.templates[day] = self.templates.get(day, 0) + 1

    def _answer_ticks(self, answer: Message) -> None:
        """Mark the other side's messages as read: whoever writes has seen what stands above."""
        for message in reversed(self.talks[answer.citizen]):
            if message.sender != answer.sender:
                if message.ticks == "seen":
                    return
                self._tick(message, "seen")

    def _on_happening(self, record: dict[str, Any]) -> None:
        citizen = self.citizens.get(record.get("citizen", ""))
        if citizen is None:
            return
        citizen.changed = self.n
        if "follows" in record:
            citizen.follows = record["follows"]
            citizen.blocked = not citizen.follows
        if record["what"] == "user_submit_info":
            citizen.shared = True
        if record.get("interaction"):
            citizen.last_interaction = record["at"]
        if "last_interaction" in record:
            citizen.last_interaction = record["last_interaction"]

    def _on_attempt(self, record: dict[str, Any]) -> None:
        delivery = self.pending.get(record["delivery"])
        if delivery is None:
            return
        delivery.attempts = record["number"]
        outcome = record["outcome"]
        self._move_mark(delivery, outcome)
        if outcome == "retry":
            delivery.due = record["next_due"]
            return
        delivery.outcome = outcome
        del self.pending[delivery.id]
        self.counts[outcome] = self.counts.get(outcome, 0) + 1

    def _move_mark(self, delivery: Delivery, outcome: str) -> None:
        if not delivery.mark:
            return
        msg_id, tick, when = delivery.mark
        if (when == "attempted" or outcome == "acknowledged") and msg_id in self.messages:
            self._tick(self.messages[msg_id], tick)

    def _tick(self, message: Message, tick: str) -> None:
        if TICKS.index(tick) > TICKS.index(message.ticks):
            message.ticks = tick
            message.changed = self.n
            self.citizens[message.citizen].changed = self.n

    def _on_token(self, record: dict[str, Any]) -> None:
        token = Token(**record["token"])
        self.tokens.append(token)
        self.access[token.access] = token
        self._on_spent(record)
        if record.get("code"):
            self.codes.pop(record["code"], None)

    def _on_spent(self, record: dict[str, Any]) -> None:
        if record.get("spent"):
            self.spent.add(record["spent"])

    def _on_lapse(self, record: dict[str, Any]) -> None:
        if self.tokens:
            self.tokens[-1].expires_at = record["at"]

    def _on_code(self, record: dict[str, Any]) -> None:
        self.codes[record["code"]] = record["grant"]

    def _on_clock(self, record: dict[str, Any]) -> None:
        self.moved = record["moved"]

    def _on_switches(self, record: dict[str, Any]) -> None:
        self.switches.append(record["switches"])

    def _on_webhook(self, record: dict[str, Any]) -> None:
        self.webhook = record["webhook"]

    def _on_upload(self, record: dict[str, Any]) -> None:
        self.uploads[record["upload"]["id"]] = record["upload"]

    def _on_media(self, record: dict[str, Any]) -> None:
        self.media[record["media"]["id"]] = record["media"]

    def _on_start(self, record: dict[str, Any]) -> None:
        """Change nothing; the ledger keeps the seed of each start."""

    def _on_call(self, record: dict[str, Any]) -> None:
        """Change nothing; the ledger keeps the call for those who compare."""

    def shown(self, message: Message) -> dict[str, Any]:
        """Return a message as the control API shows it; `reads` is all that its bubble says."""
        shown = asdict(message)
        rows = [one.get(part) for one in message.elements for part in ("title", "subtitle")]
        shown["from"] = shown.pop("sender")
        shown["reads"] = "\n".join(words for words in (message.text, *rows) if words)
        return shown
