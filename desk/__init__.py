"""The staff's side: server-rendered pages without rules and without queries of their own.

A page reads through storage, shows, and hands each act to one function of `bot.handlers`.
"""

from desk.frame import blueprint

__all__ = ["blueprint"]
