"""Whose help has ended and what it still owes: months without a remark are not wiped out by assigning another."""

from datetime import date

from candidates.going import RECONSIDER
from candidates.models import MentorAssignment
from candidates.pipeline import BEFORE_ADMISSION, IN_PROBATION

BEFORE_RECOGNITION = [stage for stage in IN_PROBATION if stage not in ("recognized", "struck_off")]
TURNS = ("move_cell", RECONSIDER)  # from then on nothing of before is asked of the cell
PHASES = dict.fromkeys(BEFORE_ADMISSION, MentorAssignment.Phase.CANDIDATE)
PHASES |= dict.fromkeys(BEFORE_RECOGNITION, MentorAssignment.Phase.PROBATION)


def help_ended(stage, assignments, events, on):
    """(first day, last day) of the help of the present phase that the cell ended, or whose mentor is gone, by `on`.

    `stage` is that of the case. What ended because the phase ended, or the person moved, is asked no more.
    """
    turn = max((event.on for event in events if event.kind in TURNS and event.on <= on), default=date.min)
    return tuple((each.starts_on, each.ends_on) for each in ended(stage, assignments, turn) if each.ends_on <= on)


def ended(stage, assignments, turn):
    """The assignments of which `help_ended` tells; `turn` is the day of the last of `TURNS`."""
    phase = PHASES.get(stage)
    return [
        each
        for each in assignments
        if each.ended_because and each.phase == phase and each.ends_on and each.ends_on > turn
    ]
