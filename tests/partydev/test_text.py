"""Canonical text, search keys, and the order of Vietnamese names."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partydev import text


@pytest.mark.parametrize(
    ("typed", "kept", "mended"),
    [
        ("Nguyễn Văn Đức", "Nguyễn Văn Đức", False),
        (unicodedata.normalize("NFD", "Nguyễn Thị Huệ"), "Nguyễn Thị Huệ", False),
        ("Hu\u00ea\u0323", "Huệ", False),
        ("\u00d0inh \u00f0\u1ee9c", "Đinh đức", True),
        ("\u0189inh \u0256ức", "Đinh đức", True),
        ("  Trần\u00a0\u00a0Văn \t Nam ", "Trần Văn Nam", False),
        ("Lê\u200b Thị\ufeff Hoa\u200d", "Lê Thị Hoa", False),
        ("e\u200b\u0302", "ê", False),
        ("H’Hen Niê", "H’Hen Niê", False),
        ("Y Moan Êñuôl", "Y Moan Êñuôl", False),
        ("hoà hòa", "hoà hòa", False),
        ("một\nhai", "một hai", False),
        ("a\x00b", "ab", False),
        ("", "", False),
        (None, "", False),
    ],
)
def test_clean_keeps_one_canonical_line(typed, kept, mended):
    assert text.clean(typed) == (kept, mended)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("một\r\nhai\rba\nbốn", "một\nhai\nba\nbốn"),
        ("\n  một  hai \n\n ba\n\n", "một hai\n\nba"),
        ("", ""),
        (None, ""),
    ],
)
def test_clean_multiline_keeps_line_breaks(typed, kept):
    assert text.clean_multiline(typed) == (kept, False)


def test_clean_multiline_tells_of_a_mended_letter():
    assert text.clean_multiline("Ðảng\nđoàn") == ("Đảng\nđoàn", True)


@given(st.text())
@example("e\u200b\u0302")
@example("\x1c\u0302")
def test_clean_is_stable(value):
    once, _ = text.clean(value)
    assert text.clean(once) == (once, False)
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("NGUYỄN  VĂN ÐỨC", "nguyen van duc"),
        ("Thanh Hoá", "thanh hoa"),
        ("Thanh Hóa", "thanh hoa"),
        ("Ủy ban", "uy ban"),
        ("Uỷ ban", "uy ban"),
        ("H’Hen Niê", "h'hen nie"),
        ("H'Hen Niê", "h'hen nie"),
        ("Rơ Chăm ƀlơi", "ro cham bloi"),
        (None, ""),
    ],
)
def test_fold_makes_one_search_key(value, key):
    assert text.fold(value) == key


def test_initials_are_folded():
    assert text.initials("Nguyễn Văn Đức") == "nvd"
    assert text.initials("") == ""


@pytest.mark.parametrize(
    "ordered",
    [
        "An, Ân, Bình, Cường, Dũng, Đạt, Đức, Hà, Hạnh, Lan, Long, Minh, Ngọc, Oanh, Ơn, Phúc, Quân, Sơn, Thảo, "
        "Tú, Tuấn, Uyên, Vy, Xuân, Yến",
        "ba, bà, bả, bã, bá, bạ",
        "a, ă, â, b, c, d, đ, e, ê, g, h, i, k, l, m, n, o, ô, ơ, p, q, r, s, t, u, ư, v, x, y",
        "Lê An, Nguyễn An, Nguyễn Bá An, Nguyễn Văn An, Trần An, Nguyễn Văn Án, Lê Thị Anh, Đỗ Thị Ánh, Lý Bình, "
        "Lý Thị Bình, Nguyễn Đức",
    ],
    ids=["given names", "tones", "letters", "full names"],
)
def test_given_name_key_orders_as_vietnamese_lists_do(ordered):
    names = ordered.split(", ")
    backwards = names[::-1]
    assert sorted(backwards, key=text.given_name_key) == names


@pytest.mark.parametrize("twins", [("Lê Hòa", "LÊ  HÒA"), ("Lê Ðức", "Lê Đức"), ("H'Hen Niê", "H’Hen Niê")])
def test_given_name_key_is_one_for_one_name(twins):
    assert text.given_name_key(twins[0]) == text.given_name_key(twins[1])


@given(st.text(alphabet="aâăđêơư ộểằñšz9'-HƠ", max_size=100))
def test_given_name_key_is_short_ascii(name):
    key = text.given_name_key(name)
    assert key.isascii()
    assert len(key) <= 3 * len(name) + 6


@pytest.mark.parametrize(
    ("typed", "said"), [("Mưa lũ", "Mưa lũ."), ("Họp ngay; ", "Họp ngay."), ("Xong rồi!", "Xong rồi!"), ("  ", "")]
)
def test_a_sentence_can_be_followed_by_another(typed, said):
    assert text.sentence(typed) == said


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("Xã Mẫu, tỉnh Mẫu", "xã Mẫu, tỉnh Mẫu"),
        ("An Khê", "An Khê"),
        ("Thị xã Mẫu", "thị xã Mẫu"),
        ("Xã", "Xã"),
        ("", ""),
    ],
)
def test_a_place_inside_a_sentence_begins_small_where_its_name_does_not_begin(place, written):
    assert text.place_in_sentence(place) == written
