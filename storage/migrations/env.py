"""Alembic's way in: it is given a connection by `storage.migrate`, never an URL of its own."""

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import storage.office_tables
import storage.report_tables
import storage.tables  # noqa: F401 - the same
from storage.instants import Instant


def _rendered(kind: str, item: object, autogen: object) -> str | bool:
    del autogen
    if kind != "type":
        return False
    if isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return "sa.String()" if isinstance(item, AutoString) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=_rendered,  # type: ignore[arg-type]
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
