"""Every journey gets a town of its own, on SQLite and on PostgreSQL; it is gone afterwards."""

from collections.abc import Iterator

import pytest

from tests.journeys.town import Town


@pytest.fixture
def town(tmp_path, database_url) -> Iterator[Town]:
    """Give a town whose service is ready, and end its processes whatever happens."""
    made = Town(tmp_path, database_url)
    try:
        made.begins()
        yield made
    finally:
        made.ends()
