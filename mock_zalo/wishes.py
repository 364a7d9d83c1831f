"""Reading a control call: a JSON object, or a sentence that says what is wrong with it."""

from __future__ import annotations

from typing import Any

from flask import request


class BadWish(ValueError):
    """The control call asks for something that cannot be done."""


def wish() -> dict[str, Any]:
    """Return the JSON object of the current control call; raise `BadWish` for anything else."""
    found = request.get_json(force=True, silent=True)
    if not isinstance(found, dict):
        raise BadWish("the body is not a JSON object")
    return found
