"""What every test may ask for: a migrated database of its own, on SQLite and on PostgreSQL.

What this machine cannot give is left out and said in one line at the end; under CI it is an error.
"""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from bot.commands.drill.private_postgres import CannotStart
from tests.ground.one_run import Postgres, Run

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = "no Chromium found (set DOIBANG_CHROMIUM or install chromium)"
IN_CI = os.environ.get("CI", "").lower() in {"true", "1"}
RUN = pytest.StashKey[Run]()


def find_chromium() -> str | None:
    """Return the browser to drive: the one that is named, or the first that is installed."""
    named = os.environ.get("DOIBANG_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tell-anew",
        action="store_true",
        help="write the told journeys of tests/bot/told anew, as they go now",
    )


def pytest_configure(config: pytest.Config) -> None:
    worker = getattr(config, "workerinput", None)
    if worker is not None:
        config.stash[RUN] = Run(Path(worker["run"]))
        return
    config.stash[RUN] = Run.opened()
    signal.signal(signal.SIGTERM, _interrupt)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    node.workerinput["run"] = str(node.config.stash[RUN].folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and RUN in config.stash:
        config.stash[RUN].close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the browser tests out where there is no browser."""
    browser = [item for item in items if item.get_closest_marker("browser")]
    if not browser or find_chromium():
        return
    if IN_CI:
        raise pytest.UsageError(f"Browser tests must run in CI: {NO_CHROMIUM}")
    config.stash[RUN].leave_out("Browser tests", NO_CHROMIUM)
    items[:] = [item for item in items if item not in set(browser)]
    config.hook.pytest_deselected(items=browser)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if left_out := config.stash[RUN].left_out():
        terminalreporter.write_line("")
        terminalreporter.write_line(left_out, yellow=True)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of the browser; ask for it only under the marker `browser`."""
    found = find_chromium()
    if found is None:
        pytest.fail("a test that asks for Chromium must carry the marker browser")
    return found


@pytest.fixture(scope="session")
def this_run(pytestconfig: pytest.Config) -> Run:
    return pytestconfig.stash[RUN]


@pytest.fixture(scope="session")
def postgres(this_run: Run) -> Iterator[Postgres]:
    """The run's private server; where it cannot start the test is left out, under CI it fails."""
    try:
        server = Postgres(this_run.postgres())
    except CannotStart as wrong:
        if IN_CI:
            pytest.fail(f"PostgreSQL must run in CI: {wrong}")
        pytest.skip(f"no PostgreSQL: {wrong}")
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, this_run: Run, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a migrated, empty database that only this test sees, on each kind."""
    if request.param == "sqlite":
        file = tmp_path / "office.db"
        shutil.copyfile(this_run.migrated_file(), file)
        yield f"sqlite:///{file}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    template = this_run.migrated_database(server)
    name = server.lend(template)
    yield server.url(name)
    server.take_back(name, template)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database without tables, for what migrates by itself, on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.new_name()
    server.create(name)
    yield server.url(name)
    server.drop(name)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Stop on SIGTERM as on Ctrl-C, so that the server does not outlive the run."""
    raise KeyboardInterrupt
