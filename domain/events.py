"""The ledger: each change of a dossier, appointment, parcel or account is one event.

Kinds are words for ever: reports of past years are read from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What can happen; the value is what the database and every report say."""

    CONSENT_GIVEN = "consent_given"
    INQUIRY_ROUTED = "inquiry_routed"
    PERSON_ASKED_FOR = "person_asked_for"
    PERSON_ANSWERED = "person_answered"
    CITIZEN_NUDGED = "citizen_nudged"
    DOSSIER_RECEIVED = "dossier_received"
    DOSSIER_TAKEN = "dossier_taken"
    DOSSIER_RELEASED = "dossier_released"
    DOSSIER_SENT_BACK = "dossier_sent_back"
    DOSSIER_CORRECTED = "dossier_corrected"
    DOSSIER_ACCEPTED = "dossier_accepted"
    DOSSIER_REFUSED = "dossier_refused"
    DOSSIER_WITHDRAWN = "dossier_withdrawn"
    DUE_MOVED = "due_moved"
    APPOINTMENT_HELD = "appointment_held"
    APPOINTMENT_CONFIRMED = "appointment_confirmed"
    APPOINTMENT_MOVED = "appointment_moved"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    APPOINTMENT_ANSWERED = "appointment_answered"
    APPOINTMENT_REMINDED = "appointment_reminded"
    WAITING_JOINED = "waiting_joined"
    WAITING_LEFT = "waiting_left"
    SEAT_OFFERED = "seat_offered"
    SEAT_OFFER_ENDED = "seat_offer_ended"
    HOLD_EXPIRED = "hold_expired"
    PHOTO_TAKEN = "photo_taken"
    PHOTO_MISSED = "photo_missed"
    RESULT_RECEIVED = "result_received"
    DOSSIER_POSTED = "dossier_posted"
    DOSSIER_DELIVERED = "dossier_delivered"
    OFFICIAL_CODE_CORRECTED = "official_code_corrected"
    VALUE_PUT_RIGHT = "value_put_right"
    SATISFACTION_ASKED = "satisfaction_asked"
    SATISFACTION_GIVEN = "satisfaction_given"
    STEP_UNDONE = "step_undone"
    CLERK_WROTE = "clerk_wrote"
    PICTURE_VIEWED = "picture_viewed"
    PICTURE_DELETED = "picture_deleted"
    ERASURE_ASKED_FOR = "erasure_asked_for"
    DATA_ASKED_FOR = "data_asked_for"
    DATA_REQUEST_DONE = "data_request_done"
    DATA_ERASED = "data_erased"
    DATA_FORGOTTEN = "data_forgotten"
    IDENTITY_REVEALED = "identity_revealed"
    MESSAGE_SET_ASIDE = "message_set_aside"
    LETTER_GIVEN_UP = "letter_given_up"
    STAFF_ADDED = "staff_added"
    STAFF_DISABLED = "staff_disabled"
    STAFF_RESET = "staff_reset"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"


@dataclass(frozen=True)
class Event:
    """One line of the ledger: who did what, when, to which dossier, from which state to which.

    `actor` is `citizen`, `staff:<name>`, `clock` or `system`. `detail` holds no personal data.
    `outcome` says how it ended where that is counted (`on_time`, `late`, `theory_test`).
    `number` is 0 until the store has given it one; `undoes` is the number of the event that this
    one takes back, so that no figure counts a step recorded by mistake.
    """

    at: datetime
    kind: Kind
    actor: str
    dossier: str = ""
    office: str = ""
    channel: str = ""
    procedure: str = ""
    reason: str = ""
    before: str = ""
    after: str = ""
    outcome: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    undoes: int = 0
    number: int = 0
