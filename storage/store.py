"""Everything we keep, for the length of one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from storage.appointments import Appointments
from storage.calendar import CalendarTables
from storage.data_requests import DataRequests
from storage.dossiers import Dossiers
from storage.erasing import Erasing
from storage.events import Events
from storage.frozen import FrozenDays
from storage.held_letters import HeldLetters
from storage.inbox import Inbox
from storage.leases import Leases
from storage.letters import Letters
from storage.offices import Offices
from storage.outlived import Outlived
from storage.paces import Paces
from storage.pictures import Pictures
from storage.ratings import Ratings
from storage.reports import Reports
from storage.slots import Slots
from storage.staff import StaffAccounts
from storage.talks import Talks
from storage.tokens import TokenPairs
from storage.uploads import Uploads
from storage.vault import Vault
from storage.waiting import WaitingList


class DatabaseAway(Exception):
    """The database cannot be reached now, or what is there cannot be used."""


@contextmanager
def away_is_said() -> Iterator[None]:
    """Raise DatabaseAway where the driver says that the database is gone, full or broken.

    A statement that the database refused is a bug of ours and stays what it is.
    """
    try:
        yield
    except DBAPIError as error:
        gone = isinstance(error, OperationalError) or error.connection_invalidated
        if gone or type(error) is DatabaseError:
            raise DatabaseAway(type(error.orig).__name__) from error
        raise


class Store:
    """The office's books, open for one transaction; each is a plural noun."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self.wrote_letters = False

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Take back what was written inside, if it raises; raise DatabaseAway if it is gone."""
        with away_is_said():
            self._connection.exec_driver_sql("SAVEPOINT act")
            try:
                yield
            except BaseException:
                self._connection.exec_driver_sql("ROLLBACK TO SAVEPOINT act")
                raise
            finally:
                self._connection.exec_driver_sql("RELEASE SAVEPOINT act")

    def _wrote(self) -> None:
        self.wrote_letters = True

    @cached_property
    def inbox(self) -> Inbox:
        """Messages as they came in."""
        return Inbox(self._connection)

    @cached_property
    def talks(self) -> Talks:
        """Where each citizen stands."""
        return Talks(self._connection)

    @cached_property
    def letters(self) -> Letters:
        """What is to be sent, and what was."""
        return Letters(self._connection, self._wrote)

    @cached_property
    def held(self) -> HeldLetters:
        """Letters that wait because Zalo did not take them."""
        return HeldLetters(self._connection, self._wrote)

    @cached_property
    def dossiers(self) -> Dossiers:
        """What was handed in."""
        return Dossiers(self._connection)

    @cached_property
    def pictures(self) -> Pictures:
        """Pictures that citizens sent."""
        return Pictures(self._connection, self._wrote)

    @cached_property
    def events(self) -> Events:
        """The ledger."""
        return Events(self._connection)

    @cached_property
    def data_requests(self) -> DataRequests:
        """What citizens asked about their own data."""
        return DataRequests(self._connection)

    @cached_property
    def erasing(self) -> Erasing:
        """What goes with a citizen who wants to be forgotten."""
        return Erasing(self._connection, self._vault)

    @cached_property
    def outlived(self) -> Outlived:
        """What has been kept for long enough."""
        return Outlived(self._connection)

    @cached_property
    def offices(self) -> Offices:
        """Post offices and their hours."""
        return Offices(self._connection)

    @cached_property
    def calendar(self) -> CalendarTables:
        """Closures and our own word on single days."""
        return CalendarTables(self._connection)

    @cached_property
    def slots(self) -> Slots:
        """Times for photos, and how many seats are left."""
        return Slots(self._connection)

    @cached_property
    def appointments(self) -> Appointments:
        """Seats that citizens hold."""
        return Appointments(self._connection, self.slots)

    @cached_property
    def waiting(self) -> WaitingList:
        """Who waits for a seat."""
        return WaitingList(self._connection)

    @cached_property
    def staff(self) -> StaffAccounts:
        """Accounts of the desk."""
        return StaffAccounts(self._connection)

    @cached_property
    def leases(self) -> Leases:
        """Who may do what only one may do."""
        return Leases(self._connection)

    @cached_property
    def tokens(self) -> TokenPairs:
        """The Official Account's tokens."""
        return TokenPairs(self._connection, self._vault)

    @cached_property
    def frozen_days(self) -> FrozenDays:
        """Days whose figures are settled."""
        return FrozenDays(self._connection)

    @cached_property
    def paces(self) -> Paces:
        """How fast each office has been lately."""
        return Paces(self._connection)

    @cached_property
    def ratings(self) -> Ratings:
        """How satisfied citizens were."""
        return Ratings(self._connection)

    @cached_property
    def uploads(self) -> Uploads:
        """Files that Zalo has of us."""
        return Uploads(self._connection)

    @cached_property
    def reports(self) -> Reports:
        """Figures, read from the ledger."""
        return Reports(self._connection)
