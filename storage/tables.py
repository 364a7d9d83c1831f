"""The tables, as SQLModel classes. Every constraint and index has a name, so that it can be undone.

The migrations make them; a test proves that migrations and tables are the same on both databases.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.instants import Instant

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}

STILL_KEPT = text("state = 'kept'")
STILL_OPEN = text("state IN ('waiting', 'sending', 'unknown')")
STILL_WANTED = text("state = 'wanted'")
NOT_EMPTIED = text("body <> ''")
FORM_OPEN = text("form <> ''")


def partial(name: str, *columns: str, where: Any, unique: bool = False) -> Index:
    """Return an index over the rows for which `where` holds, the same on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


def _long() -> Any:
    return Field(default="", sa_column=Column(Text, nullable=False))


class InboxRow(SQLModel, table=True):
    """A message as it came in; `event_key` makes a second delivery harmless for ever."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("event_key", name="uq_inbox_event_key"),
        partial("ix_inbox_kept", "next_try_at", "id", where=STILL_KEPT),
        Index("ix_inbox_citizen", "citizen", "id"),
        partial("ix_inbox_written", "received_at", where=NOT_EMPTIED),
    )
    id: int | None = Field(default=None, primary_key=True)
    event_key: str
    name: str
    citizen: str
    body: str = _long()
    shown: str = _long()
    received_at: datetime = Field(sa_type=Instant)
    state: str
    attempts: int = 0
    asked: str = ""
    next_try_at: datetime | None = Field(default=None, sa_type=Instant)


class TalkRow(SQLModel, table=True):
    """Where a citizen stands; the row is also the lock that keeps their messages in one lane."""

    __tablename__ = "talks"
    __table_args__ = (
        Index("ix_talks_wants_person_at", "wants_person_at"),
        partial("ix_talks_form_open", "updated_at", where=FORM_OPEN),
    )
    citizen: str = Field(primary_key=True)
    state: str = _long()
    form: str = ""
    asked: str = ""
    updated_at: datetime = Field(sa_type=Instant)
    interacted_at: datetime | None = Field(default=None, sa_type=Instant)
    following: bool = True
    wants_person_at: datetime | None = Field(default=None, sa_type=Instant)
    paused_until: datetime | None = Field(default=None, sa_type=Instant)
    nudged_at: datetime | None = Field(default=None, sa_type=Instant)
    revision: int = 0
    burst: str = _long()


class LetterRow(SQLModel, table=True):
    """A message to a citizen, written with the change that caused it and sent afterwards."""

    __tablename__ = "letters"
    __table_args__ = (
        partial("ix_letters_open", "citizen", "id", where=STILL_OPEN),
        Index("ix_letters_citizen", "citizen", "id"),
        Index("ix_letters_message_id", "message_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    citizen: str
    dossier: str = ""
    author: str
    text: str = _long()
    buttons: Any = _json()
    state: str
    attempts: int = 0
    created_at: datetime = Field(sa_type=Instant)
    next_try_at: datetime = Field(sa_type=Instant)
    claimed_at: datetime | None = Field(default=None, sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    received_at: datetime | None = Field(default=None, sa_type=Instant)
    seen_at: datetime | None = Field(default=None, sa_type=Instant)
    message_id: str = ""
    error: str = ""
    tried: str = ""
    enclosure: str = _long()
    early: str = _long()


class DossierRow(SQLModel, table=True):
    """A dossier as it stands; what happened to it is in the events."""

    __tablename__ = "dossiers"
    __table_args__ = (
        Index("ix_dossiers_office_state_due_at", "office", "state", "due_at"),
        Index("ix_dossiers_citizen", "citizen"),
        Index("ix_dossiers_state_due_at", "state", "due_at"),
        Index("ix_dossiers_state_changed_at", "state", "changed_at"),
    )
    code: str = Field(primary_key=True)
    citizen: str
    procedure: str
    reason: str
    office: str
    state: str
    answers: Any = _json()
    sources: Any = _json()
    corrections: Any = _json()
    notes: Any = _json()
    mended: Any = _json()
    handed_in_at: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    rule_set: str
    holder: str = ""
    official_code: str = ""
    parcel_number: str = ""
    refusal: str = _long()
    intake_channel: str
    official_channel: str
    version: int = 1
    search_key: str = _long()


class CodeCounterRow(SQLModel, table=True):
    """The last dossier number given out on a day."""

    __tablename__ = "code_counters"
    day: date = Field(primary_key=True)
    last: int


class PictureRow(SQLModel, table=True):
    """A picture that a citizen sent; the file itself lies encrypted in the file store."""

    __tablename__ = "pictures"
    __table_args__ = (
        partial("ix_pictures_wanted", "next_try_at", "id", where=STILL_WANTED),
        Index("ix_pictures_citizen", "citizen"),
    )
    id: str = Field(primary_key=True)
    citizen: str
    url: str = _long()
    state: str
    problem: str = ""
    qr: str = _long()
    media_type: str = ""
    asked: str = ""
    likeness: str = ""
    created_at: datetime = Field(sa_type=Instant)
    next_try_at: datetime = Field(sa_type=Instant)
    attempts: int = 0


class EventRow(SQLModel, table=True):
    """One line of the ledger; written once, never changed."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_at", "at"),
        Index("ix_events_dossier", "dossier", "id"),
        Index("ix_events_kind_at", "kind", "at"),
        Index("ix_events_actor", "actor"),
        Index("ix_events_undoes", "undoes"),
    )
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    kind: str
    actor: str
    dossier: str = ""
    office: str = ""
    channel: str = ""
    procedure: str = ""
    reason: str = ""
    before: str = ""
    after: str = ""
    outcome: str = ""
    undoes: int = 0
    detail: Any = _json()


class DataRequestRow(SQLModel, table=True):
    """What a citizen asked about their own data, and by when it has to be done."""

    __tablename__ = "data_requests"
    __table_args__ = (
        Index("ix_data_requests_citizen", "citizen"),
        Index("ix_data_requests_done_at_due_at", "done_at", "due_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    citizen: str
    right: str
    channel: str
    asked_at: datetime = Field(sa_type=Instant)
    answer_by: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    done_by: str = ""


class ErasureRow(SQLModel, table=True):
    """That somebody was erased, and when; the mark tells nobody who it was."""

    __tablename__ = "erasures"
    mark: str = Field(primary_key=True)
    erased_at: datetime = Field(sa_type=Instant)


class LeaseRow(SQLModel, table=True):
    """Who may do what only one process may do, and until when."""

    __tablename__ = "leases"
    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=Instant)


class GrantRow(SQLModel, table=True):
    """A consent that an administrator of the account was asked for; the verifier is encrypted."""

    __tablename__ = "grants"
    state: str = Field(primary_key=True)
    verifier: str = _long()
    asked_at: datetime = Field(sa_type=Instant)


class UploadRow(SQLModel, table=True):
    """What Zalo has of ours for some days, under the handle that it gave.

    `file` is the same for the same content, whoever it is sent to.
    """

    __tablename__ = "uploads"
    file: str = Field(primary_key=True)
    handle: str = _long()
    uploaded_at: datetime = Field(sa_type=Instant)


class TokensRow(SQLModel, table=True):
    """The Official Account's pair of tokens, encrypted."""

    __tablename__ = "tokens"
    oa_id: str = Field(primary_key=True)
    access_token: str = _long()
    refresh_token: str = _long()
    expires_at: datetime = Field(sa_type=Instant)
    refreshed_at: datetime = Field(sa_type=Instant)
    refused_at: datetime | None = Field(default=None, sa_type=Instant)
