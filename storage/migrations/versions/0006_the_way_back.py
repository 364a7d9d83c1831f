"""A nudge once a form, what a citizen mended and what was there before, how satisfied they were."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FORM_OPEN = sa.text("form <> ''")


def upgrade() -> None:
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_talks_form_open",
            ["updated_at"],
            unique=False,
            sqlite_where=FORM_OPEN,
            postgresql_where=FORM_OPEN,
        )
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("mended", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.create_index(
            "ix_dossiers_state_changed_at", ["state", "changed_at"], unique=False
        )
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.alter_column("mended", server_default=None)
    op.create_table(
        "ratings",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dossier", name=op.f("pk_ratings")),
    )
    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.create_index("ix_ratings_answered_at", ["answered_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.drop_index("ix_ratings_answered_at")
    op.drop_table("ratings")
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.drop_index("ix_dossiers_state_changed_at")
        batch_op.drop_column("mended")
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_talks_form_open", sqlite_where=FORM_OPEN, postgresql_where=FORM_OPEN
        )
        batch_op.drop_column("nudged_at")
