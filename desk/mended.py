"""What a citizen mended, beside what stood there before: all that a clerk has to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desk import fields
from domain.corrections import Mended
from domain.dossier import ON_THE_DESK, Dossier
from domain.words import Text


@dataclass(frozen=True)
class Change:
    """One field that came back: `old` and `new` as shown, numbers masked; empty for a picture.

    `reason` is what the clerk asked; empty for what changed along. With `same` the citizen left it
    as it was; `hidden` is a difference that the masks hide. `before` is the picture of before.
    """

    key: str
    label: Text | str
    old: fields.Words
    new: fields.Words
    reason: str
    same: bool
    before: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture of a paper."""
        return self.key in fields.PICTURES

    @property
    def hidden(self) -> bool:
        """Whether old and new differ where the masks hide it."""
        return not self.same and bool(self.new) and str(self.old) == str(self.new)


def changes(dossier: Dossier) -> tuple[Change, ...]:
    """Return what to look at again in a dossier that came back; nothing once it is decided."""
    return tuple(_changes(dossier)) if dossier.state in ON_THE_DESK else ()


def _changes(dossier: Dossier) -> Iterator[Change]:
    for one in dossier.mended:
        now, label = dossier.answers.get(one.field), fields.LABELS.get(one.field)
        if label is None or (not one.reason and one.field == "slot"):
            continue
        picture = one.field in fields.PICTURES
        yield Change(
            key=one.field,
            label=label,
            old="" if picture else fields.shown(_before(dossier, one), one.field),
            new="" if picture else fields.shown(dossier, one.field),
            reason=one.reason,
            same=one.old == now,
            before=str(one.old or "") if picture and one.old != now else "",
        )


def _before(dossier: Dossier, mended: Mended) -> Dossier:
    return replace(dossier, answers={**dossier.answers, mended.field: mended.old})
