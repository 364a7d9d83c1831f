"""Letters that offer much to choose from go as a list, in which every choice can be tapped.

Whether the platform takes lists is not sure, so the letter keeps the same as text with buttons:
what it goes as where lists are switched off or refused, at once and in its place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from bot import phrases
from bot.ground import Ground
from bot.logs import log
from bot.shape import MOST_BUTTONS
from bot.talk import Row, Saying
from bot.zalo.answers import RecentMessage
from bot.zalo.errors import Action, NotTaken, ZaloError, next_try
from bot.zalo.fields import clean
from bot.zalo.payloads import MAX_ELEMENTS, Button, Element, ListPart, restored, stored
from storage.letters import Letter

WHAT = "list"
MARK = '{"type":"list",'
"""How the row of a letter that may go as a list says what it carries."""
ECHOED_AS = frozenset({WHAT, "template"})
RESTRICTED = -244  # platform reference, 11.1: this citizen takes no message of this kind
SENTENCE = re.compile(r"[^\n]*?[.!?](?=\s|$)|[^\n]+")


def carried(saying: Saying, language: str, buttons: list[Button]) -> str:
    """Return the list that says the same, as it is kept with the letter; "" where text will do.

    A list is worth it for more choices than buttons, or where each has more to say than a button.
    Nothing of it is cut: what does not fit into a list stays text.
    """
    listing = saying.listing
    if listing is None or not _worth_it(listing.rows):
        return ""
    lines = [_line(number, row, language) for number, row in enumerate(listing.rows, start=1)]
    known = {row.says for row in listing.rows}
    heading = _heading(clean(listing.beside.in_language(language)).strip(), language)
    rest = [Button(_whole(line), line.payload or "") for line in lines[MAX_ELEMENTS - 1 :]]
    others = [button for button in buttons if button.payload not in known]
    part = ListPart((heading, *islice(lines, MAX_ELEMENTS - 1)), (*rest, *others))
    return stored(part) if part.fits else ""


def is_list(letter: Letter) -> bool:
    """Tell whether a letter goes as a list, as far as is known."""
    return letter.enclosure.startswith(MARK)


def part_of(letter: Letter) -> ListPart:
    """Return what to send."""
    part = restored(letter.enclosure)
    if not isinstance(part, ListPart):
        raise TypeError(letter.enclosure[: len(MARK)])
    return part


def in_vain(ground: Ground, letter: Letter) -> bool:
    """Tell whether the office sends no lists, or this process has seen them refused."""
    off = not ground.settings.zalo.lists
    return is_list(letter) and (off or not {WHAT, _to(letter)}.isdisjoint(ground.refused))


def as_words(ground: Ground, letter: Letter, *, tried: bool = False) -> Letter:
    """Let a letter that is being sent go as its words, now and whenever it is tried again."""
    with ground.database.transaction() as store:
        store.letters.plain(letter.id)
        if tried:
            store.letters.have_tried(letter.id, WHAT)
    return replace(letter, enclosure="", tried=WHAT if tried else letter.tried)


def shape_may_be_why(ground: Ground, letter: Letter, error: ZaloError) -> bool:
    """Tell whether Zalo, which will not take this list, may take its words."""
    about_the_citizen = error.action is Action.WINDOW and error.code != RESTRICTED
    if not isinstance(error, NotTaken) or about_the_citizen:
        return False
    return next_try(error, attempt=letter.attempts, now=ground.clock(), chance=0.0) is None


def learn(ground: Ground, letter: Letter, error: ZaloError) -> None:
    """Remember, once the words of a refused list were taken, that it was the list."""
    one_citizen = error.code == RESTRICTED
    ground.refused.add(_to(letter) if one_citizen else WHAT)
    log.error("lists_not_taken", code=error.code, everybody=not one_citizen)


def is_this(letter: Letter, message: RecentMessage) -> bool:
    """Tell whether a row of the conversation may be this list: it says the heading, or nothing."""
    said = message.text.strip()
    title = part_of(letter).elements[0].title
    return not message.from_citizen and (title in said if said else message.kind != "text")


def _worth_it(rows: tuple[Row, ...]) -> bool:
    return len(rows) > MOST_BUTTONS or any(row.below for row in rows)


def _to(letter: Letter) -> str:
    return f"{WHAT} {letter.citizen}"


def _heading(words: str, language: str) -> Element:
    """Return the first sentence, and the rest below it; without a rest, how to choose."""
    found = SENTENCE.match(words)
    title = found[0] if found else words
    rest = words[len(title) :].strip()
    return Element(title.strip(), rest or phrases.TAP_OR_TYPE.in_language(language))


def _line(number: int, row: Row, language: str) -> Element:
    title = phrases.NUMBERED.with_(number=number, title=row.title).in_language(language)
    below = row.below if isinstance(row.below, str) else row.below.in_language(language)
    return Element(clean(title).strip(), clean(below).strip(), payload=row.says)


def _whole(line: Element) -> str:
    return f"{line.title}, {line.subtitle}" if line.subtitle else line.title
