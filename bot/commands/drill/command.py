"""`doibang drill`: prove under bad conditions, on this machine, what the service promises."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from bot.commands.drill.case import Case, Drill, Findings
from bot.commands.drill.duplicates import duplicates
from bot.commands.drill.every import LULL, play_all
from bot.commands.drill.flaky import flaky
from bot.commands.drill.hostile import hostile
from bot.commands.drill.kill import kill
from bot.commands.drill.people import Stuck
from bot.commands.drill.poison import poison
from bot.commands.drill.private_postgres import CannotStart
from bot.commands.drill.stage import NotUp
from bot.commands.drill.token_storm import token_storm
from bot.commands.drill.wire import NoAnswer
from bot.commands.running import obey_signals
from domain.words import _

ALL = "all"
DRILLS: dict[str, tuple[Drill, str]] = {
    "kill": (kill, "sqlite"),
    "flaky": (flaky, "sqlite"),
    "token_storm": (token_storm, "postgresql"),
    "duplicates": (duplicates, "sqlite"),
    "poison": (poison, "sqlite"),
    "hostile": (hostile, "sqlite"),
}
LARGEST_SEED = 10**9
FAILED = (Stuck, NotUp, NoAnswer, CannotStart, OSError, subprocess.SubprocessError)


@click.command(
    help=str(_("Diễn tập sự cố trên máy này; dòng cuối là một JSON, mã thoát 0 là đạt."))
)
@click.argument("name", type=click.Choice([*DRILLS, ALL]), default=ALL)
@click.option(
    "--dose", type=click.Choice(["tiny", "small", "large"]), default="small", show_default=True
)
@click.option(
    "--seed", type=click.IntRange(0, LARGEST_SEED), help=str(_("Diễn lại một lần trước."))
)
@click.option("--control", is_flag=True, help=str(_("Cố ý làm hỏng dịch vụ: diễn tập phải thấy.")))
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), default=None)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help=str(_("Giữ mọi tệp của lần diễn tập trong thư mục này.")),
)
@click.option("--json", "quiet", is_flag=True, help=str(_("Chỉ in dòng JSON.")))
def drill(*, name: str, seed: int | None, quiet: bool, **rest: Any) -> None:
    """Play one drill, or all; print one line of JSON; exit 0 where all held."""
    obey_signals()
    seed = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    say = _silence if quiet else partial(click.echo, err=True)
    if name == ALL:
        told = play_all([*DRILLS], _options(seed=seed, **rest), say)
        ok = all(one["ok"] for one in told)
        line = {"drill": ALL, "ok": ok, "seed": seed, "dose": rest["dose"], "drills": told}
    else:
        line = played(name, seed=seed, say=say, **rest)
    click.echo(json.dumps(line, ensure_ascii=False))
    sys.exit(0 if line["ok"] else 1)


def played(
    name: str, *, dose: str, database: str | None, say: Callable[[str], None], **rest: Any
) -> dict[str, Any]:
    """Play one drill and return its line; `dose` is tiny, small or large."""
    play, usual = DRILLS[name]
    began = time.monotonic()

    def tell(line: str) -> None:
        say(f"[{name} {time.monotonic() - began:5.1f} s] {line}")

    case = Case(dose=dose, database=database or usual, say=tell, lull=lambda: tell(LULL), **rest)
    tell(f"seed {case.seed}, {case.dose}, {case.database}{', control' if case.control else ''}")
    try:
        found = play(case)
    except FAILED as error:
        found = Findings("", wrong=[f"{type(error).__name__}: {error}"[-1500:]])
    ok = found.caught if case.control else not found.wrong
    tell("ok" if ok else f"FAILED: {'; '.join(found.wrong) or 'nothing was noticed'}")
    return {
        "drill": name,
        "ok": ok,
        "control": case.control,
        "seed": case.seed,
        "dose": case.dose,
        "database": case.database,
        "seconds": round(time.monotonic() - began, 1),
        "machine": {"cpus": os.cpu_count(), "load_1min": round(os.getloadavg()[0], 1)},
        "wrong": found.wrong,
        **found.figures,
    }


def _options(*, control: bool, **rest: Any) -> list[str]:
    """Return the options of this run as words, for the process of each drill."""
    given = [f"--{name}={value}" for name, value in rest.items() if value is not None]
    return [*given, "--control"] if control else given


def _silence(_line: str) -> None:
    """Say nothing."""
