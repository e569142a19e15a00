"""Every write to a case: one verb each, keyword-only, atomic, under the candidate's lock."""

from candidates.actions.advance import Paper, advance
from candidates.actions.cell_meetings import (
    change_item,
    close_cell_meeting,
    fill_agenda,
    raise_item,
    record_cell_attendance,
    record_outcome,
    remove_item,
    reopen_cell_meeting,
)
from candidates.actions.class_papers import issue_paper, next_decision_number
from candidates.actions.class_work import (
    add_session,
    allot,
    answer_invitation,
    change_class,
    invite,
    reissue,
    remove_session,
    take_attendance,
)
from candidates.actions.classes import (
    assign_to_class,
    complete_class,
    create_class,
    leave_class,
    mark_absent,
    nominate,
    record_results,
)
from candidates.actions.correct import take_back
from candidates.actions.dossier import (
    accept_papers,
    add_paper,
    answer_point,
    check_paper,
    enter_paper,
    remove_paper,
    request_completion,
    set_aside,
    why_closed,
)
from candidates.actions.entry import Milestone, catch_up, enter_pool, take_over
from candidates.actions.grounds import record_ground, withdraw_ground
from candidates.actions.handing_over import confirm_hand_over, hand_over
from candidates.actions.meetings import (
    add_case,
    change_meeting,
    close_meeting,
    issue_submission,
    plan_meeting,
    record_attendance,
    record_result,
    remove_case,
)
from candidates.actions.mentors import assign_mentor, complete_task, end_mentor, give_task
from candidates.actions.offers import accept_transfer, offer_transfer, refuse_transfer, take_offer_back
from candidates.actions.readings import write_readings
from candidates.actions.reasons import add_reason, end_reason
from candidates.actions.remarks import (
    conclude_month,
    conclude_together,
    hold_meeting,
    is_mentor,
    may_remark,
    skip_meeting,
    write_remark,
)
from candidates.actions.remedies import record_remedy
from candidates.actions.rhythm import set_rhythm
from candidates.actions.scans import keep_scan, set_scan_aside
from candidates.actions.seen import tick_seen, untick_seen
from candidates.actions.sources import file_source_list, record_evidence, record_source_review, remove_evidence
from candidates.actions.special import correct_case
from candidates.actions.support import (
    UnionVote,
    correct_introduction,
    introduce,
    introduce_new,
    receive_decision,
    register_number,
)
from candidates.actions.transfer import move_cell
from candidates.actions.verification import ask_about, chase, record_verification

__all__ = [
    "Milestone",
    "Paper",
    "UnionVote",
    "accept_papers",
    "accept_transfer",
    "add_case",
    "add_paper",
    "add_reason",
    "add_session",
    "advance",
    "allot",
    "answer_invitation",
    "answer_point",
    "ask_about",
    "assign_mentor",
    "assign_to_class",
    "catch_up",
    "change_class",
    "change_item",
    "change_meeting",
    "chase",
    "check_paper",
    "close_cell_meeting",
    "close_meeting",
    "complete_class",
    "complete_task",
    "conclude_month",
    "conclude_together",
    "confirm_hand_over",
    "correct_case",
    "correct_introduction",
    "create_class",
    "end_mentor",
    "end_reason",
    "enter_paper",
    "enter_pool",
    "file_source_list",
    "fill_agenda",
    "give_task",
    "hand_over",
    "hold_meeting",
    "introduce",
    "introduce_new",
    "invite",
    "is_mentor",
    "issue_paper",
    "issue_submission",
    "keep_scan",
    "leave_class",
    "mark_absent",
    "may_remark",
    "move_cell",
    "next_decision_number",
    "nominate",
    "offer_transfer",
    "plan_meeting",
    "raise_item",
    "receive_decision",
    "record_attendance",
    "record_cell_attendance",
    "record_evidence",
    "record_ground",
    "record_outcome",
    "record_remedy",
    "record_result",
    "record_results",
    "record_source_review",
    "record_verification",
    "refuse_transfer",
    "register_number",
    "reissue",
    "remove_case",
    "remove_evidence",
    "remove_item",
    "remove_paper",
    "remove_session",
    "reopen_cell_meeting",
    "request_completion",
    "set_aside",
    "set_rhythm",
    "set_scan_aside",
    "skip_meeting",
    "take_attendance",
    "take_back",
    "take_offer_back",
    "take_over",
    "tick_seen",
    "untick_seen",
    "why_closed",
    "withdraw_ground",
    "write_readings",
    "write_remark",
]
