"""Gather every Vietnamese sentence that people read, and keep the catalogue of each language.

`make words` runs this: it looks through the Python files, the templates and `faq.toml`, adds what
is new to `domain/locale/<language>/LC_MESSAGES/doibang.po`, drops what nobody says any more, and
compiles the `.mo` beside it. A translator edits the `.po`; there is no build step, so both are
committed.
"""

import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent
ROOMS = ("bot", "desk", "domain", "scheduler", "storage")


def _answers(
    file: IO[bytes], *_asked: object, **_options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield what a file of questions and answers says to people, as Babel's own readers do."""
    for rows in tomllib.load(file).values():
        for row in rows:
            for name in ("text", "title"):
                if name in row:
                    yield 0, "_", row[name], []


METHODS: list[tuple[str, Any]] = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("faq.toml", _answers),
]
LANGUAGES = ("en",)
# A fixed day: a catalogue that changed with the clock would hide what really changed.
DAY = datetime(2026, 11, 1, tzinfo=UTC)
WIDTH = 100

Key = str | tuple[str, ...] | list[str]


def po_file(language: str) -> Path:
    """Return where the translator of a language works."""
    return ROOT / "domain" / "locale" / language / "LC_MESSAGES" / "doibang.po"


def gathered(language: str) -> Catalog:
    """Return every sentence of the rooms, untranslated, with the files that say it."""
    catalog = _empty(language)
    for file, said in _said():
        catalog.add(said, locations=[(file, 0)])
    return catalog


def kept(language: str) -> Catalog:
    """Return what has been translated so far."""
    with po_file(language).open("rb") as po:
        catalog = read_po(po, locale=language, domain="doibang")
    catalog.creation_date = catalog.revision_date = DAY
    return catalog


def merged(language: str) -> Catalog:
    """Return every sentence with the translation that is known for it; none is guessed."""
    known = {message.id: message.string for message in kept(language)}
    catalog = gathered(language)
    for message in sentences(catalog):
        message.string = known.get(message.id) or message.string
    return catalog


def sentences(catalog: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue without its header, in the order of the Vietnamese."""
    yield from sorted((message for message in catalog if message.id), key=lambda one: first(one.id))


def untranslated(catalog: Catalog) -> list[str]:
    """Return the sentences that have no translation yet."""
    return [first(one.id) for one in sentences(catalog) if not _is_whole(one)]


def first(key: Key) -> str:
    """Return the sentence itself, for a plural its form for one thing."""
    return key if isinstance(key, str) else key[0]


def as_po(catalog: Catalog) -> bytes:
    """Return a catalogue as a translator reads it."""
    written = BytesIO()
    write_po(written, catalog, width=WIDTH, sort_output=True, include_lineno=False)
    return written.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return a catalogue as `gettext` reads it."""
    written = BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def _said() -> Iterator[tuple[str, Key]]:
    for room in ROOMS:
        found = extract_from_dir(ROOT / room, METHODS)
        for file, _line, said, _comments, _context in found:
            yield f"{room}/{file}", said


def _empty(language: str) -> Catalog:
    catalog = Catalog(
        locale=language, domain="doibang", project="Đổi Bằng", version="1", fuzzy=False,
        creation_date=DAY, revision_date=DAY, last_translator="the Đổi Bằng authors",
        language_team=language, msgid_bugs_address="-",
    )  # fmt: skip
    catalog.header_comment = "# Vietnamese is the source. Made by `make words`; edit the msgstr."
    return catalog


def _is_whole(message: Message) -> bool:
    said = message.string or ""
    return all((said,) if isinstance(said, str) else said) and not message.fuzzy


def main() -> int:
    """Renew every catalogue; return 1 where sentences wait for a translator."""
    missing = 0
    for language in LANGUAGES:
        file = po_file(language)
        catalog = merged(language) if file.exists() else gathered(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(as_po(catalog))
        file.with_suffix(".mo").write_bytes(as_mo(kept(language)))
        waiting = untranslated(catalog)
        missing += len(waiting)
        sys.stdout.write(f"{language}: {len(catalog)} sentences, {len(waiting)} to translate\n")
        sys.stdout.writelines(f"  {sentence!r}\n" for sentence in waiting)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
