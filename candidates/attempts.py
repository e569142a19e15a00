"""How often a body has voted on one probationer: recognition and striking off are attempts at one question."""

from candidates.pipeline import BASE, CELL, IN_PROBATION, RESTORE
from candidates.rules.ballots import COUNTED_TOGETHER

# From these on, what was voted before counts no more.
_ANEW = ("admit", RESTORE, "annul_recognition")


def votes_of_probation(candidate, events):
    """The votes that were taken in the present probation, by its `events`; outside of one none is asked for."""
    if candidate.stage not in IN_PROBATION:
        return []
    after = max((event.pk for event in events if event.kind in _ANEW), default=0)
    return [vote for vote in candidate.votes.all() if vote.purpose in COUNTED_TOGETHER and vote.event_id > after]


def failed(votes, on):
    """What the rules know of the votes that did not carry up to `on`, as keywords of `CandidateFacts`."""
    lost = [vote.body for vote in votes if not vote.carried and vote.met_on <= on]
    return {"failed_cell_votes": lost.count(CELL), "failed_committee_votes": lost.count(BASE)}


def attempt(candidate, purpose, body):
    """Which attempt of `body` the next vote on `purpose` is, from 1."""
    if purpose not in COUNTED_TOGETHER:
        return candidate.votes.filter(body=body, purpose=purpose).count() + 1
    votes = votes_of_probation(candidate, candidate.events.filter(kind__in=_ANEW))
    return sum(vote.body == body for vote in votes) + 1
