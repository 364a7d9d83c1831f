"""docs/dependencies.md and pyproject.toml name the same packages, and the lock file has them."""

import re

from tests.ground.tree import ROOT, pyproject

NAME = re.compile(r"[A-Za-z0-9._-]+")


def _declared() -> set[str]:
    said = pyproject()
    lines = [*said["project"]["dependencies"], *said["dependency-groups"]["dev"]]
    return {NAME.match(line).group().lower() for line in lines}


def _rows() -> list[list[str]]:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| `")
    ]


def test_every_package_has_its_reason_and_every_reason_its_package():
    explained = [row[0].strip("`") for row in _rows()]

    assert sorted(explained) == sorted(_declared())


def test_every_reason_says_why_who_keeps_it_and_what_it_costs():
    assert [row[0] for row in _rows() if len(row) != 4 or not all(row)] == []


def test_every_package_is_locked_with_a_hash():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = re.findall(r"(?m)^([\w.-]+)==\S+(?: ;[^\\\n]*)? \\\n    --hash=sha256:", text)

    assert {name.lower() for name in locked} >= _declared()
