"""A dossier (hồ sơ) and what each of its states allows.

Every change returns a new dossier; a change that the state forbids raises a `Refused`, whose
text is what the clerk reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.corrections import Correction, Mended, what_came_back
from domain.words import Text, _


class Reason(StrEnum):
    """Why a citizen asks for another licence card."""

    EXPIRING = "expiring"
    EXPIRED = "expired"
    DAMAGED = "damaged"
    LOST = "lost"
    WRONG_DATA = "wrong_data"
    PAPER_TO_PET = "paper_to_pet"


class DossierState(StrEnum):
    """Where a dossier stands, in the order of a journey that goes well."""

    HANDED_IN = "handed_in"
    TAKEN = "taken"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    PHOTOGRAPHED = "photographed"
    RESULT_RECEIVED = "result_received"
    POSTED = "posted"
    DELIVERED = "delivered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_NAMES: Mapping[DossierState, Text] = {
    DossierState.HANDED_IN: _("Chờ nhận"),
    DossierState.TAKEN: _("Đang kiểm tra"),
    DossierState.SENT_BACK: _("Chờ bổ sung"),
    DossierState.ACCEPTED: _("Chờ chụp ảnh"),
    DossierState.PHOTOGRAPHED: _("Chờ in bằng"),
    DossierState.RESULT_RECEIVED: _("Đã có bằng"),
    DossierState.POSTED: _("Đang phát"),
    DossierState.DELIVERED: _("Đã giao"),
    DossierState.REFUSED: _("Đã từ chối"),
    DossierState.WITHDRAWN: _("Đã rút"),
}

REASON_NAMES: Mapping[Reason, Text] = {
    Reason.EXPIRING: _("sắp hết hạn"),
    Reason.EXPIRED: _("đã hết hạn"),
    Reason.DAMAGED: _("bị hỏng"),
    Reason.LOST: _("bị mất"),
    Reason.WRONG_DATA: _("sai thông tin"),
    Reason.PAPER_TO_PET: _("bằng giấy đổi sang thẻ PET"),
}

CLOSED = frozenset({DossierState.DELIVERED, DossierState.REFUSED, DossierState.WITHDRAWN})
UNDER_OFFICIAL_CODE = (
    DossierState.ACCEPTED,
    DossierState.PHOTOGRAPHED,
    DossierState.RESULT_RECEIVED,
    DossierState.POSTED,
)
"""Where the portal has the dossier and its code still matters."""

ON_THE_DESK = frozenset({DossierState.HANDED_IN, DossierState.TAKEN})


class Refused(Exception):
    """The rules forbid this act."""

    @property
    def text(self) -> Text:
        """What the person who tried is told."""
        return self.args[0] if self.args else _("Không thực hiện được việc này.")


class NotAllowedNow(Refused):
    """The dossier's state does not allow the act."""


class HeldByAnother(Refused):
    """Another clerk holds the dossier."""


class ChangedMeanwhile(Refused):
    """Somebody changed the dossier since it was read."""


class NoSuchDossier(Refused):
    """No dossier has this code."""


@dataclass(frozen=True)
class Dossier:
    """One citizen's request, as it stands now.

    `answers` and `sources` go by question key; a picture is named by its id. `version` grows by
    one with each change and guards against two clerks changing the same dossier. `mended` is what
    came back last, with what stood there before, until the dossier is decided.
    """

    code: str
    citizen: str
    procedure: str
    reason: Reason
    office: str
    state: DossierState
    answers: Mapping[str, Any]
    sources: Mapping[str, str]
    handed_in_at: datetime
    due_at: datetime
    rule_set: str
    changed_at: datetime
    holder: str = ""
    official_code: str = ""
    parcel_number: str = ""
    corrections: tuple[Correction, ...] = ()
    refusal: str = ""
    intake_channel: str = "zalo"
    official_channel: str = "online"
    version: int = 1
    notes: tuple[str, ...] = field(default=())
    mended: tuple[Mended, ...] = ()

    @property
    def full_name(self) -> str:
        """The name on the papers, as the citizen gave it."""
        return str(self.answers.get("full_name", ""))

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can happen to it."""
        return self.state in CLOSED

    def taken_by(self, clerk: str, at: datetime) -> Dossier:
        """Return the dossier held by this clerk; refuse one that somebody else holds."""
        if self.state is DossierState.TAKEN and self.holder == clerk:
            return self
        if self.state is DossierState.TAKEN:
            raise HeldByAnother(_("{holder} đang làm hồ sơ này.").with_(holder=self.holder))
        self._demand(DossierState.HANDED_IN)
        return self._moved(DossierState.TAKEN, at, holder=clerk)

    def released(self, by: str, at: datetime) -> Dossier:
        """Return the dossier to the queue."""
        self._demand_holder(by)
        return self._moved(DossierState.HANDED_IN, at, holder="")

    def sent_back(self, corrections: tuple[Correction, ...], *, by: str, at: datetime) -> Dossier:
        """Ask the citizen to mend these fields; the clerk keeps the dossier's place."""
        self._demand_holder(by)
        if not corrections:
            raise NotAllowedNow(_("Anh/chị chọn ít nhất một mục cần bổ sung và ghi lý do."))
        return self._moved(DossierState.SENT_BACK, at, corrections=corrections)

    def corrected(
        self,
        answers: Mapping[str, Any],
        sources: Mapping[str, str],
        *,
        due_at: datetime,
        at: datetime,
    ) -> Dossier:
        """Take in what the citizen mended; the waiting time has been added to `due_at`."""
        self._demand(DossierState.SENT_BACK)
        back_to = DossierState.TAKEN if self.holder else DossierState.HANDED_IN
        return self._moved(
            back_to,
            at,
            answers=dict(answers),
            sources=dict(sources),
            due_at=due_at,
            corrections=(),
            mended=what_came_back(self.corrections, self.answers, answers),
        )

    def accepted(self, official_code: str, *, by: str, at: datetime) -> Dossier:
        """Record that the portal took it, under this official code."""
        self._demand_holder(by)
        if not official_code.strip():
            raise NotAllowedNow(_("Anh/chị ghi mã hồ sơ của Cổng dịch vụ công để nhận hồ sơ."))
        return self._moved(
            DossierState.ACCEPTED, at, official_code=official_code.strip(), mended=()
        )

    def official_code_corrected(self, official_code: str, at: datetime) -> Dossier:
        """Record the right official code in place of one that was typed wrong."""
        self._demand(*UNDER_OFFICIAL_CODE)
        if not official_code.strip():
            raise NotAllowedNow(_("Anh/chị ghi mã hồ sơ của Cổng dịch vụ công."))
        if official_code.strip() == self.official_code:
            raise NotAllowedNow(_("Mã này đang ghi rồi, không có gì để sửa."))
        return self._moved(self.state, at, official_code=official_code.strip())

    def put_right(self, right: Mapping[str, str], *, by: str, at: datetime) -> Dossier:
        """Record the right values of answers, as the clerk's."""
        self._demand_holder(by)
        if all(self.answers.get(key) == value for key, value in right.items()):
            raise NotAllowedNow(_("Mục này đang ghi đúng như vậy rồi."))
        answers = {**self.answers, **right}
        sources = {**self.sources, **dict.fromkeys(right, "clerk")}
        return self._moved(self.state, at, answers=answers, sources=sources)

    def refused(self, why: str, *, by: str, at: datetime) -> Dossier:
        """Refuse it, with the reason that the citizen will read."""
        self._demand_holder(by)
        if not why.strip():
            raise NotAllowedNow(_("Anh/chị ghi lý do từ chối để công dân hiểu."))
        return self._moved(DossierState.REFUSED, at, refusal=why.strip(), mended=())

    def withdrawn(self, at: datetime) -> Dossier:
        """Let the citizen take it back while the portal does not have it."""
        self._demand(DossierState.HANDED_IN, DossierState.TAKEN, DossierState.SENT_BACK)
        return self._moved(DossierState.WITHDRAWN, at, mended=())

    def rebooked(self, at: datetime) -> Dossier:
        """Note that its appointment changed, so that a clerk who looked before is told."""
        return self._moved(self.state, at)

    def due_moved(self, due_at: datetime, at: datetime) -> Dossier:
        """Move the promised day, because the office's calendar changed."""
        return self._moved(self.state, at, due_at=due_at)

    def photographed(self, at: datetime) -> Dossier:
        """Record that the citizen came and the photo was taken."""
        self._demand(DossierState.ACCEPTED)
        return self._moved(DossierState.PHOTOGRAPHED, at)

    def result_received(self, at: datetime) -> Dossier:
        """Record that the new licence lies at the post office."""
        self._demand(DossierState.PHOTOGRAPHED)
        return self._moved(DossierState.RESULT_RECEIVED, at)

    def posted(self, parcel_number: str, at: datetime) -> Dossier:
        """Record that the licence is on its way, under this parcel number."""
        self._demand(DossierState.RESULT_RECEIVED)
        if not parcel_number.strip():
            raise NotAllowedNow(_("Anh/chị ghi mã vận đơn để gửi bằng."))
        return self._moved(DossierState.POSTED, at, parcel_number=parcel_number.strip().upper())

    def delivered(self, at: datetime) -> Dossier:
        """Record that the citizen holds the new licence (by post, or fetched at the office)."""
        self._demand(DossierState.POSTED, DossierState.RESULT_RECEIVED)
        return self._moved(DossierState.DELIVERED, at)

    def undone(self, to: DossierState, at: datetime) -> Dossier:
        """Step back from a state that was recorded by mistake."""
        before = UNDO.get(self.state, frozenset())
        if to not in before:
            raise NotAllowedNow(_("Bước này không hoàn tác được nữa."))
        return self._moved(to, at)

    def _moved(self, state: DossierState, at: datetime, **changes: Any) -> Dossier:
        return replace(self, state=state, changed_at=at, version=self.version + 1, **changes)

    def _demand(self, *states: DossierState) -> None:
        if self.state not in states:
            raise NotAllowedNow(
                _("Hồ sơ đang ở bước «{state}», không làm được việc này.").with_(
                    state=STATE_NAMES[self.state]
                )
            )

    def _demand_holder(self, clerk: str) -> None:
        self._demand(DossierState.TAKEN)
        if self.holder != clerk:
            raise HeldByAnother(_("{holder} đang làm hồ sơ này.").with_(holder=self.holder))


UNDO: Mapping[DossierState, frozenset[DossierState]] = {
    DossierState.PHOTOGRAPHED: frozenset({DossierState.ACCEPTED}),
    DossierState.RESULT_RECEIVED: frozenset({DossierState.PHOTOGRAPHED}),
    DossierState.POSTED: frozenset({DossierState.RESULT_RECEIVED}),
    DossierState.DELIVERED: frozenset({DossierState.POSTED, DossierState.RESULT_RECEIVED}),
}
