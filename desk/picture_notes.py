"""The words for what a picture of a dossier lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.words import Text, _

WORDS: Mapping[str, Text] = {
    "blurred": _("Ảnh mờ (đã xin gửi lại)"),
    "dark": _("Ảnh tối (đã xin gửi lại)"),
    "small": _("Ảnh nhỏ (đã xin gửi lại)"),
    "no_document": _("Có thể không phải ảnh giấy tờ"),
    "same": _("Giống ảnh khác của hồ sơ này"),
}


def picture_notes(notes: Iterable[str], key: str) -> tuple[Text, ...]:
    """Return what the notes «question.problem» of a dossier say of the picture for `key`."""
    told = (note.partition(".") for note in notes)
    return tuple(
        WORDS[problem] for asked, _dot, problem in told if asked == key and problem in WORDS
    )
