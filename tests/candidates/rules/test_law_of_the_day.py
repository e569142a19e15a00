"""A time runs by the law of the day from which its days run, whoever asks and on whatever day (T4 to T12)."""

from dataclasses import replace
from datetime import date

import pytest

from candidates.rules import check, shipped_rulebook
from candidates.rules.deadlines import decision_deadline
from candidates.rules.duties import duties
from candidates.rules.duties_dates import milestones
from candidates.rules.facts import CandidateFacts
from candidates.rules.probation import probation_ends_on, recognition_deadline

CHANGED = date(2026, 8, 1)
BEFORE, AFTER = date(2026, 7, 1), date(2026, 10, 20)
VALUES = {
    "probation_months": 18,
    "admission_decision_working_days": 10,
    "recognition_decision_working_days": 10,
    "recognition_vote_working_days": 5,
    "member_cv_working_days": 3,
}


def changed_book():
    """The shipped book, in which other numbers hold from the day `CHANGED`."""
    book = shipped_rulebook()
    for key, value in VALUES.items():
        book = book.revised(replace(book.on(CHANGED)[key], value=value, valid_from=CHANGED, valid_to=None))
    return book


BOOK = changed_book()


def found(rule, on, **fields):
    facts = CandidateFacts(on=on, stage="recognition_prepared", **fields)
    return [(each.level, each.citation) for each in check([rule], facts, BOOK.on(on))]


@pytest.mark.parametrize("asked", [BEFORE, AFTER], ids=["asked before the change", "asked after it"])
class TestWhoeverAsks:
    def test_probation_runs_by_the_law_of_the_ceremony(self, asked):
        assert probation_ends_on(date(2026, 7, 31), BOOK.on(asked)) == date(2027, 7, 31)
        assert probation_ends_on(CHANGED, BOOK.on(asked)) == date(2028, 2, 1)

    @pytest.mark.parametrize("key", ["admission", "recognition"])
    def test_a_decision_is_due_by_the_law_of_the_cells_resolution(self, key, asked):
        before, row = decision_deadline(key, date(2026, 7, 31), BOOK.on(asked))
        assert row.value == (60 if key == "admission" else 30)
        assert before == BOOK.calendar.add_working_days(date(2026, 7, 31), row.value)
        assert decision_deadline(key, CHANGED, BOOK.on(asked))[0].day == date(2026, 8, 14)

    def test_the_cell_considers_by_the_law_of_the_end_of_probation(self, asked):
        deadline, row = recognition_deadline(date(2025, 7, 30), BOOK.on(asked))
        assert (row.value, deadline.day) == (30, date(2026, 9, 14))
        deadline, row = recognition_deadline(date(2025, 8, 3), BOOK.on(asked))
        assert (row.value, deadline.day) == (5, date(2026, 8, 10))


@pytest.mark.parametrize(
    ("rule", "event"),
    [("decided_in_time", "cell_vote"), ("recognition_decided_in_time", "recognition_cell_vote")],
)
def test_a_decision_is_judged_by_the_law_of_the_resolution(rule, event):
    assert found(rule, date(2026, 8, 20), dates={event: date(2026, 7, 30)}) == []
    assert [level for level, _ in found(rule, date(2026, 8, 20), dates={event: CHANGED})] == ["warn"]


def test_recognition_is_judged_by_the_law_of_the_ceremony_and_of_the_end_of_probation():
    assert found("probation_is_over", date(2026, 8, 10), joined_on=date(2025, 8, 10)) == []
    assert found("recognition_considered_in_time", date(2026, 9, 14), joined_on=date(2025, 7, 30)) == []
    assert found("recognition_considered_in_time", date(2026, 9, 14), joined_on=date(2025, 8, 10))


def test_the_clause_that_is_cited_is_the_one_by_which_it_was_judged():
    law = shipped_rulebook().on
    fields = {"on": date(2026, 9, 1), "stage": "pending_decision", "dates": {"cell_vote": date(2026, 3, 2)}}
    found = check(["decided_in_time"], CandidateFacts(**fields), law(date(2026, 9, 1)))
    assert [each.citation for each in found] == [
        str(law(date(2026, 3, 2))["admission_decision_working_days"].citation)
    ]


def test_duties_and_days_on_the_page_say_the_same_as_the_gates():
    joined = date(2025, 7, 30)
    facts = CandidateFacts(on=AFTER, stage="recognition_prepared", joined_on=joined)
    duty = next(each for each in duties(facts, BOOK.on(AFTER)) if each.kind == "recognition")
    assert (duty.opens_on, duty.due_on) == (date(2026, 7, 30), date(2026, 9, 14))
    days = {each.label: each.on for each in milestones(facts, BOOK.on(AFTER))}
    assert days["Hết thời gian dự bị"] == date(2026, 7, 30)
    voted = replace(facts, stage="recognition_cell_resolved", dates={"recognition_cell_vote": date(2026, 7, 31)})
    duty = next(each for each in duties(voted, BOOK.on(AFTER)) if each.kind == "decide")
    assert duty.due_on == date(2026, 9, 15)
