"""`doibang teach`: learn the classifier of intents from the corpus, and say how well it does."""

from __future__ import annotations

from math import sqrt
from pathlib import Path
from random import Random

import click

from bot.commands.teach.learner import Weights, learnt, softmax
from bot.commands.teach.lessons import corpus, examples, families, mark
from bot.understanding.features import features
from bot.understanding.kinds import INTENTS
from bot.understanding.model import WEIGHTS, written
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
    """Learn intents from the corpus and keep the weights beside the code that reads them.

    With --folds the phrase families are dealt into that many parts; each part is judged by what the
    others teach, and no file is written.
    """
    sentences = corpus("learn")
    if folds:
        _cross_validate(sentences, folds)
        return
    weights = _taught(sentences)
    path.write_bytes(written(INTENTS, weights, mark()))
    told = _("Đã học {count} câu, ghi {size} kB vào {path}.")
    size = path.stat().st_size // 1000
    click.echo(str(told.with_(count=len(sentences), size=size, path=path.name)))


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
