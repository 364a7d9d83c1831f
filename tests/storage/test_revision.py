"""Which form the database has is known without bringing Alembic in: a restart must be quick."""

import subprocess
import sys

import pytest
from alembic.script import ScriptDirectory

from storage import migrate
from tests.ground.tree import ROOT


def test_the_newest_number_is_the_one_head_of_the_migrations():
    scripts = ScriptDirectory(str(ROOT / "storage" / "migrations"))

    assert migrate.head() == scripts.get_current_head()


@pytest.mark.process
@pytest.mark.parametrize("heavy", ["alembic", "psycopg"])
def test_a_service_on_sqlite_starts_without(heavy):
    asked = f"import sys, bot.commands.serve; sys.exit({heavy!r} in sys.modules)"

    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False)

    assert done.returncode == 0
