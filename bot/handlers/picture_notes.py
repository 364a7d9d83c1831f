"""What a clerk should know of the pictures of a dossier: those taken although they were poor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.reading.seen import are_alike
from bot.talk import SAME
from storage.pictures import StoredPicture
from storage.store import Store

PICTURES = (
    "id_picture",
    "passport_picture",
    "residence_card",
    "stay_paper",
    "licence_front",
    "licence_back",
    "difference_paper",
    "health_certificate",
)


def picture_notes(store: Store, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return notes «question.problem» for the pictures among these answers.

    The problem is a word of `bot.reading.seen`, or SAME for a picture that answers twice.
    """
    notes: list[str] = []
    before: list[StoredPicture] = []
    for key in PICTURES:
        picture = store.pictures.get(str(answers.get(key) or ""))
        if picture is None:
            continue
        if picture.problem:
            notes.append(f"{key}.{picture.problem}")
        if any(are_alike(picture.likeness, other.likeness) for other in before):
            notes.append(f"{key}.{SAME}")
        before.append(picture)
    return tuple(notes)
