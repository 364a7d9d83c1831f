"""What a citizen told another time, so that it is confirmed in one message and not asked again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk import Talk
from domain.dossier import Dossier
from storage.pictures import KEPT
from storage.store import Store

KEYS = (
    "full_name", "citizen_id", "birth_date", "sex", "residence", "phone", "delivery", "address",
    "nationality", "passport_number", "passport_issued_on", "passport_issued_in",
)  # fmt: skip
PAPERS = ("id_picture", "passport_picture")
MOST = 5
"""Earlier dossiers that are looked at."""


def known_of(store: Store, talk: Talk, dossiers: Sequence[Dossier]) -> dict[str, str]:
    """Return the answers of the citizen's last own dossier, or what they shared of their profile.

    `dossiers` are theirs, newest first. Empty for somebody new. What was filed for another person
    tells nothing of the citizen. The picture of their card goes along while it is kept; one that
    was deleted has to be sent again.
    """
    for dossier in dossiers[:MOST]:
        answers = dossier.answers
        named = answers.get("citizen_id") or answers.get("passport_number")
        if "filed_for" not in answers and named:
            told = {key: str(dossier.answers[key]) for key in KEYS if dossier.answers.get(key)}
            return {**told, **_papers(store, dossier), "source": "earlier"}
    return {**talk.profile, "source": "profile"} if talk.profile else {}


def _papers(store: Store, dossier: Dossier) -> dict[str, str]:
    named = {key: str(dossier.answers[key]) for key in PAPERS if dossier.answers.get(key)}
    return {key: picture for key, picture in named.items() if is_kept(store, picture)}


def is_kept(store: Store, picture: str) -> bool:
    """Tell whether a picture can still be looked at."""
    found = store.pictures.get(picture)
    return found is not None and found.state == KEPT
