"""An operator asks what a sentence means, and how much of a file is understood."""

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest

from bot.commands.teach.learner import learnt, softmax
from bot.commands.teach.lessons import CORPUS, families, mark
from bot.commands.teach.noise import variants
from bot.understanding.features import features
from bot.understanding.model import model, read, written
from bot.understanding.scored import Sentence, scores, sentences

FILE = """kind\ttext\texpected\tfield
intent\tem muốn đổi bằng\trenew
date\tmai\t2026-11-24\twish
name\tHuy\tHuy
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "câu.tsv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_file_is_scored_kind_by_kind(terminal, file):
    told = json.loads(
        terminal("understand", "--file", file, "--today", "2026-11-23", "--json").stdout
    )

    assert told == {
        "kinds": {
            "intent": {"right": 1, "total": 1, "misses": []},
            "date": {"right": 1, "total": 1, "misses": []},
            "name": {
                "right": 0,
                "total": 1,
                "misses": [{"text": "Huy", "expected": "Huy", "got": "unclear"}],
            },
        }
    }


def test_a_person_reads_a_table_and_the_misses(terminal, file):
    told = terminal("understand", "--file", file, "--today", "2026-11-23").stdout

    assert "100,0" in told
    assert "→ unclear" in told


def test_one_sentence_is_told_as_every_kind_or_as_one(terminal):
    assert "renew" in terminal("understand", "đổi bằng lái").stdout
    told = terminal(
        "understand", "mai", "--kind", "date", "--field", "wish", "--today", "2026-11-23", "--json"
    )
    assert json.loads(told.stdout) == {"text": "mai", "kind": "date", "got": "2026-11-24"}
    assert json.loads(terminal("understand", "B2", "--json").stdout)["kinds"]["class"] == "B2"


def test_what_cannot_be_read_is_one_sentence(terminal, tmp_path):
    bad = tmp_path / "bad.tsv"
    bad.write_text("kind\ttext\texpected\nmood\ta\tb\n", encoding="utf-8")
    broken = tmp_path / "broken.tsv"
    broken.write_bytes(b"kind\ttext\texpected\nname\t\xff\tb\n")

    assert "dòng 2" in terminal("understand", "--file", bad, code=2).stderr
    assert "dòng 2" in terminal("understand", "--file", broken, code=2).stderr
    assert "Không đọc được" in terminal("understand", "--file", tmp_path / "no", code=2).stderr
    assert terminal("understand", code=2).stderr.count("\n") == 1
    assert "--today" in terminal("understand", "a", "--today", "mai", code=2).stderr


def test_what_is_learnt_is_the_same_each_time_and_read_back_as_it_was(tmp_path):
    lessons = [("đổi bằng", 0), ("huỷ lịch", 1)] * 4
    taught = [(features(text), label) for text, label in lessons]
    once, again = (learnt(taught, 2, Random(3), rounds=3) for _turn in range(2))  # noqa: S311
    path = tmp_path / "weights"
    path.write_bytes(written(("renew", "cancel"), once, "a mark"))

    assert once == again
    assert read(path).guess("đổi bằng").label == "renew"
    assert read(path).guess("huỷ lịch").label == "cancel"


def test_the_weights_that_ship_were_taught_by_this_corpus():
    assert model().taught_by == mark()


def test_chances_add_up():
    assert sum(softmax([1.0, 2.0, -700.0])) == pytest.approx(1)


def test_an_answer_is_typed_anew_but_never_reworded():
    ways = variants("12 Lê Lợi", Random(1), count=8, bare=True)  # noqa: S311

    assert {"12 Lê Lợi", "12 le loi"} <= set(ways)
    assert all("12" in way for way in ways)


def test_sentences_that_share_half_their_words_are_one_family():
    said = ["mất bằng lái xe", "mất bằng lái rồi", "rớt ví"]
    found = families([Sentence("intent", text, "lost") for text in said])

    assert sorted(len(family) for family in found) == [1, 2]


def test_the_published_score_is_the_one_that_is_measured():
    told = Path("docs/understanding.md").read_text(encoding="utf-8")
    judge = (CORPUS / "judge.tsv").read_text(encoding="utf-8")
    measured = scores(sentences(judge), today=date(2026, 11, 23))

    for kind, score in measured.items():
        assert f"| {kind} | {score.right} | {score.total} |" in told
