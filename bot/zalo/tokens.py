"""The access token: kept by somebody else, refreshed here, one at a time and never overwritten.

Source: platform reference, section 9. An access token lives 25 hours and dies when the next is
issued; a refresh token works once. So the new pair is committed before anybody uses it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from bot.zalo.errors import (
    RATE_EXCEEDED,
    EmptyAnswer,
    NothingSent,
    NotTaken,
    RefreshRefused,
    ZaloError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from bot.zalo.calls import Calls
    from bot.zalo.settings import ZaloSettings

LIFETIME = timedelta(seconds=90_000)
LONGEST_LIFETIME = timedelta(days=365)
USED_UP = 0.8  # refreshed at four fifths of its life: at 20 of 25 hours
MARGIN = timedelta(minutes=1)
PAUSE = timedelta(minutes=5)
DOUBT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A pair as Zalo issued it. Both are secrets: kept encrypted, never logged."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    issued_at: datetime
    expires_at: datetime

    def due(self, now: datetime) -> bool:
        """Return whether it is time for the next pair."""
        return now >= self.issued_at + (self.expires_at - self.issued_at) * USED_UP

    def alive(self, now: datetime) -> bool:
        """Return whether the access token should still be taken by Zalo."""
        return now < self.expires_at - MARGIN


class TokenSlot(Protocol):
    """The kept pair, while nobody else may replace it."""

    def read(self) -> Tokens | None:
        """Return the pair as it is now, after the wait for the lock."""

    def write(self, tokens: Tokens) -> None:
        """Keep the pair for good: committed when this returns."""


class TokenKeeper(Protocol):
    """Where the pair is kept. Its lock is a lease, never an open transaction: we call inside it."""

    def read(self) -> Tokens | None:
        """Return the kept pair, or None before the first."""

    def replacing(self) -> AbstractContextManager[TokenSlot]:
        """Wait until this caller alone, in all processes, may replace the pair."""


class AccessTokens:
    """The token to call with. Safe for several threads and, by the keeper, several processes."""

    def __init__(
        self,
        keeper: TokenKeeper,
        settings: ZaloSettings,
        calls: Calls,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._keeper = keeper
        self._settings = settings
        self._calls = calls
        self._now = now
        self._quiet_until = datetime.min.replace(tzinfo=UTC)
        self._doubted_until = self._quiet_until
        self._refused: tuple[str, datetime, int | None] | None = None

    def current(self) -> str:
        """Return a token to call with, refreshed ahead of time; raise ZaloError if there is none.

        While the old one lives, a refresh that fails does not stop anybody: it is tried again after
        PAUSE, and `refresh_if_due` says why it fails.
        """
        now = self._now()
        kept = self._keeper.read()
        if kept is None or not kept.alive(now):
            return self._renewed(lambda pair: not pair.alive(now)).access
        if kept.due(now) and now >= self._quiet_until:
            self._quiet_until = now + PAUSE
            try:
                return self._renewed(lambda pair: pair.due(now)).access
            except ZaloError:
                return kept.access
        return kept.access

    def instead_of(self, dead: str) -> str:
        """Return another token than the one Zalo has just refused, refreshed at most once.

        Returns the same one while a new pair was refused too: then the fault is not its age.
        """
        if self._now() < self._doubted_until:
            return dead
        return self._renewed(lambda pair: pair.access == dead).access

    def refused_again(self) -> None:
        """Note that Zalo refused a token it had just issued, so that none is used up in vain."""
        self._doubted_until = self._now() + DOUBT

    def refresh_if_due(self) -> bool:
        """Refresh the pair if it is time, and return whether that was so; raise ZaloError.

        Before the first consent there is nothing to refresh.
        """
        now = self._now()
        kept = self._keeper.read()
        due = kept.due(now) if kept else bool(self._settings.refresh_token)
        if not due:
            return False
        self._renewed(lambda pair: pair.due(now))
        return True

    def _renewed(self, stale: Callable[[Tokens], bool]) -> Tokens:
        """Wait for the lock, read again, ask if the pair is still stale, commit, return."""
        with self._keeper.replacing() as slot:
            kept = slot.read()
            if kept is not None and not stale(kept):
                return kept
            new = self._asked((kept and kept.refresh) or self._settings.refresh_token)
            slot.write(new)
            return new

    def _asked(self, refresh: str) -> Tokens:
        """Spend this refresh token; one that was refused is not tried again for PAUSE."""
        asked_at = self._now()
        if self._refused and self._refused[0] == refresh and asked_at < self._refused[1]:
            raise RefreshRefused(code=self._refused[2], detail="refused a moment ago")
        try:
            return issued(self._answer(refresh), old_refresh=refresh, at=asked_at)
        except RefreshRefused as refusal:
            self._refused = (refresh, asked_at + PAUSE, refusal.code)
            raise

    def _answer(self, refresh: str) -> dict[str, Any]:
        if not refresh:
            raise RefreshRefused(detail="no refresh token yet")
        try:
            return self._calls.ask(
                "POST",
                f"{self._settings.oauth_url}/v4/oa/access_token",
                repeatable=True,
                headers={"secret_key": self._settings.app_secret},
                data={
                    "refresh_token": refresh,
                    "app_id": self._settings.app_id,
                    "grant_type": "refresh_token",
                },
            )
        except EmptyAnswer as error:  # what Zalo answers to a refresh token that was used before
            raise RefreshRefused(detail="used before") from error
        except NotTaken as error:
            if error.code == RATE_EXCEEDED:
                raise
            raise RefreshRefused(code=error.code, detail=error.detail) from error


def issued(said: dict[str, Any], *, old_refresh: str, at: datetime) -> Tokens:
    """Return the pair in a token answer; raise NothingSent if there is none in it.

    `expires_in` is a string of seconds, sometimes a number. Without a new refresh token the old
    one stays good.
    """
    access = _secret(said.get("access_token"))
    if not access:
        raise NothingSent("no access_token in the answer")
    refresh = _secret(said.get("refresh_token")) or old_refresh
    return Tokens(access, refresh, at, at + _lifetime(said.get("expires_in")))


def _secret(value: Any) -> str:
    """Return a token that can stand in a header, or ""."""
    good = isinstance(value, str) and value.isascii() and value.isprintable()
    return value if good else ""


def _lifetime(value: Any) -> timedelta:
    try:
        seconds = int(value)
    except (TypeError, ValueError, OverflowError):
        return LIFETIME
    return (
        min(timedelta(seconds=min(seconds, 10**9)), LONGEST_LIFETIME) if seconds > 0 else LIFETIME
    )
