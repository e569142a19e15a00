"""What a step that carries does beyond moving the case: to the membership, the helpers, what was irregular.

Called by `advance` under the candidate's lock, after the event is saved and before the case stands elsewhere.
"""

from branches import actions as branch_actions
from branches.models import Member
from candidates.actions._common import end_mentors
from candidates.actions.annulment import annul_admission, annul_recognition
from candidates.gather import last_event
from candidates.rulebook import rule_set
from candidates.rules.probation import probation_ends_on
from partydev.refusals import Invalid

# Where nobody is helped on any more.
ENDED = ("not_admitted", "withdrawn", "struck_off", "transferred_out", "annulled")
# Findings that a recognition came late by somebody's fault.
LATE = {"recognition_considered_in_time", "recognition_decided_in_time"}


def take_effect(candidate, event, card_number=""):
    """Do what `event` brings with it."""
    _EFFECTS.get(event.kind, _nothing)(candidate, event, card_number)


def recognized_from(candidate):
    """The day from which a recognition counts: the end of probation, however late it is decided (regulations T12);
    None while the ceremony's day is not known.
    """
    joined = candidate.member and candidate.member.joined_on
    return probation_ends_on(joined, rule_set(joined)) if joined else None


def counts_from(since):
    """How a recognition that counts from `since` is told."""
    return f"Công nhận từ ngày {since:%d/%m/%Y} (hết thời gian dự bị)."


def recognition_note(candidate, on, findings):
    """What the event of a recognition says of its effect, and of who answers for its lateness."""
    since = recognized_from(candidate)
    if since is None:
        return ""
    words = counts_from(since)
    voted = last_event(candidate, "recognition_cell_vote")
    found = {finding.rule for finding in findings} | {each["rule"] for each in (voted.findings if voted else [])}
    return f"{words} Công nhận chậm: cấp ủy xem xét trách nhiệm của nơi để chậm." if found & LATE else words


def _nothing(candidate, event, card_number):
    pass


def _admit(candidate, event, card_number):
    decided = last_event(candidate, "decide")
    candidate.member = branch_actions.enroll_probationer(
        person=candidate.person,
        organization=candidate.organization,
        decided_on=decided.on if decided else None,
        joined_on=event.on,
    )
    end_mentors(candidate, event.on)


def _recognize(candidate, event, card_number):
    branch_actions.recognize_member(member=candidate.member, recognized_on=recognized_from(candidate))
    end_mentors(candidate, event.on)


def _strike_off(candidate, event, card_number):
    branch_actions.leave_probation(member=candidate.member, on=event.on, reason=Member.Left.STRUCK_OFF)


def _transfer_out(candidate, event, card_number):
    if candidate.member:
        branch_actions.transfer_out(
            member=candidate.member,
            on=event.on,
            other_place=event.note[:200],
            paper_number=event.paper_number,
            paper_on=event.paper_on,
            by=event.recorded_by,
            check=False,
        )


def _issue_card(candidate, event, card_number):
    """The card is one fact of the membership: one that was recorded there already is not recorded again."""
    if not card_number.strip():
        raise Invalid({"card_number": "Nhập số thẻ đảng viên."})
    member, number = candidate.member, card_number.strip()
    if not member.card_issued_on:
        branch_actions.issue_card(member=member, number=number, on=event.on, by=event.recorded_by, tell=False)
    elif (member.card_number, member.card_issued_on) != (number, event.on):
        held = f"số {member.card_number} ngày {member.card_issued_on:%d/%m/%Y}"
        raise Invalid({"card_number": f"Danh sách đảng viên đã ghi thẻ {held}. Nhập đúng số và ngày đó."})


def _annul_admission(candidate, event, card_number):
    annul_admission(candidate, event)


def _annul_recognition(candidate, event, card_number):
    annul_recognition(candidate, event)


_EFFECTS = {
    "admit": _admit,
    "recognize": _recognize,
    "strike_off": _strike_off,
    "transfer_out": _transfer_out,
    "issue_card": _issue_card,
    "annul_admission": _annul_admission,
    "annul_recognition": _annul_recognition,
}
