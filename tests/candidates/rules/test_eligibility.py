"""Who can be admitted: each limit on both sides, each document of the organ that the law names."""

from datetime import date

import pytest

from candidates.rules import check, shipped_rulebook
from candidates.rules.facts import CandidateFacts
from candidates.rules.grounds import GROUND_KINDS, LIFTED_BY, Ground

DAY = date(2026, 8, 1)


def ask(rule, on=DAY, *, passed=False, **fields):
    """The findings of one rule on a day."""
    facts = CandidateFacts(on=on, stage="opinions_collected", **fields)
    return check([rule], facts, shipped_rulebook().on(on), passed=passed)


def level(rule, on=DAY, **fields):
    found = ask(rule, on, **fields)
    return found[0].level if found else "met"


def ground(kind, on=date(2026, 6, 1)):
    return {"grounds": (Ground(kind, "12-CV/TU", on),)}


OVER_60 = {"birth_date": date(1966, 5, 17)}


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 5, 31), "met"), (date(2026, 6, 1), "block"), (date(2026, 6, 2), "block")],
    ids=["last day of the birthday month", "first day over it", "day after"],
)
def test_over_60_the_decision_waits_for_the_consent(on, expected):
    assert level("over_60_was_consented", on, dates={"cell_vote": on}, **OVER_60) == expected


@pytest.mark.parametrize(
    ("consent", "expected"),
    [(date(2026, 9, 9), "met"), (date(2026, 9, 10), "met"), (date(2026, 9, 11), "block")],
    ids=["day before the decision", "its day", "day after"],
)
def test_the_consent_is_not_later_than_the_decision(consent, expected):
    fields = {**OVER_60, "dates": {"cell_vote": date(2026, 8, 5)}, **ground("over_60_consent", consent)}
    assert level("over_60_was_consented", date(2026, 9, 10), **fields) == expected
    assert level("young_enough", date(2026, 8, 5), **fields) == "met"  # wanted before the decision, not the vote


def test_a_consent_that_came_too_late_is_named():
    fields = {**OVER_60, "dates": {"cell_vote": DAY}, **ground("over_60_consent", date(2026, 9, 11))}
    found = ask("over_60_was_consented", date(2026, 9, 10), **fields)[0]
    assert "12-CV/TU ngày 11/09/2026" in found.text
    assert found.citation == "điểm 1.1.2 Quy định 208-QĐ/TW ngày 26/7/2026"


def test_who_was_young_enough_at_the_vote_needs_no_consent_later():
    fields = {**OVER_60, "dates": {"cell_vote": date(2026, 5, 31)}}
    assert level("over_60_was_consented", date(2026, 9, 10), **fields) == "met"


def test_a_document_of_another_kind_lifts_nothing():
    assert level("young_enough", **OVER_60, **ground("religion_consultation")) == "block"


@pytest.mark.parametrize(
    ("education", "fields", "expected"),
    [
        ("lower_secondary", {"special_area": True}, "met"),
        ("primary", {"special_area": True}, "warn"),
        ("primary", {}, "met"),  # refused by `schooled_enough` already
        ("literate", {"special_area": True, "respected_elder": True}, "warn"),
    ],
)
def test_an_exception_of_schooling_asks_for_its_evidence(education, fields, expected):
    assert level("schooling_exception_is_evidenced", education=education, **fields) == expected
    if expected == "warn":
        lifted = level(
            "schooling_exception_is_evidenced", education=education, **fields, **ground("schooling_evidence")
        )
        assert lifted == "met"


def test_the_evidence_makes_the_area_special():
    assert level("schooled_enough", education="primary") == "block"
    assert ask("schooled_enough", education="primary")[0].link == "ground:schooling_evidence"
    assert level("schooled_enough", education="primary", **ground("schooling_evidence")) == "met"


@pytest.mark.parametrize(
    ("conclusion", "expected"),
    [(date(2026, 7, 31), "met"), (DAY, "met"), (date(2026, 8, 2), "block")],
    ids=["day before the meeting", "its day", "day after"],
)
def test_a_political_issue_waits_for_the_conclusion(conclusion, expected):
    fields = {"political_issue": True, **ground("political_conclusion", conclusion)}
    assert level("political_issue_is_concluded", **fields) == expected
    assert level("political_issue_is_concluded", political_issue=True) == "block"
    assert level("political_issue_is_concluded") == "met"


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2022, 2, 7), "met"), (date(2022, 2, 8), "block"), (date(2022, 2, 9), "block")],
    ids=["day before 58-QĐ/TW", "its first day", "day after"],
)
def test_a_political_issue_is_judged_since_58(on, expected):
    assert level("political_issue_is_concluded", on, political_issue=True) == expected


@pytest.mark.parametrize(
    ("rule", "fact", "kind"),
    [
        ("religion_is_consulted", "religious", "religion_consultation"),
        ("foreign_tie_is_consulted", "foreign_tie", "foreign_consultation"),
    ],
)
def test_consulting_never_refuses_anybody(rule, fact, kind):
    assert level(rule) == "met"
    assert level(rule, **{fact: True}) == "warn"
    assert level(rule, **{fact: True}, **ground(kind, DAY)) == "met"
    assert level(rule, **{fact: True}, **ground(kind, date(2026, 8, 2))) == "warn"


def test_a_document_of_an_unknown_day_counts():
    assert level("political_issue_is_concluded", political_issue=True, **ground("political_conclusion", None)) == "met"


def test_what_a_document_lifted_is_told_as_met_with_the_document():
    found = ask("religion_is_consulted", religious=True, passed=True, **ground("religion_consultation"))[0]
    assert found.level == "pass"
    assert "số 12-CV/TU ngày 01/06/2026" in found.text
    assert found.citation


def test_what_is_met_is_told_only_when_asked_for():
    assert ask("old_enough", birth_date=date(2000, 1, 1)) == []
    assert [each.level for each in ask("old_enough", birth_date=date(2000, 1, 1), passed=True)] == ["pass"]
    assert ask("religion_is_consulted", passed=True) == []


def test_every_rule_that_a_document_lifts_exists_and_names_the_organ():
    from candidates.rules import RULES

    for name, kind in LIFTED_BY.items():
        assert RULES[name].who, name
        assert kind.issuer, name
    assert all(len(key) <= 24 for key in GROUND_KINDS)
