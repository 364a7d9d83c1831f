"""A letter may carry a picture or a file, and says what was tried; ticks may come too early."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NEW = {"tried": sa.String(), "enclosure": sa.Text(), "early": sa.Text()}


def upgrade() -> None:
    with op.batch_alter_table("letters", schema=None) as batch_op:
        for name, kind in NEW.items():
            batch_op.add_column(
                sa.Column(name, kind, nullable=False, server_default=sa.text("''"))
            )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        for name in NEW:
            batch_op.alter_column(name, server_default=None)
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.add_column(sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "uploads",
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_uploads")),
    )


def downgrade() -> None:
    op.drop_table("uploads")
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.drop_column("refused_at")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        for name in NEW:
            batch_op.drop_column(name)
