"""What is due: kind, day, and the clause, for cases at different stages."""

from datetime import date

from candidates.rules import shipped_rulebook
from candidates.rules.duties import duties
from candidates.rules.duties_base import ClockFacts
from candidates.rules.facts import CandidateFacts


def due(on, stage, *, months_remarked=frozenset(), mentored_since=None, **fields):
    """kind -> due day (remarks by their month)."""
    facts = CandidateFacts(on=on, stage=stage, **fields)
    clock = ClockFacts(months_remarked=months_remarked, mentored_since=mentored_since)
    found = duties(facts, shipped_rulebook().on(on), clock)
    return {duty.kind + (duty.key if duty.kind == "remark" else ""): duty.due_on for duty in found}


def test_remarks_are_due_each_month_while_someone_helps():
    found = due(date(2026, 3, 10), "listed", mentors=1, mentored_since=date(2026, 1, 5),
                months_remarked={date(2026, 1, 1)})  # fmt: skip
    assert {key: day for key, day in found.items() if key.startswith("remark")} == {
        "remark2026-02": date(2026, 2, 28),
        "remark2026-03": date(2026, 3, 31),
    }


def test_someone_assigned_late_in_a_month_remarks_from_the_next():
    found = due(date(2026, 2, 10), "listed", mentors=1, mentored_since=date(2026, 1, 16))
    assert [key for key in found if key.startswith("remark")] == ["remark2026-02"]


def test_decision_is_due_sixty_working_days_after_the_cells_vote():
    found = due(date(2026, 3, 10), "submitted", dates={"cell_vote": date(2026, 3, 2)})
    assert found["decide"] == date(2026, 5, 28)


def test_recognition_is_due_thirty_working_days_after_month_twelve():
    found = due(date(2026, 8, 1), "probationary", joined_on=date(2025, 8, 14), mentors=1,
                new_member_class_on=date(2026, 1, 1))  # fmt: skip
    assert found["recognition"] == date(2026, 9, 29)


def test_ceremony_counts_from_issue_since_208():
    found = due(date(2026, 8, 20), "decided", decided_on=date(2026, 8, 14), dates={"decide": date(2026, 8, 14)})
    assert found["ceremony"] == date(2026, 9, 29)


def test_certificate_that_runs_out_is_told_before_the_vote_only():
    fields = {"certificate_on": date(2021, 5, 1), "mentors": 1}
    assert due(date(2026, 3, 1), "listed", **fields)["certificate"] == date(2026, 5, 1)
    voted = due(date(2026, 3, 1), "submitted", dates={"cell_vote": date(2026, 2, 20)}, **fields)
    assert "certificate" not in voted


def test_nothing_is_due_at_the_end():
    assert due(date(2026, 3, 1), "card_issued", joined_on=date(2024, 1, 1)) == {}


def test_without_a_base_resolution_the_next_step_is_the_decision():
    facts = CandidateFacts(on=date(2026, 9, 1), stage="appraised", dates={"cell_vote": date(2026, 8, 20)},
                           needs_base_resolution=False)  # fmt: skip
    found = duties(facts, shipped_rulebook().on(facts.on))
    assert [duty.text for duty in found if duty.kind == "decide"] == ["Trình cấp có thẩm quyền quyết định"]
