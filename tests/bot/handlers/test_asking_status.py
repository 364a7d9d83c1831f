"""«hồ sơ của tôi» tells what happened on which day and what comes next."""

from datetime import timedelta


def test_an_open_dossier_is_told_step_by_step_without_what_was_taken_back(office):
    alice = office.citizen
    dossier = office.binh.takes(alice.hands_in())
    office.later(days=1)
    dossier = office.binh.accepts(dossier)
    office.later(days=1)
    dossier = office.binh.records("photo_taken", dossier)
    dossier = office.binh.records("undo", dossier)
    alice.hears("chụp ảnh xong")

    alice.says("hồ sơ của tôi")

    assert alice.hears(
        "Chờ chụp ảnh. Tiếp theo: anh/chị đến chụp ảnh theo lịch hẹn.\n"
        "• 23/11: anh/chị nộp hồ sơ\n"
        "• 24/11: hồ sơ vào Cổng dịch vụ công\n"
        "Dự kiến xong"
    )


def test_of_a_long_way_the_newest_steps_are_told_and_a_closed_dossier_is_one_line(office):
    alice = office.citizen
    refused = office.binh.takes(alice.hands_in())
    office.binh.refuses(refused)
    office.later(hours=1)
    dossier = office.binh.takes(alice.hands_in())
    for _round in range(3):
        office.later(days=1)
        dossier = office.binh.sends_back(dossier, phone="Gọi không được")
        alice.says("0912345678", "nộp hồ sơ")
        dossier = office.dossier(dossier.code)
    alice.hears()

    alice.says("hồ sơ của tôi")

    said = alice.letters[-1].text
    assert said.count("•") == 6
    assert f"{office.now + timedelta(hours=7):%d/%m}: anh/chị bổ sung xong" in said
    assert "nộp hồ sơ\n" not in said
    assert f"Hồ sơ {refused.code} (Nguyễn Thị Mẫu): Đã từ chối" in said


def test_of_several_dossiers_each_says_whose_it_is_and_what_was_taken_back_is_left_out(office):
    alice = office.citizen
    mine = alice.hands_in()
    mothers = alice.hands_in(full_name="Siu H'Blôk", filed_for="parent", slot="waiting")
    taken_back = alice.hands_in()
    alice.says("rút hồ sơ", "huỷ", "1").hears()

    alice.says("hồ sơ của tôi")

    assert alice.hears(
        f"Hồ sơ {mine.code} (Nguyễn Thị Mẫu): Chờ nhận",
        f"Hồ sơ {mothers.code} (Siu H'Blôk)",
        "Đang trong danh sách chờ: giờ nào trống cũng được.",
    )
    assert taken_back.code not in alice.letters[-1].text


def test_a_dossier_that_is_over_has_no_next_step(office):
    alice = office.citizen
    alice.hands_in()
    alice.says("rút hồ sơ", "huỷ", "1", "hồ sơ của tôi")

    assert alice.letters[-1].text.endswith("Đã rút.")


def test_who_is_in_the_middle_of_their_first_form_hears_how_far_it_is(office):
    alice = office.citizen
    alice.says("bằng bị mất", "Đồng ý", "A1").hears()

    alice.says("hồ sơ của tôi")

    assert alice.hears("đang làm dở «Cấp lại giấy phép lái xe bị mất»", "Còn thiếu", "Em đang chờ")
    assert "Muốn bắt đầu" not in "".join(letter.text for letter in alice.letters)
