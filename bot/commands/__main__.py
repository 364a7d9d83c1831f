"""`python -m bot.commands` is the same as `doibang`."""

from bot.commands import main

main()
