"""What citizens think is read by administrators, with numbers hidden."""

from storage.ratings import Rating


def test_an_administrator_reads_score_and_words_and_comes_to_the_dossier(desk):
    code = desk.hands_in()
    with desk.ground.database.transaction() as store:
        store.ratings.expect(Rating(code, "pleiku", desk.now))
        store.ratings.answer(code, 2, "Gọi 064192001234 <b>mãi</b>", at=desk.now)

    desk.quan.opens("/desk/ratings")

    assert "2 trên 5" in desk.quan.reads
    assert "Gọi ••••••••1234 <b>mãi</b>" in desk.quan.reads
    assert f"/desk/dossiers/{code}" in desk.quan.source
    assert desk.binh.opens("/desk/ratings").status_code == 403


def test_before_the_first_answer_the_page_says_so(desk):
    desk.quan.opens("/desk/ratings")

    assert "Chưa có ai chấm điểm." in desk.quan.reads
