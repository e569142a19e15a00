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
        assert found.citation == "Quy định 208-QĐ/TW ngày 26/7/2026"


@pytest.mark.parametrize(("taken_over", "expected"), [(True, "warn"), (False, "block")])
def test_an_unknown_day_stops_and_is_to_be_noted_only_where_the_case_was_taken_over(taken_over, expected):
    fields = {"introducers": (Introducer("Lò Văn Sơn", key=14),), "taken_over": taken_over}
    found = ask("introducers_know_the_person", **fields)[0]
    assert found.level == expected
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


BORN = date(1996, 9, 10)  # 30 years old on 10/09/2026, the last day in the age of the Youth Union


@pytest.mark.parametrize(
    ("on", "here", "introduces", "expected"),
    [
        (date(2026, 9, 10), True, False, "warn"),
        (date(2026, 9, 10), True, True, "met"),
        (date(2026, 9, 10), False, False, "met"),
        (date(2026, 9, 11), True, False, "met"),
        (date(2026, 9, 11), True, True, "met"),
    ],
    ids=["two members only", "the union", "no union in the unit", "past the age", "past it, by the union"],
)
def test_the_youth_union_introduces_who_is_of_its_age(on, here, introduces, expected):
    fields = {"youth_union_here": here, "youth_union_introduces": introduces, "introducing_members": 2}
    assert level("youth_union_introduces_its_age", on, birth_date=BORN, **fields) == expected


def test_the_age_is_a_value_of_the_rulebook_that_is_not_confirmed():
    fields = {"youth_union_here": True, "introducing_members": 2, "birth_date": BORN}
    found = ask("youth_union_introduces_its_age", date(2026, 9, 10), **fields)[0]
    assert (found.citation, found.confidence) == ("Điều 1 Điều lệ Đoàn TNCS Hồ Chí Minh năm 2022", "unconfirmed")
    assert "trong độ tuổi đoàn viên (đến ngày 10/09/2026) thì Đoàn giới thiệu" in found.text
