"""How satisfied somebody says they are is understood as it is typed."""

import pytest

from bot.understanding import NotUnderstood
from bot.understanding.rating import rating


@pytest.mark.parametrize(
    ("said", "score", "words"),
    [
        ("5", 5, ""),
        ("5 ạ", 5, ""),
        ("dạ 4 điểm", 4, ""),
        ("Cho 5 sao nhé", 5, ""),
        ("4/5", 4, ""),
        ("9/10", 5, ""),
        ("10 điểm", 5, ""),
        ("năm sao", 5, ""),
        ("⭐⭐⭐", 3, ""),
        ("4 sao, giao hơi chậm", 4, "giao hơi chậm"),
        ("2. Phải đi lại hai lần", 2, "Phải đi lại hai lần"),
        ("rất hài lòng", 5, ""),
        ("rat hai long a", 5, ""),
        ("hài lòng", 4, ""),
        ("không hài lòng", 2, ""),
        ("bình thường", 3, ""),
        ("quá tệ", 1, ""),
        ("Em làm rất tốt, cảm ơn em", 5, "Em làm rất tốt, cảm ơn em"),
        ("very good", 5, ""),
    ],
)
def test_a_rating_and_the_words_beside_it(said, score, words):
    assert rating(said) == (score, words)


@pytest.mark.parametrize(
    "said",
    [
        "đổi bằng", "hồ sơ của tôi", "cảm ơn em", "5 ngày nữa có không?", "5 ngày nữa",
        "0912345678", "gặp nhân viên", "7", "0", "15/08/2027", "bao giờ tốt?", "3 giờ chiều",
        " ".join(["tốt"] * 40),
    ],
)  # fmt: skip
def test_what_is_no_rating_is_none(said):
    with pytest.raises(NotUnderstood):
        rating(said)
