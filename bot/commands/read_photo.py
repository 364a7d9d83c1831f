"""`doibang read-photo`: what the service sees in a picture, as it would for a citizen's."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from bot.commands.printing import AS_JSON, say_json
from bot.reading import seen
from bot.reading.seen import Seen
from domain.identity import parse_citizen_qr
from domain.words import Text, _

MOST_BYTES = 40 * 1024 * 1024

PROBLEMS: Mapping[str, Text] = {
    seen.NOT_A_PICTURE: _("không phải ảnh JPEG, PNG, WebP, hoặc tệp hỏng"),
    seen.TOO_LARGE: _("ảnh quá lớn"),
    seen.SMALL: _("ảnh quá nhỏ"),
    seen.DARK: _("ảnh quá tối"),
    seen.BLURRED: _("ảnh mờ"),
    seen.NO_DOCUMENT: _("không thấy giấy tờ trong ảnh"),
}
KINDS: Mapping[str, Text] = {
    seen.CITIZEN: _("mã căn cước"),
    seen.LICENCE: _("mã bằng lái"),
    seen.PAYMENT: _("mã thanh toán"),
    seen.WEB: _("mã trang mạng"),
    seen.OTHER: _("mã khác"),
}


class NoSuchFile(click.ClickException):
    """A file that was named cannot be read."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentence to standard error."""
        click.echo(self.format_message(), file=file, err=file is None)


@click.command(name="read-photo")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@AS_JSON
def read_photo(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Say what is in each FILE: its codes, the citizen they name, and what is wrong with it.

    A file that is no picture, or a hostile one, has a problem and is no error; one that cannot be
    read ends the command with 2 before any is looked at.
    """
    from bot.reader_process.reader import Reader

    contents = [(file, _content(file)) for file in files]
    reader = Reader(gone=lambda _why, _size: None)
    try:
        reader.start()
        records = [_record(reader, file, content) for file, content in contents]
    finally:
        reader.close()
    if as_json:
        say_json(records)
        return
    for record in records:
        click.echo(_line(record))


def _content(file: Path) -> bytes:
    """Return at most a byte more than we take; raise NoSuchFile."""
    try:
        with file.open("rb") as source:
            return source.read(MOST_BYTES + 1)
    except OSError as error:
        text = _("Không đọc được {path}: {why}.").with_(path=file, why=error.strerror or "")
        raise NoSuchFile(str(text)) from error


def _record(reader: Any, file: Path, content: bytes) -> dict[str, Any]:
    began = time.perf_counter()
    too_large = len(content) > MOST_BYTES
    found = Seen(problem=seen.TOO_LARGE) if too_large else reader.look(content)
    seconds = time.perf_counter() - began
    return {
        "file": str(file),
        "media_type": found.media_type,
        "width": found.width,
        "height": found.height,
        "codes": [vars(one) for one in found.codes],
        "citizen": _citizen(found),
        "problem": found.problem,
        "seconds": round(seconds, 3),
    }


def _citizen(found: Seen) -> dict[str, Any] | None:
    if found.citizen is None:
        return None
    card = parse_citizen_qr(found.citizen)
    return {
        "citizen_id": card.citizen_id,
        "old_id": card.old_id,
        "full_name": card.full_name,
        "birth_date": card.birth_date,
        "sex": card.sex.value if card.sex else None,
        "residence": card.residence,
        "issued_on": card.issued_on,
    }


def _line(record: dict[str, Any]) -> str:
    told: list[object] = [f"{record['file']}:"]
    citizen = record["citizen"]
    if citizen:
        told.append(
            _("căn cước {number}, {name};").with_(
                number=citizen["citizen_id"], name=citizen["full_name"]
            )
        )
    told += [f"{KINDS[one['kind']]}: {one['text']};" for one in _others(record)]
    problem = record["problem"]
    told.append(PROBLEMS[problem] if problem else _("ảnh dùng được"))
    told.append(f"({record['width']}×{record['height']}, {record['seconds']:.2f} s)")
    return " ".join(map(str, told))


def _others(record: dict[str, Any]) -> list[dict[str, str]]:
    return [one for one in record["codes"] if one["kind"] != seen.CITIZEN]
