"""`doibang teach`: learn the classifiers from the corpus, and say how well that of intents does."""

from __future__ import annotations

from math import sqrt
from pathlib import Path
from random import Random

import click

from bot.commands.teach import answers
from bot.commands.teach.learner import Weights, learnt, softmax
from bot.commands.teach.lessons import corpus, examples, families, mark
from bot.understanding.features import features
from bot.understanding.kinds import INTENTS
from bot.understanding.model import AGREEMENTS, REPLIES, WEIGHTS, written
from bot.understanding.reply_features import BUCKETS
from bot.understanding.scored import Sentence
from domain.words import _

SEED = 64
"""The same seed and the same corpus give the same file, byte for byte."""


@click.command(name="teach")
@click.option("--to", "path", type=click.Path(path_type=Path), default=WEIGHTS, help="The file.")
@click.option(
    "--folds", type=click.IntRange(0, 10), default=0, help="Cross-validate, keep nothing."
)
def teach(path: Path, folds: int) -> None:
    """Learn from the corpus and keep the weights beside the code that reads them.

    There are three files: of wishes, of answers to a yes/no question, and of agreements.

    With --folds the phrase families are dealt into that many parts; each part is judged by what the
    others teach, and no file is written.
    """
    sentences = corpus("learn")
    if folds:
        _cross_validate(sentences, folds)
        return
    weights = _taught(sentences)
    path.write_bytes(written(INTENTS, weights, mark()))
    for name, lessons in _ANSWERS:
        path.with_name(name).write_bytes(_answers_taught(lessons()))
    told = _("Đã học {count} câu, ghi {size} kB vào {path}.")
    size = path.stat().st_size // 1000
    click.echo(str(told.with_(count=len(sentences), size=size, path=path.name)))


_ANSWERS = ((REPLIES.name, answers.of_replies), (AGREEMENTS.name, answers.of_agreements))


def _answers_taught(lessons: answers.Lessons) -> bytes:
    chance = Random(SEED)  # noqa: S311 - chance for typing, not for secrets
    told = answers.told(lessons, chance)
    shown = answers.examples(lessons, told, chance)
    weights = learnt(shown, len(lessons.labels), chance, places=BUCKETS)
    return written(lessons.labels, weights, mark(), answers.vocabulary(told))


def _taught(sentences: list[Sentence]) -> Weights:
    chance = Random(SEED)  # noqa: S311 - chance for typing, not for secrets
    return learnt(examples(sentences, chance), len(INTENTS), chance)


def _cross_validate(sentences: list[Sentence], folds: int) -> None:
    dealt = families(sentences)
    Random(SEED).shuffle(dealt)  # noqa: S311 - the same
    right = total = 0
    for part in range(folds):
        held = [one for family in dealt[part::folds] for one in family]
        kept = [one for at, family in enumerate(dealt) if at % folds != part for one in family]
        weights = _taught(kept)
        hits = sum(_guess(weights, one.text) == one.expected for one in held)
        right, total = right + hits, total + len(held)
        click.echo(f"{part + 1}/{folds}: {hits}/{len(held)}")
    share = f"{100 * right / total:.1f}".replace(".", ",")
    told = _("{families} họ câu: đúng {right} trên {total}, {share} %.")
    click.echo(str(told.with_(families=len(dealt), right=right, total=total, share=share)))


def _guess(weights: Weights, text: str) -> str:
    rows = [weights[place] for place in features(text)]
    by = 1 / sqrt(len(rows))
    chances = softmax([sum(column) * by for column in zip(*rows, strict=True)])
    return INTENTS[max(range(len(INTENTS)), key=chances.__getitem__)]
