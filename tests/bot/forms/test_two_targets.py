"""Where the law gives two new classes, the citizen sees the choice and changes it by one tap."""

import pytest

TWO = [
    ("B1, 15/08/2027", "B", "C1"),
    ("B2, 15/08/2027", "B", "C1"),
    ("FB2, 15/08/2027", "BE", "C1E"),
]


@pytest.mark.parametrize(("said", "first", "other"), TWO)
def test_the_summary_tells_the_choice_in_plain_words(chat, said, first, other):
    chat.fills_in(licence_class=said)

    assert chat.talk.answers["target_class"] == first
    assert chat.hears(f"3. Đổi sang hạng {first} (hoặc {other})")


@pytest.mark.parametrize(("said", "first", "other"), TWO)
def test_one_tap_changes_the_class_and_another_changes_it_back(chat, said, first, other):
    chat.fills_in(licence_class=said)
    taps = [one.says for one in chat.heard[-1].buttons]

    chat.says(taps[-1])

    assert chat.talk.asked == "hand_in"
    assert chat.talk.answers["target_class"] == other
    assert chat.hears(f"Đổi sang hạng {other} (hoặc {first}")
    chat.says(chat.heard[-1].buttons[-1].says)
    assert chat.talk.answers["target_class"] == first


def test_the_number_of_the_line_offers_both(chat):
    chat.fills_in().says("3")

    assert chat.hears("1. B", "2. C1")


def test_where_there_is_one_class_nothing_is_offered(chat):
    chat.fills_in(licence_class="C, 15/08/2029")

    assert "hoặc C" not in chat.text
    assert len(chat.heard[-1].buttons) == 2
