"""In which cell a person is, or was on a day as the events of their moves tell."""

from datetime import date

from candidates.models import StageEvent
from candidates.pipeline import BEFORE_ADMISSION


def may_be_listed(candidate, cell):
    """Whether `cell` may put the person on its list of the year, or take them off it."""
    before = candidate.is_open and not candidate.member_id and candidate.stage in BEFORE_ADMISSION
    return before and candidate.organization_id == cell.pk


def cells_on(candidates, on):
    """candidate's id -> ids of the cells in which the person was on `on`; on the day of a move, of both."""
    moves = moves_of(candidates)
    return {each.pk: cells_of(each, moves, on) for each in candidates}


def of_cell_since(candidates, cell, day):
    """Those of `candidates` who were in `cell`, their case open, on `day` or on any day after it."""
    moves = moves_of(candidates)

    def was_here(candidate):
        own = moves.get(candidate.pk, ())
        later = any(event.organization_id == cell.pk and event.on >= day for event in own)
        return later or cell.pk in cells_of(candidate, moves, day)

    return [each for each in candidates if was_here(each) and not (each.closed_on and each.closed_on < day)]


def left_on(candidates, cell):
    """candidate's id -> the day of the move by which they left `cell`, of those who are not in it now."""
    gone = [each for each in candidates if each.organization_id != cell.pk]
    moves = moves_of(gone)
    days = {each.pk: [move.on for move in moves.get(each.pk, ()) if move.organization_id == cell.pk] for each in gone}
    return {pk: max(found, default=date.min) for pk, found in days.items()}


def moves_of(candidates):
    """candidate's id -> the events of their moves, in order; for `cells_of`."""
    if not candidates:
        return {}
    found = {}
    rows = StageEvent.objects.filter(candidate__in=[each.pk for each in candidates], kind="move_cell")
    for event in rows.order_by("on", "pk"):
        found.setdefault(event.candidate_id, []).append(event)
    return found


def cells_of(candidate, moves, on):
    """Ids of the cells in which the person was on `on`.

    Each move is an event at the cell that was left, then one at the cell that took over.
    """
    own = moves.get(candidate.pk, ())
    that_day = {event.organization_id for event in own if event.on == on}
    if that_day:
        return that_day
    before = [event for event in own if event.on < on]
    if before:
        return {before[-1].organization_id}
    return {own[0].organization_id if own else candidate.organization_id}
