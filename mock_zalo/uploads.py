"""Uploads of pictures and files, whose ids lapse after a week (reference section 8)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from mock_zalo import media
from mock_zalo.errors import OaError
from mock_zalo.faults import trouble

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.gate import Gate
    from mock_zalo.world import World

MEGABYTE = 1024 * 1024
LIMITS = {
    "image": (MEGABYTE, {"image/jpeg", "image/png"}),
    "gif": (5 * MEGABYTE, {"image/gif"}),
    "file": (5 * MEGABYTE, {"application/pdf", "application/octet-stream"}),
}
MONTH = 30 * 86_400


class Uploads:
    """`POST /v2.0/oa/upload/image|gif|file`."""

    def __init__(self, world: World, gate: Gate) -> None:
        self._world = world
        self._gate = gate

    def blueprint(self) -> Blueprint:
        """Return the upload routes."""
        routes = Blueprint("uploads", __name__)
        routes.after_request(self._gate.mark)
        routes.register_error_handler(OaError, self._refused)
        for kind in LIMITS:
            routes.post(f"/v2.0/oa/upload/{kind}", defaults={"kind": kind})(self.upload)
        return routes

    def upload(self, kind: str) -> ResponseReturnValue:
        """Keep a file; answer its attachment id, or its token for a document."""
        with trouble(self._world, "upload") as finish:
            self._gate.pass_()
            self._check_quota()
            content, name = self._content(kind)
            stored = media.store(self._world, content)
            key = secrets.token_urlsafe(60)
            upload = {"id": key, "kind": kind, "media": stored, "name": name}
            ticket = self._world.keep("upload", upload=upload | {"at": self._world.clock.now()})
            self._world.settle(ticket)
            field = "token" if kind == "file" else "attachment_id"
            return finish(jsonify(error=0, message="Success", data={field: key}))

    def _content(self, kind: str) -> tuple[bytes, str]:
        file = request.files.get("file")
        if file is None:
            raise OaError(-201, "file is missing")
        content = file.read()
        most, types = LIMITS[kind]
        if len(content) > most:
            raise OaError(-210, "file is over limit")
        if not content or media.kind_of(content)[1] not in types:
            raise OaError(-201, "file type is invalid")
        return content, file.filename or ""

    def _check_quota(self) -> None:
        since = self._world.clock.now() - MONTH
        recent = sum(upload["at"] > since for upload in self._world.state.uploads.values())
        if recent >= self._world.switches["upload.per_month"]:
            raise OaError(-211)

    def _refused(self, refusal: OaError) -> Response:
        self._world.keep("call", path=request.path, error=refusal.code)
        return jsonify(refusal.answer())
