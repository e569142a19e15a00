"""Rows -> the findings of `rules.preflight` for one case: what to look at again before the dossier goes up.

Other applications that know more of the person add to `SOURCES` when they start. The desk reads the same of a whole
page of cases at once.
"""

from dataclasses import replace

from candidates.gather import Units, facts_for, load
from candidates.going import loaded, present_attempt, present_papers
from candidates.models import DossierItem, Vote
from candidates.rulebook import rule_set
from candidates.rules import check
from candidates.rules.base import WARN
from candidates.rules.facts import BallotFacts
from candidates.rules.papers import paper_name
from candidates.rules.preflight import Recorded, Sheet, in_order, not_read, on_papers, vote_adds_up
from partydev import dates

# Rules of the steps before that are asked once more; here they only warn.
ASKED_AGAIN = (
    "has_valid_certificate",
    "has_introducers",
    "introducers_know_the_person",
    "every_place_is_concluded",
)
# Functions of several candidates that return further `Finding`s: candidate's id -> its findings.
SOURCES = []


def recorded_of(person):
    """What is kept of the person, as papers are compared with it."""
    birth = dates.format_date(person.birth_date) if person.birth_date else ""
    return Recorded(full_name=person.full_name, birth_date=birth, home_place=person.home_place)


def papers_of(candidate):
    """The papers of the present attempt that are there or being written, each with its reading, in their order."""
    items = loaded(candidate, "papers")
    if items is None:
        items = candidate.papers.select_related("reading")
    wanted = {paper.pk for paper in present_papers(candidate) if paper.state != DossierItem.State.NOT_NEEDED}
    return [item for item in items if item.pk in wanted]


def reading_of(item):
    """What was read on this very paper; None where nothing was, or another paper stood there then."""
    reading = getattr(item, "reading", None)
    if reading is None:
        return None
    reading.paper = item
    return reading if reading.is_of_this_paper else None


def sheet_of(item):
    """A row of the register as the rules know it."""
    reading = reading_of(item)
    return Sheet(
        key=item.pk,
        code=item.code,
        name=paper_name(item.code, item.ordinal),
        issued_on=item.issued_on,
        full_name=reading.full_name if reading else "",
        birth_date=reading.birth_date if reading else "",
        home_place=reading.home_place if reading else "",
        is_read=reading is not None,
    )


def findings_of(candidate, on, sheets=None, *, units=None, further=None):
    """Everything to look at again, as warnings in the order of the page.

    `units` and what the other applications found (`further`) may be given where many cases are read together.
    """
    sheets = [sheet_of(item) for item in papers_of(candidate)] if sheets is None else sheets
    ballot, needed = _vote(candidate)
    asked = check(ASKED_AGAIN, facts_for(candidate, on, units=units), units.law if units else rule_set(on))
    further = _found_elsewhere([candidate])[candidate.pk] if further is None else further
    return [
        *on_papers(recorded_of(candidate.person), sheets),
        *not_read(sheets),
        *in_order(sheets),
        *vote_adds_up(ballot, needed),
        *(replace(finding, level=WARN, who="") for finding in asked),
        *further,
    ]


def numbers_to_look_at(candidates, on):
    """candidate's id -> how many lines `findings_of` has, for `candidates` in as many queries as for one."""
    load(candidates, "papers__reading", "member")
    units = Units([each.organization for each in candidates], on)
    further = _found_elsewhere(candidates)
    return {each.pk: len(findings_of(each, on, units=units, further=further[each.pk])) for each in candidates}


def _found_elsewhere(candidates):
    found = {each.pk: [] for each in candidates}
    for source in SOURCES:
        for pk, findings in source(candidates).items():
            found[pk] += findings
    return found


def _vote(candidate):
    """The cell's newest vote of the present attempt on the admission, as the rules know it, and what it needed."""
    after = present_attempt(candidate).after
    # Whether all who may vote were counted is asked when the vote is recorded.
    asked = (Vote.Purpose.ADMISSION, Vote.Body.CELL)
    votes = [
        each for each in candidate.votes.all() if (each.purpose, each.body) == asked and (each.event_id or 0) > after
    ]
    vote = max(votes, key=lambda each: each.pk, default=None)
    if vote is None:
        return None, 0
    ballot = BallotFacts(
        eligible=vote.eligible,
        present=vote.present,
        votes_for=vote.votes_for,
        votes_against=vote.votes_against,
        votes_other=vote.votes_other,
    )
    return ballot, vote.needed
