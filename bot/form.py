"""The engine of a conversation: one message in, a turn out. Pure: no clock, table or network.

`advance` reads what was said; `ask` finds the words of the question that then waits. Between the
two the caller reads the facts that the question needs.
"""

from __future__ import annotations

from dataclasses import replace

from bot import (
    albums,
    confirming,
    early_pictures,
    moves,
    outside,
    phrases,
    pleas,
    sharing,
    tongues,
    welcome,
)
from bot.shape import At, Form, Forms, Question
from bot.talk import (
    Album,
    Answers,
    Facts,
    Listing,
    Other,
    Said,
    Saying,
    Shared,
    Talk,
    Turn,
    Unclear,
    Words,
)
from bot.understanding.not_knowing import does_not_know
from bot.understanding.plain import tidy
from domain.dossier import Dossier
from domain.words import Text, lines


def advance(forms: Forms, talk: Talk, said: Said, facts: Facts) -> Turn:
    """Return what one message of the citizen leads to; the pending question is not said yet.

    Of `facts` only `now` and `today` are looked at.
    """
    if isinstance(said, Album):
        return _one_by_one(forms, talk, said, facts)
    if isinstance(said, Shared):
        return sharing.shared(forms, talk, said, facts)
    if isinstance(said, Words):
        said = Words(tidy(said.text))
    talk = replace(talk, digressed=False, why=None)
    settled = pleas.settled(forms, talk, said, facts)
    if settled is not None:
        return settled
    talk = replace(talk, confirming=None)
    form = forms.get(talk.form)
    if form is None:
        turn = outside.met(forms, replace(talk, form=None), said, facts)
    elif outside.is_over(form, talk, facts):
        turn = outside.met(forms, talk.idle(), said, facts)
    else:
        turn = _inside(forms, form, talk, said=said, facts=facts)
    return _where_it_belongs(forms, tongues.offered(talk, turn, said, facts.today))


def ask(
    forms: Forms, talk: Talk, facts: Facts, *, whole: bool = False
) -> tuple[Talk, tuple[Saying, ...]]:
    """Return the words of what waits, and the talk that remembers what its numbers stand for.

    Nothing is said where nothing waits. `facts` holds what `question_of(...).needs` names. After a
    digression one line recalls the question, whose choices stand just above; with `whole` they are
    told again, as free times always are: they may be gone.
    """
    form = forms.get(talk.form)
    if talk.confirming is not None:
        offered = talk.offered if talk.confirming in confirming.ABOUT_A_SEAT else ()
        return replace(talk, offered=offered), (confirming.confirmation(form, talk),)
    if form is None:
        return _menu(forms, talk, facts)
    if form.for_appointment and not facts.has_appointment:
        silent = form.unasked and pleas.WHICH in talk.answers
        return talk.idle(), () if silent else (Saying(phrases.NO_APPOINTMENT),)
    question = moves.pending(form, talk)
    if question is None:
        return talk.idle(), (phrases.menu(forms.menu()),)
    asked = question.read.asked(At(talk, facts, question.key))
    words = _words(form, question, talk, facts)
    stands_above = not form.for_appointment and bool(talk.offered or not asked.offered)
    if talk.digressed and not whole and stands_above:
        asked = replace(asked, below=None, rows=(), offered=talk.offered)
    saying = Saying(
        lines(*words, *([asked.below] if asked.below else [])),
        phrases.at_most(asked.buttons, phrases.extra_buttons(question, talk)),
        Listing(asked.rows, lines(*words, *asked.beside)) if asked.rows else None,
    )
    talk = replace(talk, asked=question.key, offered=asked.offered, why=None, digressed=False)
    return talk, (saying,)


def question_of(forms: Forms, talk: Talk) -> Question | None:
    """Return the question that `ask` would say, so that the caller knows its `needs`."""
    form = forms.get(talk.form)
    if form is None or talk.confirming is not None:
        return None
    return moves.pending(form, talk)


def reopened(forms: Forms, talk: Talk, key: str, why: Text) -> Talk:
    """Return the talk with question `key` to be asked again, the rest kept; `why` is said first.

    Its old answer will not do any more, so it falls.
    """
    form = forms.get(talk.form)
    if form is None or form.question(key) is None:
        return talk
    answers = {name: value for name, value in talk.answers.items() if name != key}
    return replace(moves.again(form, replace(talk, answers=answers), (key,)), why=why)


def is_free(forms: Forms, talk: Talk) -> bool:
    """Tell whether nothing would be lost if the talk turned to something else now."""
    form = forms.get(talk.form)
    return form is None or form.for_appointment


def opened(forms: Forms, talk: Talk, key: str, known: Answers | None = None) -> Talk:
    """Return the talk at the beginning of the form `key`, unless another form is under way.

    `known` is what its questions tell but do not ask.

    With "reminder" the numbers 1, 2, 3 answer the reminder of an appointment that was just sent;
    `known` names its dossier, which joins those of reminders that were not answered yet.
    """
    if not is_free(forms, talk):
        return talk
    if key == pleas.REMINDER:
        before = talk.offered if talk.asked == pleas.REMINDER else ()
        new = tuple(str(one) for one in (known or {}).values() if one not in before)
        return replace(talk.idle(), asked=pleas.REMINDER, offered=(*before, *new))
    form = forms.get(key)
    if form is None:
        return talk
    return moves.on(form, replace(talk.idle(), form=key, answers=dict(known or {})))


def correcting(forms: Forms, talk: Talk, dossier: Dossier) -> Talk:
    """Return a talk that asks just what the clerk wants mended, then the summary.

    All else of the dossier is kept as it is. A form that is under way is left alone: nothing in it
    may be lost; the citizen says «bổ sung» (effect Mend) when it is done.
    """
    if not is_free(forms, talk):
        return talk
    form = forms.get(dossier.procedure) or forms.forms[0]
    fields = tuple(one.field for one in dossier.corrections if form.question(one.field))
    return moves.again(form, moves.handed_in_before(form, talk, dossier, forms.rules), fields)


def _one_by_one(forms: Forms, talk: Talk, album: Album, facts: Facts) -> Turn:
    """Read each picture of an album under the question that the one before it led to.

    The first that will not do ends it, as does a question for words; an album that holds every
    picture still to come is read as a whole.
    """
    album, told = albums.of_one_person(album)
    whole = albums.whole(forms.get(talk.form), talk, album, facts)
    if whole is not None:
        return replace(whole, say=told + whole.say)
    turn = Turn(talk, told)
    for place, picture in enumerate(album.pictures, start=1):
        then = advance(forms, turn.talk, picture, facts)
        if place > 1 and Saying(phrases.WORDS_PLEASE) in then.say:
            return replace(turn, say=(*turn.say, Saying(phrases.OTHERS_NOT_USED)))
        missed = then.talk.why is not None and then.talk.strikes > turn.talk.strikes
        new = tuple(one for one in then.say if one not in turn.say)
        turn = Turn(then.talk, turn.say + new, turn.effects + then.effects)
        if missed and place < len(album.pictures) and then.talk.why is not None:
            why = lines(then.talk.why, phrases.REST_NOT_USED)
            return replace(turn, talk=replace(then.talk, why=why))
    return turn


def _inside(forms: Forms, form: Form, talk: Talk, *, said: Said, facts: Facts) -> Turn:
    question = form.question(talk.asked)
    if question is None or not form.passes(question, talk.answers):
        return Turn(replace(moves.on(form, talk), why=phrases.ASKED_ANEW))
    at = At(talk, facts, question.key)
    if isinstance(said, Words):
        turn = outside.turned_to(forms, form, at, said.text)
        turn = turn or pleas.first(forms, form, at, said.text)
        if turn is not None:
            return turn
    try:
        answer = question.read.read(said, at)
    except Unclear as unclear:
        return _missed(forms, form, at, said=said, unclear=unclear)
    return moves.answered(form, talk, answer, facts)


def _where_it_belongs(forms: Forms, turn: Turn) -> Turn:
    """Let the talk go on in the form that its answers lead to; what was said goes along.

    A dossier that was handed in stays in the procedure that it was handed in under.
    """
    talk = turn.talk
    form = forms.get(talk.form)
    other = forms.get(form.belongs(talk.answers)) if form is not None else None
    if other is None or other is form or talk.dossier is not None:
        return turn
    moved = replace(talk, form=other.key)
    waits = talk.digressed or talk.strikes or talk.confirming
    return replace(turn, talk=moved if waits else moves.on(other, moved))


def _missed(forms: Forms, form: Form, at: At, *, said: Said, unclear: Unclear) -> Turn:
    """Look for a plea in what did not answer; else say what to do, more fully the second time."""
    lost = isinstance(said, Words) and does_not_know(said.text)
    if isinstance(said, Words) and not lost:
        turn = pleas.afterwards(forms, form, at, said.text)
        if turn is not None:
            return turn
    early = early_pictures.early(form, at, said)
    if early is not None:
        return early
    if isinstance(said, Other) or unclear.text == phrases.WORDS_PLEASE:
        return Turn(replace(at.talk, digressed=True), (Saying(unclear.text),))
    strikes = max(at.talk.strikes + 1, phrases.TWO_STRIKES if lost else 1)
    why = phrases.missed(
        form.question(at.key), strikes, phrases.NEVER_MIND if lost else unclear.text
    )
    return Turn(replace(at.talk.not_understood(said), strikes=strikes, why=why))


def _menu(forms: Forms, talk: Talk, facts: Facts) -> tuple[Talk, tuple[Saying, ...]]:
    if talk.asked == welcome.WELCOME:
        return welcome.welcome(forms, talk, facts)
    if talk.asked != pleas.MENU:
        return talk, ()
    words = phrases.MENU_AGAIN if talk.digressed else phrases.HELLO
    return replace(talk, why=None, digressed=False), (phrases.menu(forms.menu(), words),)


def _words(form: Form, question: Question, talk: Talk, facts: Facts) -> list[Text]:
    """Return the words of the question: whole, after a miss, or as a reminder in one line."""
    if talk.strikes and talk.why is not None:
        return [talk.why]
    if talk.digressed:
        reminder = phrases.WHEN_IT_SUITS if form.unasked else phrases.REMINDER
        return [reminder.with_(label=question.label)]
    asked = question.words(At(talk, facts, question.key))
    return [*phrases.before_question(question, talk), asked]
