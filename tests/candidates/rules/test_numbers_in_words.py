"""What a sentence says of a number is what the rulebook says on that day."""

from dataclasses import replace
from datetime import date

import pytest

from candidates.rules import check, shipped_rulebook
from candidates.rules.duties import duties
from candidates.rules.facts import CandidateFacts

ON, CHANGED = date(2026, 9, 1), date(2025, 7, 1)
VALUES = {
    "cell_recognition_majority": (3, 4),
    "committee_recognition_majority": (4, 5),
    "cell_strike_off_majority": (5, 6),
    "failed_votes_before_report": 2,
    "probation_months": 14,
}


def changed(book):
    for key, value in VALUES.items():
        row = book.on(CHANGED)[key]
        book = book.revised(replace(row, value=value, valid_from=CHANGED, valid_to=row.valid_to))
        for later in book.versions(key):
            if later.valid_from > CHANGED:
                book = book.revised(replace(later, value=value))
    return book


BOOK = changed(shipped_rulebook())


@pytest.mark.parametrize(
    ("rule", "fields", "words"),
    [
        ("cell_may_vote_again", {"failed_cell_votes": 2}, ("biểu quyết 2 lần", "đủ 3/4.")),
        ("committee_may_vote_again", {"failed_committee_votes": 2}, ("biểu quyết 2 lần", "đủ 4/5.")),
        ("votes_have_failed", {"failed_cell_votes": 1}, ("không đủ 3/4", "lần thứ 2")),
        ("strike_off_was_voted", {}, ("ít nhất 5/6 tổng số",)),
        ("recognition_considered_in_time", {"joined_on": CHANGED, "on": date(2026, 11, 2)}, ("hết 14 tháng dự bị",)),
    ],
)
def test_a_finding_says_the_numbers_of_the_rulebook(rule, fields, words):
    facts = CandidateFacts(**{"on": ON, "stage": "probationary", **fields})
    text = check([rule], facts, BOOK.on(facts.on))[0].text
    assert all(each in text for each in words), text


def test_so_does_a_duty():
    facts = CandidateFacts(on=ON, stage="strike_off_cell_resolved", failed_cell_votes=2)
    texts = [each.text for each in duties(facts, BOOK.on(ON))]
    assert "Báo cáo cấp trên xem xét, quyết định: đã biểu quyết 2 lần không đủ 3/4" in texts
