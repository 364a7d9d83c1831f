"""Who waits for a photo seat that comes free; where an office is on the map."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STILL_WAITING = sa.text("state IN ('waiting', 'offered')")


def upgrade() -> None:
    op.create_table(
        "waiting_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_list")),
    )
    with op.batch_alter_table("waiting_list", schema=None) as batch_op:
        batch_op.create_index("ix_waiting_list_citizen", ["citizen"], unique=False)
        batch_op.create_index(
            "ix_waiting_list_open",
            ["state", "joined_at"],
            unique=False,
            sqlite_where=STILL_WAITING,
            postgresql_where=STILL_WAITING,
        )
        batch_op.create_index(
            "uq_waiting_list_open_dossier",
            ["dossier"],
            unique=True,
            sqlite_where=STILL_WAITING,
            postgresql_where=STILL_WAITING,
        )
    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("map_point", sa.String(), nullable=False, server_default=sa.text("''"))
        )
    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.alter_column("map_point", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.drop_column("map_point")
    op.drop_table("waiting_list")
