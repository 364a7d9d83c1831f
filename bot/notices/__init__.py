"""What we say unasked: each change of a dossier, an appointment or a parcel, in plain words. Pure.

One file for each subject. Every function returns the letters of one occasion; those that answer a
question of the engine return one saying, to be joined with it.
"""

from bot.notices.appointments import (
    appointment_cancelled,
    appointment_confirmed,
    appointment_moved,
    appointment_wished,
    coming,
    due_later,
    due_sooner,
    has_a_time,
    missed,
    office_closed,
    reminder,
    seat_taken,
)
from bot.notices.dossiers import (
    accepted,
    corrected,
    delivered,
    handed_in,
    never_mended,
    official_code_corrected,
    photographed,
    posted,
    refused,
    result_received,
    sent_back,
    undone,
    values_put_right,
    withdrawn,
)
from bot.notices.idle import idle_form
from bot.notices.people import (
    clerk_writes,
    data_asked,
    erased,
    our_fault,
    person_asked,
    person_is_done,
)
from bot.notices.rating import how_content
from bot.notices.standing import (
    status,
)
from bot.notices.taking_back import (
    a_clerk_has_it,
    may_be_taken_back,
    taken_back,
)

__all__ = [
    "a_clerk_has_it",
    "accepted",
    "appointment_cancelled",
    "appointment_confirmed",
    "appointment_moved",
    "appointment_wished",
    "clerk_writes",
    "coming",
    "corrected",
    "data_asked",
    "delivered",
    "due_later",
    "due_sooner",
    "erased",
    "handed_in",
    "has_a_time",
    "how_content",
    "idle_form",
    "may_be_taken_back",
    "missed",
    "never_mended",
    "office_closed",
    "official_code_corrected",
    "our_fault",
    "person_asked",
    "person_is_done",
    "photographed",
    "posted",
    "refused",
    "reminder",
    "result_received",
    "seat_taken",
    "sent_back",
    "status",
    "taken_back",
    "undone",
    "values_put_right",
    "withdrawn",
]
