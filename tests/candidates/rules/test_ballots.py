"""Vote arithmetic in whole numbers, for every size of cell."""

from datetime import date
from fractions import Fraction
from math import ceil

import pytest

from candidates.rules import check, shipped_rulebook
from candidates.rules.ballots import MAJORITIES, carries, impossible, needed
from candidates.rules.facts import BallotFacts, CandidateFacts


@pytest.mark.parametrize("members", range(3, 61))
def test_two_thirds_of_every_cell(members):
    least = needed(members, (2, 3))
    assert least == ceil(Fraction(2 * members, 3))
    assert carries(least, members, (2, 3))
    assert not carries(least - 1, members, (2, 3))


@pytest.mark.parametrize(
    ("members", "least"), [(3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (8, 6), (9, 6), (10, 7), (17, 12)]
)
def test_two_thirds_as_the_charter_counts(members, least):
    assert needed(members, (2, 3)) == least


@pytest.mark.parametrize(("members", "least"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (9, 5), (10, 6)])
def test_more_than_half(members, least):
    assert needed(members, (1, 2), majority=True) == least
    assert carries(least, members, (1, 2), majority=True)
    assert not carries(least - 1, members, (1, 2), majority=True)


@pytest.mark.parametrize(
    ("ballot", "fields"),
    [
        (BallotFacts(5, 5, 4, 1, 0), []),
        (BallotFacts(5, 4, 3, 0, 1), []),
        (BallotFacts(5, 6, 4, 1, 0), ["present"]),
        (BallotFacts(5, 4, 4, 1, 0), ["votes_for"]),
        (BallotFacts(0, 0, 0, 0, 0), ["eligible"]),
    ],
)
def test_numbers_that_cannot_be(ballot, fields):
    assert list(impossible(ballot)) == fields


@pytest.mark.parametrize("key", sorted(set(MAJORITIES.values())))
@pytest.mark.parametrize("rule", ["vote_counts_all_full_members", "vote_counts_all_committee_members"])
def test_a_wrong_total_is_cited_by_the_clause_of_what_was_voted_on(rule, key):
    on = date(2026, 8, 1)
    law = shipped_rulebook().on(on)
    facts = CandidateFacts(on=on, stage="", ballot=BallotFacts(8, 8, 8, 0, 0, base=9, law_key=key))
    found = check([rule], facts, law)
    assert [each.citation for each in found] == [str(law[key].citation)]
