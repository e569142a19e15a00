"""A cell's open work is handed over to a successor, who confirms that it was received."""

from django.db import transaction
from django.utils import timezone

from branches.models import Organization
from branches.permissions import Permission
from candidates.actions._common import check_day
from candidates.handing_over import contents_of
from candidates.models import HandOver
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, NotAllowed, require
from partydev.text import uncapitalized

TODAY_ONLY = (
    "Bản bàn giao ghi việc và hồ sơ như hôm nay, nên ngày bàn giao là hôm nay. Buổi giao trước thì ghi ở căn cứ."
)


@transaction.atomic
def hand_over(*, organization, to, by, on, basis=""):
    """Write down what is open in the cell for `to`; an earlier page that nobody confirmed is replaced.

    Whoever hands over holds CANDIDATE_ADVANCE at the cell; `to` holds it, or will by an appointment already
    made. `on` is today: what is written down is what stands now, and no page tells today's work as of another day.
    Locks the cell.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.CANDIDATE_ADVANCE, organization)
    check_day(on)
    if on != timezone.localdate():
        raise Invalid({"on": TODAY_ONLY})
    if not organization.is_cell:
        raise Invalid({"on": "Chỉ bàn giao công việc của một chi bộ."})
    if by is not None and by.is_same_person(to):
        raise Invalid({"to": "Người nhận phải là người khác."})
    if not _works_here(to, organization):
        raise Invalid({"to": "Người nhận chưa được phân công làm việc của chi bộ này."})
    HandOver.objects.filter(organization=organization, state=HandOver.State.OPEN).update(state=HandOver.State.REPLACED)
    row = HandOver(given_by=by, taken_by=to, on=on, basis=basis, contents=contents_of(organization, on))
    row.place(organization).save()
    return row


def _works_here(user, organization):
    if user.can(Permission.CANDIDATE_ADVANCE, organization):
        return True
    coming = user.appointments.filter(organization=organization, starts_on__gt=timezone.localdate())
    return any(Permission.CANDIDATE_ADVANCE in each.permissions for each in coming)


@transaction.atomic
def confirm_hand_over(*, row, by, note=""):
    """The successor confirms the receipt: they alone, once their own appointment is in force. Locks the row."""
    row = under_lock(HandOver.objects).select_related("organization", "taken_by").get(pk=row.pk)
    require(by, Permission.CANDIDATE_ADVANCE, row.organization)
    if not by.is_same_person(row.taken_by):
        raise NotAllowed("Chỉ người nhận bàn giao xác nhận.")
    if not row.is_open:
        raise Conflict(f"Bản bàn giao này {uncapitalized(row.get_state_display())}.")
    row.state, row.confirmed_at, row.note = HandOver.State.CONFIRMED, timezone.now(), note
    row.save()
    return row
