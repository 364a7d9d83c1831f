"""The desk speaks the language that its reader chose; citizens and the portal never notice."""

import re

from domain.dossier import DossierState


def _speaks_english(visitor):
    visitor.presses("/desk/language", language="en", back="/desk/")


def test_the_desk_is_vietnamese_until_somebody_chooses(desk):
    desk.binh.opens("/desk/")

    assert '<html lang="vi">' in desk.binh.source
    assert "Hàng chờ" in desk.binh.reads
    assert "English" in desk.binh.reads


def test_english_is_one_press_in_the_menu_and_shows_the_same_page(desk):
    code = desk.hands_in()

    desk.binh.presses("/desk/language", language="en", back=f"/desk/dossiers/{code}?x=1")

    assert desk.binh.page.request.full_path == f"/desk/dossiers/{code}?x=1"
    assert '<html lang="en">' in desk.binh.source
    assert "Take this dossier" in desk.binh.reads
    assert "About to expire" in desk.binh.reads
    assert "Tiếng Việt" in desk.binh.reads


def test_what_was_just_done_is_said_in_english(desk):
    code = desk.hands_in()
    _speaks_english(desk.binh)

    desk.binh.does(code, "take")

    assert "You are working on the dossier of Rơ Châm H'Nhi." in desk.binh.reads


def test_a_colleague_goes_on_in_vietnamese(desk):
    desk.hands_in()
    _speaks_english(desk.binh)

    desk.chi.opens("/desk/")

    assert "Nhận hồ sơ tiếp theo" in desk.chi.reads


def test_reasons_that_the_citizen_will_read_stay_vietnamese(desk):
    code = desk.hands_in()
    _speaks_english(desk.binh)
    desk.binh.does(code, "take")

    offered = re.findall(r'name="why" value="([^"]+)"', desk.binh.source)

    assert "Bằng quá hạn, phải sát hạch lại" in offered
    assert "The licence is out of date; the tests must be taken again" not in desk.binh.source


def test_what_is_copied_into_the_portal_stays_vietnamese(desk):
    code = desk.hands_in()
    _speaks_english(desk.binh)

    desk.binh.opens(f"/desk/dossiers/{code}")

    assert 'data-copy="Nữ"' in desk.binh.source
    assert "Female" in desk.binh.reads


def test_a_refusal_is_told_in_english_and_nothing_was_done(desk):
    code = desk.hands_in()
    _speaks_english(desk.binh)
    desk.chi.does(code, "take")

    desk.binh.does(code, "take")

    assert desk.binh.page.status_code == 409
    assert "is working on this dossier." in desk.binh.reads
    assert desk.dossier(code).state is DossierState.TAKEN


def test_a_language_that_nobody_speaks_here_changes_nothing(desk):
    desk.binh.presses("/desk/language", language="fr", back="/desk/")

    assert '<html lang="vi">' in desk.binh.source


def test_the_switch_leads_nowhere_else(desk):
    desk.binh.presses("/desk/language", language="en", back="https://elsewhere.example/desk/")

    assert desk.binh.page.request.host == "localhost"


def test_a_name_is_escaped_in_every_language(desk):
    code = desk.hands_in(full_name="<b>H'Nhi</b>")
    _speaks_english(desk.binh)

    desk.binh.does(code, "take")

    assert "<b>H" not in desk.binh.source
