"""Lines that a citizen types within a moment are one turn: what of them may still be joined."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("burst", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.alter_column("burst", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_column("burst")
