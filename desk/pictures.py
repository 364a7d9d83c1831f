"""Pictures of papers: only for staff, never kept by a browser, and each look is written down."""

from __future__ import annotations

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from bot.handlers import view
from desk.fields import PICTURES
from desk.ground import ground, me, now
from desk.pages import pages
from domain.dossier import Dossier, NoSuchDossier
from storage.vault import Locked

SHOWABLE = frozenset({"image/jpeg", "image/png", "image/webp"})


@pages.get("/pictures/<picture>")
def picture(picture: str) -> ResponseReturnValue:
    """Send a picture of the dossier that `of` names; 404 for one that is not in it."""
    content = _content(picture)
    media_type = _logged(picture, request.args.get("of", ""))
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _content(picture: str) -> bytes:
    try:
        return ground().files.read(picture)
    except (FileNotFoundError, Locked, ValueError):
        abort(404)


def _logged(picture: str, code: str) -> str:
    """Write the look into the ledger and return the picture's media type."""
    with ground().database.transaction() as store:
        try:
            dossier = store.dossiers.get(code)
        except NoSuchDossier:
            abort(404)
        stored = store.pictures.get(picture)
        mine = stored and picture in _pictures_of(dossier)
        if not stored or not mine:
            abort(404)
        view.picture_viewed(store, dossier, picture, clerk=me(), now=now())
    return stored.media_type if stored.media_type in SHOWABLE else "application/octet-stream"


def _pictures_of(dossier: Dossier) -> set[object]:
    """Return the pictures of a dossier, with those that the citizen has just replaced."""
    replaced = {one.old for one in dossier.mended if one.field in PICTURES}
    return {dossier.answers.get(key) for key in PICTURES} | replaced
