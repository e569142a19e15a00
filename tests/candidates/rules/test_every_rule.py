"""Every rule is tried: those without a time limit here, on the days around a change of the law that they cite.

A rule with a limit of its own has its day before, day, and day after where its clause is tested.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from candidates.rules import RULES, check, shipped_rulebook
from candidates.rules.facts import CandidateFacts
from candidates.rules.verification import Asked

NEW_REGULATION, NEW_GUIDANCE, NEW_HANDBOOK = date(2026, 7, 26), date(2026, 5, 19), date(2025, 9, 29)
IRREGULAR = {"cell_vote": ({"level": "block", "text": "Chưa đủ phiếu.", "citation": "khoản 3 Điều 4 Điều lệ Đảng"},)}
# Rule: the facts against it, the facts that keep it, the day on which another document took over, how it is told.
TRIED = {
    "has_mentor": ({"mentors": 0}, {"mentors": 1}, NEW_HANDBOOK, "warn"),
    "application_before_cv": (
        {"dates": {"apply": NEW_HANDBOOK + timedelta(days=2)}},
        {"dates": {"apply": NEW_HANDBOOK - timedelta(days=1)}},
        NEW_HANDBOOK,
        "warn",
    ),
    "cv_is_verified": ({}, {"dates": {"complete_verification": date(2025, 9, 1)}}, NEW_HANDBOOK, "block"),
    "every_place_is_concluded": (
        {"verifications": (Asked("1", "Cha đẻ, quê quán", sent_on=date(2025, 9, 1)),)},
        {"verifications": (Asked("1", "Cha đẻ, quê quán", concluded_on=date(2025, 9, 1)),)},
        NEW_GUIDANCE,
        "warn",
    ),
    "papers_are_whole": ({"missing_papers": ("Đơn xin vào Đảng",)}, {}, NEW_HANDBOOK, "block"),
    "papers_of_the_vote_are_there": ({"missing_papers": ("Đơn xin vào Đảng",)}, {}, NEW_HANDBOOK, "warn"),
    "papers_are_accepted": ({"papers_not_accepted": ("Đơn xin vào Đảng",)}, {}, NEW_HANDBOOK, "block"),
    "points_are_answered": ({"open_points": 1}, {"open_points": 0}, NEW_HANDBOOK, "block"),
    "came_with_its_letter": ({"moved_without_letter": "công văn giới thiệu"}, {}, NEW_HANDBOOK, "warn"),
    "recognition_papers_are_whole": ({"missing_recognition_papers": ("Bản nhận xét",)}, {}, NEW_HANDBOOK, "block"),
    "new_member_class_is_done": ({}, {"new_member_class_on": date(2025, 9, 1)}, NEW_HANDBOOK, "block"),
    "base_committee_has_resolved_recognition": (
        {"needs_base_resolution": True},
        {"needs_base_resolution": False},
        NEW_HANDBOOK,
        "block",
    ),
    "has_introducers": ({}, {"introducing_members": 2}, NEW_REGULATION, "block"),
    "decided_by_the_right_body": (
        {"met_body": "Ban Thường vụ", "deciding_body": "Ban Chấp hành"},
        {},
        NEW_REGULATION,
        "block",
    ),
    "cell_vote_was_regular": ({"irregular": IRREGULAR}, {"irregular": {}}, NEW_REGULATION, "warn"),
    "base_committee_has_resolved": (
        {"needs_base_resolution": True},
        {"needs_base_resolution": False},
        NEW_REGULATION,
        "block",
    ),
    "cell_has_three_full_members": ({"cell_full_members": 2}, {"cell_full_members": 3}, NEW_REGULATION, "block"),
    "cell_may_vote_again": ({"failed_cell_votes": 3}, {"failed_cell_votes": 2}, NEW_REGULATION, "block"),
    "committee_may_vote_again": (
        {"failed_committee_votes": 3},
        {"failed_committee_votes": 2},
        NEW_REGULATION,
        "block",
    ),
    "votes_have_failed": ({"failed_cell_votes": 2}, {"failed_cell_votes": 3}, NEW_REGULATION, "block"),
    "strike_off_was_voted": ({}, {"stage": "strike_off_cell_resolved"}, NEW_GUIDANCE, "block"),
    "base_committee_has_resolved_strike_off": (
        {"stage": "strike_off_cell_resolved"},
        {"stage": "strike_off_committee_resolved"},
        NEW_GUIDANCE,
        "block",
    ),
    "religion_is_consulted": ({"religious": True}, {"religious": False}, NEW_GUIDANCE, "warn"),
    "foreign_tie_is_consulted": ({"foreign_tie": True}, {"foreign_tie": False}, NEW_GUIDANCE, "warn"),
    "political_issue_is_concluded": ({"political_issue": True}, {}, NEW_REGULATION, "block"),
    "readmitted_once_only": (
        {"is_readmission": True, "earlier_readmissions": 1},
        {"is_readmission": True},
        NEW_REGULATION,
        "block",
    ),
}
DAYS = {-1: "the day before", 0: "the day", 1: "the day after"}


def cases():
    for name, (against, kept, changed, level) in TRIED.items():
        for days, words in DAYS.items():
            on = changed + timedelta(days=days)
            row = shipped_rulebook().on(on)[RULES[name].law_key]
            yield pytest.param(name, against, kept, on, level, row, id=f"{name}, {row.citation}, {words}")


def found(name, on, fields):
    facts = CandidateFacts(**{"on": on, "stage": "probationary", **fields})
    return check([name], facts, shipped_rulebook().on(on))


@pytest.mark.parametrize(("name", "against", "kept", "on", "level", "row"), list(cases()))
def test_a_fault_is_told_with_the_clause_of_its_day_and_what_is_kept_is_not(name, against, kept, on, level, row):
    [finding] = found(name, on, against)
    assert finding.level == level
    assert finding.text.endswith(".")
    if name != "cell_vote_was_regular":  # its sentence names the clauses that were kept with the vote
        assert (finding.citation, finding.confidence) == (str(row.citation), row.confidence)
    assert row.citation.document.holds_from <= on
    assert row.citation.document.holds_to is None or on <= row.citation.document.holds_to
    assert found(name, on, kept) == []


@pytest.mark.parametrize("days", DAYS, ids=["HD06-2025 3.4c, the day before", "the day", "the day after"])
def test_relatives_who_are_members_are_compared_since_2025(days):
    [finding] = found("cv_is_verified", date(2025, 6, 9) + timedelta(days=days), {})
    assert ("Người thân là đảng viên thì đối chiếu hồ sơ." in finding.text) is (days >= 0)


@pytest.mark.parametrize("days", DAYS, ids=["HD01-2026, the day before", "the day", "the day after"])
def test_who_raised_the_spouse_is_verified_since_2026(days):
    [finding] = found("cv_is_verified", NEW_GUIDANCE + timedelta(days=days), {})
    assert "cha, mẹ vợ (chồng)" in finding.text
    assert ("người trực tiếp nuôi dưỡng vợ (chồng)" in finding.text) is (days >= 0)


def test_every_rule_is_tried_somewhere():
    texts = [path.read_text() for path in Path(__file__).parent.glob("test_*.py")]
    assert [name for name in RULES if not any(f'"{name}"' in text for text in texts)] == []
