"""Who counts in a cell's vote, for every size of cell: absent, exempt, elsewhere for a time, probationary."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.rules.ballots import (
    ELSEWHERE,
    EXCUSED,
    EXEMPT,
    PRESENT,
    UNEXCUSED,
    Roster,
    Voter,
    carries,
    needed,
    not_left_out,
    voting_base,
)
from candidates.rules.values import RuleSet

TWO_THIRDS = (2, 3)
DAY = date(2026, 8, 1)


def law(left_out):
    """A rule set that knows only whether absent members may be left out."""

    class Only(RuleSet):
        def value(self, key):
            return left_out if key == "absent_members_left_out" else None

    return Only(DAY, {}, None)


voters = st.builds(
    Voter,
    key=st.just(1),
    is_full=st.booleans(),
    is_exempt=st.booleans(),
    absence=st.sampled_from([PRESENT, EXCUSED, UNEXCUSED, EXEMPT, ELSEWHERE]),
)
cells = st.lists(voters, min_size=3, max_size=60)


@given(cells)
def test_the_base_is_all_full_members_but_those_away_and_left_out(cell):
    full = [each for each in cell if each.is_full]
    out = [each for each in full if each.absence in (EXEMPT, ELSEWHERE)]
    assert voting_base(cell) == len(full) - len(out)
    assert all(not each.is_present for each in out)


@given(cells)
def test_needed_is_two_thirds_rounded_up_by_whole_numbers(cell):
    base = voting_base(cell)
    least = needed(base, TWO_THIRDS)
    assert 3 * least >= 2 * base > 3 * (least - 1)
    assert carries(least, base, TWO_THIRDS)
    assert not base or not carries(least - 1, base, TWO_THIRDS)


@given(cells, voters)
def test_a_probationer_changes_nothing(cell, one):
    probationer = Voter(2, is_full=False, is_exempt=one.is_exempt, absence=one.absence)
    assert voting_base([*cell, probationer]) == voting_base(cell)
    assert Roster((*cell, probationer)).present == Roster(tuple(cell)).present


@given(cells)
def test_who_is_present_always_counts_and_never_more_are_present_than_count(cell):
    assert Roster(tuple(cell)).present <= voting_base(cell)
    assert voting_base([*cell, Voter(2, is_exempt=True)]) == voting_base(cell) + 1


@given(cells)
def test_an_absent_member_without_a_reason_of_the_rules_counts(cell):
    for absence in (EXCUSED, UNEXCUSED):
        assert voting_base([*cell, Voter(2, absence=absence)]) == voting_base(cell) + 1


@pytest.mark.parametrize("members", range(3, 61))
@pytest.mark.parametrize("out", [0, 1, 2])
def test_each_one_left_out_makes_the_base_one_smaller(members, out):
    cell = [Voter(number, absence=ELSEWHERE if number < out else PRESENT) for number in range(members)]
    assert voting_base(cell) == members - out
    assert needed(voting_base(cell), TWO_THIRDS) == (2 * (members - out) + 2) // 3


@pytest.mark.parametrize(
    ("voter", "allowed", "words"),
    [
        (Voter(1, "A", absence=EXCUSED), False, ""),
        (Voter(1, "A"), False, ""),
        (Voter(1, "A", is_exempt=True, absence=EXEMPT), True, ""),
        (Voter(1, "A", absence=EXEMPT), True, "chưa ghi đồng chí A được miễn"),
        (Voter(1, "A", absence=ELSEWHERE, reason="Giấy số 3"), True, ""),
        (Voter(1, "A", absence=ELSEWHERE), True, "Ghi nơi sinh hoạt tạm thời"),
        (Voter(1, "A", is_exempt=True, absence=EXEMPT), False, "không cho phép"),
        (Voter(1, "A", absence=ELSEWHERE, reason="Giấy số 3"), None, "không cho phép"),
    ],
)
def test_who_may_be_left_out(voter, allowed, words):
    found = not_left_out(voter, law(allowed))
    assert words in found
    assert bool(found) == bool(words)
