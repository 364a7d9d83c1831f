"""The staff's side: server-rendered pages without rules and without queries of their own.

A page reads through storage, shows, and hands each act to one function of `bot.handlers`.
"""

from flask import Blueprint

from desk import (
    day,
    deeds,
    dossier,
    frame,
    ledger,
    people,
    pictures,
    queue,
    ratings,
    report,
    signing_in,
    trouble,
)
from desk.pages import pages

PAGES = (
    day,
    deeds,
    dossier,
    frame,
    ledger,
    people,
    pictures,
    queue,
    ratings,
    report,
    signing_in,
    trouble,
)


def blueprint() -> Blueprint:
    """Return the blueprint with every page on it, to be registered under `/desk`."""
    return pages
