"""The picture host: `/media/<name>`, well behaved or, by a fault, not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, send_from_directory

if TYPE_CHECKING:
    from mock_zalo.world import World

GONE = Response


class Pictures:
    """Serves what citizens and the account have sent."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """Return the media route."""
        routes = Blueprint("pictures", __name__)
        routes.get("/media/<name>")(self.medium)
        return routes

    def medium(self, name: str) -> Response:
        """Return one medium."""
        return send_from_directory(self._world.folder.absolute() / "media", name, max_age=86_400)
