"""Numbers of papers as an office would have given them: counted per body and type, rising with the days."""

import re
from datetime import date

from candidates.cell_meetings import series
from candidates.models import ClassNomination, DossierItem, Introduction, MentorAssignment, StageEvent, Vote

TERMS = [date(year, 8, 1) for year in range(1995, 2100, 5)]
# How many of a type a body writes in a year, also about other matters than these people.
A_YEAR = {"QĐ/ĐU": 365, "NQ/ĐU": 60, "TTr/ĐU": 90, "NQ/CB": 14, "CV/ĐU": 120, "DS/CB": 4, "NQ/BCH": 14}
OF_BASE = "CV/ĐU"  # asked for by a cell, written by the base committee above it
_WRITTEN = re.compile(r"\d+-((?:NQ|QĐ|CV|DS|TTr)/(?:CB|ĐU|BCH))")


def number_on(day, kind):
    """The number that a paper of `kind` ("QĐ/ĐU") may have on `day`: counted from the beginning of the term."""
    return f"{_expected(day, kind):02}-{kind}"


def resolution_beside(way, day):
    """The number of a resolution of the cell of `way` that is recorded when `number_papers` has given all others."""
    return series.next_number(way.cell, series.RESOLUTION, day)


def _expected(day, kind):
    return 1 + (day - _term(day)).days * A_YEAR[kind] // 365


def _term(day):
    return max(start for start in TERMS if start <= day)


def number_papers(rows):
    """Give the papers of `rows` (model -> unsaved rows) their numbers, in the order of their days.

    What was told carries a number to be replaced; papers of one person, day and type are one paper.
    """
    voters = {id(vote.event): vote.organization.pk for vote in rows[Vote]}
    papers = {}  # (person, day, kind) -> issuer
    for event in rows[StageEvent]:
        kind = _kind(event.paper_number)
        if kind:
            issuer = voters.get(id(event)) or (
                event.organization.parent_id if kind == OF_BASE else event.organization_id
            )
            papers.setdefault((id(event.candidate), event.paper_on, kind), issuer)
    for row in rows[Introduction]:
        kind = _kind(row.paper_number)
        if kind:
            papers.setdefault((id(row.candidate), row.introduced_on, kind), row.candidate.organization_id)
    numbers = _numbers(papers)
    for model, number, day in (
        (StageEvent, "paper_number", "paper_on"),
        (MentorAssignment, "resolution_number", "resolution_on"),
        (ClassNomination, "paper_number", "nominated_on"),
        (Introduction, "paper_number", "introduced_on"),
        (DossierItem, "number", "issued_on"),
    ):
        for row in rows[model]:
            key = (id(row.candidate), getattr(row, day), _kind(getattr(row, number)))
            if key in numbers:
                setattr(row, number, numbers[key])


def _kind(number):
    match = _WRITTEN.fullmatch(number)
    return match and match[1]


def _numbers(papers):
    """Key -> number: per issuer and kind in the order of the days, from a new beginning each term."""
    last, found = {}, {}
    for key, issuer in sorted(papers.items(), key=lambda item: item[0][1]):
        _, day, kind = key
        counted = (issuer, kind, _term(day))
        number = max(last.get(counted, 0) + 1, _expected(day, kind))
        last[counted], found[key] = number, f"{number:02}-{kind}"
    return found
