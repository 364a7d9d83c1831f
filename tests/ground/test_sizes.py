"""How large things may grow before somebody must look again, and which were looked at."""

import ast
from pathlib import Path

from tests.ground.tree import PACKAGES, parsed, relative
from tests.ground.tree import modules as modules_of

FILE_LINES = 300
FUNCTION_LINES = 40
POSITIONAL = 6
# Looked at, and better as they are: each with its reason. What has shrunk again must leave.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
MANY_ARGUMENTS: dict[str, str] = {}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def modules() -> list[Path]:
    return modules_of(*PACKAGES, "benchmarks", "tests")


def functions():
    """Yield each function with the name by which an exception would list it."""
    for file in modules():
        for node in ast.walk(parsed(file)):
            if isinstance(node, FUNCTIONS):
                yield f"{relative(file)}:{node.name}", node


def test_no_file_is_longer_than_a_reader_can_hold():
    # A file of tests is a list of stories; it is read by searching, not from top to bottom.
    ours = modules_of(*PACKAGES, "benchmarks")
    long = {relative(file): _lines(file) for file in ours if _lines(file) > FILE_LINES}

    assert {name: lines for name, lines in long.items() if name not in LONG_FILES} == {}
    assert set(LONG_FILES) <= set(long)


def test_no_function_is_longer_than_a_screen():
    long = {
        name: node.end_lineno - node.lineno + 1
        for name, node in functions()
        if node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    }

    assert {name: lines for name, lines in long.items() if name not in LONG_FUNCTIONS} == {}
    assert set(LONG_FUNCTIONS) <= set(long)


def test_no_function_takes_more_than_six_things_by_position():
    many = {name for name, node in functions() if _positional(node) > POSITIONAL}

    assert many == set(MANY_ARGUMENTS)


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def _positional(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count what a caller must give in order; self and cls are given by the language."""
    names = [each.arg for each in (*node.args.posonlyargs, *node.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))
