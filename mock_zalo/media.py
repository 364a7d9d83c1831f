"""Pictures and files: kept on the disk before anybody hears of them, served under /media/."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mock_zalo.world import World

SUFFIXES = {
    b"\xff\xd8\xff": (".jpg", "image/jpeg"),
    b"\x89PNG": (".png", "image/png"),
    b"GIF8": (".gif", "image/gif"),
    b"%PDF": (".pdf", "application/pdf"),
    b"RIFF": (".webp", "image/webp"),
}


def kind_of(content: bytes) -> tuple[str, str]:
    """Return the suffix and content type that the first bytes tell."""
    for head, kind in SUFFIXES.items():
        if content.startswith(head):
            return kind
    return ".bin", "application/octet-stream"


def store(world: World, content: bytes) -> str:
    """Keep the bytes durably; return the name under /media/, such as `a1b2….jpg`."""
    suffix, content_type = kind_of(content)
    name = secrets.token_hex(12) + suffix
    folder = world.folder / "media"
    folder.mkdir(exist_ok=True)
    with (folder / name).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    media = {"id": name, "type": content_type, "at": world.clock.now(), "size": len(content)}
    world.settle(world.keep("media", media=media))
    return name


def url(world: World, name: str) -> str:
    """Return the address at which the service fetches a medium."""
    return f"{world.public_url}/media/{name}"
