"""The count of a vote: from the list of who may vote where one is given, else from the totals of the minutes."""

from candidates.gather import voting_base
from candidates.pipeline import CELL
from candidates.rulebook import rule_set
from candidates.rules.ballots import not_left_out
from candidates.rules.ballots import voting_base as base_of
from candidates.rules.facts import BallotFacts
from candidates.voters import roster_of
from partydev.refusals import Invalid

CHANGED = "Danh sách đảng viên chính thức của ngày họp đã thay đổi từ khi bạn mở trang. Mở lại trang rồi ghi lại."


def count_of(candidate, step, ballot, met_on):
    """The `BallotFacts` of `ballot`, a dict of the votes cast with either `eligible` and `present`, or `roster`.

    A roster must name the cell's full members of the meeting's day, no more and no fewer; what is not
    theirs to say (their names, who is exempt) is taken from the records. Raises `Invalid`.
    """
    roster = ballot.get("roster")
    if roster is None:
        return BallotFacts(**ballot, base=voting_base(candidate, step.ballot.body, met_on))
    if step.ballot.body != CELL:
        raise Invalid({"on": "Chỉ chi bộ biểu quyết theo danh sách đảng viên."})
    known = {each.key: each for each in roster_of(candidate.organization, met_on, without=candidate.member_id).voters}
    if sorted(known) != sorted(each.key for each in roster.voters):
        raise Invalid({"on": CHANGED})
    if any((each.name, each.is_exempt) != (known[each.key].name, known[each.key].is_exempt) for each in roster.voters):
        raise Invalid({"on": CHANGED})
    _check_left_out(roster, rule_set(met_on))
    eligible = base_of(roster.voters)
    return BallotFacts(**{**ballot, "eligible": eligible, "present": roster.present, "base": eligible})


def _check_left_out(roster, law):
    faults = {f"away_{each.key}": words for each in roster.voters if (words := not_left_out(each, law))}
    if faults:
        raise Invalid(faults)
