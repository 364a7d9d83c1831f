"""The tables of the report: days that are frozen, how fast each office is, how content citizens."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from storage.instants import Instant


class FrozenDayRow(SQLModel, table=True):
    """A day whose figures are settled: what came into the ledger later does not change them."""

    __tablename__ = "frozen_days"
    day: date = Field(primary_key=True)
    frozen_at: datetime = Field(sa_type=Instant)


class FrozenEventRow(SQLModel, table=True):
    """An event that stood, not taken back, when its day was frozen: what its figures count."""

    __tablename__ = "frozen_events"
    __table_args__ = (Index("ix_frozen_events_day", "day"),)
    event: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    day: date


class PaceRow(SQLModel, table=True):
    """How fast an office has been lately on one stretch of the way, as measured in a night."""

    __tablename__ = "paces"
    office: str = Field(primary_key=True)
    stretch: str = Field(primary_key=True)
    measured_on: date
    dossiers: int
    days: int


class RatingRow(SQLModel, table=True):
    """How satisfied a citizen was with one dossier; the words stay here and in no ledger."""

    __tablename__ = "ratings"
    __table_args__ = (Index("ix_ratings_answered_at", "answered_at"),)
    dossier: str = Field(primary_key=True)
    office: str
    asked_at: datetime = Field(sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    score: int = 0
    words: str = Field(default="", sa_column=Column(Text, nullable=False))
