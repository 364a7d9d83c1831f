"""The figures of past days are frozen; the pace of each office is measured in the night."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "frozen_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_frozen_days")),
    )
    op.create_table(
        "frozen_events",
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_frozen_events")),
    )
    with op.batch_alter_table("frozen_events", schema=None) as batch_op:
        batch_op.create_index("ix_frozen_events_day", ["day"], unique=False)
    op.create_table(
        "paces",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("stretch", sa.String(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office", "stretch", name=op.f("pk_paces")),
    )


def downgrade() -> None:
    op.drop_table("paces")
    with op.batch_alter_table("frozen_events", schema=None) as batch_op:
        batch_op.drop_index("ix_frozen_events_day")
    op.drop_table("frozen_events")
    op.drop_table("frozen_days")
