"""Every write to a case: one verb each, keyword-only, atomic, under the candidate's lock."""

from candidates.actions.advance import Paper, advance
from candidates.actions.classes import (
    assign_to_class,
    complete_class,
    create_class,
    mark_absent,
    nominate,
)
from candidates.actions.dossier import answer_point, check_paper, enter_paper, remove_paper, request_completion
from candidates.actions.entry import catch_up, enter_pool, take_over
from candidates.actions.meetings import add_case, close_meeting, plan_meeting, record_attendance, remove_case
from candidates.actions.mentors import assign_mentor, complete_task, end_mentor, give_task
from candidates.actions.remarks import conclude_month, hold_meeting, skip_meeting, write_remark
from candidates.actions.support import introduce, receive_decision
from candidates.actions.transfer import move_cell

__all__ = [
    "Paper",
    "add_case",
    "advance",
    "answer_point",
    "assign_mentor",
    "assign_to_class",
    "catch_up",
    "check_paper",
    "close_meeting",
    "complete_class",
    "complete_task",
    "conclude_month",
    "create_class",
    "end_mentor",
    "enter_paper",
    "enter_pool",
    "give_task",
    "hold_meeting",
    "introduce",
    "mark_absent",
    "move_cell",
    "nominate",
    "plan_meeting",
    "receive_decision",
    "record_attendance",
    "remove_case",
    "remove_paper",
    "request_completion",
    "skip_meeting",
    "take_over",
    "write_remark",
]
