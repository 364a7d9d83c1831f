"""«Rút hồ sơ», «nộp nhầm»: a dossier that was handed in is wanted back. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from bot import moves
from bot.phrases import MENU
from bot.shape import DERIVED, Forms
from bot.talk import Facts, TakeBack, Talk, Turn
from bot.understanding.plain import phrase
from domain.dossier import Dossier


def _named(text: str) -> bool:
    """Tell whether a dossier that was handed in is wanted back: «rút hồ sơ», «nộp nhầm rồi»."""
    said = phrase(text)
    return bool(_TAKES_BACK.search(said)) and not _NOT_OURS.search(said)


def taken_back(talk: Talk, intent: str | None, text: str) -> Turn | None:
    """Ask for the dossier that was handed in, or whether that is meant; the menu where none is."""
    surely = _named(text)
    if not surely and intent != "cancel":
        return None
    return Turn(replace(talk, asked=MENU), effects=(TakeBack(surely),))


_TAKES_BACK = re.compile(
    r"\b(rut|thu hoi|lay) (lai |ve )?(cai |bo )?(ho so|don)\b"
    r"|\b(nop|gui) (nham|lon|lo)\b|\blo (tay )?(nop|gui)\b|\bho so (nop|gui) (nham|lon)\b"
    r"|\bwithdraw\b|\btake (it|my \w+) back\b|\b(submitted|sent) by mistake\b"
)
_NOT_OURS = re.compile(r"\b(goc|xe|dat|khong rut|dung rut)\b")


def before_hand_in(forms: Forms, talk: Talk, dossier: Dossier, facts: Facts) -> Talk:
    """Return a talk at the summary of a dossier that was handed in by mistake, all answers kept.

    Idle where this release has no such form, or where the rules of today say another way.
    """
    form = forms.get(dossier.procedure)
    if form is None:
        return talk.idle()
    derived = {key: DERIVED for key in form.works_out if key in dossier.answers}
    start = replace(
        talk.idle(),
        form=form.key,
        answers={**moves.filled(form, dossier.answers), **dossier.answers},
        sources={**derived, **dossier.sources},
    )
    return moves.thought_over(form, start, facts).talk
