"""What the documents tell people to type exists, and what exists says what it does."""

import os
import re
import subprocess
import sys

import pytest

from tests.ground.tree import ROOT

TARGETS = dict(
    re.findall(r"(?m)^([a-z]+):(?:.*## (.+))?$", (ROOT / "Makefile").read_text(encoding="utf-8"))
)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_promised_targets_are_there():
    assert set(TARGETS) >= {"install", "demo", "test", "check", "bench", "clean", "help"}


def test_every_target_says_what_it_does():
    assert [name for name, said in TARGETS.items() if not said] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_make_command_in_the_documents_exists(document):
    text = document.read_text(encoding="utf-8")
    typed = re.findall(r"(?m)(?:^\s*(?:\$ )?|`)make ([a-z]+)", text)

    assert set(typed) <= set(TARGETS)


def test_the_program_of_ci_can_be_run():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.process
def test_a_python_without_venv_is_told_what_to_install(tmp_path):
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "sys.modules['ensurepip'] = None\n"
        "import install; sys.exit(install.main())\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "has no venv module: install it" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.process
def test_an_old_python_is_told_which_one_is_needed(tmp_path):
    old = tmp_path / "python3"
    old.write_text(
        '#!/bin/sh\ncase "$2" in *print*) echo 3.9;; *) exit 1;; esac\n', encoding="utf-8"
    )
    old.chmod(0o755)
    for name in ("Makefile", "install.py", "requirements.lock", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)

    done = subprocess.run(
        ["make", "install", f"PYTHON3={old}"],  # noqa: S607 - the make of this machine
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert f"needs Python 3.11 or newer ({old} is 3.9)" in done.stderr
