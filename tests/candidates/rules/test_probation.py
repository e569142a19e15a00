"""Probation and recognition: twelve months, thirty working days, the date that is always the same."""

from datetime import date

import pytest

from candidates.rules import RULES, check, shipped_rulebook
from candidates.rules.facts import CandidateFacts
from candidates.rules.probation import probation_ends_on


def level(rule, on, **fields):
    found = check([rule], CandidateFacts(on=on, stage="recognition_prepared", **fields), shipped_rulebook().on(on))
    return found[0].level if found else "met"


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 5, 12), "block"), (date(2024, 5, 13), "met"), (date(2024, 5, 14), "met")],
    ids=["day before", "12 months", "day after"],
)
def test_probation_is_over(on, expected):
    assert level("probation_is_over", on, joined_on=date(2023, 5, 13)) == expected


@pytest.mark.parametrize(
    ("joined", "ends"),
    [
        (date(2023, 5, 13), date(2024, 5, 13)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2025, 1, 31), date(2026, 1, 31)),
    ],
)
def test_end_of_probation(joined, ends):
    assert probation_ends_on(joined, shipped_rulebook().on(ends)) == ends


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 6, 21), "met"), (date(2024, 6, 24), "met"), (date(2024, 6, 25), "warn")],
    ids=["before", "30th working day", "day after"],
)
def test_recognition_considered_in_time(on, expected):
    assert level("recognition_considered_in_time", on, joined_on=date(2023, 5, 13)) == expected


def test_new_member_class_is_needed():
    assert level("new_member_class_is_done", date(2026, 8, 1)) == "block"
    assert level("new_member_class_is_done", date(2026, 8, 1), new_member_class_on=date(2026, 3, 1)) == "met"


@pytest.mark.parametrize(
    ("stage", "needs", "expected"),
    [
        ("recognition_cell_resolved", True, "block"),
        ("recognition_cell_resolved", False, "met"),
        ("recognition_committee_resolved", True, "met"),
    ],
)
def test_base_committee_resolves_where_needed(stage, needs, expected):
    facts = CandidateFacts(on=date(2026, 8, 1), stage=stage, needs_base_resolution=needs)
    found = check(["base_committee_has_resolved_recognition"], facts, shipped_rulebook().on(facts.on))
    assert (found[0].level if found else "met") == expected


@pytest.mark.parametrize(
    ("rule", "key", "fields"),
    [
        ("recognition_papers_are_whole", "recognition_papers", {"missing_recognition_papers": ("Bản tự kiểm điểm",)}),
        ("base_committee_has_resolved_recognition", "committee_recognition_majority", {}),
        ("decided_by_the_right_body", "deciding_body", {"met_body": "Đảng ủy Xã Hòa", "deciding_body": "khác"}),
    ],
)
def test_what_stops_a_recognition_cites_its_own_clause(rule, key, fields):
    on = date(2026, 8, 1)
    law = shipped_rulebook().on(on)
    found = check([rule], CandidateFacts(on=on, stage="probationary", **fields), law)
    assert [each.citation for each in found] == [str(law[key].citation)]
    assert RULES[rule].law_key == key
