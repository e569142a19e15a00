"""Which cell considers a worker, a student, someone seconded: 12 months, on both sides."""

from datetime import date

import pytest

from candidates.rules.grounds import Ground
from tests.candidates.rules.test_eligibility import ask, level

SINCE = date(2025, 9, 15)
RULES = (
    ("worker_is_at_the_right_cell", "worker", "chi bộ nơi cư trú", "Hướng dẫn 01-HD/TW ngày 19/5/2026"),
    ("student_is_at_the_right_cell", "student", "nơi cử đi học hoặc nơi cư trú", "mục 6 Hướng dẫn 01-HD/TW"),
    ("seconded_person_is_at_the_right_cell", "secondment", "chi bộ nơi cử đi", "mục 6 Hướng dẫn 01-HD/TW"),
)


@pytest.mark.parametrize(("rule", "engaged", "cell", "clause"), RULES, ids=[each[1] for each in RULES])
@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 9, 14), "block"), (SINCE.replace(year=2026), "met"), (date(2026, 9, 16), "met")],
    ids=["day before 12 months", "12 months", "day after"],
)
def test_twelve_months_here(rule, engaged, cell, clause, on, expected):
    assert level(rule, on, engaged_as=engaged, engaged_since=SINCE) == expected
    if expected == "block":
        found = ask(rule, on, engaged_as=engaged, engaged_since=SINCE)[0]
        assert cell in found.text
        assert clause in found.citation


@pytest.mark.parametrize(("rule", "engaged", "cell", "clause"), RULES, ids=[each[1] for each in RULES])
def test_the_committees_document_lets_this_cell_consider(rule, engaged, cell, clause):
    on = date(2026, 9, 14)
    for day, expected in ((date(2026, 9, 13), "met"), (on, "met"), (date(2026, 9, 15), "block")):
        grounds = (Ground("other_cell_considers", "8-CV/ĐU", day),)
        assert level(rule, on, engaged_as=engaged, engaged_since=SINCE, grounds=grounds) == expected


def test_others_are_not_asked_and_no_rule_asked_before_2021():
    for rule, engaged, *_ in RULES:
        assert level(rule, date(2026, 9, 14), engaged_since=SINCE) == "met"
        assert level(rule, date(2021, 9, 27), engaged_as=engaged, engaged_since=date(2021, 9, 1)) == "met"
        assert level(rule, date(2021, 9, 28), engaged_as=engaged, engaged_since=date(2021, 9, 1)) == "block"


@pytest.mark.parametrize(("members", "expected"), [(2, "block"), (3, "met"), (4, "met")])
def test_a_document_does_not_make_a_cell_of_two_one_of_three(members, expected):
    grounds = (Ground("small_cell_assignment", "8-CV/ĐU", date(2026, 7, 1)),)
    fields = {"cell_full_members": members, "grounds": grounds}
    assert level("cell_has_three_full_members", **fields) == expected
    if expected == "block":
        text = ask("cell_has_three_full_members", **fields)[0].text
        assert "8-CV/ĐU" in text
        assert "chuyển hồ sơ sang chi bộ được giao" in text
