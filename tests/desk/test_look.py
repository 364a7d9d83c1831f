"""The promises of the sheet of style and of the templates, computed rather than looked at."""

import re
from pathlib import Path

import pytest

DESK = Path(__file__).parents[2] / "desk"
SHEET = (DESK / "static" / "desk.css").read_text(encoding="utf-8")
TEMPLATES = sorted((DESK / "templates").rglob("*.html"))
TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2 AA: text; borders of controls and graphical objects
PAIRS = [
    *[(ink, paper, TEXT) for ink in ("text", "quiet") for paper in ("ground", "raised")],
    *[(ink, paper, TEXT) for ink in ("accent", "accent-strong") for paper in ("ground", "raised")],
    *[(ink, "ground", TEXT) for ink in ("late", "soon", "done")],
    *[(ink, "raised", TEXT) for ink in ("late", "soon", "done")],
    ("late", "late-ground", TEXT),
    ("done", "done-ground", TEXT),
    ("soon", "soon-ground", TEXT),
    ("text", "accent-ground", TEXT),
    ("quiet", "accent-ground", TEXT),
    ("accent", "accent-ground", TEXT),
    ("accent-strong", "accent-ground", TEXT),
    ("late", "accent-ground", TEXT),
    ("soon", "accent-ground", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("edge", "ground", SHAPE),
    ("edge", "raised", SHAPE),
]


def _tokens(mode):
    light, dark = SHEET.split("/* ---- tokens: dark ---- */")
    found = dict(TOKEN.findall(light))
    if mode == "dark":
        found |= dict(TOKEN.findall(dark.split("prefers-reduced-motion")[0]))
    return found


def _luminance(colour):
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert round(_contrast("#000000", "#ffffff"), 6) == 21


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS)
def test_colours_can_be_told_apart(mode, ink, paper, least):
    tokens = _tokens(mode)

    assert _contrast(tokens[ink], tokens[paper]) >= least


def test_dark_names_every_colour_that_light_names():
    dark = dict(
        TOKEN.findall(SHEET.split("/* ---- tokens: dark ---- */")[1].split("@media (pref")[1])
    )

    assert set(_tokens("light")) == set(dark)


def test_every_colour_is_a_token():
    after = SHEET.split("/* ---- ground ---- */")[1].split("@media print")[0]

    assert re.findall(r"#[0-9a-f]{3,8}\b", after) == []


def test_nothing_moves_for_who_asked_for_stillness():
    assert "prefers-reduced-motion: reduce) { :root { --motion: 0ms; } }" in SHEET
    assert not re.search(r"transition:[^;]*\d+m?s", SHEET)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_carries_no_script_or_style_of_its_own(template):
    source = template.read_text(encoding="utf-8")

    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", source)
    assert "|safe" not in source


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_changes_something_carries_the_token(template):
    source = template.read_text(encoding="utf-8")

    for form in re.findall(r'<form[^>]*method="post".*?</form>', source, re.DOTALL):
        assert "csrf()" in form or "kept_fields()" in form


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_word_that_people_read_goes_through_gettext(template):
    source = template.read_text(encoding="utf-8")
    bare = re.sub(
        r"\{#.*?#\}|\{%\s*trans.*?endtrans\s*%\}|\{\{.*?\}\}|\{%.*?%\}",
        " ",
        source,
        flags=re.DOTALL,
    )
    shown = re.sub(r"<[^>]*>", " ", bare)
    accented = re.findall(r"[^\s]*[À-ɏḀ-ỿ][^\s]*", shown)

    assert [word for word in accented if word not in {"Đổi", "Bằng"}] == []


def test_the_fonts_and_the_script_of_others_come_with_their_licences():
    vendor, fonts = DESK / "static" / "vendor", DESK / "static" / "fonts"

    assert "Zero-Clause BSD" in (vendor / "htmx-licence.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    for name in re.findall(r'url\("(fonts/[^"]+)"\)', SHEET):
        assert (DESK / "static" / name).read_bytes()[:4] == b"wOF2"
