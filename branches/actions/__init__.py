"""Every write to the tree, to people and to members: one verb each, atomic, keyword-only."""

from branches.actions.leading import keep_document, record_grades, record_leading
from branches.actions.members import (
    exempt_member,
    issue_card,
    record_departure,
    record_roster,
    restore_member,
    set_party_group,
    transfer_in,
    transfer_member,
    transfer_out,
)
from branches.actions.organizations import dissolve, found, move, rename, set_authority, set_union, update_organization
from branches.actions.people import register_person, update_person
from branches.actions.plans import (
    accept_registration,
    assign_registered,
    file_plan,
    register_target,
    return_registration,
)
from branches.actions.positions import end_position, set_position
from branches.actions.probation import (
    annul_recognition,
    enroll_probationer,
    leave_probation,
    recognize_member,
    withdraw_annulled_recognition,
    withdraw_enrollment,
    withdraw_recognition,
    withdraw_striking_off,
)
from branches.actions.targets import set_target, set_targets

__all__ = [
    "accept_registration",
    "annul_recognition",
    "assign_registered",
    "dissolve",
    "end_position",
    "enroll_probationer",
    "exempt_member",
    "file_plan",
    "found",
    "issue_card",
    "keep_document",
    "leave_probation",
    "move",
    "recognize_member",
    "record_departure",
    "record_grades",
    "record_leading",
    "record_roster",
    "register_person",
    "register_target",
    "rename",
    "restore_member",
    "return_registration",
    "set_authority",
    "set_party_group",
    "set_position",
    "set_target",
    "set_targets",
    "set_union",
    "transfer_in",
    "transfer_member",
    "transfer_out",
    "update_organization",
    "update_person",
    "withdraw_annulled_recognition",
    "withdraw_enrollment",
    "withdraw_recognition",
    "withdraw_striking_off",
]
