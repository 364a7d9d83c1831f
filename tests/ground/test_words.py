"""Every sentence that people read has its translation, and the catalogue holds nothing else."""

import re
from functools import cache
from gettext import GNUTranslations

import pytest

from bot.understanding import intents
from translations import LANGUAGES, first, gathered, kept, po_file, sentences

QUOTED = re.compile(r"«([a-z ]+)»")
# Read by the question that asks for them, whatever else they might mean.
ANSWERS = {"chieu thu 3", "ngay khac", "khong thoi han", "nop ho so", "sua noi cu tru"}
# Words about the waiting list, which bot.waiting_words knows before any intent.
ANSWERS |= {"take this time", "skip this time", "waiting list", "stop waiting"}
ANSWERS |= {"chi co can cuoc", "chua co", "khong nho", "no picture", "passport"}
ENDS = ".?!:…"
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]|%%")

each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def said(language):
    return {first(message.id): message for message in sentences(gathered(language))}


@cache
def known(language):
    return {first(message.id): message for message in sentences(kept(language))}


def forms(message):
    """Return what the translator wrote: one form, or one for each number of things."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def pairs(language):
    """Yield each sentence with each form of its translation, as far as there is one."""
    for text, message in known(language).items():
        yield from ((text, translated) for translated in forms(message) if translated)


def placeholders(text):
    return sorted(set(PLACEHOLDER.findall(text)))


def test_the_gatherer_finds_python_templates_and_plurals():
    found = said("en")

    assert "Nộp hồ sơ" in found
    assert found["%(count)s hồ sơ mới"].locations[0][0].endswith(".html")
    assert isinstance(found["%(count)s hồ sơ mới"].id, tuple | list)


@each_language
def test_every_sentence_is_translated(language):
    waiting = [text for text in said(language) if not _whole(known(language).get(text))]

    assert waiting == [], "run make words, then write the missing msgstr"


@each_language
def test_no_sentence_is_kept_that_nobody_says_any_more(language):
    assert sorted(set(known(language)) - set(said(language))) == [], "run make words"


@each_language
def test_no_translation_is_a_guess(language):
    assert [text for text, message in known(language).items() if message.fuzzy] == []


@each_language
def test_both_sides_fill_in_the_same_values(language):
    differing = [
        (text, translated)
        for text, translated in pairs(language)
        if placeholders(text) != placeholders(translated)
    ]

    assert differing == []


@each_language
def test_a_whole_sentence_stays_a_whole_sentence(language):
    differing = [
        (text, translated)
        for text, translated in pairs(language)
        if (text[-1] in ENDS) != (translated[-1] in ENDS)
    ]

    assert differing == []


def test_what_citizens_are_told_to_type_in_english_is_understood():
    told = {
        word
        for text, translated in pairs("en")
        if text in said("en") and _to_citizens(said("en")[text])
        for word in QUOTED.findall(translated)
    }

    assert {"human", "cancel", "doi lich"} <= told
    assert [word for word in told - ANSWERS if intents.intent(word) is None] == []


@each_language
def test_what_is_compiled_is_what_was_written(language):
    with po_file(language).with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)

    for message in known(language).values():
        if not _whole(message):
            continue
        for number, translated in enumerate(forms(message), start=1):
            assert _compiled(compiled, message, number) == translated, "run make words"


def _compiled(catalogue, message, number):
    if isinstance(message.string, str):
        return catalogue.gettext(message.id)
    return catalogue.ngettext(*message.id, number)


def _whole(message):
    return message is not None and all(forms(message))


def _to_citizens(message):
    file = message.locations[0][0]
    return file.startswith("bot/") and not file.startswith("bot/commands/")
