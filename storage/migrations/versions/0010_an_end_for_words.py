"""What citizens wrote has an end: old messages are found by their day, erased people by a mark."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_erasures")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inbox_written",
            ["received_at"],
            unique=False,
            sqlite_where=sa.text("body <> ''"),
            postgresql_where=sa.text("body <> ''"),
        )


def downgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_written",
            sqlite_where=sa.text("body <> ''"),
            postgresql_where=sa.text("body <> ''"),
        )
    op.drop_table("erasures")
