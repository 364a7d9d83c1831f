"""What a citizen told another time, so that it is confirmed in one message and not asked again."""

from __future__ import annotations

from bot.talk import Talk
from storage.store import Store

KEYS = (
    "full_name", "citizen_id", "birth_date", "sex", "residence", "phone", "delivery", "address",
    "nationality", "passport_number", "passport_issued_on", "passport_issued_in", "licence_origin",
)  # fmt: skip
MOST = 5
"""Earlier dossiers that are looked at."""


def known_of(store: Store, talk: Talk) -> dict[str, str]:
    """Return the answers of the citizen's last own dossier, or what they shared of their profile.

    Empty for somebody new. What was filed for another person tells nothing of the citizen.
    """
    for dossier in store.dossiers.of_citizen(talk.citizen, limit=MOST):
        answers = dossier.answers
        named = answers.get("citizen_id") or answers.get("passport_number")
        if "filed_for" not in answers and named:
            told = {key: str(dossier.answers[key]) for key in KEYS if dossier.answers.get(key)}
            return {**told, "source": "earlier"}
    return {**talk.profile, "source": "profile"} if talk.profile else {}
