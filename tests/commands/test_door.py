"""Whatever goes wrong at the terminal is one clear sentence and a non-zero exit."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.commands import COMMANDS, Door, main

DOIBANG = Path(sys.executable).parent / "doibang"
BADLY_SET = [
    ({"DOIBANG_SECRET_KEY": ""}, "Thiếu biến môi trường DOIBANG_SECRET_KEY"),
    ({"DOIBANG_SECRET_KEY": "short"}, "ít nhất 32 ký tự"),
    ({"DOIBANG_DATABASE_URL": "mysql://somewhere/else"}, "Không dùng được DOIBANG_DATABASE_URL"),
    ({"DOIBANG_DATABASE_URL": "nonsense"}, "Không dùng được DOIBANG_DATABASE_URL"),
    ({"DOIBANG_DATABASE_URL": "postgresql://127.0.0.1:9/x"}, "Không mở được cơ sở dữ liệu"),
    ({"DOIBANG_DATA_DIR": "/dev/null/var"}, "Không ghi được vào thư mục dữ liệu"),
    ({"ZALO_OA_ID": "abc"}, "ZALO_OA_ID phải là dãy chữ số"),
]


@pytest.mark.parametrize(("changed", "sentence"), BADLY_SET)
@pytest.mark.parametrize("command", [("events",), ("staff", "list"), ("report",), ("migrate",)])
def test_a_bad_setting_is_one_sentence(terminal, command, changed, sentence):
    result = terminal(*command, code=1, **changed)

    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_database_that_was_not_migrated_says_which_command_mends_it(terminal):
    result = terminal("events", code=1)

    assert "doibang migrate" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_bug_is_kept_in_a_file_under_the_id_that_the_sentence_names(settings):
    class WithABug(Door):
        def get_command(self, ctx, cmd_name):
            del ctx
            return click.Command(cmd_name, callback=lambda: {}["nobody foresaw this"])

    result = CliRunner().invoke(WithABug("doibang"), ["anything"], env=settings)

    number = result.stderr.split("mã lỗi ")[1].split(";")[0]
    kept = Path(settings["DOIBANG_DATA_DIR"]) / "bugs.log"
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "nobody foresaw this" not in result.stderr
    assert number in kept.read_text()
    assert "nobody foresaw this" in kept.read_text()


def test_every_command_of_the_table_opens_and_explains_itself():
    for name in COMMANDS:
        result = CliRunner().invoke(main, [name, "--help"])

        assert result.exit_code == 0, name
        assert f"doibang {name}" in result.output.replace("main", "doibang")


def test_an_unknown_command_is_refused_by_name(terminal):
    assert "nonsense" in terminal("nonsense", code=2).stderr


@pytest.mark.process
def test_the_console_script_says_what_is_missing_and_exits_non_zero(tmp_path):
    done = subprocess.run(
        [DOIBANG, "serve"], cwd=tmp_path, env={}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr == (
        "Thiếu biến môi trường DOIBANG_SECRET_KEY, ZALO_APP_ID, ZALO_APP_SECRET, "
        "ZALO_OA_ID, ZALO_OA_SECRET_KEY.\n"
    )


@pytest.mark.process
def test_help_and_the_rules_start_without_opening_database_or_web(tmp_path):
    program = (
        "import sys\n"
        "from bot.commands import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "print({'sqlalchemy', 'flask', 'requests'} & set(sys.modules))\n"
    )
    for words in (["--help"], ["rules", "--class", "A1", "--expires-on", "none"]):
        done = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=tmp_path,
            env={"PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout.endswith("set()\n"), words
