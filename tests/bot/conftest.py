"""The office and its people, for stories about the doors of the web side."""

from tests.office_fixtures import (
    granted,
    office,
    office_on_zalo,
    platform,
    simulator,
    sqlite_office,
)

__all__ = ["granted", "office", "office_on_zalo", "platform", "simulator", "sqlite_office"]
