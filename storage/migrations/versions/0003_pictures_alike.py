"""A picture is known again, though it was compressed anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pictures", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("likeness", sa.String(), nullable=False, server_default=sa.text("''"))
        )
    with op.batch_alter_table("pictures", schema=None) as batch_op:
        batch_op.alter_column("likeness", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("pictures", schema=None) as batch_op:
        batch_op.drop_column("likeness")
