"""Minutes that are done stay as they were signed: what would change them waits until they are opened again."""

from django.urls import reverse
from django.utils import timezone

from candidates.models import CellMeeting
from candidates.pipeline import CELL
from partydev.refusals import Conflict


def check_not_closed(meeting):
    """Raise `Conflict`, with the way to open them again, where the meeting's minutes are done."""
    if meeting.closed_at:
        at = timezone.localtime(meeting.closed_at)
        raise Conflict(
            f"Biên bản buổi họp đã xong lúc {at:%H:%M ngày %d/%m/%Y}. Mở lại buổi họp nếu cần sửa.",
            url=reverse("candidates:cell_meeting", args=[meeting.organization_id, meeting.month]),
            action=f"Mở trang buổi họp tháng {meeting.month:%m/%Y} để mở lại biên bản",
        )


def check_minutes_open(organization_id, *days):
    """Raise `Conflict` where the cell met on one of `days` and the minutes, which tell of that day, are done."""
    done = CellMeeting.objects.filter(organization=organization_id, held_on__in=days, closed_at__isnull=False)
    for meeting in done:
        check_not_closed(meeting)


def check_votes_minutes_open(event):
    """`check_minutes_open` for the vote that a cell took with `event`, where it took one."""
    vote = getattr(event, "vote", None)
    if vote and vote.body == CELL:
        check_minutes_open(vote.organization_id, vote.met_on)
