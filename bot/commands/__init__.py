"""The console script `doibang`: one file for each group of commands."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """Đổi Bằng."""


def _add() -> None:
    from bot.commands.demo import demo
    from bot.commands.rules import rules
    from bot.commands.serve import clock, deliver, serve, web

    for command in (demo, rules, serve, web, deliver, clock):
        main.add_command(command)


_add()
