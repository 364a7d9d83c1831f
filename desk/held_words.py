"""What administrators read on every page: letters that Zalo takes only once the account is mended.

Others wait too, for the network or the next minute; those go by themselves and nobody need know.
"""

from __future__ import annotations

from datetime import datetime

from bot.zalo.error_table import for_a_person, meaning_kept
from desk.shown import soon
from domain.words import Text, _
from storage.store import Store

HELD = _(
    "{why} {count} tin tới công dân đang chờ (mã {code}), không mất; gửi lại từ {when}. "
    "Cách sửa: doibang check."
)


def held_words(store: Store, now: datetime) -> list[Text]:
    """Return one line for each thing that only a person can mend, with when letters go on."""
    found = []
    for held in store.held.by_reason():
        code, meaning = meaning_kept(held.error)
        if meaning is not None and for_a_person(held.error):
            when = soon(max(held.until, now), now)
            said = {"why": meaning.show, "count": held.count, "code": code, "when": when}
            found.append(HELD.with_(**said))
    return found
