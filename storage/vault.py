"""What must not lie about in the clear: pictures of papers and the platform's tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken


class Locked(Exception):
    """The secret key does not open what was locked; it is not the key that locked it."""


class Vault:
    """Locks and opens bytes with a key derived from the office's secret key."""

    def __init__(self, secret_key: str) -> None:
        digest = hashlib.sha256(b"doibang vault" + secret_key.encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(digest))
        self._marking = hashlib.sha256(b"doibang mark" + secret_key.encode()).digest()

    def lock(self, plain: bytes) -> bytes:
        """Return `plain`, locked and signed."""
        return self._fernet.encrypt(plain)

    def open(self, locked: bytes) -> bytes:
        """Return what was locked; raise Locked where the key does not fit."""
        try:
            return self._fernet.decrypt(locked)
        except InvalidToken as error:
            raise Locked from error

    def mark(self, name: str) -> str:
        """Return a mark by which a name is known again; without our key it tells nothing."""
        return hmac.new(self._marking, name.encode(), hashlib.sha256).hexdigest()


def remove_older(folder: Path, pattern: str, before: datetime) -> int:
    """Delete the files of this pattern that were written before then; return how many."""
    removed = 0
    for path in folder.glob(pattern):
        with suppress(FileNotFoundError):  # another process of this machine was first
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                removed += 1
    return removed


class Files:
    """Pictures on disk, each locked in a file of its own, named by the picture's id."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def keep(self, name: str, content: bytes) -> None:
        """Write the file whole or not at all; a second writing replaces the first."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(name)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(self._vault.lock(content))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def read(self, name: str) -> bytes:
        """Return the content; raise FileNotFoundError or Locked."""
        return self._vault.open(self._path(name).read_bytes())

    def remove(self, name: str) -> None:
        """Delete the file; a second time does nothing."""
        self._path(name).unlink(missing_ok=True)

    def remove_unfinished(self, before: datetime) -> int:
        """Delete what a death in the middle of a writing left behind before then."""
        return remove_older(self._folder, "*.part", before)

    def _path(self, name: str) -> Path:
        if not name.isalnum():
            raise ValueError("a picture's name is letters and digits only")
        return self._folder / f"{name}.locked"
