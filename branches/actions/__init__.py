"""Every write to the tree, to people and to members: one verb each, atomic, keyword-only."""

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
    "annul_recognition",
    "dissolve",
    "end_position",
    "enroll_probationer",
    "exempt_member",
    "found",
    "issue_card",
    "leave_probation",
    "move",
    "recognize_member",
    "record_departure",
    "record_roster",
    "register_person",
    "rename",
    "restore_member",
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
