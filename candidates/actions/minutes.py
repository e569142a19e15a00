"""Minutes that are done stay as they were signed: what would change them waits until they are opened again."""

from django.urls import reverse
from django.utils import timezone

from branches.permissions import Permission
from candidates.models import CellMeeting
from candidates.pipeline import CELL
from partydev.locks import under_lock
from partydev.refusals import Conflict


def check_not_closed(meeting, by=None):
    """Raise `Conflict` where the meeting's minutes are done, with the way to open them again.

    Who (`by`) acts from another unit, and opens no minutes there, is not shown the way.
    """
    if not meeting.closed_at:
        return
    at = timezone.localtime(meeting.closed_at)
    words = f"Biên bản buổi họp đã xong lúc {at:%H:%M ngày %d/%m/%Y}."
    if by is not None and not by.can(Permission.CANDIDATE_ADVANCE, meeting.organization):
        raise Conflict(f"{words} Đề nghị {meeting.organization} mở lại buổi họp nếu cần sửa.")
    raise Conflict(
        f"{words} Mở lại buổi họp nếu cần sửa.",
        url=reverse("candidates:cell_meeting", args=[meeting.organization_id, meeting.month]),
        action=f"Mở trang buổi họp tháng {meeting.month:%m/%Y} để mở lại biên bản",
    )


def check_minutes_open(organization_id, *days, by=None):
    """Raise `Conflict` where the cell met on one of `days` and the minutes, which tell of that day, are done.

    Locks those meetings, so that no minutes are done before what is recorded here stands. Call under the case's lock.
    """
    met = under_lock(CellMeeting.objects).filter(organization=organization_id, held_on__in=days)
    for meeting in met.select_related("organization").order_by("pk"):
        check_not_closed(meeting, by)


def check_votes_minutes_open(event, by):
    """`check_minutes_open` for the vote that a cell took with `event`, where it took one."""
    vote = getattr(event, "vote", None)
    if vote and vote.body == CELL:
        check_minutes_open(vote.organization_id, vote.met_on, by=by)
