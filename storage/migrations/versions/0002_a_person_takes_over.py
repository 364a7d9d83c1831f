"""A person takes over a talk for a while; a consent to connect the account is under way."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "grants",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_grants")),
    )


def downgrade() -> None:
    op.drop_table("grants")
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_column("paused_until")
