"""How long one message takes to be understood, beside plain fuzzy matching over the same corpus.

The baseline is what a chatbot does without a model: the nearest of a few hundred known phrases by
difflib, from the standard library. Both answer the same sentences, in the same run. A message is
measured in time of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.understanding import scored
from bot.understanding.chat import settled
from bot.understanding.intents import intent
from bot.understanding.kinds import KINDS, understood
from bot.understanding.model import AGREEMENTS, REPLIES, WEIGHTS, agreements, model, read, replies
from bot.understanding.plain import phrase
from bot.understanding.scored import Sentence, sentences

CORPUS = Path(scored.__file__).with_name("corpus")
TODAY = date(2026, 11, 23)
KNOWN, ASKED = 240, 60
ROUNDS, AGAIN = 3, 100


def main() -> None:
    """Print the tables."""
    began = perf_counter()
    for path in (WEIGHTS, REPLIES, AGREEMENTS):
        read(path)
    print(f"the three models read in {1000 * (perf_counter() - began):.1f} ms (bar: 300)\n")
    for warm in (model, replies, agreements):
        warm()
    judged = _corpus("judge")
    print(f"{'kind':16}{'median µs':>12}{'p99 µs':>12}   (bar: 5000 for a message)")
    for kind in KINDS:
        texts = [one.text for one in judged if one.kind == kind]
        _row(kind, partial(understood, kind, today=TODAY), texts)
    pasted = ["em muốn hỏi bằng lái của em " * 140]
    for kind in KINDS:
        _row(f"{kind}, 4,000", partial(understood, kind, today=TODAY), pasted)
    print()
    _beside_fuzzy(judged)


def _corpus(name: str) -> list[Sentence]:
    return list(sentences((CORPUS / f"{name}.tsv").read_text(encoding="utf-8")))


def _row(name: str, reads: Callable[[str], object], texts: list[str]) -> None:
    taken = []
    for _turn in range(ROUNDS if len(texts) > 1 else AGAIN):
        for text in texts:
            settled.cache_clear()
            phrase.cache_clear()
            began = process_time()
            reads(text)
            taken.append(1e6 * (process_time() - began))
    late = quantiles(taken, n=100)[98] if len(taken) > 1 else taken[0]
    print(f"{name:22}{median(taken):>8.0f}{late:>12.0f}")


def _beside_fuzzy(judged: list[Sentence]) -> None:
    learnt = [one for one in _corpus("learn") if one.kind == "intent"]
    known = [(settled(one.text), one.expected) for one in learnt[:: len(learnt) // KNOWN]]
    asked = [one for one in judged if one.kind == "intent"]
    asked = asked[:: len(asked) // ASKED]

    def nearest(text: str) -> str:
        said = settled(text)
        return max(known, key=lambda one: SequenceMatcher(None, said, one[0]).ratio())[1]

    ways: dict[str, Callable[[str], str]] = {
        "ours": lambda text: intent(text) or "other",
        f"difflib over {len(known)} phrases": nearest,
    }
    print(f"{'intents':32}{'right':>8}{'µs each':>12}")
    for name, reads in ways.items():
        began = perf_counter()
        right = sum(reads(one.text) == one.expected for one in asked)
        each = 1e6 * (perf_counter() - began) / len(asked)
        print(f"{name:32}{100 * right / len(asked):>7.0f}%{each:>12.0f}")


if __name__ == "__main__":
    main()
