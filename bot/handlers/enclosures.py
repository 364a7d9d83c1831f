"""Letters that carry a picture or a document: kept locked, uploaded once, used until it lapses."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePath

from bot.ground import Ground
from bot.handlers.albums import new_picture_id
from bot.handlers.tell import BOT
from bot.zalo.client import MAX_FILE, MAX_UPLOAD
from bot.zalo.payloads import FilePart, PicturePart
from domain.dossier import NotAllowedNow
from domain.words import _
from storage.letters import Letter

GOOD_FOR = timedelta(days=6, hours=12)
"""Zalo keeps an upload for seven days (platform reference, 8); a letter may wait for a while."""
LAPSED = -100
DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".csv"})
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class What(StrEnum):
    """What a letter may carry."""

    PICTURE = "picture"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Enclosure:
    """What a letter carries: `file` is its name in our store, `name` what the citizen reads.

    `upload` is the same for whatever Zalo shows the same, so that it is uploaded once.
    """

    what: What
    file: str
    name: str
    upload: str

    @classmethod
    def of(cls, letter: Letter) -> Enclosure:
        """Return what this letter carries."""
        known = json.loads(letter.enclosure)
        return cls(
            What(known["what"]), known["file"], known["name"], known.get("upload", known["file"])
        )


def enclose(
    ground: Ground,
    citizen: str,
    content: bytes,
    *,
    name: str,
    text: str = "",
    author: str = BOT,
    dossier: str = "",
) -> None:
    """Write a letter that carries a JPEG, a PNG or a document; refuse what Zalo would not take.

    A document has no words of its own: `text` goes before it.
    """
    what = _what(content, name)
    seen = name.encode() if what is What.DOCUMENT else b""
    upload = sha256(what.encode() + b"\0" + seen + b"\0" + content).hexdigest()
    enclosure = Enclosure(what, new_picture_id(), name, upload)
    ground.files.keep(enclosure.file, content)
    with ground.database.transaction() as store:
        now = ground.clock()
        if text and what is What.DOCUMENT:
            store.letters.put(citizen, [(text, [])], at=now, author=author, dossier=dossier)
        store.letters.put(
            citizen,
            [(text if text and what is What.PICTURE else name, [])],
            at=now,
            author=author,
            dossier=dossier,
            enclosure=json.dumps(asdict(enclosure), ensure_ascii=False),
        )


def _what(content: bytes, name: str) -> What:
    suffix = PurePath(name).suffix.lower()
    if content.startswith(PICTURES) and len(content) <= MAX_UPLOAD:
        return What.PICTURE
    if suffix in DOCUMENTS and 0 < len(content) <= MAX_FILE:
        return What.DOCUMENT
    raise NotAllowedNow(
        _("Zalo chỉ nhận ảnh JPG, PNG tới 1 MB và tệp PDF, DOC, DOCX, CSV tới 5 MB.")
    )


def part_of(ground: Ground, letter: Letter) -> PicturePart | FilePart:
    """Return what to send for a letter that carries something, uploaded if need be."""
    enclosure = Enclosure.of(letter)
    handle = _handle(ground, enclosure, now=ground.clock())
    if enclosure.what is What.DOCUMENT:
        return FilePart(handle)
    return PicturePart(letter.text if letter.text != enclosure.name else "", attachment_id=handle)


def _handle(ground: Ground, enclosure: Enclosure, *, now: datetime) -> str:
    with ground.database.reading() as store:
        handle = store.uploads.handle(enclosure.upload, since=now - GOOD_FOR)
    if handle:
        return handle
    content = ground.files.read(enclosure.file)
    if enclosure.what is What.DOCUMENT:
        handle = ground.zalo.upload_file(content, enclosure.name)
    else:
        kind = "png" if content.startswith(PICTURES[1]) else "jpeg"
        handle = ground.zalo.upload_image(content, kind=kind)
    with ground.database.transaction() as store:
        store.uploads.note(enclosure.upload, handle, at=now)
        store.uploads.drop(before=now - GOOD_FOR)
    return handle


def lapsed(ground: Ground, letter: Letter) -> None:
    """Forget the upload that Zalo does not know any more: the next try uploads it again."""
    with ground.database.transaction() as store:
        store.uploads.forget(Enclosure.of(letter).upload)
