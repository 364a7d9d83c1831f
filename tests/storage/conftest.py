"""A database with its vault, on each kind, and a crowd that does one thing at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from storage.database import Database
from storage.vault import Vault


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, vault=Vault("the office's key"))
    yield database
    database.close()


@pytest.fixture
def crowd() -> Callable[[Sequence[Callable[[], Any]]], list[Any]]:
    """Do all of it at once, each in a thread of its own; return results and errors in order."""

    def run(acts: Sequence[Callable[[], Any]]) -> list[Any]:
        together = Barrier(len(acts))

        def one(act: Callable[[], Any]) -> Any:
            together.wait(20)
            try:
                return act()
            except Exception as error:  # noqa: BLE001 - what came of it is what the test asks
                return error

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    return run
