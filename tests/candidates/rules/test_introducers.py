"""Who introduces: 12 months together, replacements, and who counts no more."""

from datetime import date

import pytest

from candidates.rules.facts import Introducer
from tests.candidates.rules.test_eligibility import ask, level

SINCE = date(2025, 9, 15)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 9, 14), "block"), (date(2026, 9, 15), "met"), (date(2026, 9, 16), "met")],
    ids=["day before 12 months", "12 months", "day after"],
)
def test_twelve_months_together_at_the_cells_meeting(on, expected):
    introducers = (Introducer("Lò Văn Sơn", SINCE), Introducer("Hà Thị Mây", date(2020, 1, 1)))
    assert level("introducers_know_the_person", on, introducers=introducers) == expected
    if expected == "block":
        found = ask("introducers_know_the_person", on, introducers=introducers)[0]
        assert "Lò Văn Sơn (đủ từ ngày 15/09/2026)" in found.text
        assert "Hà Thị Mây" not in found.text
        assert found.citation == "điểm 3 Quy định 208-QĐ/TW ngày 26/7/2026"


def test_an_unknown_day_is_to_be_noted_only():
    found = ask("introducers_know_the_person", introducers=(Introducer("Lò Văn Sơn", key=14),))[0]
    assert found.level == "warn"
    assert found.link == "introduction:14"


def test_a_replacement_is_exempt():
    new = Introducer("Hà Thị Mây", date(2026, 7, 1), is_replacement=True)
    assert level("introducers_know_the_person", introducers=(new,)) == "met"
    unknown = Introducer("Hà Thị Mây", None, is_replacement=True)
    assert level("introducers_know_the_person", introducers=(unknown,)) == "met"


def test_who_is_gone_is_replaced_not_judged():
    gone = Introducer("Lò Văn Sơn", SINCE, gone="đã chuyển sinh hoạt đảng ngày 01/07/2026")
    assert level("introducers_know_the_person", introducers=(gone,)) == "met"
    found = ask("has_introducers", introducers=(gone,), introducing_members=1)[0]
    assert "Cần phân công đảng viên giới thiệu thay: đồng chí Lò Văn Sơn" in found.text


def test_two_members_are_enough_where_no_union_is():
    assert level("has_introducers", introducing_members=2) == "met"
    assert level("has_introducers", introducing_members=1, introducing_unions=1) == "met"
