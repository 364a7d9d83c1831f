"""The queue: what waits, oldest due first; taking the next; and what came in meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.handlers import decide
from desk import shown
from desk.ground import ground, me, now
from desk.language import spoken
from desk.pages import pages
from desk.papers import completeness
from domain.appointments import Office
from domain.dossier import REASON_NAMES, STATE_NAMES, Dossier, DossierState, Reason
from domain.words import Text, _
from storage.dossiers import QueueFilter
from storage.store import Store

ROWS = 40
LONGEST_SEARCH = 80
SHORTEST_NUMBER = len("012345678")
EVERY_OFFICE = "all"
DONE = (DossierState.DELIVERED, DossierState.REFUSED, DossierState.WITHDRAWN)
LISTS: dict[str, tuple[DossierState, ...]] = {
    **{state.value: (state,) for state in DossierState if state not in DONE},
    "done": DONE,
    "all": (),
}
LATER = ("accepted", "photographed", "result_received", "posted", "done", "all")
LIST_NAMES: dict[str, Text] = {
    **{state.value: name for state, name in STATE_NAMES.items()},
    "handed_in": _("Hàng chờ"),
    "taken": _("Đang làm"),
    "done": _("Đã xong"),
    "all": _("Tất cả"),
}
RUNNING = frozenset(DossierState) - set(DONE) - {DossierState.SENT_BACK}


@dataclass(frozen=True)
class Wish:
    """What the address of the page asks for."""

    state: str
    words: str
    reason: str
    office: str
    mine: bool
    page: int

    def filter(self) -> QueueFilter:
        """Return it as storage wants it."""
        return QueueFilter(
            office="" if self.office == EVERY_OFFICE else self.office,
            states=LISTS[self.state],
            holder=me().name if self.mine else "",
            words=self.words,
            reason=self.reason,
        )

    def address(self, **changes: object) -> str:
        """Return the address of the same list with these changes; what is usual is left out."""
        usual = Wish("handed_in", "", "", me().office or EVERY_OFFICE, mine=False, page=1)
        wanted = {**vars(replace(self, page=1)), **changes}
        unusual = {name: value for name, value in wanted.items() if value != vars(usual)[name]}
        if is_number(str(unusual.get("words", ""))):
            del unusual["words"]
        if "words" in unusual:
            unusual["q"] = unusual.pop("words")
        query = {name: "1" if value is True else str(value) for name, value in unusual.items()}
        return f"{url_for('desk.queue')}?{urlencode(query)}" if query else url_for("desk.queue")

    @property
    def by_number(self) -> bool:
        """Whether a number is looked for, which must stay out of every address."""
        return is_number(self.words)

    @property
    def is_narrowed(self) -> bool:
        """Whether more than a state was asked for."""
        return bool(self.words or self.reason or self.mine)


@dataclass(frozen=True)
class Row:
    """One line of the queue, ready to be shown."""

    dossier: Dossier
    level: str
    due: Text
    what: Text
    papers_level: str
    papers: Text
    holder: str


@dataclass(frozen=True)
class Queue:
    """The whole list as one page of it."""

    wish: Wish
    rows: tuple[Row, ...]
    count: int
    counts: dict[str, int]
    offices: tuple[Office, ...]
    as_of: datetime
    names: Mapping[str, Text]

    @property
    def last_page(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.count // ROWS))


def wished() -> Wish:
    """Return what the address asks for; what makes no sense is as if it were not there."""
    asked = request.args
    state = asked.get("state", "handed_in")
    reason = asked.get("reason", "")
    page = asked.get("page", "1")
    return Wish(
        state=state if state in LISTS else "handed_in",
        words=asked.get("q", "").strip()[:LONGEST_SEARCH],
        reason=reason if reason in set(Reason) else "",
        office=asked.get("office", "") or me().office or EVERY_OFFICE,
        mine=asked.get("mine") == "1",
        page=max(1, int(page)) if page.isdecimal() and len(page) < len("100000") else 1,
    )


@pages.get("/")
def home() -> ResponseReturnValue:
    """Lead to the queue."""
    return redirect(url_for("desk.queue"))


@pages.get("/queue")
def queue() -> ResponseReturnValue:
    """Show the list that the address asks for, or only the list for a search as one types."""
    with ground().database.reading() as store:
        seen = read_queue(store, wished(), now())
    part = request.headers.get("HX-Target") == "list"
    return _page(seen, "desk/queue_part.html" if part else "desk/queue.html")


@pages.post("/find")
def find() -> ResponseReturnValue:
    """Look for a dossier. A number of a person never gets into an address, so it is answered here.

    Addresses lie about in histories and logs; personal numbers must not (Luật 91/2025/QH15).
    """
    words = request.form.get("q", "").strip()[:LONGEST_SEARCH]
    if not is_number(words):
        return redirect(url_for("desk.queue", state="all", q=words or None))
    number = "".join(words.split())
    wish = Wish("all", number, "", EVERY_OFFICE, mine=False, page=1)
    with ground().database.reading() as store:
        seen = read_queue(store, wish, now())
    if len(seen.rows) == 1:
        return redirect(url_for("desk.dossier", code=seen.rows[0].dossier.code))
    return _page(seen)


@pages.get("/queue/new")
def queue_news() -> ResponseReturnValue:
    """Say what came into the list since the page was made; the list itself stays as it is."""
    since = _instant(request.args.get("since", ""))
    wish = wished()
    with ground().database.reading() as store:
        count = store.dossiers.count(_since(wish, since)) if since else 0
    return render_template("desk/queue_news.html", count=count, wish=wish)


@pages.post("/queue/next")
def take_next() -> ResponseReturnValue:
    """Take the dossier that is due first and open it."""
    with ground().database.transaction() as store:
        dossier = decide.take_next(store, me(), now=now())
    if dossier is None:
        flash(spoken(_("Hàng chờ đã hết hồ sơ. Hồ sơ mới sẽ hiện ở đây khi công dân nộp.")), "note")
        return redirect(url_for("desk.queue"))
    return redirect(url_for("desk.dossier", code=dossier.code))


def read_queue(store: Store, wish: Wish, at: datetime) -> Queue:
    """Read one page of a list with what stands around it."""
    wanted = wish.filter()
    found = store.dossiers.find(wanted, limit=ROWS, offset=(wish.page - 1) * ROWS)
    by_state = store.dossiers.count_by_state(wanted.office)
    names = {staff.name: staff.full_name for staff in store.staff.all()}
    return Queue(
        wish=wish,
        rows=tuple(_row(dossier, at, names) for dossier in found),
        count=store.dossiers.count(wanted),
        counts={name: sum(by_state.get(one, 0) for one in LISTS[name]) for name in LISTS},
        offices=tuple(store.offices.all()),
        as_of=at,
        names=LIST_NAMES,
    )


def is_number(words: str) -> bool:
    """Whether these words are a number of a person: of a card, a licence or a telephone."""
    digits = "".join(words.split())
    return digits.isdecimal() and len(digits) >= SHORTEST_NUMBER


def _page(seen: Queue, template: str = "desk/queue.html") -> str:
    return render_template(template, queue=seen, later=LATER, reasons=REASON_NAMES.items())


def _since(wish: Wish, since: datetime) -> QueueFilter:
    """Return what is new to a list: in the list of all, only what was handed in is new."""
    if wish.state == "all":
        return replace(wish.filter(), handed_in_since=since)
    return replace(wish.filter(), changed_since=since)


def _row(dossier: Dossier, at: datetime, names: dict[str, str]) -> Row:
    level, left = _left(dossier, at)
    papers_level, papers = completeness(dossier)
    what = _("{class_} · {reason}").with_(
        class_=dossier.answers.get("licence_class", "?"), reason=REASON_NAMES[dossier.reason]
    )
    holder = names.get(dossier.holder, dossier.holder)
    return Row(dossier, level, left, what, papers_level, papers, holder)


def _left(dossier: Dossier, at: datetime) -> tuple[str, Text]:
    """Return the shape and the words of the first column: what is left, or how it ended."""
    if dossier.state in RUNNING:
        left = shown.due(dossier.due_at, at)
        return left.level, left.text
    level = "done" if dossier.state is DossierState.DELIVERED else "calm"
    return level, STATE_NAMES[dossier.state]


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
