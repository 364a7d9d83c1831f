"""The office and its people, for stories about what the service does."""

from tests.office_fixtures import (
    granted,
    office,
    office_on_zalo,
    platform,
    simulator,
    sqlite_office,
)

__all__ = ["granted", "office", "office_on_zalo", "platform", "simulator", "sqlite_office"]
